"""Who was on duty for the sandbox's team in the last weeks, and who is in the next."""

from collections.abc import Callable
from datetime import date, datetime, time

from bot.core.calendar import WEEK
from bot.core.work import Work
from bot.duty.domain import Role, usual_rota
from bot.duty.repository import Rotas, Shifts
from bot.people.domain import Team, UserId

WEEKS_BEHIND = 5
# Primary and backup of a week each, the oldest first; the sixth is the running one.
TURNS = (
    ("chitra", "ana"),
    ("farid", "ben"),
    ("dan", "elif"),
    ("ana", "farid"),
    ("elif", "dan"),
    ("ben", "ana"),
    ("chitra", "farid"),
    ("dan", "elif"),
    ("farid", "ben"),
)


async def put_shifts(work: Work, team: Team, monday: date, lead: UserId, id_of: Callable[[str], UserId]) -> None:
    """As they were agreed before anybody looked."""
    await Rotas(work).put(usual_rota(team.id, monday))
    for number, people in enumerate(TURNS, -WEEKS_BEHIND):
        starts, ends = (datetime.combine(monday + each * WEEK, time(), team.week.zone) for each in (number, number + 1))
        for role, name in zip((Role.PRIMARY, Role.BACKUP), people, strict=True):
            await Shifts(work).add(team.id, id_of(name), role, starts=starts, ends=ends, put_by=lead)
