"""What Slack sends to the app: signed over HTTP or in envelopes over a socket, answered in time or sent again."""

import asyncio
import hashlib
import hmac
import json
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.core.clock import Clock
from bot.sandbox.inhand import InHand
from bot.sandbox.recorder import MOST_KEPT, Recorder
from bot.sandbox.sockets import ConnectionLost, Sockets
from bot.sandbox.state import Json

ACK_SECONDS = 3.0
# After the first attempt, and the one that follows at once.
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=5))
LATEST_LOOK = 1.0


@dataclass(frozen=True)
class Ack:
    """The app's answer; `status` is None when none came. Over a socket an answer counts as 200."""

    status: int | None
    body: Any
    ms: float
    reason: str = ""
    wants_no_retry: bool = False

    @property
    def ok(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True)
class Delivery:
    """One attempt to tell the app something."""

    kind: str
    payload: Json
    ack: Ack
    attempt: int
    at: datetime


@dataclass(frozen=True)
class _Again:
    payload: Json
    attempt: int
    reason: str
    due_at: datetime


class Deliveries:
    """`deliver_to` is the app's address; None: it listens in Socket Mode."""

    def __init__(
        self, recorder: Recorder, sockets: Sockets, in_hand: InHand, clock: Clock, signing_secret: str
    ) -> None:
        self.deliver_to: str | None = None
        self.ack_seconds = ACK_SECONDS
        self.made: deque[Delivery] = deque(maxlen=MOST_KEPT)
        self._recorder = recorder
        self._sockets = sockets
        self._in_hand = in_hand
        self._clock = clock
        self._secret = signing_secret.encode()
        self.to_repeat = 0
        self.to_hold = 0
        self._held: list[Json] = []
        self._again: list[_Again] = []
        self._look: asyncio.TimerHandle | None = None
        self._session: aiohttp.ClientSession | None = None

    async def stop(self) -> None:
        if self._look is not None:
            self._look.cancel()
        if self._session is not None:
            await self._session.close()

    async def deliver(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Ack:
        """Sends it once, or twice at once where that was ordered."""
        if self.to_repeat <= 0 or not (kind == "event" or self.deliver_to is None):
            return await self._deliver_once(kind, payload, attempt, reason)
        self.to_repeat -= 1
        first, second = await asyncio.gather(
            self._deliver_once(kind, payload, attempt, reason),
            self._deliver_once(kind, payload, attempt + 1, "http_timeout"),
        )
        return first if first.ok else second

    async def _deliver_once(self, kind: str, payload: Json, attempt: int, reason: str) -> Ack:
        with self._in_hand.one():
            started = time.monotonic()
            try:
                async with asyncio.timeout(self.ack_seconds):
                    status, body, stop = await self._send(kind, payload, attempt, reason)
                ack = Ack(status, body, _ms(started), "" if 200 <= status < 300 else "http_error", stop)
            except TimeoutError:
                ack = Ack(None, None, _ms(started), "http_timeout")
            except (aiohttp.ClientError, ConnectionLost):
                ack = Ack(None, None, _ms(started), "connection_failed")
            self._recorder.delivery(kind, payload, ack.status, body=ack.body, ms=ack.ms)
            self.made.append(Delivery(kind, payload, ack, attempt, self._clock.now()))
            return ack

    async def deliver_event(self, envelope: Json) -> Ack:
        """Sends it, once more at once if that fails, and again after one minute and after five; or holds it back."""
        if self.to_hold <= 0:
            return await self._deliver_stubbornly(envelope)
        self.to_hold -= 1
        self._held.append(envelope)
        if self.to_hold == 0:
            await self.release()
        return Ack(None, None, 0.0, "held_back")

    async def release(self) -> None:
        """Sends what is held back, the newest first."""
        held, self._held, self.to_hold = self._held[::-1], [], 0
        for each in held:
            await self._deliver_stubbornly(each)

    async def _deliver_stubbornly(self, envelope: Json) -> Ack:
        ack = await self.deliver("event", envelope)
        if ack.ok or ack.wants_no_retry:
            return ack
        ack = await self.deliver("event", envelope, 1, ack.reason)
        self._again_later(envelope, 2, ack)
        return ack

    async def catch_up(self) -> None:
        """Sends again what is due to be sent again, and asks sockets that are old to come anew."""
        await self._sockets.catch_up()
        now = self._clock.now()
        due = [each for each in self._again if each.due_at <= now]
        self._again = [each for each in self._again if each.due_at > now]
        for each in due:
            ack = await self.deliver("event", each.payload, each.attempt, each.reason)
            self._again_later(each.payload, each.attempt + 1, ack)

    async def deliver_raw(self, body: bytes, headers: Mapping[str, str]) -> int:
        """Posts to the app what somebody else than Slack might; returns the status of the answer."""
        if self.deliver_to is None:
            raise ConnectionLost("the app has no address")
        with self._in_hand.one():
            async with self._http().post(self.deliver_to, data=body, headers=headers) as response:
                await response.read()
                return response.status

    def signature(self, body: bytes, secret: bytes | None = None) -> dict[str, str]:
        """The headers that show that a request comes from Slack. Receivers hold them against the wall clock."""
        stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares it with time.time and takes no other clock
        signed = hmac.new(secret or self._secret, b"v0:%s:%s" % (stamp.encode(), body), hashlib.sha256)
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed.hexdigest()}"}

    async def _send(self, kind: str, payload: Json, attempt: int, reason: str) -> tuple[int, Any, bool]:
        if self.deliver_to is None:
            return 200, await self._sockets.send(_envelope_type(kind), payload, attempt, reason), False
        body, content_type = encoded(kind, payload)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (sandbox)", **self.signature(body)}
        if attempt:
            headers |= {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason}
        async with self._http().post(self.deliver_to, data=body, headers=headers) as response:
            answer = _decoded(await response.text())
            return response.status, answer, response.headers.get("x-slack-no-retry") == "1"

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    def _again_later(self, envelope: Json, attempt: int, ack: Ack) -> None:
        if ack.ok or ack.wants_no_retry or attempt - 2 >= len(RETRY_AFTER):
            return
        due_at = self._clock.now() + RETRY_AFTER[attempt - 2]
        self._again.append(_Again(envelope, attempt, ack.reason, due_at))
        self._look_later()

    def _look_later(self) -> None:
        """A clock moved by hand tells nobody, so while something waits somebody looks."""
        if self._look is not None:
            self._look.cancel()
        self._look = asyncio.get_running_loop().call_later(LATEST_LOOK, self._look_now)

    def _look_now(self) -> None:
        self._in_hand.start(self.catch_up())
        if self._again:
            self._look_later()


def encoded(kind: str, payload: Json) -> tuple[bytes, str]:
    """The body of a request and its content type, by kind of delivery."""
    if kind == "event":
        return json.dumps(payload).encode(), "application/json"
    fields = payload if kind == "command" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _envelope_type(kind: str) -> str:
    return {"event": "events_api", "command": "slash_commands"}.get(kind, "interactive")


def _decoded(text: str) -> Any:
    if not text:
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _ms(started: float) -> float:
    return (time.monotonic() - started) * 1_000
