"""The composition root: settings and a clock in, a running Firebreak out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import Clock
from bot.core.database import Database, database_url
from bot.core.work import Transactions, WorkspaceId
from bot.digest import listeners as digest
from bot.handoffs import listeners as handoffs
from bot.home import listeners as home
from bot.load import listeners as load
from bot.outbox.domain import LOOKS_AT_ONCE, POSTS_AT_ONCE, Limit, Pace
from bot.people import listeners as people
from bot.settings import Settings, SettingsError
from bot.slack.routes import Routes
from bot.standups import listeners as standups
from bot.triage import listeners as triage
from bot.worker import EmbeddedEngine, Worker
from bot.workspaces.domain import Workspace
from bot.workspaces.middleware import TenantMiddleware
from bot.workspaces.repository import install_workspace

# Sixteen messages at once and what listeners do beside them.
CONNECTIONS_TO_SLACK = 32


@dataclass(frozen=True)
class Firebreak:
    """Everything that runs, made once by `assemble`."""

    settings: Settings
    clock: Clock
    database: Database
    transactions: Transactions
    client: AsyncWebClient
    bolt: AsyncApp
    engine: EmbeddedEngine
    worker: Worker
    workspace: Workspace

    async def idle(self) -> None:
        """Returns once nothing is being sent."""
        await self.engine.idle()

    @asynccontextmanager
    async def socket(self) -> AsyncIterator[None]:
        """Receives over Socket Mode for as long as the block lasts."""
        token = self.settings.slack_app_token
        if token is None:
            raise SettingsError("SLACK_APP_TOKEN: is missing. Socket Mode cannot do without it")
        handler = AsyncSocketModeHandler(self.bolt, token.get_secret_value(), web_client=self.client)
        await handler.connect_async()
        try:
            yield
        finally:
            await handler.close_async()


def all_routes() -> Routes:
    """Every handler of every feature."""
    routes = Routes()
    for feature in (standups, triage, handoffs, people, load, digest, home):
        feature.register(routes)
    return routes


@asynccontextmanager
async def assemble(settings: Settings, clock: Clock, pace: Pace | None = None) -> AsyncIterator[Firebreak]:
    """Connects to the database and to Slack, and makes the parts of each other. Raises SlackApiError when the
    token is refused; at the end what is in hand is finished.
    """
    database = Database(database_url(settings.database_url))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS_TO_SLACK)) as session:
        client = slack_client(settings, session)

        async def client_for(_: WorkspaceId) -> AsyncWebClient:
            return client

        engine = EmbeddedEngine(database, clock, client_for, pace or _pace(settings))
        transactions = Transactions(database, clock, committed=engine.kick)
        try:
            workspace = await _install(client, transactions)
            yield Firebreak(
                settings=settings,
                clock=clock,
                database=database,
                transactions=transactions,
                client=client,
                bolt=_bolt(settings, client, workspace, TenantMiddleware(transactions, client_for)),
                engine=engine,
                worker=Worker(transactions, engine),
                workspace=workspace,
            )
        finally:
            await engine.stop()
            await database.close()


def _pace(settings: Settings) -> Pace:
    return Pace(
        lease=timedelta(seconds=settings.lane_lease_seconds),
        posts=Limit(timedelta(minutes=1) / settings.slack_posts_per_minute, POSTS_AT_ONCE),
        looks=Limit(timedelta(minutes=1) / settings.slack_looks_per_minute, LOOKS_AT_ONCE),
    )


def slack_client(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that never repeats a request by itself: only the outbox knows whether a message may be sent again."""
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        session=session,
        retry_handlers=[],
    )


def _bolt(settings: Settings, client: AsyncWebClient, workspace: Workspace, tenants: TenantMiddleware) -> AsyncApp:
    secret = settings.slack_signing_secret

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=settings.slack_bot_token.get_secret_value(),
            bot_user_id=workspace.bot_user_id,
        )

    app = AsyncApp(
        # Without a token of its own: who is asked for is decided in `authorize`.
        client=AsyncWebClient(base_url=client.base_url, session=client.session, retry_handlers=[]),
        authorize=authorize,
        signing_secret=secret.get_secret_value() if secret else "unused-in-socket-mode",
        # Bolt's other mode polls for the acknowledgement in steps of 10 ms.
        process_before_response=True,
    )
    app.use(tenants)
    all_routes().connect(app)
    return app


async def _install(client: AsyncWebClient, transactions: Transactions) -> Workspace:
    """The one workspace of the token, registered."""
    who = await client.auth_test()
    async with transactions.across_workspaces() as (session, now):
        return await install_workspace(
            session, slack_id=who["team_id"], name=who["team"], bot_user_id=who["user_id"], now=now
        )
