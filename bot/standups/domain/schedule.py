"""When a standup happens: on which local dates, at which instant for each member, and when it closes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, FAR, find_zone, instant_of, week_start
from bot.people.domain import TeamId, UserId

# No zone on earth has reached a date 15 hours before it begins in UTC.
BEFORE_ANY_ZONE = timedelta(hours=15)
MOST_WEEKS = 12


@dataclass(frozen=True)
class Schedule:
    """`at` is on each member's own wall clock, or on that of `zone` where it is fixed.

    `window` is how long after its prompt an answer is in time; `reminders` are counted from the prompt.
    """

    at: time
    days: frozenset[int]
    anchor_on: date
    follows_member: bool = True
    zone: str = "UTC"
    every_weeks: int = 1
    window: timedelta = timedelta(hours=8)
    reminders: tuple[timedelta, ...] = (timedelta(minutes=90),)


@dataclass(frozen=True)
class StandupSettings:
    """What a lead decides about a standup, but for its questions."""

    name: str
    schedule: Schedule
    report_channel: str


@dataclass(frozen=True)
class Standup:
    """A recurring set of questions; `version` is that of its questions. Paused with a date, it resumes then."""

    id: int
    team_id: TeamId
    name: str
    schedule: Schedule
    report_channel: str
    version: int
    owner_id: UserId
    active: bool
    paused_until: date | None

    def is_paused_on(self, on: date) -> bool:
        return not self.active and (self.paused_until is None or on < self.paused_until)


def happens_on(schedule: Schedule, on: date) -> bool:
    """Whether that date is one of its dates; weeks are counted from the anchor's."""
    weeks = (week_start(on) - week_start(schedule.anchor_on)).days // 7
    return on >= schedule.anchor_on and on.weekday() in schedule.days and weeks % schedule.every_weeks == 0


def next_date(schedule: Schedule, after: date) -> date | None:
    """Its first date later than that; None for one that never happens."""
    return next((on for on in _days_after(after) if happens_on(schedule, on)), None)


def dates_of(schedule: Schedule, first: date, last: date) -> list[date]:
    """Its dates from first to last, both included."""
    return [
        first + number * DAY for number in range((last - first).days + 1) if happens_on(schedule, first + number * DAY)
    ]


def plan_moment(on: date) -> datetime:
    """When the run of that date is planned: before any zone reaches it."""
    return datetime.combine(on, time(0), tzinfo=UTC) - BEFORE_ANY_ZONE


def prompt_moment(schedule: Schedule, on: date, member_zone: ZoneInfo) -> datetime | None:
    """When a member is asked; None on a date their zone never had."""
    zone = member_zone if schedule.follows_member else find_zone(schedule.zone)
    return instant_of(on, schedule.at, zone)


def closes_at(schedule: Schedule, prompt_at: datetime) -> datetime:
    """When that member's answer is late."""
    return prompt_at + schedule.window


def _days_after(after: date) -> Iterator[date]:
    return (after + number * DAY for number in range(1, FAR))
