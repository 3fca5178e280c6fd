"""Webhooks: what is told, how it is signed, and how long it is tried."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.outbox.domain import Event

SIGNED_WITH = "Firebreak-Signature"
GIVEN_UP_AFTER = timedelta(hours=24)
SWITCHED_OFF_AFTER = timedelta(days=3)
FIRST_GAP = timedelta(seconds=10)
LONGEST_GAP = timedelta(hours=1)
MOST_OF_ONE_TOKEN = 20


class WebhookState(StrEnum):
    """`off`: it failed for three days, and nothing is sent to it any more."""

    ACTIVE = "active"
    FAILING = "failing"
    OFF = "off"


@dataclass(frozen=True)
class Webhook:
    """Belongs to a token and sees what that sees. `attempt` counts failures in a row; `error` is the last of them."""

    id: int
    token_id: int
    url: str
    events: frozenset[Event]
    made_at: datetime
    attempt: int = 0
    failing_since: datetime | None = None
    error: str | None = None
    sent_at: datetime | None = None
    off_at: datetime | None = None

    @property
    def state(self) -> WebhookState:
        if self.off_at is not None:
            return WebhookState.OFF
        return WebhookState.ACTIVE if self.failing_since is None else WebhookState.FAILING

    def is_lost(self, now: datetime) -> bool:
        """Nobody has listened for so long that nobody will."""
        return self.failing_since is not None and now - self.failing_since >= SWITCHED_OFF_AFTER


@dataclass(frozen=True)
class Happening:
    """Something that happened, for one webhook. `mark` names it however often it is sent; `ids` are of what it is
    about: `standup`, `run`, `answer`, `blocker`, `absence`, and Slack's id of a `person`.
    """

    id: int
    mark: str
    event: Event
    ids: Mapping[str, int | str]
    at: datetime

    def is_stale(self, now: datetime) -> bool:
        return now - self.at >= GIVEN_UP_AFTER


def new_secret() -> str:
    return "fbs_" + secrets.token_urlsafe(32)


def gap_after(attempt: int) -> timedelta:
    """Doubling from ten seconds to an hour; `attempt` counts from 1."""
    return min(LONGEST_GAP, FIRST_GAP * (1 << min(attempt - 1, 20)))


def body_of(happening: Happening, workspace: str) -> bytes:
    """`workspace` is Slack's id. Ids only: what people wrote is read through the interface, by who may."""
    told = {
        "id": happening.mark,
        "event": happening.event,
        "at": f"{happening.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "workspace": workspace,
        "ids": dict(happening.ids),
    }
    return json.dumps(told, separators=(",", ":")).encode()


def signature(secret: str, body: bytes, now: datetime) -> str:
    """`t=<unix seconds>,v1=<hex of HMAC-SHA256 over "t.body">`: the moment is signed too, so that old ones show."""
    moment = int(now.timestamp())
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"
