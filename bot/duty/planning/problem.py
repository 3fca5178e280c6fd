"""What a plan of duty is made from: people, slots, what everybody is owed, and what is published already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY
from bot.duty.planning.hours import Away, WorkHours

ORDINARY = "ordinary"
# Whoever takes a slot is there for at least this part of their own hours in it.
THERE = 0.6
# What was published for the next days stays, unless somebody is away.
FROZEN = timedelta(days=14)


class Level(IntEnum):
    """How well somebody knows a topic."""

    NONE = 0
    LEARNING = 1
    SOLID = 2


class Role(IntEnum):
    """Who of a pair; also the place in `Shift.people`."""

    PRIMARY = 0
    BACKUP = 1


@dataclass(frozen=True)
class Period:
    """Dates, both included."""

    first_on: date
    last_on: date

    def touches(self, other: "Period") -> bool:
        return self.first_on <= other.last_on and other.first_on <= self.last_on


@dataclass(frozen=True)
class Member:
    """Somebody who takes turns.

    `goals` are topics to grow in. In an `exempt` period they take no shift and owe none. `most_in_a_row` is a promise
    that is never broken; without one, two in a row are only avoided.
    """

    id: str
    name: str
    hours: WorkHours
    away: tuple[Away, ...] = ()
    skills: Mapping[str, Level] = field(default_factory=dict)
    goals: frozenset[str] = frozenset()
    exempt: tuple[Period, ...] = ()
    rather_not: tuple[Period, ...] = ()
    most_in_a_row: int | None = None

    def knows(self, topic: str) -> Level:
        return self.skills.get(topic, Level.NONE)


@dataclass(frozen=True)
class Slot:
    """One turn: a week, a day, or some days. Weights are points of credit; without weight there is no backup.

    Slots of a kind of their own, such as holidays, are shared out evenly among themselves, too.
    """

    label: str
    dates: Period
    topics: frozenset[str] = frozenset()
    kind: str = ORDINARY
    primary_weight: int = 2
    backup_weight: int = 1

    @property
    def weights(self) -> tuple[int, ...]:
        return (self.primary_weight, self.backup_weight) if self.backup_weight else (self.primary_weight,)

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From midnight to midnight on the team's clock."""
        first, after = self.dates.first_on, self.dates.last_on + DAY
        return datetime.combine(first, time(), zone), datetime.combine(after, time(), zone)


@dataclass(frozen=True)
class Shift:
    """Who is on in the slot that begins on that date; nobody where nobody can be found."""

    starts_on: date
    primary: str | None
    backup: str | None = None

    @property
    def people(self) -> tuple[str | None, str | None]:
        return self.primary, self.backup


@dataclass(frozen=True)
class Balance:
    """Credit above what was owed so far, in points; negative is below. `by_kind` holds the kinds but the ordinary."""

    points: float = 0.0
    by_kind: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Everything a plan depends on. `zone` is the team's, `on` the day of planning, `before` the shifts just served."""

    zone: str
    on: date
    members: tuple[Member, ...]
    slots: tuple[Slot, ...]
    balances: Mapping[str, Balance] = field(default_factory=dict)
    published: tuple[Shift, ...] = ()
    before: tuple[Shift, ...] = ()


def turns(
    first_on: date,
    count: int,
    days: int = 7,
    *,
    topics: frozenset[str] = frozenset(),
    special: Mapping[date, str] | None = None,
    weekdays: frozenset[int] = frozenset(range(7)),
) -> tuple[Slot, ...]:
    """That many slots of so many days each. A slot with a special date in it is of that date's kind.

    Slots of one day fall on `weekdays` only, so that a weekend is nobody's turn.
    """
    found: list[Slot] = []
    start = first_on
    while len(found) < count:
        dates = Period(start, start + DAY * (days - 1))
        start += DAY * days
        if days == 1 and dates.first_on.weekday() not in weekdays:
            continue
        kinds = [kind for day, kind in sorted((special or {}).items()) if dates.first_on <= day <= dates.last_on]
        found.append(Slot(_label(dates), dates, topics, kinds[0] if kinds else ORDINARY))
    return tuple(found)


def _label(dates: Period) -> str:
    if dates.last_on - dates.first_on == 6 * DAY and dates.first_on.weekday() == 0:
        return f"week {dates.first_on.isocalendar().week}"
    first = f"{dates.first_on.day} {dates.first_on:%b}"
    return first if dates.first_on == dates.last_on else f"{first} to {dates.last_on.day} {dates.last_on:%b}"
