"""Programs for stories: clients of the interface over real HTTP, and servers that receive webhooks."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from bot.api.domain import Scope
from bot.api.use_cases.tokens import make_token
from tests.support.world import World, listening

EVERYTHING = frozenset(Scope)


@dataclass(frozen=True)
class Answer:
    """`body` is empty where there is none."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> list[dict[str, Any]]:
        """Of a page."""
        assert self.status == 200, self.body
        found: list[dict[str, Any]] = self.body["data"]
        return found

    @property
    def code(self) -> str:
        """Of a refusal."""
        return str(self.body["error"]["code"])


@dataclass(frozen=True)
class Program:
    address: str
    token: str | None

    async def get(self, path: str, **query: str | int) -> Answer:
        return await self.asks("GET", path, params={name: str(value) for name, value in query.items()})

    async def post(self, path: str, body: Any, *, key: str | None = None) -> Answer:
        return await self.asks("POST", path, json=body, headers={"Idempotency-Key": key} if key else {})

    async def delete(self, path: str) -> Answer:
        return await self.asks("DELETE", path)

    async def asks(self, method: str, path: str, *, headers: dict[str, str] | None = None, **given: Any) -> Answer:
        token = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with (
            aiohttp.ClientSession(headers=token) as session,
            session.request(method, f"{self.address}/api/v1{path}", headers=headers, **given) as answer,
        ):
            body = await answer.json() if answer.content_type == "application/json" else {}
            return Answer(answer.status, body, dict(answer.headers))

    async def walks(self, path: str, **query: str | int) -> AsyncIterator[Answer]:
        """Every page, one after another."""
        more: dict[str, str | int] = {}
        while True:
            page = await self.get(path, **{**query, **more})
            yield page
            if not page.body["has_more"]:
                return
            more = {"cursor": page.body["next_cursor"]}


@dataclass(frozen=True)
class Programs:
    """Makes them for a story."""

    world: World
    address: str

    async def service(self, scopes: Collection[Scope] = (Scope.READ, Scope.WEBHOOKS)) -> Program:
        return await self._with_token(None, scopes)

    async def of(self, name: str, scopes: Collection[Scope] = EVERYTHING) -> Program:
        """A person's."""
        return await self._with_token(self.world.person(name).id, scopes)

    def nobody(self, token: str | None = None) -> Program:
        return Program(self.address, token)

    async def _with_token(self, user_id: str | None, scopes: Collection[Scope]) -> Program:
        async with self.world.work() as work:
            _, token = await make_token(work, "story", frozenset(scopes), user_id)
        return Program(self.address, token)


@asynccontextmanager
async def programs_of(world: World) -> AsyncIterator[Programs]:
    async with listening(world.bot) as address:
        yield Programs(world, address)


@dataclass(frozen=True)
class Told:
    """One thing a receiver was told."""

    body: dict[str, Any]
    raw: bytes
    signature: str


@dataclass
class Receiver:
    """What it answers, and what it was told."""

    status: int = 200
    told: list[Told] = field(default_factory=list)
    tries: int = 0
    address: str = ""

    @property
    def events(self) -> list[str]:
        return [each.body["event"] for each in self.told]

    async def take(self, request: web.Request) -> web.Response:
        self.tries += 1
        raw = await request.read()
        if self.status == 200:
            self.told.append(Told(await request.json(), raw, request.headers["Firebreak-Signature"]))
        return web.Response(status=self.status, headers={"Location": "http://127.0.0.1:1/"})


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """On a free loopback port, under a secret path."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook-5d0e77", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook-5d0e77"
    try:
        yield receiver
    finally:
        await runner.cleanup()
