"""Doubts: who is asked whether what was entered is right, once, and what they say."""

from collections.abc import Iterable, Sequence

from bot.core.calendar import next_working_moment
from bot.core.errors import BotError
from bot.core.work import Work
from bot.load.domain import Asked, Doubt, Doubted, Found
from bot.load.repository import LoadDoubts
from bot.load.use_cases.believing import days_off
from bot.outbox.repository import Timers
from bot.people.domain import Team, UserId, may_lead
from bot.people.repository import People, Teams

ASK = "load.ask"
# What somebody entered of themselves, and what a lead enters of the team.
OWN = frozenset({Doubt.ZONE, Doubt.HOURS, Doubt.DAYS_OFF})
OF_TEAM = frozenset({Doubt.ABSENCES, Doubt.ROTA})


async def promise_to_ask(work: Work, team: Team, found: Found) -> None:
    """Everybody concerned, when they are at work; nobody the same twice within weeks, nor what was said to be right."""
    known = await LoadDoubts(work).of_team(team.id)
    resting = {each.doubted for each in known if each.rests(work.now)}
    for doubted in to_ask(found.doubted):
        told = _whom(team, doubted)
        if doubted in resting or not told:
            continue
        asked = await LoadDoubts(work).ask(team.id, doubted, told)
        member = team.member(doubted.user_id) if doubted.user_id else None
        week, away = (member.week, await days_off(work, member)) if member else (team.week, frozenset())
        at = next_working_moment(work.now, week, away)
        if at is not None:
            await Timers(work).set(f"load:doubt:{asked.id}", ASK, ref=asked.id, at=at)


def to_ask(doubted: Iterable[Doubted]) -> list[Doubted]:
    """What makes everybody's share doubtful because of somebody's own hours is asked of them, not of the leads."""
    every = list(doubted)
    of_people = {each.doubt for each in every if each.user_id is not None}
    return [
        each
        for each in every
        if each.user_id is not None
        or each.doubt in OF_TEAM
        or (each.doubt == Doubt.ZONE and Doubt.ZONE not in of_people)
    ]


async def asked_of(work: Work, asked_id: int) -> tuple[Asked, Team] | None:
    asked = await LoadDoubts(work).get(asked_id)
    return (asked, await Teams(work).get(asked.team_id)) if asked else None


async def say_it_is_right(work: Work, asked_id: int, by: str) -> tuple[Asked, Team]:
    """Nobody is asked about it again, and it holds no flag back any more. Raises BotError for who was not asked."""
    found = await asked_of(work, asked_id)
    if found is None:
        raise BotError("That question is not there any more.")
    asked, team = found
    person = await People(work).get(by)
    may_say = by == asked.doubted.user_id if asked.doubted.user_id else person and may_lead(team, person)
    if not may_say:
        raise BotError("That question was to somebody else, and only they can answer it.")
    if not await LoadDoubts(work).answer(asked.id, by):
        raise BotError("Somebody has said so already, so nothing was changed.")
    answered = await asked_of(work, asked_id)
    assert answered is not None, "it was there a moment ago"
    return answered


def _whom(team: Team, doubted: Doubted) -> Sequence[UserId]:
    if doubted.user_id is None:
        return [each.user_id for each in team.leads]
    return [doubted.user_id] if team.member(doubted.user_id) else []
