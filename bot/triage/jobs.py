"""The clock speaks about fires: one filed elsewhere gets its card, one that nobody takes is brought to the leads."""

from collections.abc import Mapping

from bot.core.work import Work
from bot.outbox.domain import Timer
from bot.outbox.jobs import TimerHandler
from bot.people.repository import Teams
from bot.triage.announcements import tell_filed, tell_unclaimed
from bot.triage.domain import State, patience_ends
from bot.triage.repository import Fires
from bot.triage.use_cases import FILED, UNCLAIMED, Filed, keep_watch


async def show_filed(work: Work, timer: Timer) -> None:
    """Whoever filed it, and from whichever room: the card comes. Nothing is said twice."""
    fire = await Fires(work).by_id(timer.ref)
    if fire is not None:
        await tell_filed(work, Filed(fire, await Teams(work).get(fire.team_id), None))


async def bring_unclaimed(work: Work, timer: Timer) -> None:
    """Tells the leads, if nobody has it still and the team's patience has ended by its hours of today."""
    fire = await Fires(work).by_id(timer.ref)
    if fire is None or fire.state != State.NEW:
        return
    team = await Teams(work).get(fire.team_id)
    ends = patience_ends(fire, team.week)
    if ends is None:
        return
    if ends > work.now:
        await keep_watch(work, fire, team)
        return
    await tell_unclaimed(work, fire, team)


TIMERS: Mapping[str, TimerHandler] = {FILED: show_filed, UNCLAIMED: bring_unclaimed}
