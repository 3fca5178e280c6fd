"""Proposing and settling: which open fires could go to whom, what else helps, and what a lead decides about it."""

from collections import Counter
from dataclasses import dataclass, replace

from bot.core.calendar import DAY, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.duty.domain import Published
from bot.load.domain import (
    MOST_NAMED,
    Backup,
    Episode,
    Flag,
    Move,
    Plea,
    Proposed,
    Reason,
    Room,
    Settled,
    Steps,
    Told,
    backup_for,
    by_load,
    hand_overs,
    minutes_in,
)
from bot.load.repository import Episodes
from bot.load.use_cases.believing import days_off
from bot.load.use_cases.counting import judge_team, this_monday
from bot.load.use_cases.relieving import drop_relief, plan_relief, publish_relief
from bot.people.domain import Member, Team, UserId, may_lead
from bot.people.repository import People, Teams
from bot.triage.domain import CLOSED, Level, TopicPerson
from bot.triage.repository import Desks, TopicPeople
from bot.triage.use_cases import Change, assign_fire, look_up, open_fires

# Somebody whose next working day is further off than a weekend has no room now.
SOON = 3 * DAY


@dataclass(frozen=True)
class Applied:
    """What a click made true, for others to hear: the rest is in the episode."""

    episode: Episode
    team: Team
    changes: tuple[Change, ...]
    published: Published | None
    backup: Backup | None


async def propose(work: Work, told: Told) -> Proposed:
    """Which of their open fires could go to whom, who else has room, and what helps besides."""
    team, user_id = told.team, told.member.user_id
    fires = await open_fires(work, team.id)
    rooms = await _rooms(work, team, user_id, Counter(fire.owner_id for fire in fires))
    moves = hand_overs([fire for fire in fires if fire.owner_id == user_id], rooms)
    plan_id, stays_on = await plan_relief(work, told)
    topic = _topic(told.flag)
    backup = backup_for(topic, rooms, await TopicPeople(work).of_team(team.id)) if topic else None
    steps = Steps(plan_id=plan_id, stays_on=stays_on, backup=backup)
    plea = _plea(told, rooms, helps=bool(moves or plan_id or backup))
    room = tuple(room.user_id for room in by_load(rooms)[:MOST_NAMED])
    return Proposed(moves, room, replace(steps, plea=plea))


async def apply(work: Work, episode_id: int, by: str) -> Applied:
    """Does what was proposed, as far as it still can be done; the first lead who says so decides."""
    episode, team = await _settle(work, episode_id, by, Settled.APPLIED)
    changes, moves = [], []
    for move in episode.moves:
        try:
            changes.append(await _hand_over(work, episode, move, by))
            moves.append(move)
        except BotError as error:
            moves.append(replace(move, kept=error.text))
    steps, published = episode.steps, None
    if steps.plan_id is not None:
        done = await publish_relief(work, steps.plan_id, by)
        published = done if isinstance(done, Published) else None
        steps = replace(steps, plan_kept=done if isinstance(done, str) else None)
    if steps.backup is not None:
        steps = replace(steps, backup=await _back_up(work, team, steps.backup))
    await Episodes(work).keep_outcome(episode.id, Proposed(tuple(moves), episode.room, steps))
    backup = steps.backup if steps.backup and steps.backup.kept is None else None
    return Applied(episode, team, tuple(changes), published, backup)


async def dismiss(work: Work, episode_id: int, by: str) -> None:
    """Nothing is changed; the first lead who says so decides."""
    episode, _ = await _settle(work, episode_id, by, Settled.DISMISSED)
    if episode.steps.plan_id is not None:
        await drop_relief(work, episode.steps.plan_id, by)


async def _settle(work: Work, episode_id: int, by: str, settled: Settled) -> tuple[Episode, Team]:
    episodes = Episodes(work)
    episode = await episodes.get(episode_id)
    if episode is None or not episode.is_open:
        raise BotError("That is over: nothing like it has been seen for four weeks, so there is nothing to change.")
    team = await Teams(work).get(episode.team_id)
    lead = await People(work).get(by)
    if lead is None or by == episode.user_id or not may_lead(team, lead):
        raise BotError(f"Only another lead of {team.name} can decide that.")
    if not await episodes.settle(episode.id, settled, by):
        raise BotError(await _was_settled(work, episode_id))
    return replace(episode, settled=settled, settled_by=UserId(by)), team


async def _was_settled(work: Work, episode_id: int) -> str:
    episode = await Episodes(work).get(episode_id)
    assert episode is not None, "it was there a moment ago"
    person = await People(work).get(episode.settled_by or "")
    who = person.name if person else "Another lead"
    return f"{who} {episode.settled} it already, so nothing was done now."


async def _hand_over(work: Work, episode: Episode, move: Move, by: str) -> Change:
    """Raises BotError when it is not theirs any more, or the other cannot take it."""
    fire = await look_up(work, move.number)
    if fire.state in CLOSED or fire.owner_id != episode.user_id:
        raise BotError("it is no longer in their hands.")
    return await assign_fire(work, move.number, move.to, by)


async def _back_up(work: Work, team: Team, backup: Backup) -> Backup:
    """Who does not know the topic yet, learns it from now on."""
    member = team.member(backup.to)
    if member is None:
        return replace(backup, kept="they have left the team.")
    if not await _is_here(work, member):
        return replace(backup, kept="they are away now.")
    people = [each for each in await TopicPeople(work).of_team(team.id) if each.topic == backup.topic]
    listed = backup.topic in (await Desks(work).get(team.id)).topics
    if listed and all(each.user_id != backup.to for each in people):
        learner = TopicPerson(backup.topic, backup.to, Level.LEARNER)
        await TopicPeople(work).replace(team.id, backup.topic, [*people, learner])
    return backup


def _topic(flag: Flag) -> str | None:
    return next((each.topic for each in flag.because if each.reason == Reason.CONTACT), None)


def _plea(told: Told, rooms: list[Room], *, helps: bool) -> Plea | None:
    """Evenings are spared by requesters who wait. Else they are asked where others have room and nothing else helps, or
    most requests go to the person rather than to the team.
    """
    if any(each.reason == Reason.AFTER_HOURS for each in told.flag.because):
        return Plea.HOURS
    return Plea.QUEUE if rooms and (told.is_mostly_direct or not helps) else None


async def _rooms(work: Work, team: Team, user_id: str, in_hand: Counter[UserId | None]) -> list[Room]:
    """Everybody else who is here and about whom nothing is open."""
    monday = this_monday(team, work.now)
    judgement = await judge_team(work, team, monday - 7 * DAY)
    busy = {each.user_id for each in await Episodes(work).open_of(team.id)} | {user_id}
    rooms = []
    for member in team.members:
        if member.user_id in busy or not await _is_here(work, member):
            continue
        standing = judgement.standing(member.user_id)
        # Newcomers are measured by the week that has begun.
        minutes = sum(week.tally(member.user_id).minutes for week in judgement.weeks) or minutes_in(
            member.week, monday, ()
        )
        handled = standing.handled if standing else 0
        rooms.append(Room(member.user_id, member.name, handled, minutes, in_hand[member.user_id]))
    return rooms


async def _is_here(work: Work, member: Member) -> bool:
    """Not away today, and at work within days."""
    today, away = local_date(work.now, member.zone), await days_off(work, member)
    works_on = member.week.next_workday(today - DAY, away)
    return today not in away and works_on is not None and works_on - today <= SOON
