"""A whole world for a story: a local Slack, the real bot, a database, and a clock moved by hand."""

import asyncio
import base64
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import uvicorn
from pydantic import SecretStr

from bot.app import Firebreak, assemble
from bot.core.clock import HandClock
from bot.core.work import Work
from bot.outbox.domain import Pace
from bot.sandbox.delivery import ACK_SECONDS
from bot.sandbox.gestures import Channel, Person
from bot.sandbox.people import Population
from bot.sandbox.reading import plain
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.slack.routes import ACK_WITHIN
from bot.web import web
from tests.support.memory import quickest_folder
from tests.support.privacy import LogBook, leaks

Transport = Literal["http", "socket"]

UNHURRIED, HURRIED = 60.0, 0.5
MANIFEST = Path(__file__).parents[2] / "manifest.yml"
PUBLIC_URL = "https://firebreak.example"
# Where stories let a calendar be served.
CALENDAR_HOST = "127.0.0.1"
KEY = base64.urlsafe_b64encode(b"no secret: it is used in tests.."[:32]).decode()
# A Monday, before anybody's morning in Kolkata, London or New York; winter time everywhere.
MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@dataclass
class World:
    """What a story needs. `settle` returns once nothing is under way any more, in the bot or in Slack."""

    clock: HandClock
    sandbox: Sandbox
    database_url: str
    transport: Transport
    installs: bool = False
    """Whether workspaces install the app themselves, over OAuth."""
    public_url: str | None = PUBLIC_URL
    bot: Firebreak = field(init=False)
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)
    _unhurried: ExitStack = field(default_factory=ExitStack)

    def person(self, name: str) -> Person:
        return self.sandbox.person(name)

    def channel(self, name: str) -> Channel:
        return self.sandbox.channel(name)

    def read(self, shown: Any) -> str:
        """A message or view as a person reads it."""
        return plain(shown, {each.id: each.name for each in self.sandbox.workspace.users.values()})

    def texts(self, channel: str) -> list[str]:
        """What stands in a channel, oldest first, as people read it; without answers in threads."""
        return [self.read(message) for message in self.channel(channel).messages]

    async def start_bot(self, pace: Pace | None = None) -> None:
        """Starts the bot, as `firebreak run` would; its beats come only when the story moves on."""
        self.bot = await self._running.enter_async_context(assemble(self._settings(), self.clock, pace))
        if self.transport == "socket":
            # A busy machine is no lost connection either.
            await self._running.enter_async_context(self.bot.socket(UNHURRIED))
            self.sandbox.deliver_to = None
        else:
            address = await self._running.enter_async_context(listening(self.bot))
            self.sandbox.deliver_to = f"{address}/slack/events"
        # A busy machine is no slow bot; stories about slowness hurry.
        self.bot.routes.ack_within, self.sandbox.ack_seconds = UNHURRIED / 2, UNHURRIED
        self._unhurried.close()
        self._unhurried.enter_context(self.sandbox.allow("ack-late"))
        self.bot.worker.calendars.servers.shown_within = UNHURRIED / 3
        await self.bot.worker.tick()

    def hurry(self) -> None:
        """From now on Slack waits for acknowledgements as long as it does, and the bot stops waiting for its work well
        before: a busy machine needs the rest.
        """
        assert HURRIED < ACK_WITHIN < ACK_SECONDS
        self.bot.routes.ack_within, self.sandbox.ack_seconds = HURRIED, ACK_SECONDS
        self._unhurried.close()

    async def stop_bot(self) -> None:
        await self._running.aclose()

    async def restart_bot(self) -> None:
        await self.stop_bot()
        await self.start_bot()

    async def settle(self) -> None:
        """Returns once no call, event or message is under way."""
        for _ in range(2):  # what the bot sends may call the bot again
            await self.sandbox.idle()
            await self.bot.idle()
        await self.sandbox.idle()

    async def forward_to(self, instant: datetime) -> None:
        """Lets time pass until then, stopping wherever something is due."""
        await self.settle()
        await self.bot.worker.live_until(self.clock, instant, self.settle)

    async def forward(self, **length: float) -> None:
        """`forward(hours=1)`"""
        await self.forward_to(self.clock.now() + timedelta(**length))

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """A unit of work in this world's workspace, to prepare or look at what is stored."""
        async with self.bot.transactions.in_workspace(self.bot.workspace.id) as work:
            yield work

    def _settings(self) -> Settings:
        return Settings(
            _env_file=None,
            slack_bot_token=None if self.installs else SecretStr(self.sandbox.bot_token),
            slack_client_id=self.sandbox.client_id if self.installs else None,
            slack_client_secret=SecretStr(self.sandbox.client_secret) if self.installs else None,
            token_keys=SecretStr(KEY) if self.installs else None,
            public_url=self.public_url,
            slack_signing_secret=SecretStr(self.sandbox.signing_secret),
            slack_app_token=SecretStr(self.sandbox.app_token) if self.transport == "socket" else None,
            slack_api_url=self.sandbox.api_url,
            database_url=self.database_url,
            trusted_calendar_hosts=CALENDAR_HOST,
        )


@asynccontextmanager
async def listening(bot: Firebreak) -> AsyncIterator[str]:
    """The bot's web side on a free loopback port; gives its address."""
    # Slack's side lets go of idle connections first: where both might, a request is lost on a busy machine.
    config = uvicorn.Config(
        web(bot), host="127.0.0.1", port=0, log_config=None, access_log=False, lifespan="off", timeout_keep_alive=60
    )
    server = uvicorn.Server(config)
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup()
    port = server.servers[0].sockets[0].getsockname()[1]
    loop = asyncio.create_task(server.main_loop())
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await loop
        await server.shutdown()


@asynccontextmanager
async def a_world(
    database_url: str,
    transport: Transport,
    wire_log: Path | None,
    start: datetime = MONDAY,
    people: Population | None = None,
) -> AsyncIterator[World]:
    """A sandbox with its people, and the bot connected to it. At the end nothing may have been refused by accident."""
    clock = HandClock(start)
    sandbox = Sandbox(manifest=MANIFEST, people_clock=clock, protocol_clock=clock, people=people, wire_log=wire_log)
    await sandbox.start()
    world = World(clock, sandbox, database_url, transport)
    sandbox.on_clock_move = world.forward_to
    book = LogBook()
    try:
        with book.open():
            await world.start_bot()
            yield world
            await world.settle()
    finally:
        await world.stop_bot()
        await sandbox.stop()
    assert not sandbox.complaints, sandbox.complaints
    assert not leaks(book.text, sandbox), "people's words and tokens do not belong into logs"


@contextmanager
def sqlite_copy(template: Path) -> Iterator[str]:
    """A migrated SQLite database of its own."""
    with tempfile.TemporaryDirectory(prefix="firebreak-", dir=quickest_folder()) as folder:
        yield f"sqlite:///{shutil.copy(template, folder)}"
