"""Promised messages and moments: their states, how sending ends, and how fast a lane may go."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any


class DeliveryState(StrEnum):
    """Where a promised message stands. `sent` means Slack shows the newest wording."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    WITHDRAWN = "withdrawn"


class IfUnsure(StrEnum):
    """What to do when a post may or may not have arrived and Slack's history cannot be asked."""

    RESEND = "resend"
    DROP = "drop"


class Rank(IntEnum):
    """Who goes first when a lane has more than it may send: people who wait for a question, then what they asked for.

    A message Slack shows already is always ranked as an edit.
    """

    PROMPT = 0
    NOTICE = 1
    CLOSING = 2
    EDIT = 3
    DIGEST = 4


class Method(StrEnum):
    """What a lane paces apart, because Slack limits each method of the Web API apart."""

    POST = "post"
    EDIT = "edit"
    LOOK = "look"


# The moment of a message that will never be sent; its ref is the delivery.
GAVE_UP = "outbox.gave_up"
TOO_LATE = "too late"
ANCHOR_GONE = "its thread was never posted"
# Slack's words for a place that can be mended, after which what was given up is said after all.
MENDABLE = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
REVIVED_FOR = timedelta(days=7)


class Event(StrEnum):
    """What programs can be told of."""

    RUN_OPENED = "run.opened"
    RUN_CLOSED = "run.closed"
    ANSWER_GIVEN = "answer.given"
    ANSWER_CHANGED = "answer.changed"
    ANSWER_DELETED = "answer.deleted"
    BLOCKER_OPENED = "blocker.opened"
    BLOCKER_RESOLVED = "blocker.resolved"
    ABSENCE_CHANGED = "absence.changed"


class TimerState(StrEnum):
    PENDING = "pending"
    FIRED = "fired"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Timer:
    """A moment promised to ourselves. `ref` is the id of the thing `kind` is about."""

    id: int
    workspace_id: int
    key: str
    kind: str
    ref: int
    fire_at: datetime
    attempt: int


@dataclass(frozen=True)
class Delivery:
    """One claimed message, as its sender needs it. `posted_ts` is None while Slack has not shown it yet."""

    id: int
    key: str
    channel: str
    body: dict[str, Any]
    version: int
    mark: str
    if_unsure: IfUnsure
    maybe_sent: bool
    attempt: int
    first_attempt_at: datetime
    thread_ts: str | None
    posted_channel: str | None
    posted_ts: str | None
    is_too_late: bool

    @property
    def is_retracted(self) -> bool:
        return not self.body


@dataclass(frozen=True)
class Standing:
    """Where a promised message stands, and where Slack shows it, if it does; `error` is why it was given up."""

    state: DeliveryState
    error: str | None = None
    channel: str | None = None
    ts: str | None = None

    @property
    def is_dead(self) -> bool:
        return self.state == DeliveryState.DEAD

    @property
    def is_gone(self) -> bool:
        """Taken back: nothing of it is seen."""
        return self.state == DeliveryState.WITHDRAWN


@dataclass(frozen=True)
class Undelivered:
    """A message that will not be sent. `channel` may be a person's id; `reason` is Slack's word for it, or ours."""

    key: str
    channel: str
    reason: str
    was_posted: bool


@dataclass(frozen=True)
class Found:
    """Slack shows it since an earlier attempt; with which of its wordings is not known."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Absent:
    """Slack does not show it: it was deleted, or was never there and must not come."""


@dataclass(frozen=True)
class HandedBack:
    """Not begun: the lease was too old to begin safely."""


@dataclass(frozen=True)
class Limit:
    """A steady rate with a burst: one `every` so long, `burst` at once after a rest."""

    every: timedelta
    burst: int

    def tokens(self, allow_at: datetime, now: datetime) -> int:
        """How many may go now. `allow_at` is the theoretical arrival time of the next one (GCRA)."""
        room = now - (allow_at - self.burst * self.every)
        return max(0, min(self.burst, room // self.every))

    def after(self, allow_at: datetime, now: datetime, count: int) -> datetime:
        """`allow_at` once `count` more have gone."""
        return max(allow_at, now) + count * self.every

    def next_at(self, allow_at: datetime) -> datetime:
        """When at least one may go."""
        return allow_at - (self.burst - 1) * self.every

    def none_before(self, instant: datetime) -> datetime:
        """The `allow_at` with which the whole burst is spent until `instant`."""
        return instant + (self.burst - 1) * self.every


POSTS_AT_ONCE = 20
EDITS_AT_ONCE = 10
LOOKS_AT_ONCE = 10


@dataclass(frozen=True)
class Pace:
    """How a lane is drained. Rates are Slack's: about one post a second in a channel and several hundred a minute in
    all; chat.update and conversations.history are tier 3, fifty a minute each.
    """

    lease: timedelta = timedelta(seconds=60)
    posts: Limit = Limit(timedelta(milliseconds=250), POSTS_AT_ONCE)
    edits: Limit = Limit(timedelta(milliseconds=1500), EDITS_AT_ONCE)
    looks: Limit = Limit(timedelta(milliseconds=1500), LOOKS_AT_ONCE)
    batch: int = 16
    channel_gap: timedelta = timedelta(milliseconds=1050)
    hold: timedelta = timedelta(seconds=5)

    def limit(self, method: Method) -> Limit:
        return {Method.POST: self.posts, Method.EDIT: self.edits, Method.LOOK: self.looks}[method]

    @property
    def begin_within(self) -> timedelta:
        """After a claim, a post may begin this long; together with its timeout it ends inside the lease."""
        return self.lease * 0.4

    @property
    def timeout(self) -> timedelta:
        """How long one request to Slack may take."""
        return min(self.lease * 0.4, timedelta(seconds=15))


MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(minutes=5)


def method_of(posted_ts: str | None) -> Method:
    """What brings a message to where it should be: a post, or an edit of what is there."""
    return Method.POST if posted_ts is None else Method.EDIT


def round_takes(people: int, pace: Pace) -> timedelta:
    """How long it takes until that many people have their message, when all are due at once."""
    return max(0, people - pace.posts.burst) * pace.posts.every


def wait_before(attempt: int, luck: float | None = None) -> timedelta:
    """The gap before the next attempt: doubling, between half and all of it, at most five minutes."""
    luck = random.uniform(0.5, 1.0) if luck is None else luck  # noqa: S311 (spreads attempts, hides nothing)
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(attempt, 30)) * luck)
