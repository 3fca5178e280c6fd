"""How people, teams and absences are stored and found."""

from bot.people.repository.absences import Absences
from bot.people.repository.teams import People, Teams

__all__ = ["Absences", "People", "Teams"]
