"""How people, teams, absences, calendars and company days are stored and found."""

from bot.people.repository.absences import Absences
from bot.people.repository.calendars import Calendars, ReadAbsences, due_calendars
from bot.people.repository.company_days import CompanyDays
from bot.people.repository.statuses import Statuses, due_looks
from bot.people.repository.teams import People, Teams

__all__ = [
    "Absences",
    "Calendars",
    "CompanyDays",
    "People",
    "ReadAbsences",
    "Statuses",
    "Teams",
    "due_calendars",
    "due_looks",
]
