"""Absences: whole days or a part of them, and who is away when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.core.calendar import DAY, WorkingWeek, days_of, local_date, moment_of, spans_of_work
from bot.core.part_days import FURTHER_NOTICE
from bot.people.domain.people import UserId

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Absence:
    """Days away, first and last included, on the calendar of the person's own zone.

    With `starts` and `ends` only that part of each of them, on their clock; midnight as `ends` is that of the end
    of the day. `asks_again`: it is until further notice, and its end will be asked about. `from_status`: their Slack
    status said so.
    """

    id: int
    user_id: UserId
    first_on: date
    last_on: date
    set_by: UserId
    reason: str | None = None
    starts: time | None = None
    ends: time | None = None
    asks_again: bool = False
    calendar_id: int | None = None
    from_status: bool = False

    @property
    def is_whole(self) -> bool:
        """Of whole days."""
        return self.starts is None or self.ends is None

    def span_on(self, on: date, week: WorkingWeek) -> Span | None:
        """From when to when they are away on that date, on the clock of `week`; None for a date that is not in it."""
        if not self.first_on <= on <= self.last_on:
            return None
        starts, ends = self.starts or time.min, self.ends or time.min
        return moment_of(on, starts, week.zone), moment_of(on if starts < ends else on + DAY, ends, week.zone)


def absence_on(absences: Iterable[Absence], user_id: str, on: date) -> Absence | None:
    """The absence that takes the whole of that date; of several, the one that ends last."""
    found = [
        each for each in absences if each.is_whole and each.user_id == user_id and each.first_on <= on <= each.last_on
    ]
    return max(found, key=lambda each: each.last_on, default=None)


def dates_away(absences: Iterable[Absence], user_id: str) -> frozenset[date]:
    """Every date on which they are away all day."""
    return frozenset(
        on
        for each in absences
        if each.is_whole and each.user_id == user_id
        for on in days_of(each.first_on, each.last_on)
    )


def is_away(absences: Iterable[Absence], user_id: str, on: date, window: Span, week: WorkingWeek) -> Absence | None:
    """The absence for which nothing can be expected of them in `window` (first and last instant).

    That is one of the whole of that date, or parts of days that together take all of their working time in the
    window; then the last of these. A window without working time is only taken by whole days.
    """
    absences = [each for each in absences if each.user_id == user_id]
    whole = absence_on(absences, user_id, on)
    if whole is not None:
        return whole
    first, last = window
    left = [(max(starts, first), min(ends, last)) for starts, ends in _work(week, first, last)]
    touching: list[tuple[Span, Absence]] = []
    for each in absences:
        for day in days_of(local_date(first, week.zone) - DAY, local_date(last, week.zone)):
            span = None if each.is_whole else each.span_on(day, week)
            if span is not None and any(span[0] < ends and starts < span[1] for starts, ends in left):
                touching.append((span, each))
    for (starts, ends), _ in touching:
        left = [rest for piece in left for rest in _without(piece, starts, ends)]
    if left or not touching:
        return None
    return max(touching, key=lambda each: each[0][1])[1]


def _work(week: WorkingWeek, first: datetime, last: datetime) -> Iterable[Span]:
    for starts, ends in spans_of_work(week, first):
        if starts >= last:
            return
        yield starts, ends


def _without(piece: Span, starts: datetime, ends: datetime) -> Iterable[Span]:
    before, after = (piece[0], min(piece[1], starts)), (max(piece[0], ends), piece[1])
    return [each for each in (before, after) if each[0] < each[1]]


def further_notice(first_on: date) -> date:
    """The last day of an absence until further notice, when somebody asks again."""
    return first_on + FURTHER_NOTICE - DAY


def is_worth_a_welcome(absence: Absence) -> bool:
    """Whether somebody was away long enough to be told that they are expected again."""
    return absence.is_whole and absence.last_on - absence.first_on >= timedelta(days=1)
