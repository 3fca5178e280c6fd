"""Telling: the person first and at work, a lead at least one working day later, and what the person says to it."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.calendar import WEEK, local_date, one_working_day_later
from bot.core.errors import BotError
from bot.core.work import Work
from bot.load.domain import Episode, Flag, Place, Response, Told
from bot.load.repository import Choices, Episodes, Flags, LoadWeeks, Looks, Overloads
from bot.load.use_cases.believing import days_off
from bot.load.use_cases.easing import evenness
from bot.load.use_cases.evaluating import TELL_LEAD, leads_may_hear
from bot.load.use_cases.proposing import propose
from bot.load.use_cases.sources import main_sources
from bot.outbox.repository import Deliveries, Timers
from bot.people.domain import Role, Team, as_member
from bot.people.repository import People, Teams

OVER = "That is over: for four weeks nothing like it has been seen. There is nothing to answer any more."


def person_key(episode: Episode) -> str:
    """The promised message to the person. There are two where it was between them and us at first, and is no more."""
    return f"load:{episode.id}:person" if episode.lead_due_at is not None else own_key(episode)


def own_key(episode: Episode) -> str:
    """The message that says that nobody else is told."""
    return f"load:{episode.id}:person:own"


async def tell_person(work: Work, episode_id: int) -> Told | None:
    """Settles that the person is told now, and when a lead may be. None when it is no longer true, or was told."""
    episode = await Episodes(work).get(episode_id)
    if episode is None or episode.person_told_at is not None:
        return None
    told = await _standing_flag(work, episode)
    if told is None:
        return None
    may_hear = told.leads and await leads_may_hear(work, told.team, told.flag)
    due = await _a_working_day_later(work, told) if may_hear else None
    if not await Episodes(work).person_told(episode.id, due):
        return None
    if due is not None:
        await _promise_lead(work, episode, due)
    return await told_of(work, episode.id)


async def tell_leads(work: Work, episode_id: int) -> Told | None:
    """Settles what the leads are shown now. None while or because they must not be told."""
    episode = await Episodes(work).get(episode_id)
    if episode is None or not episode.waits_for_lead or episode.lead_due_at is None:
        return None
    told = await _standing_flag(work, episode)
    if told is None or not told.leads or await Choices(work).person_only(told.team.id):
        return None
    if episode.lead_due_at > work.now:
        await _promise_lead(work, episode, episode.lead_due_at)
        return None
    if await Deliveries(work).posted(person_key(episode)) is None:
        # Slack has not shown it to the person yet, and nobody hears it before they do.
        later = await _a_working_day_later(work, told)
        if later is not None:
            await _promise_lead(work, episode, later)
        return None
    leads = [each.user_id for each in told.leads]
    if not await Episodes(work).lead_told(episode.id, leads, await propose(work, told)):
        return None
    for lead in leads:
        await Looks(work).add(told.team.id, lead, [episode.user_id], Place.NOTICE)
    return await told_of(work, episode.id)


async def answer(work: Work, episode_id: int, by: str, response: Response | None) -> Told:
    """What the person says to it; None takes back what they said. Only theirs to say."""
    episode = await Episodes(work).get(episode_id)
    if episode is None or episode.user_id != by:
        raise BotError("That message was to somebody else, and only they can answer it.")
    if not episode.is_open:
        raise BotError(OVER)
    await Episodes(work).respond(episode.id, response)
    told = await told_of(work, episode.id)
    if told is None:
        raise BotError(OVER)
    if told.episode.waits_for_lead and told.episode.lead_due_at is not None:
        await _promise_lead(work, told.episode, max(work.now, told.episode.lead_due_at))
    return told


async def told_of(work: Work, episode_id: int) -> Told | None:
    """An episode as it stands, with the flag it was told with; None while nothing was flagged."""
    episode = await Episodes(work).get(episode_id)
    if episode is None:
        return None
    team = await Teams(work).get(episode.team_id)
    person = await People(work).get(episode.user_id)
    flags = await Flags(work).of(episode.id)
    if person is None or not flags:
        return None
    member = team.member(episode.user_id) or as_member(person, Role.MEMBER, team.week)
    flag = _newest_before(flags, episode.person_told_at or work.now, team)
    leads = tuple(each for each in team.leads if each.user_id != member.user_id)
    team_over = episode.is_open and await Overloads(work).open_of(team.id) is not None
    even, sources = await evenness(work, team, episode), await main_sources(work, team, flag)
    return Told(episode, team, member, flag, leads, team_over, even, sources)


async def _standing_flag(work: Work, episode: Episode) -> Told | None:
    """The episode, if the last week judged was flagged too and the person is still in the team."""
    if not episode.is_open or episode.flagged_on != await LoadWeeks(work).newest(episode.team_id):
        return None
    told = await told_of(work, episode.id)
    return told if told and told.team.member(episode.user_id) else None


def _newest_before(flags: Sequence[Flag], moment: datetime, team: Team) -> Flag:
    on = local_date(moment, team.week.zone)
    earlier = [each for each in flags if each.standing.weeks[-1].monday + WEEK <= on]
    return (earlier or flags[:1])[-1]


async def _a_working_day_later(work: Work, told: Told) -> datetime | None:
    """One on which both the team and the person work."""
    team = one_working_day_later(work.now, told.team.week)
    own = one_working_day_later(work.now, told.member.week, await days_off(work, told.member))
    return max(team, own) if team and own else None


async def _promise_lead(work: Work, episode: Episode, at: datetime) -> None:
    key = f"load:{episode.id}:lead:{at.isoformat()}:{work.now.isoformat()}"
    await Timers(work).set(key, TELL_LEAD, ref=episode.id, at=at)
