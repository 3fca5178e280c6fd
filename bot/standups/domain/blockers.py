"""Blockers: what stands in somebody's way, from the answer that says so until it is solved."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.calendar import WorkingWeek, days_of, moment_of
from bot.people.domain import UserId


@dataclass(frozen=True)
class Blocker:
    """A fact with an id, opened by an answer. `owner_id` sees to it; `helpers` offered to.

    It is open until `resolved_at`; without `resolved_by` the answer that opened it took it back. `escalated_at` is
    when the leads were told, once. `fire_number` is the fire that was made of it.
    """

    id: int
    standup_id: int
    prompt_id: int
    question_id: int
    user_id: UserId
    text: str
    opened_on: date
    owner_id: UserId | None = None
    helpers: tuple[UserId, ...] = ()
    resolved_at: datetime | None = None
    resolved_by: UserId | None = None
    escalated_at: datetime | None = None
    fire_number: int | None = None

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def name(self) -> str:
        """`B-7`, as people call it."""
        return f"B-{self.id}"

    @property
    def fire(self) -> str | None:
        """`F-12`, as people call it."""
        return f"F-{self.fire_number}" if self.fire_number is not None else None

    @property
    def is_touched(self) -> bool:
        """Somebody besides its author has to do with it."""
        return bool(self.helpers or self.owner_id or self.escalated_at or self.fire_number)


@dataclass(frozen=True)
class ShownBlocker:
    """A blocker as people read it: `person` is who is blocked, `age` in their working days, the rest by name."""

    blocker: Blocker
    person: str
    age: int
    owner: str | None = None
    helpers: tuple[str, ...] = ()
    solved_by: str | None = None


def same_words(one: str, other: str) -> bool:
    """Whether two answers name the same blocker: nothing but spaces and capitals differ."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def same_blocker(open_ones: Iterable[Blocker], text: str) -> Blocker | None:
    return next((each for each in open_ones if same_words(each.text, text)), None)


def was_open(blocker: Blocker, on: date, answered_at: datetime) -> bool:
    """Whether it stood in the way when somebody answered the run of that date."""
    return blocker.opened_on <= on and (blocker.resolved_at is None or blocker.resolved_at > answered_at)


def age(opened_on: date, today: date, week: WorkingWeek, away: Container[date] = ()) -> int:
    """In working days of whoever is blocked: 0 on the day it came up."""
    return sum(1 for on in days_of(opened_on + timedelta(days=1), today) if week.works_on(on, away))


def escalates_at(opened_on: date, after: int, week: WorkingWeek, away: Container[date] = ()) -> datetime | None:
    """When their day begins on which it is that many working days old; None when they never work, or for `after` 0."""
    on: date | None = opened_on
    for _ in range(after):
        on = week.next_workday(on, away) if on is not None else None
    return moment_of(on, week.starts, week.zone) if on is not None and after > 0 else None
