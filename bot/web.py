"""ASGI: what Slack and the host's health checks call."""

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.app import Firebreak


def web(firebreak: Firebreak) -> Starlette:
    """`/slack/events` takes everything Slack sends; `/health` is alive; `/ready` can do its work."""
    handler = AsyncSlackRequestHandler(firebreak.bolt)

    async def slack(request: Request) -> Response:
        return await handler.handle(request)

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(_: Request) -> Response:
        try:
            async with firebreak.transactions.across_workspaces() as (session, _now):
                revision = await session.scalar(text("SELECT version_num FROM alembic_version"))
        except SQLAlchemyError as error:
            fault = f"the database does not answer, or `firebreak migrate` was not run ({type(error).__name__})"
            return JSONResponse({"status": "not ready", "fault": fault}, status_code=503)
        return JSONResponse({"status": "ready", "revision": revision})

    return Starlette(
        routes=[
            Route("/slack/events", slack, methods=["POST"]),
            Route("/health", health),
            Route("/ready", ready),
        ]
    )
