"""Socket Mode: single-use addresses, connections, and envelopes that are each acknowledged by one of them."""

import asyncio
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.core.clock import Clock
from bot.sandbox.state import APP_ID, Json, Workspace

MOST_CONNECTIONS = 10
# Told to apps in the greeting.
CONNECTION_SECONDS = 18_060
DEBUG_SECONDS = 360
WARNING = timedelta(seconds=10)
# How long the old socket stays open for what is under way.
GRACE = timedelta(seconds=30)
# On the wall: apps need a moment to come anew, however fast Slack's clock is moved and however busy the machine is.
RECONNECT_SECONDS = 10.0
CLOSED_WITHIN = 1.0
LATEST_LOOK = 1.0


class ConnectionLost(Exception):
    """Nobody is connected, or whoever was is gone."""


@dataclass(eq=False)
class Connection:
    """`due_at`: when it hears the next of `farewells`, or is closed when there is none left."""

    socket: web.WebSocketResponse
    ends_at: datetime
    due_at: datetime
    farewells: list[str] = field(default_factory=lambda: ["warning", "refresh_requested"])
    leaving: bool = False
    awaiting: set[str] = field(default_factory=set)


class Sockets:
    """An envelope may be acknowledged over another connection than it came: apps change over in between."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock
        self.reconnect_seconds = RECONNECT_SECONDS
        self._disabled = False
        # Somebody was asked to come anew, and nobody has come since.
        self._expecting = False
        self._awaiting: dict[str, asyncio.Future[Any]] = {}
        self._watching: asyncio.Task[None] | None = None
        self._tickets: set[str] = set()
        self._open: list[Connection] = []
        self._turn = 0

    @property
    def connected(self) -> int:
        return len(self._open)

    def ticket(self) -> str:
        """A name under which one connection may be opened, once."""
        name = secrets.token_urlsafe(24)
        self._tickets.add(name)
        return name

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Greets one connection and reads its acknowledgements until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPNotFound(text="this address was used, or never given out")
        self._tickets.discard(ticket)
        seconds = DEBUG_SECONDS if request.query.get("debug_reconnects") == "true" else CONNECTION_SECONDS
        socket = web.WebSocketResponse(timeout=CLOSED_WITHIN)
        await socket.prepare(request)
        refused = "link_disabled" if self._disabled else "too_many_websockets"
        if self._disabled or len(self._open) >= MOST_CONNECTIONS:
            await socket.send_json(_goodbye(refused, request.host))
            await socket.close()
            return socket
        ends_at = self._clock.now() + timedelta(seconds=seconds)
        connection = Connection(socket, ends_at, ends_at - WARNING)
        self._open.append(connection)
        self._expecting = False
        self._workspace.changed()
        self._watch()
        await socket.send_json(self._hello(request.host, seconds))
        try:
            await self._read(connection)
        finally:
            self._forget(connection)
        return socket

    async def send(self, envelope_type: str, payload: Json, attempt: int, reason: str) -> Any:
        """Gives an envelope to one connection, each in its turn, and returns what it acknowledged with."""
        await self._somebody_stays()
        if not self._open:
            raise ConnectionLost("nobody is connected")
        self._turn += 1
        staying = [each for each in self._open if not each.leaving] or self._open
        connection = staying[self._turn % len(staying)]
        envelope: Json = {
            "envelope_id": secrets.token_hex(16),
            "type": envelope_type,
            "payload": payload,
            "accepts_response_payload": envelope_type != "events_api",
        }
        if envelope_type == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason.removeprefix("http_")}
        acknowledged: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        connection.awaiting.add(envelope["envelope_id"])
        self._awaiting[envelope["envelope_id"]] = acknowledged
        try:
            await connection.socket.send_json(envelope)
            return await acknowledged
        except ConnectionError as error:
            raise ConnectionLost(str(error)) from error
        finally:
            connection.awaiting.discard(envelope["envelope_id"])
            self._awaiting.pop(envelope["envelope_id"], None)

    async def renew(self) -> None:
        """Asks every connection to come anew, as Slack does now and then; returns once the app has."""
        before = list(self._open)
        for connection in before:
            await self._say_goodbye(connection, "refresh_requested")
        while not self._open or any(each in before for each in self._open):
            await self._workspace.change_after(self._workspace.version)

    async def catch_up(self) -> None:
        """Says to connections what is due: a warning, that they should come anew, and in the end nothing more."""
        now = self._clock.now()
        for connection in [each for each in self._open if each.due_at <= now]:
            if not connection.farewells:
                await connection.socket.close(code=WSCloseCode.GOING_AWAY)
                continue
            reason = connection.farewells.pop(0)
            connection.due_at = max(connection.ends_at, now + WARNING) if reason == "warning" else now + GRACE
            await self._say_goodbye(connection, reason)
            await self._somebody_stays()

    async def disable(self) -> None:
        """Tells everybody, and lets nobody in any more."""
        self._disabled = True
        for connection in list(self._open):
            await self._say_goodbye(connection, "link_disabled")
            await connection.socket.close()

    def enable(self) -> None:
        self._disabled = False

    async def close(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
        for connection in list(self._open):
            await connection.socket.close(code=WSCloseCode.GOING_AWAY, message=b"the sandbox stops")

    async def _read(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type != WSMsgType.TEXT:
                continue
            answer = message.json()
            acknowledged = self._awaiting.get(answer.get("envelope_id", ""))
            if acknowledged is not None and not acknowledged.done():
                acknowledged.set_result(answer.get("payload"))

    def _forget(self, connection: Connection) -> None:
        self._open.remove(connection)
        for envelope_id in connection.awaiting:
            acknowledged = self._awaiting[envelope_id]
            # Whoever was asked to come anew may still answer over the new one, which may yet have to be opened.
            if not acknowledged.done() and not (connection.leaving and (self._open or self._expecting)):
                acknowledged.set_exception(ConnectionLost("the connection ended"))
        self._workspace.changed()

    def _watch(self) -> None:
        """A clock moved by hand tells nobody, so while somebody is connected somebody looks."""
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._look_now_and_then())

    async def _look_now_and_then(self) -> None:
        while self._open:
            await asyncio.sleep(LATEST_LOOK)
            await self.catch_up()

    async def _say_goodbye(self, connection: Connection, reason: str) -> None:
        connection.leaving, self._expecting = True, reason != "link_disabled"
        with suppress(ConnectionError):
            await connection.socket.send_json(_goodbye(reason))

    async def _somebody_stays(self) -> None:
        """Waits a moment for who was asked to come anew: apps close their old socket before they open the next."""
        try:
            async with asyncio.timeout(self.reconnect_seconds):
                while self._expecting and all(each.leaving for each in self._open):
                    await self._workspace.change_after(self._workspace.version)
        except TimeoutError:
            self._expecting = False

    def _hello(self, host: str, seconds: int) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {
                "host": host,
                "started": f"{self._clock.now():%Y-%m-%d %H:%M:%S.000}",
                "build_number": 1,
                "approximate_connection_time": seconds,
            },
        }


def _goodbye(reason: str, host: str = "sandbox") -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": host}}
