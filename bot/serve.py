"""Running as a process: receive, beat, and stop when told to."""

import asyncio
import signal
from contextlib import AbstractContextManager, AsyncExitStack, nullcontext

import uvicorn

from bot.app import Firebreak, assemble
from bot.core.clock import AgreedClock, SystemClock
from bot.core.logs import log
from bot.settings import Settings, SettingsError
from bot.web import web

# Hosts kill a process some 30 seconds after they asked it to end.
GRACE_SECONDS = 10
PORT = 3000


async def serve(settings: Settings, *, receives: bool, beats: bool) -> None:
    """Runs until SIGTERM or Ctrl-C, then finishes what is in hand.

    HTTP is served where requests come that way, and wherever PORT is set: health and metrics are there too.
    """
    over_http = receives and settings.slack_app_token is None
    if over_http and settings.slack_signing_secret is None:
        raise SettingsError(
            "SLACK_SIGNING_SECRET: is missing, and without SLACK_APP_TOKEN requests come over HTTP and must be signed. "
            "Set one of the two"
        )
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        firebreak = await stack.enter_async_context(assemble(settings, AgreedClock(SystemClock())))
        await firebreak.worker.agree_on_the_time()
        if beats:
            await firebreak.engine.start()
            firebreak.worker.start()
            stack.push_async_callback(firebreak.worker.stop)
        if over_http or settings.port is not None or (receives and firebreak.door is not None):
            await _listen(firebreak, stack, receives=over_http, beats=beats)
        if receives and not over_http:
            await stack.enter_async_context(firebreak.socket())
        log.info("running", receives=receives, beats=beats, over="http" if over_http else "socket")
        await stop.wait()
        log.info("stopping")


async def _listen(firebreak: Firebreak, stack: AsyncExitStack, *, receives: bool, beats: bool) -> None:
    port = PORT if firebreak.settings.port is None else firebreak.settings.port
    pages = web(firebreak, receives=receives, beats=beats)
    server = _Server(uvicorn.Config(pages, host="0.0.0.0", port=port, log_config=None))  # noqa: S104 (hosts route to any address)
    serving = asyncio.create_task(server.serve())
    stack.push_async_callback(_finish, server, serving)


class _Server(uvicorn.Server):
    """Leaves signals to us, so that the worker and the outbox end in order too."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


async def _finish(server: uvicorn.Server, serving: "asyncio.Task[None]") -> None:
    server.should_exit = True
    async with asyncio.timeout(GRACE_SECONDS):
        await serving
