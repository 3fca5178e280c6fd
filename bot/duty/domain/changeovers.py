"""One person's duty ends and another's begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bot.core.calendar import WorkingWeek, spans_of_work
from bot.duty.domain.shifts import Role, Stretch
from bot.people.domain import UserId

# Who begins later than this after somebody is handed nothing over by them.
LONGEST_BREAK = timedelta(days=5)
# Long enough to write a note in, before the last day of work is over.
BEFORE_END = timedelta(minutes=30)
LOOKS_BACK = timedelta(days=14)


@dataclass(frozen=True)
class Changeover:
    """The primary's duty goes from `leaver` to `taker`, who begins at `begins`."""

    leaver: UserId
    ends: datetime
    taker: UserId
    begins: datetime

    @property
    def second(self) -> int:
        """When it is, since 1970: its name among the team's."""
        return int(self.ends.timestamp())


def changeovers(found: Sequence[Stretch]) -> list[Changeover]:
    """Of the primaries, in the order of time."""
    primaries = sorted((each for each in found if each.role == Role.PRIMARY), key=lambda each: each.starts)
    return [
        Changeover(before.user_id, before.ends, after.user_id, after.starts)
        for before, after in pairwise(primaries)
        if before.user_id != after.user_id and after.starts - before.ends <= LONGEST_BREAK
    ]


def moment_to_write(change: Changeover, week: WorkingWeek, now: datetime) -> datetime:
    """Shortly before the leaver stops working for the last time before it, or at once; `week` is theirs."""
    since = change.ends - LOOKS_BACK
    spans = []
    for starts, ends in spans_of_work(week, since):
        if starts >= change.ends:
            break
        spans.append(min(ends, change.ends))
    at = spans[-1] - BEFORE_END if spans else change.ends
    return max(at, now)
