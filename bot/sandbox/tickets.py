"""What Slack hands out for a short while: trigger ids that open modals, and addresses that answer."""

import secrets
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot.core.clock import Clock
from bot.sandbox.wire import RateLimited, Refusal

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_URL_LIFE = timedelta(minutes=30)
RESPONSE_URL_USES = 5
MOST_KEPT = 2_000

POSTS_PER_SECOND = 1.0
CHANNEL_BURST = 4
POSTS_PER_MINUTE = 300
# Fractions of seconds do not add up exactly.
TOLERANCE = 1e-3


@dataclass
class Trigger:
    """`view_id` is the modal in which it was earned; None elsewhere."""

    user_id: str
    view_id: str | None
    channel: str | None
    ends_at: datetime
    spent: bool = False


class Triggers:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, Trigger] = {}

    def issue(self, user_id: str, *, view_id: str | None = None, channel: str | None = None) -> str:
        name = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(16)}"
        self._issued[name] = Trigger(user_id, view_id, channel, self._clock.now() + TRIGGER_LIFE)
        if len(self._issued) > MOST_KEPT:
            del self._issued[next(iter(self._issued))]
        return name

    def knows(self, name: str) -> bool:
        return name in self._issued

    def spend(self, name: str) -> Trigger:
        """Good once and for three seconds; raises Refusal with Slack's reason."""
        trigger = self._issued.get(name)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.spent:
            raise Refusal("exchanged_trigger_id")
        if self._clock.now() > trigger.ends_at:
            raise Refusal("expired_trigger_id")
        trigger.spent = True
        return trigger


@dataclass
class ResponseUrl:
    """`original` is the ts of the message that `replace_original` replaces."""

    user_id: str
    channel: str
    original: str | None
    ends_at: datetime
    uses: int = 0


class ResponseUrls:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, user_id: str, channel: str, original: str | None = None) -> tuple[str, ResponseUrl]:
        """Its name in the address, and what it stands for."""
        name = secrets.token_urlsafe(18)
        address = ResponseUrl(user_id, channel, original, self._clock.now() + RESPONSE_URL_LIFE)
        self._issued[name] = address
        if len(self._issued) > MOST_KEPT:
            del self._issued[next(iter(self._issued))]
        return name, address

    def use(self, name: str) -> ResponseUrl:
        """Good five times and for half an hour; raises Refusal."""
        address = self._issued.get(name)
        if address is None:
            raise Refusal("invalid_url")
        if address.uses >= RESPONSE_URL_USES:
            raise Refusal("used_url", loud=True)
        if self._clock.now() > address.ends_at:
            raise Refusal("expired_url")
        address.uses += 1
        return address


class PostingLimit:
    """About one message a second in each channel, with short bursts, and some hundred a minute in the workspace."""

    def __init__(self, clock: Clock, posts_per_minute: int = POSTS_PER_MINUTE) -> None:
        self._clock = clock
        self._posts_per_minute = posts_per_minute
        self._full_at: dict[Hashable, float] = {}

    def take(self, channel_id: str) -> None:
        """Raises RateLimited; then nothing was taken."""
        now = self._clock.now().timestamp()
        buckets: list[tuple[Hashable, float, int]] = [
            ((channel_id,), 1 / POSTS_PER_SECOND, CHANNEL_BURST),
            ("workspace", 60 / self._posts_per_minute, self._posts_per_minute),
        ]
        waits = [max(self._full_at.get(key, now), now) + gap - burst * gap - now for key, gap, burst in buckets]
        if max(waits) > TOLERANCE:
            raise RateLimited(max(1, ceil(max(waits))))
        for key, gap, _ in buckets:
            self._full_at[key] = max(self._full_at.get(key, now), now) + gap
