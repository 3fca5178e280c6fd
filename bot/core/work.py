"""A unit of work: one workspace, one instant, one transaction."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import Clock
from bot.core.database import Database
from bot.core.tenant import WorkspaceId

__all__ = ["BeginWork", "Transactions", "Work", "WorkspaceId"]


@dataclass(frozen=True)
class Work:
    """What a use case works with. `now` is the same instant all through; leaving the block commits."""

    session: AsyncSession
    workspace_id: WorkspaceId
    now: datetime


BeginWork = Callable[[], AbstractAsyncContextManager[Work]]


# What a transaction notes of itself when it promised a message.
WAKES_LANE = "wakes_lane"


class Transactions:
    """Opens units of work. `committed` is told which workspace promised a message in one."""

    def __init__(self, database: Database, clock: Clock, committed: Callable[[WorkspaceId], None]) -> None:
        self.database = database
        self.clock = clock
        self._committed = committed

    @asynccontextmanager
    async def in_workspace(self, workspace_id: WorkspaceId) -> AsyncIterator[Work]:
        async with self.database.transaction() as session:
            yield Work(session, workspace_id, self.clock.now())
        if session.info.get(WAKES_LANE):
            self._committed(workspace_id)

    @asynccontextmanager
    async def across_workspaces(self) -> AsyncIterator[tuple[AsyncSession, datetime]]:
        """For the worker's beats, which ask what is due anywhere."""
        async with self.database.transaction() as session:
            yield session, self.clock.now()
