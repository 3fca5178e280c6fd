"""A team's fires in numbers: what came and went, how long it took in working time; never by person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from bot.core.calendar import WorkingWeek, working_time_between
from bot.triage.domain.fires import Fire, FireCounts, Priority
from bot.triage.domain.steps import State

# A share or a length of fewer says more about chance than about the team.
FEWEST = 5
MOST_TOPICS = 10
DEFAULT_WEEKS, MOST_WEEKS = 8, 20


@dataclass(frozen=True)
class Spread:
    """Of `count`, half took at most `half` and nine of ten at most `most`, in working time."""

    half: timedelta
    most: timedelta
    count: int


@dataclass(frozen=True)
class Share:
    """So many of `of`."""

    count: int
    of: int

    @property
    def is_enough(self) -> bool:
        return self.of >= FEWEST


@dataclass(frozen=True)
class Times:
    """Fires that came in, and how they were answered; None for too few."""

    arrived: int
    response: Spread | None
    cycle: Spread | None


@dataclass(frozen=True)
class WeekFlow:
    """The seven days that begin with `on`."""

    on: date
    counts: FireCounts


@dataclass(frozen=True)
class Statistics:
    """`by_topic` has the most frequent topics, without private fires, which are counted in the totals only."""

    team_name: str
    flows: tuple[WeekFlow, ...]
    all: Times
    by_priority: tuple[tuple[Priority, Times], ...]
    by_topic: tuple[tuple[str, Times], ...]
    reopened: Share
    liked: Share
    liked_by_topic: tuple[tuple[str, Share], ...]
    hours_a_day: float


def spread(lengths: Iterable[timedelta]) -> Spread | None:
    """By nearest rank, so that each figure is a length that was; None for fewer than five."""
    ordered = sorted(lengths)
    if len(ordered) < FEWEST:
        return None
    return Spread(_ranked(ordered, 50), _ranked(ordered, 90), len(ordered))


def times_of(fires: Sequence[Fire], first: datetime, last: datetime, week: WorkingWeek) -> Times:
    """Of the fires that came in, those that were taken, and those that were done from `first` until before `last`."""
    arrived = [fire for fire in fires if first <= fire.created_at < last]
    taken = [(fire, at) for fire in fires if (at := first_taken_at(fire)) is not None and first <= at < last]
    done = [(fire, fire.closed_at) for fire in fires if fire.state == State.DONE and fire.closed_at]
    return Times(
        arrived=len(arrived),
        response=spread(working_time_between(fire.created_at, at, week) for fire, at in taken),
        cycle=spread(working_time_between(fire.created_at, at, week) for fire, at in done if first <= at < last),
    )


def first_taken_at(fire: Fire) -> datetime | None:
    """When the requester's waiting for somebody ended, as far as it is known."""
    return fire.responded_at or fire.claimed_at


def by_priority(
    fires: Sequence[Fire], first: datetime, last: datetime, week: WorkingWeek
) -> tuple[tuple[Priority, Times], ...]:
    """Those with fires, the most urgent first."""
    found = ((each, [fire for fire in fires if fire.priority == each]) for each in Priority)
    return tuple((each, times_of(own, first, last, week)) for each, own in found if own)


def by_topic(
    fires: Sequence[Fire], first: datetime, last: datetime, week: WorkingWeek
) -> tuple[tuple[str, Times], ...]:
    """The most frequent among what is not private, of as many by name."""
    shown = [fire for fire in fires if fire.topic and not fire.private]
    counted = Counter(fire.topic for fire in shown if first <= fire.created_at < last)
    topics = sorted(counted, key=lambda topic: (-counted[topic], topic or ""))[:MOST_TOPICS]
    return tuple(
        (topic, times_of([fire for fire in shown if fire.topic == topic], first, last, week))
        for topic in topics
        if topic
    )


def _ranked(ordered: Sequence[timedelta], percent: int) -> timedelta:
    return ordered[ceil(len(ordered) * percent / 100) - 1]
