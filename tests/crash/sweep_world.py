"""A virtual world: one database, one stand-in for Slack, a clock moved by hand, and processes that may die anywhere."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from inspect import signature
from typing import Any
from unittest.mock import patch

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import URL, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.core.clock import HandClock
from bot.core.database import Database, database_url, open_engine
from bot.core.work import Transactions, Work, WorkspaceId
from bot.outbox.domain import Pace
from bot.outbox.jobs import drain
from bot.outbox.repository import Receipts
from bot.worker import Worker
from tests.crash.sweep_slack import Effect, Slack

HEARTBEAT = timedelta(seconds=1)
MOST_BEATS = 4000


class Crash(BaseException):
    """The process is gone; nothing it had in memory is left."""


class NeverAtRest(AssertionError):
    """Something stays due for ever."""


@cache
def lasting_engine(url: URL, slot: str) -> AsyncEngine:
    """An engine remembers how it compiled each query, which is most of the work; its connections end with a process.

    These processes die, their machine does not, so nothing needs to reach the disk.
    """

    def prepare(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.close()

    engine = open_engine(url)
    if url.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", prepare)
    return engine


class QuickDatabase(Database):
    """A database opened anew, but for its engine."""

    def __init__(self, url: str, slot: str) -> None:
        with patch("bot.core.database.open_engine", lambda address: lasting_engine(address, slot)):
            super().__init__(database_url(url))


class TouchedDatabase(QuickDatabase):
    """Says when a transaction begins and ends."""

    def __init__(self, url: str, slot: str, effect: Effect) -> None:
        super().__init__(url, slot)
        self._effect = effect

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        await self._effect("before BEGIN")
        async with super().transaction() as session:
            yield session
            await self._effect("before COMMIT")
        await self._effect("after COMMIT")


class LeftOut:
    """Stands for parts whose beats do not come here."""

    def __bool__(self) -> bool:
        return False

    def __getattr__(self, name: str) -> "LeftOut":
        return self


def a_worker(transactions: Transactions, engine: object) -> Worker:
    """Of an engine it needs no more than to kick and to sweep; what else it may be given is left out."""
    make: Any = Worker
    others = {name: LeftOut() for name in signature(Worker).parameters if name not in ("transactions", "engine")}
    worker: Worker = make(transactions=transactions, engine=engine, **others)
    return worker


class Gate:
    """Holds a process up at the n-th effect of that name, until it is opened."""

    def __init__(self, name: str, number: int) -> None:
        self._name, self._left = name, number
        self.reached, self.opened = asyncio.Event(), asyncio.Event()

    async def passed(self, name: str) -> None:
        self._left -= name == self._name
        if name == self._name and self._left == 0:
            self.reached.set()
            await self.opened.wait()


class Process:
    """The bot in one process: a worker, and the draining of what it kicks."""

    def __init__(self, world: "World", slot: str = "process") -> None:
        self._world = world
        self._dead = False
        self.gate: Gate | None = None
        self._kicked: dict[WorkspaceId, None] = {}
        self.database = TouchedDatabase(world.url, slot, self.effect)
        self.transactions = Transactions(self.database, world.clock, committed=self.kick)
        self.worker = a_worker(self.transactions, self)
        self._client = world.slack.client(self.effect)

    async def effect(self, name: str) -> None:
        """Here the process may die or be paused; a dead one has no effect any more."""
        if self.gate is not None:
            await self.gate.passed(name)
        if not self._dead:
            self._dead = self._world.reaches(name)
        if self._dead:
            raise Crash(name)

    def kick(self, workspace_id: WorkspaceId) -> None:
        self._kicked[workspace_id] = None

    async def sweep(self) -> None:
        """What an engine does once a minute: here it keeps nothing that could be left behind."""

    async def client_for(self, _: WorkspaceId) -> AsyncWebClient:
        return self._client

    async def drain(self) -> None:
        while self._kicked:
            workspace_id, _ = self._kicked.popitem()
            await drain(workspace_id, self.database, self._world.clock, self.client_for, self._world.pace)

    async def beat(self) -> None:
        await self.worker.tick()
        await self.drain()


@dataclass
class Step:
    """What a person does once: while a text beginning with `during` is on its way to Slack, or else at `at`."""

    name: str
    at: datetime
    do: Callable[[Work], Awaitable[None]]
    during: str | None = None
    done: int | None = None


class World:
    """Lives through a story. `dies` is asked at every effect, by its number, whether the process dies there."""

    def __init__(self, url: str, workspace: int, start: datetime, steps: Sequence[Step] = ()) -> None:
        self.url, self.workspace, self.steps = url, WorkspaceId(workspace), steps
        self.pace = Pace()
        self.clock = HandClock(start)
        self.slack = Slack(self.clock, meanwhile=self._meanwhile)
        self.trace: list[str] = []
        self.crashes = 0
        self.dies: Callable[[int], bool] = lambda _: False
        self.observer = QuickDatabase(url, "observer")
        self.transactions = Transactions(self.observer, self.clock, committed=lambda _: None)
        self.process = Process(self)
        self._watch = a_worker(self.transactions, self.process)

    async def __aenter__(self) -> "World":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self.process.database.close()
        await self.observer.close()

    def reaches(self, name: str) -> bool:
        self.trace.append(name)
        return self.dies(len(self.trace))

    async def live(self, until: datetime) -> None:
        """Goes from one moment at which something is due to the next."""
        for _ in range(MOST_BEATS):
            due = await self._next_moment()
            if due is None or due > until:
                self.clock.move_to(until)
                return
            # A beat comes once a second, whatever became of the one before.
            self.clock.move_to(max(due, self.clock.now() + HEARTBEAT))
            await self.survive(self._beat)
        raise NeverAtRest(f"something is still due at {self.clock.now()}")

    async def survive(self, act: Callable[[], Awaitable[None]]) -> bool:
        """True when the process did it; after a crash there is a new process."""
        before = asyncio.all_tasks()
        try:
            await act()
        except Crash:
            self.crashes += 1
            left = asyncio.all_tasks() - before
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            await self.process.database.close()
            self.process = Process(self)
            return False
        return True

    async def _beat(self) -> None:
        for step in self.steps:
            if step.done is None and step.at <= self.clock.now():
                await self._perform(step)
        await self.process.beat()

    async def _meanwhile(self, text: str) -> None:
        for step in self.steps:
            if step.done is None and step.during is not None and text.startswith(step.during):
                await self._perform(step)

    async def _perform(self, step: Step) -> None:
        """Slack repeats what was not acknowledged, so a receipt keeps a step from being done twice."""
        async with self.process.transactions.in_workspace(self.workspace) as work:
            if await Receipts(work).is_new(f"story:{step.name}"):
                await step.do(work)
        step.done = next(self.slack.happened)

    async def _next_moment(self) -> datetime | None:
        moments = [step.at for step in self.steps if step.done is None]
        due = await self._watch.next_due()
        return min([*moments, *([due] if due else [])], default=None)
