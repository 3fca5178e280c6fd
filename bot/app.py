"""The composition root: settings and a clock in, a running Firebreak out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.api.directory import Receivers
from bot.api.jobs import WebhookSending
from bot.core.clock import Clock
from bot.core.database import NOT_ANSWERING, Database, database_url
from bot.core.keyring import Keyring
from bot.core.work import Transactions
from bot.digest import listeners as digest
from bot.duty import listeners as duty
from bot.engine import EmbeddedEngine, Engine
from bot.handoffs import listeners as handoffs
from bot.home import listeners as home
from bot.load import listeners as load
from bot.oauth import Door
from bot.outbox.domain import LOOKS_AT_ONCE, POSTS_AT_ONCE, Limit, Pace
from bot.people import listeners as people
from bot.people.directory import CalendarServers
from bot.people.jobs import CalendarReading
from bot.records import listeners as records
from bot.settings import Settings, SettingsError
from bot.slack import deadline
from bot.slack.routes import Routes
from bot.standups import listeners as standups
from bot.triage import listeners as triage
from bot.worker import Worker
from bot.workspaces import listeners as workspaces
from bot.workspaces.directory import Directory, Installed, MakeClient, OneWorkspace
from bot.workspaces.domain import Workspace
from bot.workspaces.jobs import Renewal
from bot.workspaces.middleware import TenantMiddleware
from bot.workspaces.repository import install_workspace
from bot.workspaces.use_cases import uninstall

# Sixteen messages at once and what listeners do beside them.
CONNECTIONS_TO_SLACK = 32
# Seconds between the pings of a socket; one that answers none for half as long is given up and opened anew.
PING_EVERY = 10.0


@dataclass(frozen=True)
class Firebreak:
    """Everything that runs, made once by `assemble`. `own` is the workspace of SLACK_BOT_TOKEN, `door` where others
    install the app: one of them is there.
    """

    settings: Settings
    clock: Clock
    database: Database
    transactions: Transactions
    directory: Directory
    bolt: AsyncApp
    routes: Routes
    engine: Engine
    worker: Worker
    own: Workspace | None
    door: Door | None
    receivers: Receivers

    @property
    def keyring(self) -> Keyring | None:
        """What locks secrets at rest, where the settings have keys."""
        return _keyring(self.settings)

    @property
    def workspace(self) -> Workspace:
        """The one workspace of a deployment that has a token of its own."""
        assert self.own is not None, "a deployment that many install has many workspaces"
        return self.own

    async def idle(self) -> None:
        """Returns once nothing is being sent, and nobody's request is in hand."""
        await self.routes.idle()
        await self.engine.idle()

    @asynccontextmanager
    async def socket(self, ping_every: float = PING_EVERY) -> AsyncIterator[None]:
        """Receives over Socket Mode for as long as the block lasts."""
        token = self.settings.slack_app_token
        if token is None:
            raise SettingsError("SLACK_APP_TOKEN: is missing. Socket Mode cannot do without it")
        handler = AsyncSocketModeHandler(
            self.bolt, token.get_secret_value(), web_client=self.bolt.client, ping_interval=ping_every
        )
        await handler.connect_async()
        try:
            yield
        finally:
            await handler.close_async()


@asynccontextmanager
async def assemble(settings: Settings, clock: Clock, pace: Pace | None = None) -> AsyncIterator[Firebreak]:
    """Connects to the database and to Slack, and makes the parts of each other. Raises SlackApiError when the
    token is refused; at the end what is in hand is finished.
    """
    database = Database(database_url(settings.database_url))
    async with slack_session() as session:
        parts = _Parts(settings, clock, database, session)
        try:
            firebreak = await parts.together(pace or _pace(settings))
            try:
                yield firebreak
            finally:
                await firebreak.routes.idle()
                await firebreak.engine.stop()
        finally:
            await database.close()


@dataclass(frozen=True)
class _Parts:
    """What parts are made of."""

    settings: Settings
    clock: Clock
    database: Database
    session: aiohttp.ClientSession

    async def together(self, pace: Pace) -> Firebreak:
        engine = _engine(self.settings, self.database, self.clock, pace)
        transactions = Transactions(self.database, self.clock, committed=engine.kick)
        make_client = clients(self.settings, self.session)
        if self.settings.slack_bot_token is not None:
            token = self.settings.slack_bot_token.get_secret_value()
            own = await _register(make_client(token), transactions)
            directory: Directory = OneWorkspace(own, token, make_client)
            door, renewal = None, None
        else:
            own = None
            installed = Installed(self.database, self.clock, self.settings.keyring, make_client)
            directory = installed
            door = Door(transactions, self.settings.keyring, installed, make_client, self.settings)
            renewal = Renewal(transactions, self.settings.keyring, make_client(""), *self.settings.oauth)
        engine.client_for = directory.client_for
        calendars, receivers = CalendarServers(self.settings.trusted_hosts), Receivers(self.settings.trusted_hosts)
        uninstaller = _uninstaller(transactions, self.settings, directory)
        routes = all_routes(uninstaller, calendars, duty.Site(self.settings.is_on_the_web, self.settings.public_url))
        return Firebreak(
            settings=self.settings,
            clock=self.clock,
            database=self.database,
            transactions=transactions,
            directory=directory,
            bolt=_bolt(self.settings, make_client(""), directory, TenantMiddleware(transactions, directory), routes),
            routes=routes,
            engine=engine,
            worker=Worker(
                transactions,
                engine,
                renewal,
                CalendarReading(transactions, calendars),
                directory.client_for,
                webhooks=WebhookSending(transactions, _keyring(self.settings), receivers),
            ),
            own=own,
            door=door,
            receivers=receivers,
        )


def slack_session() -> aiohttp.ClientSession:
    """The one pool of connections to Slack."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CONNECTIONS_TO_SLACK), trace_configs=[deadline.watching()]
    )


def clients(settings: Settings, session: aiohttp.ClientSession) -> MakeClient:
    """Makes clients that never repeat a request by themselves: only the outbox knows whether a message may be sent
    again.
    """

    def make(token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token or None, base_url=settings.slack_api_url, session=session, retry_handlers=[])

    return make


def all_routes(uninstaller: workspaces.Uninstall, calendars: CalendarServers, site: duty.Site) -> Routes:
    """Every handler of every feature."""
    routes = Routes()
    for feature in (standups, triage, handoffs):
        feature.register(routes)
    duty.register(routes, site)
    people.register(routes, calendars)
    for feature in (load, digest, home, records):
        feature.register(routes)
    workspaces.register(routes, uninstaller)
    return routes


def _engine(settings: Settings, database: Database, clock: Clock, pace: Pace) -> Engine:
    if settings.engine == "procrastinate":
        from bot.distributed import ProcrastinateEngine  # an extra, which not everybody has installed

        return ProcrastinateEngine(database, clock, pace)
    return EmbeddedEngine(database, clock, pace)


def _keyring(settings: Settings) -> Keyring | None:
    return settings.keyring if settings.token_keys is not None else None


def _pace(settings: Settings) -> Pace:
    return Pace(
        lease=timedelta(seconds=settings.lane_lease_seconds),
        posts=Limit(timedelta(minutes=1) / settings.slack_posts_per_minute, POSTS_AT_ONCE),
        looks=Limit(timedelta(minutes=1) / settings.slack_looks_per_minute, LOOKS_AT_ONCE),
    )


def _bolt(
    settings: Settings, client: AsyncWebClient, directory: Directory, tenants: TenantMiddleware, routes: Routes
) -> AsyncApp:
    secret = settings.slack_signing_secret

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        try:
            access = await directory.access(team_id, enterprise_id)
        except NOT_ANSWERING:
            # Listeners say so to the person; without one of them there would be silence.
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
        if access is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=access.bot_token,
            bot_user_id=access.bot_user_id,
        )

    app = AsyncApp(
        # Without a token of its own: who is asked for is decided in `authorize`.
        client=client,
        authorize=authorize,  # type: ignore[arg-type]  # None says that the app is not installed there
        signing_secret=secret.get_secret_value() if secret else "unused-in-socket-mode",
        # Bolt's other mode polls for the acknowledgement in steps of 10 ms.
        process_before_response=True,
    )
    app.use(tenants)
    routes.connect(app)
    return app


def _uninstaller(transactions: Transactions, settings: Settings, directory: Directory) -> workspaces.Uninstall:
    async def uninstaller(team_id: str | None, enterprise_id: str | None, happened_at: datetime) -> None:
        if not isinstance(directory, Installed):
            return  # the operator took the token out of use, and will see it in `firebreak doctor`
        async with transactions.across_workspaces() as (session, _):
            await uninstall(
                session, settings.keyring, team_id=team_id, enterprise_id=enterprise_id, happened_at=happened_at
            )
        directory.forget()

    return uninstaller


async def _register(client: AsyncWebClient, transactions: Transactions) -> Workspace:
    """The one workspace of the token, registered."""
    who = await client.auth_test()
    async with transactions.across_workspaces() as (session, now):
        return await install_workspace(
            session,
            slack_id=who["team_id"],
            name=who["team"],
            bot_user_id=who["user_id"],
            enterprise_id=who.get("enterprise_id"),
            now=now,
        )
