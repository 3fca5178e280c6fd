"""When a person works, on their own clock, and how much of that falls into a span."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, WorkingWeek, local_date, moment_of, spans_of_work


@dataclass(frozen=True)
class Away:
    """A span without work; both ends aware, the second excluded."""

    from_at: datetime
    until: datetime


@dataclass(frozen=True)
class WorkHours:
    """The same hours on every work day (0 is Monday), on the clock of an IANA zone; they may run over midnight."""

    zone: str
    days: frozenset[int] = frozenset(range(5))
    starts: time = time(9)
    ends: time = time(17)
    joined_on: date | None = None

    @cached_property
    def week(self) -> WorkingWeek:
        return WorkingWeek(self.days, self.starts, self.ends, ZoneInfo(self.zone))

    def works_on(self, day: date) -> bool:
        return self.week.works_on(day) and (self.joined_on is None or day >= self.joined_on)

    def between(self, start: datetime, end: datetime, away: Iterable[Away] = ()) -> float:
        """Hours of work from one instant to the other, at most a year later; absences are left out and may overlap."""
        # Python subtracts two instants of one zone by what their clocks show, so everything is brought to UTC first.
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        spans = ((each.from_at.astimezone(UTC), each.until.astimezone(UTC)) for each in away)
        breaks = sorted(span for span in spans if span[0] < end and span[1] > start)
        worked = timedelta()
        for opens, closes in spans_of_work(self.week, start):
            if opens >= end:
                break
            if self.works_on(local_date(opens, self.week.zone)):
                worked += _uncovered(max(start, opens), min(end, closes), breaks)
        return worked / timedelta(hours=1)


def whole_days(zone: str, first_on: date, last_on: date) -> Away:
    """Away from the first to the last of these dates, both included, on that zone's clock."""
    clock = ZoneInfo(zone)
    return Away(moment_of(first_on, time.min, clock), moment_of(last_on + DAY, time.min, clock))


def _uncovered(start: datetime, end: datetime, breaks: list[tuple[datetime, datetime]]) -> timedelta:
    left = timedelta()
    for gone, back in breaks:
        if gone > start:
            left += max(timedelta(), min(gone, end) - start)
        start = max(start, back)
        if start >= end:
            return left
    return left + max(timedelta(), end - start)
