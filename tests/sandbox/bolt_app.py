"""A small app made with the real Bolt, to be put beside a sandbox."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from bot.sandbox.state import BOT_ID, BOT_USER


@dataclass
class App:
    """`client` is the one to call Slack with: Bolt's own sends the team with every call. `heard` is what came."""

    bolt: AsyncApp
    client: AsyncWebClient
    heard: list[dict[str, Any]] = field(default_factory=list)


def an_app(sandbox: Sandbox, client: AsyncWebClient) -> App:
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=BOT_ID,
            bot_user_id=BOT_USER,
            bot_token=sandbox.bot_token,
        )

    bolt = AsyncApp(
        client=AsyncWebClient(base_url=client.base_url, session=client.session, retry_handlers=[]),
        authorize=authorize,
        signing_secret=sandbox.signing_secret,
        process_before_response=True,
    )
    return App(bolt, client)


@asynccontextmanager
async def over_socket(sandbox: Sandbox, app: App) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app.bolt, sandbox.app_token, web_client=app.client)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def over_http(sandbox: Sandbox, app: App) -> AsyncIterator[None]:
    async def receive(request: web.Request) -> web.Response:
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        answer = await app.bolt.async_dispatch(AsyncBoltRequest(body=await request.text(), headers=headers))
        content_type = answer.first_headers().get("content-type", "text/plain").partition(";")[0]
        return web.Response(status=answer.status, text=answer.body, content_type=content_type)

    async with listening(receive) as address:
        sandbox.deliver_to = f"{address}/slack/events"
        yield


@asynccontextmanager
async def listening(receive: Any) -> AsyncIterator[str]:
    """A receiver on a free port, and where it is."""
    server = web.Application()
    server.router.add_post("/slack/events", receive)
    runner = web.AppRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
