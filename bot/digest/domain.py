"""A team's week as the digest tells it, and when it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import dropwhile
from statistics import median

from bot.core.calendar import WEEK, WorkingWeek, working_time_between
from bot.load.domain import Concentration
from bot.people.domain import Team
from bot.standups.domain import Participation
from bot.standups.domain.blockers import ShownBlocker
from bot.standups.domain.kudos import ShownKudos
from bot.triage.domain import Fire, FireCounts

# Weeks in the chart.
SHOWN_WEEKS = 8
# A median of fewer says more about chance than about the team.
FEWEST = 5
MOST_TOPICS = 3


class DigestState(StrEnum):
    """`skipped`: its day was over before it could be posted."""

    POSTED = "posted"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Typical:
    """Half of `count` took at most this much working time."""

    median: timedelta
    count: int


@dataclass(frozen=True)
class Flow:
    """The fires of the seven days that end with `on`."""

    on: date
    counts: FireCounts

    @property
    def out(self) -> int:
        return self.counts.done + self.counts.declined

    @property
    def is_empty(self) -> bool:
        """Nothing came, nothing went, nothing was open."""
        return self.counts.arrived == self.out == self.counts.open == 0


@dataclass(frozen=True)
class TeamWeek:
    """Everything one digest says. `flows` are the shown weeks, the told one last; `needed` are open fires that
    somebody needs within the next seven days, `away` how many people have days off then.
    """

    team: Team
    flows: tuple[Flow, ...]
    response: Typical | None
    cycle: Typical | None
    topics: tuple[tuple[str, int], ...]
    participation: Participation | None
    blockers: tuple[ShownBlocker, ...]
    concentration: Concentration | None
    needed: tuple[Fire, ...]
    away: int
    missed: bool
    kudos: tuple[ShownKudos, ...] = ()
    recurring: int = 0
    """How many kinds of fires keep coming back."""

    @property
    def flow(self) -> Flow:
        return self.flows[-1]

    @property
    def before(self) -> Flow:
        return self.flows[-2]

    @property
    def lived(self) -> tuple[Flow, ...]:
        """The shown weeks since the first in which anything was."""
        return tuple(dropwhile(lambda flow: flow.is_empty, self.flows))


def days_shown(on: date) -> list[date]:
    """The last day of each week in the chart, and the end of the one before them first."""
    return [on - number * WEEK for number in range(SHOWN_WEEKS, -1, -1)]


def typical(spans: Iterable[tuple[datetime, datetime]], week: WorkingWeek) -> Typical | None:
    """The median in working time; None for too few."""
    seconds = [working_time_between(first, last, week).total_seconds() for first, last in spans]
    return Typical(timedelta(seconds=median(seconds)), len(seconds)) if len(seconds) >= FEWEST else None
