"""When a standup happens: on which local dates, at which instant for each member, and when it closes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, FAR, find_zone, instant_of, week_start
from bot.people.domain import TeamId, UserId

# No zone on earth has reached a date 15 hours before it begins in UTC.
BEFORE_ANY_ZONE = timedelta(hours=15)
MOST_WEEKS = 12


@dataclass(frozen=True)
class Schedule:
    """`at` is on each member's own wall clock, or on that of `zone` where it is fixed.

    `window` is how long after its prompt an answer is in time; `deadline` is a time on the run's own date instead.
    With `evening_before` the prompt comes on the member's working day before the run's date. `reminders` are counted
    from the prompt. `monthly` picks, of each weekday in `days`, the first to fourth of a month, or with -1 the last;
    `month_day` is a day of the month, or a shorter month's last. A member may choose another hour unless `hour_locked`.
    """

    at: time
    days: frozenset[int]
    anchor_on: date
    follows_member: bool = True
    zone: str = "UTC"
    every_weeks: int = 1
    window: timedelta = timedelta(hours=8)
    reminders: tuple[timedelta, ...] = (timedelta(minutes=90),)
    monthly: int | None = None
    month_day: int | None = None
    evening_before: bool = False
    deadline: time | None = None
    hour_locked: bool = False


class By(StrEnum):
    """How a report is put together."""

    PERSON = "person"
    QUESTION = "question"
    BOTH = "both"


class Place(StrEnum):
    """Where answers stand: below the report, or beside it."""

    THREAD = "thread"
    CHANNEL = "channel"


class Moment(StrEnum):
    """When a report appears: with the first answer, or once everybody expected answered or their time is over."""

    AS_ANSWERED = "as_answered"
    AT_END = "at_end"


class Shows(StrEnum):
    """What one more destination gets to see."""

    EVERYTHING = "everything"
    BLOCKERS = "blockers"
    COUNTS = "counts"


class Readers(StrEnum):
    """Who may read answers. Only a report for the whole team stands in its channel."""

    TEAM = "team"
    MEMBERS = "members"
    LEADS = "leads"
    OWNER = "owner"


class Part(StrEnum):
    """What a person is to a standup. Optional members are asked, but nobody waits; observers read."""

    EXPECTED = "expected"
    OPTIONAL = "optional"
    OBSERVER = "observer"
    OUT = "out"


@dataclass(frozen=True)
class Destination:
    """One more channel that gets a report."""

    channel: str
    shows: Shows


@dataclass(frozen=True)
class Reporting:
    """How a report looks and where else it goes. `lets_mentions`: people named in answers are notified."""

    by: By = By.PERSON
    place: Place = Place.THREAD
    moment: Moment = Moment.AS_ANSWERED
    also_to: tuple[Destination, ...] = ()
    names_missing: bool = True
    lets_mentions: bool = False


@dataclass(frozen=True)
class Rules:
    """Who takes part, who reads, and how far from its date a run may be answered.

    `picked`: only those with a part of their own take part, else everybody in the team. Blockers reach the leads after
    `escalate_after` working days; 0 is never.
    """

    readers: Readers = Readers.TEAM
    anonymous: bool = False
    picked: bool = False
    backfill_days: int = 7
    ahead_days: int = 7
    escalate_after: int = 2


@dataclass(frozen=True)
class StandupSettings:
    """What a lead decides about a standup, but for its questions."""

    name: str
    schedule: Schedule
    report_channel: str
    reporting: Reporting = Reporting()
    rules: Rules = Rules()


@dataclass(frozen=True)
class Standup:
    """A recurring set of questions; `version` is that of its questions. Paused with a date, it resumes then.

    `held` says why reports are not posted until the owner looks; `failed_reports` counts those in a row that
    could not be.
    """

    id: int
    team_id: TeamId
    name: str
    schedule: Schedule
    report_channel: str
    version: int
    owner_id: UserId
    active: bool
    paused_until: date | None
    reporting: Reporting = Reporting()
    rules: Rules = Rules()
    held: str | None = None
    failed_reports: int = 0

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
