"""What programs want, once it is read: past this everything has its type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from bot.outbox.domain import Event
from bot.people.domain import UserId
from bot.standups.domain import Line, Mark, Question, Run, Standup, Value


@dataclass(frozen=True)
class Given:
    """Answers by the key or the id of their question, as JSON has them. `on` None: the run that is asked now.

    `marks` are what becomes of plan items that came back, `solved` are blockers out of the way.
    """

    answers: Mapping[str, Any]
    on: date | None = None
    marks: Mapping[int, Mark] = field(default_factory=dict)
    solved: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Leave:
    """`person` None is whoever asks; `starts` and `ends` make it a part of each day."""

    first_on: date
    last_on: date
    person: UserId | None = None
    reason: str | None = None
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Subscription:
    """A webhook as somebody wants it."""

    url: str
    events: frozenset[Event]


@dataclass(frozen=True)
class Told:
    """What a run tells a reader: `lines` by name, or `unnamed` by question where answers have no names.

    `questions` are as that run worded them, `names` of everybody whom answers name.
    """

    standup: Standup
    run: Run
    questions: tuple[Question, ...]
    lines: tuple[Line, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    unnamed: Mapping[int, tuple[Value, ...]] | None = None
