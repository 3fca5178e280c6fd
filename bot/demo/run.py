"""`firebreak sandbox`: starts the local Slack and the bot, tells the story once, and stays until Ctrl-C."""

import asyncio
import errno
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

import typer
from pydantic import SecretStr

from bot.app import Firebreak, assemble
from bot.core import logs
from bot.core.clock import ShiftedClock, SystemClock
from bot.demo.story import live_through, opening
from bot.migrate import upgrade
from bot.revisions import ROOT
from bot.sandbox.server import Sandbox
from bot.settings import SandboxSettings, Settings, SettingsError

PATIENCE_SECONDS = 3


async def run_sandbox(
    folder: Path, settings: SandboxSettings, *, port: int, fresh: bool, ack_seconds: float | None
) -> None:
    """Keeps its data in `folder`; what is there is continued unless it is to be fresh. `ack_seconds`: how long Slack
    waits for an answer where a busy machine needs more than three seconds.
    """
    logs.set_up(settings.log_level, as_json=False)
    _make_room(folder, fresh=fresh)
    begun = folder / "begun"
    database = f"sqlite:///{folder / 'firebreak.db'}"
    await asyncio.to_thread(upgrade, database)
    clock = ShiftedClock(SystemClock())
    # It holds what time it was; the wall's time may be days further by now.
    then = datetime.fromisoformat(begun.read_text()) if begun.exists() else opening(clock.now())
    clock.ahead = then - clock.now()
    sandbox = _sandbox(folder, settings, clock, port)
    stop = _told_to_stop()
    async with AsyncExitStack() as stack:
        await _start(sandbox)
        stack.push_async_callback(sandbox.stop)
        firebreak = await stack.enter_async_context(assemble(_settings(sandbox, database), clock))
        await stack.enter_async_context(_connected(sandbox, firebreak, ack_seconds))
        await _live(sandbox, firebreak, clock, begun)
        firebreak.worker.start()
        stack.push_async_callback(firebreak.worker.stop)
        _greet(sandbox, folder)
        await stop.wait()
        typer.echo("Stopping …")
        await _finish(sandbox)
        begun.write_text(clock.now().isoformat())


@asynccontextmanager
async def _connected(sandbox: Sandbox, firebreak: Firebreak, ack_seconds: float | None) -> AsyncIterator[None]:
    """Over a socket, for as long as the block lasts."""
    if ack_seconds is None:
        async with firebreak.socket():
            yield
        return
    sandbox.ack_seconds, firebreak.routes.ack_within = ack_seconds, ack_seconds / 2
    async with firebreak.socket(ack_seconds):
        with sandbox.allow("ack-late"):
            yield


async def _live(sandbox: Sandbox, firebreak: Firebreak, clock: ShiftedClock, begun: Path) -> None:
    """The past is lived through once; from then on people move the clock."""
    mover = Mover(sandbox, firebreak, clock)
    sandbox.on_clock_move = mover
    if not begun.exists():
        typer.echo("Setting up a team of six and their last five weeks …")
        await live_through(sandbox, firebreak, mover)
        begun.write_text(clock.now().isoformat())


async def _finish(sandbox: Sandbox) -> None:
    """What somebody did a moment ago is answered before the lines are cut."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await sandbox.idle()


def _greet(sandbox: Sandbox, folder: Path) -> None:
    typer.echo(f"\n  Firebreak is at {sandbox.url}\n")
    typer.echo(f"  Open it in a browser. Ctrl-C stops it; its data stays in {folder}/.\n")


def _make_room(folder: Path, *, fresh: bool) -> None:
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)


def _sandbox(folder: Path, settings: SandboxSettings, clock: ShiftedClock, port: int) -> Sandbox:
    return Sandbox(
        manifest=ROOT / "manifest.yml",
        people_clock=clock,
        protocol_clock=clock,
        wire_log=Path(settings.firebreak_wire_log) if settings.firebreak_wire_log else None,
        snapshot=folder / "slack.json",
        port=port,
    )


def _told_to_stop() -> asyncio.Event:
    """Set by Ctrl-C, and by a host that ends the process."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _start(sandbox: Sandbox) -> None:
    try:
        await sandbox.start()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise SettingsError(
            "Something listens on that port already, perhaps another sandbox. "
            "Choose another one: `make sandbox SANDBOX_PORT=8766`"
        ) from None


def _settings(sandbox: Sandbox, database: str) -> Settings:
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_signing_secret=SecretStr(sandbox.signing_secret),
        slack_app_token=SecretStr(sandbox.app_token),
        slack_api_url=sandbox.api_url,
        database_url=database,
    )


class Mover:
    """Moves the clock through every moment at which something is due, and waits at each until all is quiet."""

    def __init__(self, sandbox: Sandbox, firebreak: Firebreak, clock: ShiftedClock) -> None:
        self._sandbox, self._firebreak, self._clock = sandbox, firebreak, clock

    async def __call__(self, until: datetime) -> None:
        await self._firebreak.worker.live_until(self._clock, until, self._settled)

    async def _settled(self) -> None:
        await self._firebreak.idle()
        await self._sandbox.idle()
