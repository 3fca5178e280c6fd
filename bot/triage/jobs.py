"""The clock speaks about fires: one filed elsewhere gets its card, one that runs late is told about, one wakes."""

from collections.abc import Mapping
from datetime import date

from bot.core.work import Work
from bot.outbox.domain import Timer
from bot.outbox.jobs import TimerHandler
from bot.people.domain import ABSENCE_CHANGED, TEAM_CHANGED, TeamId
from bot.people.repository import Teams
from bot.triage.announcements import tell_clock, tell_filed, tell_woken
from bot.triage.announcements.afterwards import ask_owned
from bot.triage.announcements.leading import ask_handover, tell_nobody_here
from bot.triage.repository import Fires
from bot.triage.use_cases import (
    FILED,
    RINGS,
    UNCLAIMED,
    WAKES,
    Filed,
    ring,
    set_clocks,
    set_clocks_of_team,
    wake_by_clock,
)
from bot.triage.use_cases.handing_over import HANDOVER, handover_before, promise_handover
from bot.triage.use_cases.owning import OWNED, owned_to_ask


async def show_filed(work: Work, timer: Timer) -> None:
    """Whoever filed it, and from whichever room: the card comes. Nothing is said twice."""
    fire = await Fires(work).by_id(timer.ref)
    if fire is not None:
        team = await Teams(work).get(fire.team_id)
        await tell_filed(work, Filed(fire, team, None))
        await tell_nobody_here(work, fire, team)


async def tell_time(work: Work, timer: Timer) -> None:
    """Warns that a clock runs out, or says that it has; by what happened since, and the targets and hours of today."""
    fire = await Fires(work).by_id(timer.ref)
    if fire is None or not fire.is_open:
        return
    team = await Teams(work).get(fire.team_id)
    clock = RINGS[timer.kind]
    fire, mark = await ring(work, fire, team, clock)
    if mark is not None:
        await tell_clock(work, fire, team, clock, mark)


async def wind_up(work: Work, timer: Timer) -> None:
    """A moment that an earlier release promised for a fire: it gets the clocks of this one."""
    fire = await Fires(work).by_id(timer.ref)
    if fire is not None and fire.is_open:
        await set_clocks(work, fire, await Teams(work).get(fire.team_id))


async def wake(work: Work, timer: Timer) -> None:
    fire = await Fires(work).by_id(timer.ref)
    if fire is None:
        return
    team = await Teams(work).get(fire.team_id)
    change = await wake_by_clock(work, fire, team)
    if change is not None:
        await tell_woken(work, change, team)


async def keep_time(work: Work, timer: Timer) -> None:
    """The team works at other hours or on other days from now on."""
    await set_clocks_of_team(work, TeamId(timer.ref))


async def plan_handover(work: Work, timer: Timer) -> None:
    """Somebody's leave was set, changed or called off."""
    await promise_handover(work, timer.ref)


async def hand_over(work: Work, timer: Timer) -> None:
    """The working day before leave: what becomes of what they have in hand, if they still go and have something."""
    first = date.fromisoformat(timer.key.split(":")[2])
    handover = await handover_before(work, timer.ref, first)
    if handover is not None:
        await ask_handover(work, handover, first)


async def look_again(work: Work, timer: Timer) -> None:
    """What somebody said the team owns now: asked about, if it still is so."""
    owned = await owned_to_ask(work, timer.ref, int(timer.key.rpartition(":")[2]))
    if owned is not None:
        await ask_owned(work, owned)


TIMERS: Mapping[str, TimerHandler] = {
    FILED: show_filed,
    UNCLAIMED: wind_up,
    **dict.fromkeys(RINGS, tell_time),
    WAKES: wake,
    TEAM_CHANGED: keep_time,
    ABSENCE_CHANGED: plan_handover,
    HANDOVER: hand_over,
    OWNED: look_again,
}
