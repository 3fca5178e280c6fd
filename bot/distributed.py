"""The engine for several machines: Procrastinate carries one job a lane on the same Postgres. The only user of it.

What is true stays in our lanes, so a job that is lost, stalled or doubled changes nothing: the next tick kicks again.
"""

import asyncio
from datetime import timedelta

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from sqlalchemy.engine import URL

from bot.core.clock import Clock
from bot.core.database import Database, database_url
from bot.core.logs import log
from bot.core.work import WorkspaceId
from bot.engine import LANES_AT_ONCE, drain_lane, nobody
from bot.outbox.domain import Pace
from bot.outbox.jobs import ClientFor

QUEUE = "lanes"
STALLED_AFTER = timedelta(seconds=30)
POLL_SECONDS = 5.0
GRACE_SECONDS = 10.0


class ProcrastinateEngine:
    """Defers a job wherever it is kicked, and works jobs off where it was started."""

    def __init__(self, database: Database, clock: Clock, pace: Pace) -> None:
        self._database, self._clock, self._pace = database, clock, pace
        self.client_for: ClientFor = nobody  # type: ignore[assignment]
        self._app = App(connector=PsycopgConnector(conninfo=conninfo(database.url)))
        self._task = self._app.task(queue=QUEUE, name="drain", retry=False)(self._drain)
        self._opening = asyncio.Lock()
        self._open = False
        self._kicks: set[asyncio.Task[None]] = set()
        self._draining: set[asyncio.Task[None]] = set()
        self._worker: asyncio.Task[None] | None = None

    def kick(self, workspace_id: WorkspaceId) -> None:
        task = asyncio.create_task(self._defer(workspace_id))
        self._kicks.add(task)
        task.add_done_callback(self._kicks.discard)

    async def start(self) -> None:
        await self._ensure_open()
        self._worker = asyncio.create_task(
            self._app.run_worker_async(
                queues=[QUEUE],
                concurrency=LANES_AT_ONCE,
                fetch_job_polling_interval=POLL_SECONDS,
                install_signal_handlers=False,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="always",
            )
        )

    async def idle(self) -> None:
        while self._kicks:
            await asyncio.gather(*self._kicks, return_exceptions=True)

    async def stop(self) -> None:
        await self.idle()
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        if self._open:
            await self._app.close_async()

    async def sweep(self) -> None:
        """Drops jobs whose process died. Retrying them would collide with the job that waits behind (their #1446)."""
        await self._ensure_open()
        for job in await self._app.job_manager.get_stalled_jobs(
            queue=QUEUE, seconds_since_heartbeat=STALLED_AFTER.total_seconds()
        ):
            await self._app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)

    async def _defer(self, workspace_id: WorkspaceId) -> None:
        try:
            await self._ensure_open()
            await self._task.configure(queueing_lock=f"lane:{workspace_id}").defer_async(workspace_id=workspace_id)
        except AlreadyEnqueued:
            pass
        except ConnectorException as error:  # the next tick kicks again
            log.warning("kick lost", workspace=workspace_id, reason=type(error).__name__)

    async def _drain(self, workspace_id: int) -> None:
        await drain_lane(WorkspaceId(workspace_id), self._database, self._clock, self.client_for, self._pace)

    async def _ensure_open(self) -> None:
        async with self._opening:
            if not self._open:
                await self._app.open_async()
                self._open = True


async def prepare(address: str) -> bool:
    """Creates Procrastinate's own tables where they are missing. Returns whether it did."""
    app = App(connector=PsycopgConnector(conninfo=conninfo(database_url(address))))
    async with app.open_async():
        if await app.check_connection_async():
            return False
        await app.schema_manager.apply_schema_async()
        return True


def conninfo(url: URL) -> str:
    """The address as libpq reads it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
