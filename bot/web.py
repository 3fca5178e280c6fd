"""ASGI: what Slack, people who install, and the host's checks call."""

from collections.abc import Callable
from datetime import timedelta

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.api import listeners as api
from bot.app import Firebreak
from bot.core import metrics
from bot.core.database import NOT_ANSWERING
from bot.duty.listeners import feed
from bot.outbox.jobs import Backlog, backlog
from bot.revisions import is_enough

# A worker beats every second; one that has not for so long is stuck.
LONGEST_SILENCE = timedelta(seconds=30)


def web(firebreak: Firebreak, *, receives: bool = True, beats: bool = False) -> Starlette:
    """`/slack/events` takes everything Slack sends; `/calendar/….ics` is somebody's duty; `/health` is alive; `/ready`
    can do its work; `/metrics` counts.

    What this process does not do is not there, and not asked of it.
    """
    checks = _Checks(firebreak, beats=beats)
    routes: list[BaseRoute] = [
        Route("/health", checks.health),
        Route("/ready", checks.ready),
        Route("/metrics", checks.metrics),
        Mount("/api/v1", routes=api.routes(firebreak.transactions, firebreak.keyring, firebreak.receivers)),
        *feed.routes(firebreak.transactions),
    ]
    if receives:
        routes.append(Route("/slack/events", _receiver(firebreak), methods=["POST"]))
    if firebreak.door is not None:
        routes += [
            Route("/slack/install", firebreak.door.begin),
            Route("/slack/oauth_redirect", firebreak.door.finish),
        ]
    return Starlette(routes=routes)


def _receiver(firebreak: Firebreak) -> Callable[[Request], object]:
    handler = AsyncSlackRequestHandler(firebreak.bolt)

    async def receive(request: Request) -> Response:
        return await handler.handle(request)

    return receive


class _Checks:
    def __init__(self, firebreak: Firebreak, *, beats: bool) -> None:
        self._firebreak = firebreak
        self._beats = beats

    async def health(self, _: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(self, _: Request) -> Response:
        faults: list[str] = []
        seen: dict[str, object] = {}
        try:
            async with self._firebreak.transactions.across_workspaces() as (session, now):
                revision = await session.scalar(text("SELECT version_num FROM alembic_version"))
                due = await backlog(session, now)
        except Exception as error:
            faults.append(_database_fault(error))
        else:
            seen = {"revision": revision, "outbox": due.depth, "outbox_oldest_seconds": due.oldest.total_seconds()}
            if not is_enough(revision):
                faults.append("the database is older than this version: run `firebreak migrate`")
        if self._beats:
            faults += self._silence()
        if faults:
            return JSONResponse({"status": "not ready", "faults": faults, **seen}, status_code=503)
        return JSONResponse({"status": "ready", **seen})

    async def metrics(self, _: Request) -> Response:
        try:
            async with self._firebreak.transactions.across_workspaces() as (session, now):
                _show(await backlog(session, now))
        except NOT_ANSWERING:
            _show(None)
        return PlainTextResponse(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _silence(self) -> list[str]:
        last = self._firebreak.worker.last_beat_at
        if last is not None and self._firebreak.clock.now() - last < LONGEST_SILENCE:
            return []
        return [f"no beat since {last.isoformat()}" if last else "no beat yet"]


def _show(due: Backlog | None) -> None:
    """A database that does not answer makes the numbers unknown, not zero."""
    metrics.OUTBOX_DEPTH.set(due.depth if due else float("nan"))
    metrics.OUTBOX_AGE.set(due.oldest.total_seconds() if due else float("nan"))


def _database_fault(error: Exception) -> str:
    if isinstance(error, NOT_ANSWERING):
        return f"the database does not answer ({type(error).__name__})"
    return f"the database has no tables: run `firebreak migrate` ({type(error).__name__})"
