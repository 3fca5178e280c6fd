"""Promised messages and moments: their states, how sending ends, and how fast a lane may go."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
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


@dataclass(frozen=True)
class Found:
    """Slack shows it since an earlier attempt; with which of its wordings is not known."""

    channel: str
    ts: str


@dataclass(frozen=True)
class HandedBack:
    """Not begun: the lease was too old to begin safely."""


@dataclass(frozen=True)
class Pace:
    """How a lane is drained. Rates are Slack's: about one post a second a channel, several hundred a minute in all."""

    lease: timedelta = timedelta(seconds=60)
    every: timedelta = timedelta(milliseconds=250)
    burst: int = 20
    batch: int = 16
    channel_gap: timedelta = timedelta(milliseconds=1050)
    hold: timedelta = timedelta(seconds=5)

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


def tokens(allow_at: datetime, now: datetime, pace: Pace) -> int:
    """How many messages may go out now. `allow_at` is the theoretical arrival time of the next one (GCRA)."""
    room = now - (allow_at - pace.burst * pace.every)
    return max(0, min(pace.burst, room // pace.every))


def allow_after(allow_at: datetime, now: datetime, count: int, pace: Pace) -> datetime:
    """`allow_at` once `count` more have gone out."""
    return max(allow_at, now) + count * pace.every


def next_token_at(allow_at: datetime, pace: Pace) -> datetime:
    """When at least one message may go out."""
    return allow_at - (pace.burst - 1) * pace.every


def wait_before(attempt: int, luck: float | None = None) -> timedelta:
    """The gap before the next attempt: doubling, between half and all of it, at most five minutes."""
    luck = random.uniform(0.5, 1.0) if luck is None else luck  # noqa: S311 (spreads attempts, hides nothing)
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(attempt, 30)) * luck)
