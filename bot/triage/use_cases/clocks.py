"""The clocks of a fire: set at each step, looked at again when they ring."""

from datetime import datetime

from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import Team, TeamId
from bot.people.repository import Teams
from bot.triage.domain import (
    Clock,
    Fire,
    FireEvent,
    Mark,
    Target,
    due_at,
    next_mark,
    told_of,
)
from bot.triage.repository import Desks, FireEvents, Fires

# The moments of clocks, and those an earlier release promised about fires that nobody takes.
RINGS = {"triage.response": Clock.RESPONSE, "triage.resolution": Clock.RESOLUTION}
UNCLAIMED = "triage.unclaimed"
NO_TARGET = Target(None, None)


async def set_clocks(work: Work, fire: Fire, team: Team) -> Fire:
    """Says when its clocks run out by what happened to it, its priority, and the team's targets and hours of now; and
    promises to look again then. Whatever changed one of these calls it; calling it once more changes nothing.
    """
    history = await FireEvents(work).of(fire.id)
    target = await _target(work, fire)
    dues = {}
    for kind, clock in RINGS.items():
        dues[clock] = due_at(clock, Mark.BREACH, history, target, team.week)
        await _promise(work, fire, kind, _rings_at(fire, clock, history, target, team))
    response, resolution = dues[Clock.RESPONSE], dues[Clock.RESOLUTION]
    if (fire.response_due_at, fire.resolution_due_at) == (response, resolution):
        return fire
    changed = await Fires(work).change(fire, response_due_at=response, resolution_due_at=resolution)
    return changed or fire


async def set_clocks_of_team(work: Work, team_id: TeamId) -> None:
    """After its targets, hours or days off changed."""
    team = await Teams(work).get(team_id)
    for fire in await Fires(work).open_of_team(team_id):
        await set_clocks(work, fire, team)


async def ring(work: Work, fire: Fire, team: Team, clock: Clock) -> tuple[Fire, Mark | None]:
    """What people have to be told of that clock now, once each: None when it was paused, moved or told meanwhile. Who
    was not told in time that it runs out is told only that it has.
    """
    fire = await set_clocks(work, fire, team)
    history, target = await FireEvents(work).of(fire.id), await _target(work, fire)
    told = told_of(fire, clock)
    come = [
        mark
        for mark in (Mark.WARNING, Mark.BREACH)
        if _has_come(due_at(clock, mark, history, target, team.week), work.now)
    ]
    if told == Mark.BREACH or not come or come[-1] == told:
        return fire, None
    changed = await Fires(work).change(fire, **{f"{clock}_told": come[-1]})
    if changed is None:
        return fire, None
    return await set_clocks(work, changed, team), come[-1]


def _has_come(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def _rings_at(fire: Fire, clock: Clock, history: list[FireEvent], target: Target, team: Team) -> datetime | None:
    mark = next_mark(told_of(fire, clock))
    return due_at(clock, mark, history, target, team.week) if mark else None


async def _target(work: Work, fire: Fire) -> Target:
    desk = await Desks(work).get(fire.team_id)
    return desk.targets.get(fire.priority, NO_TARGET)


async def _promise(work: Work, fire: Fire, kind: str, at: datetime | None) -> None:
    key = f"fire:{fire.id}:{RINGS[kind]}"
    if at is None:
        await Timers(work).cancel(key)
    else:
        await Timers(work).renew(key, kind, ref=fire.id, at=at)
