"""Looking: one fire, somebody's fires, a team's fires, and how they are counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team, TeamId
from bot.people.repository import Teams
from bot.people.use_cases import team_for
from bot.triage.domain import (
    Act,
    CaseId,
    Desk,
    FileReference,
    Fire,
    FireCounts,
    FireEvent,
    HandledCase,
    Note,
    Step,
    as_cases,
    in_order,
    may,
    next_state,
)
from bot.triage.repository import Desks, FireEvents, FireFiles, FireMessages, Fires, ManyFires
from bot.triage.use_cases.seeing import may_see
from bot.triage.use_cases.stepping import parts_in, see

# How long what somebody asked for stays on their list once it is closed.
LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Asking:
    """Whom somebody may ask. `first` is the team they most likely mean; None when that cannot be told."""

    teams: list[Team]
    first: Team | None


@dataclass(frozen=True)
class Viewed:
    """A fire as one person sees it: `steps` and `acts` are what they may do to it now."""

    fire: Fire
    team: Team
    desk: Desk
    files: list[FileReference]
    history: list[FireEvent]
    steps: frozenset[Step]
    acts: frozenset[Act]


async def teams_to_ask(work: Work, user_id: str, channel_id: str | None = None) -> Asking:
    """Raises BotError while the workspace has no team."""
    teams = await Teams(work).all()
    if not teams:
        raise BotError("No team is set up here yet, so there is nobody to ask. `/standup team` sets one up.")
    return Asking(teams, await team_for(work, user_id, channel_id))


async def view_fire(work: Work, number: int, viewer: str) -> Viewed:
    """Raises BotError for a number that was never given, and the same for a fire they may not see."""
    held = await see(work, number, viewer)
    fire, parts = held.fire, held.parts
    return Viewed(
        fire=fire,
        team=held.team,
        desk=await Desks(work).get(fire.team_id),
        files=await FireFiles(work).of(fire.id),
        history=[
            each for each in await FireEvents(work).of(fire.id) if each.kind != Note.INTERNAL or may(parts, Act.NOTE)
        ],
        steps=frozenset(step for step in Step if may(parts, step) and next_state(fire.state, step)),
        acts=frozenset(act for act in Act if may(parts, act) and fire.is_open),
    )


async def fire_of_message(work: Work, channel_id: str, ts: str, viewer: str) -> Fire | None:
    """The fire that message was made, or joined; None while it is none that they may see."""
    fire = await Fires(work).of_message(channel_id, ts)
    if fire is None:
        joined = await FireMessages(work).fire_of(channel_id, ts)
        fire = await Fires(work).by_id(joined) if joined is not None else None
    return next(iter(await visible(work, [fire], viewer)), None) if fire is not None else None


async def visible(work: Work, fires: Iterable[Fire], viewer: str) -> list[Fire]:
    """Those of them that somebody may see, in the same order."""
    found, teams = [], Teams(work)
    for fire in fires:
        if not fire.private or may_see(fire, await parts_in(work, fire, await teams.get(fire.team_id), viewer)):
            found.append(fire)
    return found


async def open_fires(work: Work, team_id: TeamId, viewer: str | None = None) -> list[Fire]:
    """As a lead goes through them: the queue first. Without a viewer, those that everybody may see."""
    fires = in_order(await ManyFires(work).open_of(team_id))
    if viewer is None:
        return [fire for fire in fires if not fire.private]
    return await visible(work, fires, viewer)


async def open_fires_of(work: Work, user_id: str) -> list[Fire]:
    """What somebody has in hand, in all teams."""
    return in_order(await Fires(work).open_owned_by(user_id))


async def fires_asked_by(work: Work, user_id: str) -> list[Fire]:
    """What somebody asked for: open ones, then those closed lately, the newest first."""
    fires = await Fires(work).asked_by(user_id, work.now - LATELY)
    return sorted(fires, key=lambda fire: (not fire.is_open, -fire.number))


async def cases_handled(work: Work, team_id: TeamId, first: datetime, last: datetime) -> list[HandledCase]:
    """The team's cases that somebody took from `first` until before `last`; dismissed ones are marked."""
    fires = await Fires(work).taken_between(team_id, first, last)
    return [case for case in as_cases(fires) if first <= case.taken_at < last]


@dataclass(frozen=True)
class CasesAlive:
    """Cases that somebody took, and when those that nobody took came; none of them was dismissed."""

    taken: tuple[HandledCase, ...]
    waiting_since: tuple[datetime, ...]


async def cases_alive(work: Work, team_id: TeamId, first: datetime, last: datetime) -> CasesAlive:
    """The team's cases that came before `last` and were open in a part of the span from `first`, as they stand now."""
    fires = await Fires(work).alive_between(team_id, first, last)
    cases = as_cases(fires)
    taken = {case.case_id for case in cases}
    came: dict[CaseId, datetime] = {}
    for fire in fires:
        if fire.case_id not in taken and not fire.dismissed:
            came[fire.case_id] = min(fire.created_at, came.get(fire.case_id, fire.created_at))
    return CasesAlive(tuple(case for case in cases if not case.dismissed), tuple(came.values()))


async def first_fire_at(work: Work, team_id: TeamId) -> datetime | None:
    """When the team's first fire was filed; None while there was none."""
    return await Fires(work).first_came(team_id)


async def week_counts(work: Work, team_id: TeamId, first: datetime, last: datetime) -> FireCounts:
    """What came and went from `first` until before `last`, and what was open then."""
    return await Fires(work).counts(team_id, first, last)


async def topics(work: Work, team_id: TeamId) -> list[str]:
    """The topics the team's fires were given, the most frequent first."""
    return await Fires(work).topics(team_id)
