"""The table of heartbeats, and the engine that drains lanes in this process. The only user of apscheduler."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.core.clock import Clock, MovableClock
from bot.core.database import Database
from bot.core.logs import log
from bot.core.work import Transactions, Work, WorkspaceId
from bot.digest import jobs as digest
from bot.load import jobs as load
from bot.outbox import lanes
from bot.outbox.domain import Pace, Timer
from bot.outbox.jobs import ClientFor, TimerHandler, drain, fire_due, forget_receipts, next_due
from bot.people import jobs as people
from bot.standups import jobs as standups
from bot.triage import jobs as triage


def in_turn(*handlers: TimerHandler) -> TimerHandler:
    """Several features that want to know of one moment, in one transaction."""

    async def handle(work: Work, timer: Timer) -> None:
        for handler in handlers:
            await handler(work, timer)

    return handle


def all_timers(*features: Mapping[str, TimerHandler]) -> Mapping[str, TimerHandler]:
    kinds = {kind for feature in features for kind in feature}
    return {kind: in_turn(*(feature[kind] for feature in features if kind in feature)) for kind in kinds}


TIMERS = all_timers(people.TIMERS, standups.TIMERS, triage.TIMERS, load.TIMERS, digest.TIMERS)


class Engine(Protocol):
    """Who drains lanes: `kick` may be called for any lane at any time, and may be lost."""

    def kick(self, workspace_id: WorkspaceId) -> None: ...

    async def stop(self) -> None: ...


class EmbeddedEngine:
    """Drains in tasks of this process, one a lane at a time."""

    def __init__(self, database: Database, clock: Clock, client_for: ClientFor, pace: Pace) -> None:
        self._database, self._clock, self._client_for, self._pace = database, clock, client_for, pace
        self._tasks: dict[WorkspaceId, asyncio.Task[None]] = {}
        self._again: set[WorkspaceId] = set()
        self._stopping = False

    def kick(self, workspace_id: WorkspaceId) -> None:
        if self._stopping:
            return
        if workspace_id in self._tasks:
            self._again.add(workspace_id)
            return
        self._tasks[workspace_id] = asyncio.create_task(self._drain(workspace_id))

    async def idle(self) -> None:
        """Returns once no lane is being drained here."""
        while self._tasks:
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Finishes what is in hand and begins nothing new."""
        self._stopping = True
        await self.idle()

    async def _drain(self, workspace_id: WorkspaceId) -> None:
        try:
            await drain(workspace_id, self._database, self._clock, self._client_for, self._pace)
        except Exception:  # the lease ends, and the next beat tries again
            log.exception("lane not drained", workspace=workspace_id)
        finally:
            del self._tasks[workspace_id]
        if workspace_id in self._again:
            self._again.discard(workspace_id)
            self.kick(workspace_id)


@dataclass(frozen=True)
class Beat:
    """One line of the table: what is done, and how often."""

    name: str
    every: timedelta
    job: Callable[[], Awaitable[None]]


class Worker:
    """Finds what is due and does it. Holds no state of its own: every beat asks the database."""

    def __init__(self, transactions: Transactions, engine: Engine) -> None:
        self._transactions = transactions
        self._engine = engine
        self._scheduler: AsyncIOScheduler | None = None
        self.last_beat_at: datetime | None = None
        self.beats = (
            Beat("tick", timedelta(seconds=1), self.tick),
            Beat("forget receipts", timedelta(hours=1), self._forget_receipts),
        )

    def start(self) -> None:
        """Lets APScheduler beat. It keeps no job store: rows of ours say what is due."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for beat in self.beats:
            self._scheduler.add_job(
                beat.job,
                "interval",
                seconds=beat.every.total_seconds(),
                name=beat.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def tick(self) -> None:
        """Lets due moments come, and kicks every lane with something to send."""
        while await fire_due(self._transactions, TIMERS):
            pass
        async with self._transactions.across_workspaces() as (session, now):
            due = await lanes.due_lanes(session, now)
        for workspace_id in due:
            self._engine.kick(WorkspaceId(workspace_id))
        self.last_beat_at = now

    async def next_due(self) -> datetime | None:
        """When there will be something to do next."""
        async with self._transactions.across_workspaces() as (session, _):
            return await next_due(session)

    async def live_until(self, clock: MovableClock, until: datetime, settled: Callable[[], Awaitable[None]]) -> None:
        """Moves a clock forward through every moment at which something is due, waiting at each until all is quiet."""
        while (due := await self.next_due()) is not None and due <= until:
            clock.move_to(due)
            await self.tick()
            await settled()
        clock.move_to(until)
        await self.tick()
        await settled()

    async def _forget_receipts(self) -> None:
        async with self._transactions.across_workspaces() as (session, now):
            await forget_receipts(session, now)
