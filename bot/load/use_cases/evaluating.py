"""Once a week: the week that is over is counted and judged, and episodes open, go on and close."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from bot.core.calendar import WEEK, iso_week, moment_of, next_working_moment
from bot.core.work import Work
from bot.load.domain import Episode, Flag, Judgement, Overload, has_ended, recurs
from bot.load.repository import Choices, Episodes, Flags, LoadWeeks
from bot.load.use_cases.believing import believe_until, days_off
from bot.load.use_cases.counting import judge_team, this_monday
from bot.load.use_cases.doubting import promise_to_ask
from bot.load.use_cases.easing import promise_to_ease
from bot.load.use_cases.limits import note_limits
from bot.load.use_cases.reasoning import flags_of
from bot.load.use_cases.teamwide import note_team
from bot.outbox.repository import Timers
from bot.people.domain import Team
from bot.people.repository import Teams

EVALUATE = "load.evaluate"
TELL_PERSON = "load.tell_person"
TELL_LEAD = "load.tell_lead"

EVALUATED_AT = time(8)


@dataclass(frozen=True)
class Evaluated:
    """A week that was judged now; `closed` are episodes that ended with it, and `over` is what the whole team's was."""

    team: Team
    judgement: Judgement
    flags: tuple[Flag, ...]
    closed: tuple[Episode, ...]
    over: Overload | None


async def ensure_timers(work: Work) -> None:
    """Every team's running week will be judged on the Monday after it, and until then on that morning the one
    before. Safe to call at any time, however often.
    """
    timers = Timers(work)
    promised = await timers.pending(EVALUATE)
    for team in await Teams(work).all():
        monday = this_monday(team, work.now)
        for each in (monday - WEEK, monday):
            key, at = _key(team, each), moment_of(each + WEEK, EVALUATED_AT, team.week.zone)
            if at > work.now and key not in promised:
                await timers.set(key, EVALUATE, ref=team.id, at=at)
            elif at > work.now and promised[key] != at:
                await timers.move(key, at)


async def evaluate_week(work: Work, team_id: int, monday: date) -> Evaluated | None:
    """Judges the week of that Monday, once; None when there is nothing to judge, or it was judged before.

    While weeks that were missed are made up for, nobody is told anything: the newest one speaks for all.
    """
    team = next((each for each in await Teams(work).all() if each.id == team_id), None)
    if team is None or monday >= this_monday(team, work.now):
        return None
    following = monday + WEEK
    at = moment_of(following + WEEK, EVALUATED_AT, team.week.zone)
    await Timers(work).set(_key(team, following), EVALUATE, ref=team.id, at=at)
    found = await believe_until(work, team, monday)
    judgement = await judge_team(work, team, monday)
    week_id = await LoadWeeks(work).add(team.id, judgement.weeks[-1], judgement.lack)
    if week_id is None:
        return None
    flags = await flags_of(work, team, judgement, found)
    closed = await _close_ended(work, team, monday, flags)
    episodes = [(await _enter(work, team, week_id, monday, flag), flag) for flag in flags]
    newest = following == this_monday(team, work.now)
    for episode, flag in episodes if newest else ():
        await promise_to_tell(work, team, episode, flag)
    if newest:
        await promise_to_ease(work, team, monday, flags)
    over = await note_team(work, team, found, tell=newest) if found else None
    if found and newest:
        await promise_to_ask(work, team, found)
    if newest:
        await note_limits(work, team, found, monday)
    return Evaluated(team, judgement, flags, closed, over)


async def _close_ended(work: Work, team: Team, monday: date, flags: Sequence[Flag]) -> tuple[Episode, ...]:
    flagged = {flag.user_id for flag in flags}
    closed = []
    for episode in await Episodes(work).open_of(team.id):
        goes_on = episode.user_id in flagged and recurs(episode.flagged_on, monday)
        if not goes_on and has_ended(episode.flagged_on, monday):
            await Episodes(work).close(episode.id)
            closed.append(episode)
    return tuple(closed)


async def _enter(work: Work, team: Team, week_id: int, monday: date, flag: Flag) -> Episode:
    """Goes on with the person's open episode, or opens one."""
    episodes = Episodes(work)
    known = next((each for each in await episodes.open_of(team.id) if each.user_id == flag.user_id), None)
    if known is None:
        episode_id = await episodes.open(team.id, flag.user_id, monday)
    else:
        episode_id = known.id
        await episodes.flagged(episode_id, monday)
    await Flags(work).add(week_id, episode_id, flag)
    episode = await episodes.get(episode_id)
    assert episode is not None, "it was just stored"
    return episode


async def leads_may_hear(work: Work, team: Team, flag: Flag) -> bool:
    """What can be checked by hand, in a team that did not choose that flags go to the person only."""
    return flag.may_reach_leads and not await Choices(work).person_only(team.id)


async def promise_to_tell(work: Work, team: Team, episode: Episode, flag: Flag) -> None:
    """The person, when they are at work; the lead, if that is still due. Where a lead may hear now what was between the
    person and us, the person hears that first, as at the beginning.
    """
    member, monday = team.member(episode.user_id), episode.flagged_on
    if member is None:
        return
    timers = Timers(work)
    others = any(each.user_id != episode.user_id for each in team.leads)
    if episode.waits_for_lead and episode.lead_due_at is None and others and await leads_may_hear(work, team, flag):
        await Episodes(work).tell_anew(episode.id)
        episode = replace(episode, person_told_at=None)
    if episode.person_told_at is None:
        at = next_working_moment(work.now, member.week, await days_off(work, member))
        if at is not None:
            await timers.set(f"load:{episode.id}:person:{monday}", TELL_PERSON, ref=episode.id, at=at)
    elif episode.waits_for_lead and episode.lead_due_at is not None:
        at = max(work.now, episode.lead_due_at)
        await timers.set(f"load:{episode.id}:lead:{monday}", TELL_LEAD, ref=episode.id, at=at)


def _key(team: Team, monday: date) -> str:
    return f"load:{team.id}:{iso_week(monday)}"
