"""What a suggestion may look at: people with their hours and skills, and tickets as they were handled."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY
from bot.duty.planning.hours import Away, WorkHours, whole_days

# How much more a ticket takes out of a person for being urgent.
STRAIN = {"P1": 1.5, "P2": 1.2, "P3": 1.0, "P4": 1.0}


@dataclass(frozen=True)
class Ticket:
    """A request, with whatever is known of how it was handled; `estimate` in hours."""

    id: str
    created_at: datetime
    requester: str
    priority: str
    category: str
    estimate: float | None = None
    assignee: str | None = None
    claimed_at: datetime | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True)
class Colleague:
    """Somebody tickets may go to; `skills` are categories."""

    id: str
    hours: WorkHours
    skills: frozenset[str]


@dataclass(frozen=True)
class TimeOff:
    """Whole days away, both dates included."""

    member: str
    first_on: date
    last_on: date


@dataclass(frozen=True)
class TeamHistory:
    """A team's past, up to the end of its last whole week; `starts_on` is a Monday on the team's clock."""

    zone: str
    starts_on: date
    weeks: int
    members: tuple[Colleague, ...]
    time_off: tuple[TimeOff, ...]
    tickets: tuple[Ticket, ...]
    duty: tuple[TimeOff, ...] = field(default=())

    def with_time_off(self, more: TimeOff) -> "TeamHistory":
        return replace(self, time_off=(*self.time_off, more))

    @cached_property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def away(self) -> dict[str, list[tuple[date, date]]]:
        found: dict[str, list[tuple[date, date]]] = {each.id: [] for each in self.members}
        for each in self.time_off:
            found.setdefault(each.member, []).append((each.first_on, each.last_on))
        return found

    def week_of(self, moment: datetime) -> int:
        return (moment.astimezone(self.clock).date() - self.starts_on).days // 7

    def monday(self, week: int) -> date:
        return self.starts_on + timedelta(weeks=week)

    def spans_away(self, member: Colleague) -> list[Away]:
        return [whole_days(member.hours.zone, *span) for span in self.away[member.id]]

    def works_on(self, member: Colleague, day: date) -> bool:
        """Whole days on the member's own calendar; a part of a day counts as the day."""
        return member.hours.works_on(day) and not any(first <= day <= last for first, last in self.away[member.id])

    def hours_in(self, member: Colleague, first_week: int, weeks: int) -> float:
        """Hours at work in whole weeks, by the member's own calendar."""
        days = (self.monday(first_week) + DAY * count for count in range(7 * weeks))
        return member.hours.week.hours_a_day * sum(self.works_on(member, day) for day in days)
