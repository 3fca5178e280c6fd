"""Who drains lanes: the port, and the engine that does it in this process."""

import asyncio
from typing import Protocol

from bot.core.clock import Clock
from bot.core.database import NOT_ANSWERING, Database
from bot.core.logs import log
from bot.core.work import WorkspaceId
from bot.outbox.domain import Pace
from bot.outbox.jobs import ClientFor, drain
from bot.workspaces.directory import NotInstalled

# Each is held for five seconds at most, so a workspace waits for its turn no longer than the queue before it.
LANES_AT_ONCE = 16


class Engine(Protocol):
    """`kick` says that a lane may have something to send. It may be called for any lane at any time, and be lost: the
    lane's row is the truth, and every tick asks it again.
    """

    client_for: ClientFor

    def kick(self, workspace_id: WorkspaceId) -> None: ...

    async def start(self) -> None:
        """Begins to drain in this process."""

    async def sweep(self) -> None:
        """Clears away what dead processes left."""

    async def idle(self) -> None:
        """Returns once no lane is being drained here."""

    async def stop(self) -> None:
        """Finishes what is in hand and begins nothing new."""


async def nobody(_: WorkspaceId) -> None:
    raise AssertionError("the engine was used before it was told how to reach Slack")


async def drain_lane(
    workspace_id: WorkspaceId, database: Database, clock: Clock, client_for: ClientFor, pace: Pace
) -> None:
    """What every engine does with a lane. A failure costs time only: the lease ends, and the next beat kicks it."""
    try:
        await drain(workspace_id, database, clock, client_for, pace)
    except NotInstalled:
        log.info("lane rests: the app is not installed there", workspace=workspace_id)
    except NOT_ANSWERING as error:
        reason = type(error).__name__
        log.warning("lane not drained: the database does not answer", workspace=workspace_id, reason=reason)
    except Exception as error:
        log.error("lane not drained", workspace=workspace_id, exc_info=error)


class EmbeddedEngine:
    """Drains in tasks of this process, each lane once at a time, those that waited longest first."""

    def __init__(self, database: Database, clock: Clock, pace: Pace) -> None:
        self._database, self._clock, self._pace = database, clock, pace
        self.client_for: ClientFor = nobody  # type: ignore[assignment]
        self._tasks: dict[WorkspaceId, asyncio.Task[None]] = {}
        self._again: set[WorkspaceId] = set()
        self._turns = asyncio.Semaphore(LANES_AT_ONCE)
        self._stopping = False

    def kick(self, workspace_id: WorkspaceId) -> None:
        if self._stopping:
            return
        if workspace_id in self._tasks:
            self._again.add(workspace_id)
            return
        self._tasks[workspace_id] = asyncio.create_task(self._drain(workspace_id))

    async def start(self) -> None:
        """It drains wherever it is kicked."""

    async def sweep(self) -> None:
        """Leases end by themselves."""

    async def idle(self) -> None:
        while self._tasks:
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def stop(self) -> None:
        self._stopping = True
        await self.idle()

    async def _drain(self, workspace_id: WorkspaceId) -> None:
        try:
            async with self._turns:
                if not self._stopping:
                    await drain_lane(workspace_id, self._database, self._clock, self.client_for, self._pace)
        finally:
            del self._tasks[workspace_id]
        if workspace_id in self._again:
            self._again.discard(workspace_id)
            self.kick(workspace_id)
