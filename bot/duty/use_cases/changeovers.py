"""When the primary's duty goes from one person to another."""

from datetime import UTC, datetime, timedelta

from bot.core.calendar import DAY
from bot.core.work import Work
from bot.duty.domain.changeovers import LONGEST_BREAK, Changeover, changeovers
from bot.duty.domain.gaps import AHEAD
from bot.duty.repository import Shifts
from bot.people.domain import Team

# Until a change of shifts is looked at, a moment passes, or longer where the worker was away.
LATELY = timedelta(hours=1)


async def coming_changeovers(work: Work, team: Team) -> list[Changeover]:
    """Within eight weeks; what has just come, because somebody took over in the middle of a day, is among them."""
    first, last = work.now - DAY, work.now + AHEAD
    found = await Shifts(work).stretches(team.id, first, last)
    return [each for each in changeovers(found) if each.ends >= work.now - LATELY]


async def changeover_at(work: Work, team: Team, second: int) -> Changeover | None:
    """The one in that second since 1970; None when shifts are others by now."""
    ends = datetime.fromtimestamp(second, UTC)
    first, last = ends - DAY, ends + LONGEST_BREAK + DAY
    found = await Shifts(work).stretches(team.id, first, last)
    return next((each for each in changeovers(found) if each.second == second), None)
