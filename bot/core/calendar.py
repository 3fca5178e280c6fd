"""Calendar arithmetic: local dates, working days and weeks, right over daylight saving. Pure."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
# A local date whose instants come back 12 hours or more away was skipped by its zone (Apia, 2011-12-30).
SKIPPED_DATE = timedelta(hours=12)
# When nobody works at all, searching for a working day must end somewhere.
FAR = 366


def find_zone(name: str | None, fallback: str = "UTC") -> ZoneInfo:
    """The zone of that IANA name; an unknown or missing one gives the fallback."""
    try:
        return ZoneInfo(name or fallback)
    except (KeyError, ValueError, OSError):  # what ZoneInfo raises for unknown and for malformed names
        return ZoneInfo(fallback)


def instant_of(on: date, at: time, zone: ZoneInfo) -> datetime | None:
    """When the wall clock of `zone` shows that date and time, in UTC.

    In a spring gap the time moves forward by the gap; in an autumn fold the first pass counts; a date the zone
    never had gives None.
    """
    instant = datetime.combine(on, at, tzinfo=zone).astimezone(UTC)
    shown = instant.astimezone(zone).replace(tzinfo=None)
    if abs(shown - datetime.combine(on, at)) >= SKIPPED_DATE:
        return None
    return instant


def moment_of(on: date, at: time, zone: ZoneInfo) -> datetime:
    """As `instant_of`; for a date the zone never had, that time a day later."""
    moment = instant_of(on, at, zone) or instant_of(on + DAY, at, zone)
    assert moment is not None, "no zone skipped two days in a row"
    return moment


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The date on the wall calendar of `zone` at that instant."""
    return instant.astimezone(zone).date()


def week_start(on: date) -> date:
    """The Monday of that date's ISO week."""
    return on - timedelta(days=on.weekday())


def iso_week(on: date) -> str:
    """`2026-W53`: the ISO week a date falls in, named with its own year."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(week: str) -> date:
    """The Monday of an ISO week as `iso_week` names it."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def days_of(first: date, last: date) -> Iterator[date]:
    """Every date from first to last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


@dataclass(frozen=True)
class WorkingWeek:
    """When somebody works: days (0 = Monday), hours on their wall clock, and whose wall clock that is.

    `off` has the dates that would be working days and are not, such as holidays.
    """

    days: frozenset[int]
    starts: time
    ends: time
    zone: ZoneInfo
    off: Container[date] = ()

    @property
    def hours_a_day(self) -> float:
        """Declared hours; a day that ends before it starts runs over midnight."""
        length = datetime.combine(date.min, self.ends) - datetime.combine(date.min, self.starts)
        return (length % DAY).total_seconds() / 3600

    def works_on(self, on: date, away: Container[date] = ()) -> bool:
        return on.weekday() in self.days and on not in self.off and on not in away

    def next_workday(self, after: date, away: Container[date] = ()) -> date | None:
        """The first working date later than `after`; None when there is none within a year."""
        for number in range(1, FAR):
            on = after + timedelta(days=number)
            if self.works_on(on, away):
                return on
        return None


def one_working_day_later(moment: datetime, week: WorkingWeek, away: Container[date] = ()) -> datetime | None:
    """The same wall-clock time, or the start of work if that is later, on the first working date after `moment`."""
    local = moment.astimezone(week.zone)
    on = week.next_workday(local.date(), away)
    if on is None:
        return None
    return instant_of(on, max(local.time(), week.starts), week.zone)


def spans_of_work(
    week: WorkingWeek, since: datetime, away: Container[date] = ()
) -> Iterator[tuple[datetime, datetime]]:
    """When somebody works, from beginning to end, in order; the first ends after `since`. Looks a year ahead."""
    first = local_date(since, week.zone) - DAY  # yesterday's work may run over midnight
    for on in days_of(first, first + FAR * DAY):
        starts = instant_of(on, week.starts, week.zone)
        ends = instant_of(on if week.starts < week.ends else on + DAY, week.ends, week.zone)
        if week.starts != week.ends and week.works_on(on, away) and starts and ends and max(starts, since) < ends:
            yield starts, ends


def next_working_moment(moment: datetime, week: WorkingWeek, away: Container[date] = ()) -> datetime | None:
    """`moment` itself during work, else when work begins again; None when it does not within a year."""
    return next((max(starts, moment) for starts, _ in spans_of_work(week, moment, away)), None)


def after_working_time(
    moment: datetime, length: timedelta, week: WorkingWeek, away: Container[date] = ()
) -> datetime | None:
    """When that much working time has passed since `moment`; None when it does not within a year."""
    left = length
    for starts, ends in spans_of_work(week, moment, away):
        begins = max(starts, moment)
        if left <= ends - begins:
            return begins + left
        left -= ends - begins
    return None


def working_time_between(first: datetime, last: datetime, week: WorkingWeek, away: Container[date] = ()) -> timedelta:
    """How much working time passes from first to last."""
    total = timedelta(0)
    for starts, ends in spans_of_work(week, first, away):
        if starts >= last:
            break
        total += min(ends, last) - max(starts, first)
    return total
