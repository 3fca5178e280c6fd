"""Socket Mode: single-use addresses, connections, and envelopes that are each acknowledged by one of them."""

import asyncio
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.sandbox.state import APP_ID, Json, Workspace

MOST_CONNECTIONS = 10
# Told to apps in the greeting; nothing here ends after that time.
CONNECTION_SECONDS = 3_600


class ConnectionLost(Exception):
    """Nobody is connected, or whoever was is gone."""


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    awaiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)


class Sockets:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
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
        connection = Connection(web.WebSocketResponse())
        await connection.socket.prepare(request)
        if len(self._open) >= MOST_CONNECTIONS:
            await connection.socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await connection.socket.close()
            return connection.socket
        self._open.append(connection)
        self._workspace.changed()
        await connection.socket.send_json(self._hello(request.host))
        try:
            await self._read(connection)
        finally:
            self._forget(connection)
        return connection.socket

    async def send(self, envelope_type: str, payload: Json, attempt: int, reason: str) -> Any:
        """Gives an envelope to one connection, each in its turn, and returns what it acknowledged with."""
        if not self._open:
            raise ConnectionLost("nobody is connected")
        self._turn += 1
        connection = self._open[self._turn % len(self._open)]
        envelope: Json = {
            "envelope_id": secrets.token_hex(16),
            "type": envelope_type,
            "payload": payload,
            "accepts_response_payload": envelope_type != "events_api",
        }
        if envelope_type == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        acknowledged: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        connection.awaiting[envelope["envelope_id"]] = acknowledged
        try:
            await connection.socket.send_json(envelope)
            return await acknowledged
        except ConnectionError as error:
            raise ConnectionLost(str(error)) from error
        finally:
            connection.awaiting.pop(envelope["envelope_id"], None)

    async def renew(self) -> None:
        """Asks every connection to come anew, as Slack does now and then; returns once the app has."""
        before = list(self._open)
        for connection in before:
            with suppress(ConnectionError):
                await connection.socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
        while not self._open or any(each in before for each in self._open):
            await self._workspace.change_after(self._workspace.version)

    async def close(self) -> None:
        for connection in list(self._open):
            await connection.socket.close(code=WSCloseCode.GOING_AWAY, message=b"the sandbox stops")

    async def _read(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type != WSMsgType.TEXT:
                continue
            answer = message.json()
            acknowledged = connection.awaiting.get(answer.get("envelope_id", ""))
            if acknowledged is not None and not acknowledged.done():
                acknowledged.set_result(answer.get("payload"))

    def _forget(self, connection: Connection) -> None:
        self._open.remove(connection)
        for acknowledged in connection.awaiting.values():
            if not acknowledged.done():
                acknowledged.set_exception(ConnectionLost("the connection ended"))
        self._workspace.changed()

    def _hello(self, host: str) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {
                "host": host,
                "build_number": 1,
                "approximate_connection_time": CONNECTION_SECONDS,
            },
        }
