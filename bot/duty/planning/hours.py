"""When a person works, on their own clock, and how much of that falls into a span."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Away:
    """A span without work; both ends aware, the second excluded."""

    from_at: datetime
    until: datetime


@dataclass(frozen=True)
class WorkHours:
    """The same hours on every work day (0 is Monday), on the clock of an IANA zone."""

    zone: str
    days: frozenset[int] = frozenset(range(5))
    starts: time = time(9)
    ends: time = time(17)
    joined_on: date | None = None

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """From when until when, in UTC; nothing on a day off or before the person joined."""
        if day.weekday() not in self.days or (self.joined_on and day < self.joined_on):
            return None
        zone = ZoneInfo(self.zone)
        opens, closes = datetime.combine(day, self.starts, zone), datetime.combine(day, self.ends, zone)
        return opens.astimezone(UTC), closes.astimezone(UTC)

    def between(self, start: datetime, end: datetime, away: Iterable[Away] = ()) -> float:
        """Hours of work from one instant to the other, absences left out; absences may overlap."""
        day, last = start.astimezone(ZoneInfo(self.zone)).date() - DAY, end.astimezone(ZoneInfo(self.zone)).date()
        # Python subtracts two instants of one zone by what their clocks show, so everything is brought to UTC first.
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        spans = ((each.from_at.astimezone(UTC), each.until.astimezone(UTC)) for each in away)
        breaks = sorted(span for span in spans if span[0] < end and span[1] > start)
        worked = timedelta()
        while day <= last:
            shift = self.on(day)
            if shift is not None and shift[0] < end and shift[1] > start:
                worked += _uncovered(max(start, shift[0]), min(end, shift[1]), breaks)
            day += DAY
        return worked / timedelta(hours=1)


def whole_days(zone: str, first_on: date, last_on: date) -> Away:
    """Away from the first to the last of these dates, both included, on that zone's clock."""
    clock = ZoneInfo(zone)
    return Away(datetime.combine(first_on, time(), clock), datetime.combine(last_on + DAY, time(), clock))


def _uncovered(start: datetime, end: datetime, breaks: list[tuple[datetime, datetime]]) -> timedelta:
    left = timedelta()
    for gone, back in breaks:
        if gone > start:
            left += max(timedelta(), min(gone, end) - start)
        start = max(start, back)
        if start >= end:
            return left
    return left + max(timedelta(), end - start)
