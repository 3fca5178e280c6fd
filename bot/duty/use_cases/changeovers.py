"""When the primary's duty goes from one person to another."""

from datetime import datetime

from bot.core.calendar import DAY
from bot.core.work import Work
from bot.duty.domain import stretches
from bot.duty.domain.changeovers import LONGEST_BREAK, Changeover, changeovers
from bot.duty.domain.gaps import AHEAD
from bot.duty.repository import Shifts
from bot.people.domain import Team


async def coming_changeovers(work: Work, team: Team) -> list[Changeover]:
    """Within eight weeks; one that has just come is among them."""
    first, last = work.now - DAY, work.now + AHEAD
    found = stretches(await Shifts(work).between(team.id, first, last), first, last)
    return [each for each in changeovers(found) if each.ends >= work.now]


async def changeover_at(work: Work, team: Team, ends: datetime) -> Changeover | None:
    """None when shifts are others by now."""
    first, last = ends - DAY, ends + LONGEST_BREAK + DAY
    found = stretches(await Shifts(work).between(team.id, first, last), first, last)
    return next((each for each in changeovers(found) if each.ends == ends), None)
