"""How a team takes turns on duty, and the days on which somebody's turn begins and ends. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.core.calendar import DAY, WorkingWeek, days_of, week_start
from bot.people.domain import Member, Team, TeamId, UserId

AN_AHEAD = 56 * DAY
# As many as a proposal can be read with; and never further ahead than duty can be put.
MOST_SHIFTS = 60
LONGEST_SHIFT = 28
A_YEAR = 366 * DAY

Days = tuple[date, date]
"""From the first to the last, both included."""


@dataclass(frozen=True)
class Rota:
    """What leads decide. A shift is `shift_days` long; 1 is a day on which the team works, one after the other.

    `shifts` to plan; None is eight weeks of them. `people` take turns; None is everybody. Guests never do.
    """

    team_id: TeamId
    first_on: date
    shift_days: int = 7
    has_backup: bool = True
    shifts: int | None = None
    people: tuple[UserId, ...] | None = None

    @property
    def is_daily(self) -> bool:
        return self.shift_days == 1

    def takers(self, team: Team) -> tuple[Member, ...]:
        """By name, as the team lists them."""
        return tuple(
            each
            for each in team.members
            if not each.person.is_guest and (self.people is None or each.user_id in self.people)
        )

    def ahead(self, week: WorkingWeek, today: date) -> list[Days]:
        """The shifts to plan: those of a day from tomorrow on, longer ones that begin today or later. The one that is
        running is not planned any more.
        """
        start, length = self.first_on, self.shift_days * DAY
        if self.is_daily:
            start = max(today + DAY, start)
        elif start < today:
            start += -((start - today) // length) * length
        worked = [each for each in self._spans(start, A_YEAR // length) if _has_work(each, week)]
        if self.shifts is None:
            worked = [each for each in worked if each[0] < start + AN_AHEAD]
        return [each for each in worked[: min(self.shifts or MOST_SHIFTS, MOST_SHIFTS)] if each[1] < today + A_YEAR]

    def behind(self, week: WorkingWeek, before: date, since: date) -> list[Days]:
        """The shifts as they lie before that date, back to `since`, oldest first."""
        count = (before - since) // (self.shift_days * DAY)
        spans = self._spans(before - count * self.shift_days * DAY, count)
        return [each for each in spans if _has_work(each, week)]

    def _spans(self, start: date, count: int) -> list[Days]:
        length = self.shift_days * DAY
        return [(start + number * length, start + (number + 1) * length - DAY) for number in range(count)]


def _has_work(days: Days, week: WorkingWeek) -> bool:
    """Nobody is needed where the whole team is off, or never works."""
    return any(week.works_on(on) for on in days_of(*days))


def usual_rota(team_id: TeamId, today: date) -> Rota:
    """Weeks from Monday, with a backup, for everybody: until leads choose otherwise."""
    return Rota(team_id, week_start(today))


@dataclass(frozen=True)
class Knowledge:
    """What is known of a team's fires by who knows of fires: topics, who knows and who learns them, and when the cases
    of half a year came.
    """

    experts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    learners: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cases: tuple[datetime, ...] = ()
