"""What is decided about a standup, and on which local dates it happens."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from bot.core.calendar import DAY, FAR, days_of, week_start
from bot.people.domain import TeamId, UserId

MOST_WEEKS = 12
MOST_REMINDERS = 5
# Of a run answered the evening before, when nothing else is said.
MORNING = time(10)


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
    `escalate_after` working days; 0 is never. What people wrote goes `keep_days` after a run; None keeps it for ever.
    """

    readers: Readers = Readers.TEAM
    anonymous: bool = False
    picked: bool = False
    backfill_days: int = 7
    ahead_days: int = 7
    escalate_after: int = 2
    keep_days: int | None = None


class Openness(StrEnum):
    """Who can read a channel: its members, everybody in the workspace, or another company too."""

    PRIVATE = "private"
    PUBLIC = "public"
    SHARED = "shared"

    def is_wider(self, than: "Openness") -> bool:
        order = list(Openness)
        return order.index(self) > order.index(than)


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

    `held` names the channel that is open to more people than before, so that no reports are posted until the owner
    looks; `channels_seen` is how open each was. `failed_reports` counts those in a row that could not be posted.
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
    channels_seen: Mapping[str, "Openness"] = field(default_factory=dict, hash=False)

    @property
    def channels(self) -> tuple[str, ...]:
        """Everywhere its reports go, the standup's own channel first."""
        return tuple(dict.fromkeys([self.report_channel, *(each.channel for each in self.reporting.also_to)]))

    @property
    def settings(self) -> StandupSettings:
        """What a lead decided about it."""
        return StandupSettings(self.name, self.schedule, self.report_channel, self.reporting, self.rules)

    def is_paused_on(self, on: date) -> bool:
        return not self.active and (self.paused_until is None or on < self.paused_until)


def happens_on(schedule: Schedule, on: date) -> bool:
    """Whether that date is one of its dates; weeks are counted from the anchor's."""
    if on < schedule.anchor_on:
        return False
    if schedule.month_day is not None:
        return on.day == min(schedule.month_day, _last_day(on))
    if on.weekday() not in schedule.days:
        return False
    if schedule.monthly is not None:
        return _number_in_month(on, from_end=schedule.monthly < 0) == abs(schedule.monthly)
    weeks = (week_start(on) - week_start(schedule.anchor_on)).days // 7
    return weeks % schedule.every_weeks == 0


def next_date(schedule: Schedule, after: date) -> date | None:
    """Its first date later than that; None for one that never happens."""
    first = max(after, schedule.anchor_on - DAY)
    return next((on for on in _days_after(first) if happens_on(schedule, on)), None)


def dates_of(schedule: Schedule, first: date, last: date) -> list[date]:
    """Its dates from first to last, both included."""
    return [on for on in days_of(first, last) if happens_on(schedule, on)]


def _number_in_month(on: date, *, from_end: bool) -> int:
    """The how manieth of its weekday in its month a date is, counted from 1."""
    return (_last_day(on) - on.day if from_end else on.day - 1) // 7 + 1


def _last_day(on: date) -> int:
    return monthrange(on.year, on.month)[1]


def _days_after(after: date) -> Iterator[date]:
    return (after + number * DAY for number in range(1, FAR))
