"""The clocks of a fire: how long nobody had it and how long it is not out, in the working time of its team. Pure.

Both are read from its history alone, so no pause is forgotten and a reopened fire goes on where its clocks stood.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.calendar import WorkingWeek, after_working_time, working_time_between
from bot.people.domain import UserId
from bot.triage.domain.desk import Target
from bot.triage.domain.fires import Fire, FireEvent, Mark, Note
from bot.triage.domain.steps import State, Step


class Clock(StrEnum):
    RESPONSE = "response"
    RESOLUTION = "resolution"


# While it waits for its requester, sleeps or is over, neither runs. Giving a fire back lets the first one run on:
# taking it for a moment gains nothing.
RUNS: Mapping[Clock, frozenset[State]] = {
    Clock.RESPONSE: frozenset({State.NEW}),
    Clock.RESOLUTION: frozenset({State.NEW, State.CLAIMED, State.IN_PROGRESS}),
}
# What somebody of the team does first is the response; what the requester does is none.
RESPONSES = frozenset({Step.CLAIM, Step.ASSIGN, Step.START, Step.RESOLVE, Step.DECLINE, Step.MERGE})
# One warning, when three quarters of the time are gone.
WARNS_AT = {Mark.WARNING: (3, 4), Mark.BREACH: (1, 1)}


@dataclass(frozen=True)
class Stretch:
    """A time in which a clock ran; `ends` is None while it runs."""

    begins: datetime
    ends: datetime | None


def stretches(clock: Clock, history: Iterable[FireEvent]) -> Iterator[Stretch]:
    """When that clock ran, in order. `history` is all that happened to the fire, the oldest first."""
    begins: datetime | None = None
    for at, state in _states(history):
        runs = state in RUNS[clock]
        if runs and begins is None:
            begins = at
        elif not runs and begins is not None:
            yield Stretch(begins, at)
            begins = None
    if begins is not None:
        yield Stretch(begins, None)


def reached_at(clock: Clock, history: Iterable[FireEvent], length: timedelta, week: WorkingWeek) -> datetime | None:
    """When the running clock shows that much working time, or did. None while it stands still, and when the team does
    not work that long within a year.
    """
    left, reached = length, None
    for stretch in stretches(clock, history):
        if stretch.ends is None:
            return reached or after_working_time(stretch.begins, left, week)
        passed = working_time_between(stretch.begins, stretch.ends, week)
        if reached is None and left <= passed:
            reached = after_working_time(stretch.begins, left, week)
        left -= passed
    return None


def time_on(clock: Clock, history: Iterable[FireEvent], week: WorkingWeek, now: datetime) -> timedelta:
    """How much working time that clock shows, pauses left out."""
    ran = (working_time_between(each.begins, each.ends or now, week) for each in stretches(clock, history))
    return sum(ran, timedelta(0))


def due_at(
    clock: Clock, mark: Mark, history: Iterable[FireEvent], target: Target, week: WorkingWeek
) -> datetime | None:
    """When the warning or the breach of that clock comes, or came. None where it stands still or has no target."""
    length = target.response if clock == Clock.RESPONSE else target.resolution
    if length is None:
        return None
    part, whole = WARNS_AT[mark]
    return reached_at(clock, history, length * part / whole, week)


def told_of(fire: Fire, clock: Clock) -> Mark | None:
    """What people were told of that clock last."""
    return fire.response_told if clock == Clock.RESPONSE else fire.resolution_told


def next_mark(told: Mark | None) -> Mark | None:
    """What people are told of next; after the breach, nothing more."""
    return {None: Mark.WARNING, Mark.WARNING: Mark.BREACH}.get(told)


def due_of(fire: Fire) -> datetime | None:
    """What is due first: that somebody takes it, or that it is out."""
    return min((each for each in (fire.response_due_at, fire.resolution_due_at) if each), default=None)


def is_late(fire: Fire, now: datetime) -> bool:
    """A clock that runs has run out."""
    due = due_of(fire)
    return due is not None and due <= now


def whom_to_call(fire: Fire, mark: Mark, duty: Iterable[UserId], leads: Iterable[UserId]) -> list[UserId]:
    """Who hears that nobody takes a fire: first who is on duty, then their backup and the leads. Of a private one
    only leads; without a duty they hear both.
    """
    on_duty = [] if fire.private else list(duty)
    first = on_duty[:1] or list(leads)
    return list(dict.fromkeys(first if mark == Mark.WARNING else [*on_duty[1:], *leads]))


def _states(history: Iterable[FireEvent]) -> Iterator[tuple[datetime, State]]:
    for event in history:
        if event.after is not None and (isinstance(event.kind, Step) or event.kind == Note.FILED):
            yield event.at, State(event.after)
