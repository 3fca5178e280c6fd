"""Running as a process: receive, beat, and stop when told to."""

import asyncio
import signal
from contextlib import AbstractContextManager, AsyncExitStack, nullcontext

import uvicorn

from bot.app import assemble
from bot.core.clock import SystemClock
from bot.core.logs import log
from bot.settings import Settings, SettingsError
from bot.web import web

# Hosts kill a process some 30 seconds after they asked it to end.
GRACE_SECONDS = 10


async def serve(settings: Settings, *, receives: bool, beats: bool) -> None:
    """Runs until SIGTERM or Ctrl-C, then finishes what is in hand."""
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
        firebreak = await stack.enter_async_context(assemble(settings, SystemClock()))
        if beats:
            firebreak.worker.start()
            stack.callback(firebreak.worker.stop)
        if over_http:
            server = _Server(uvicorn.Config(web(firebreak), host="0.0.0.0", port=settings.port, log_config=None))  # noqa: S104 (hosts route to any address)
            serving = asyncio.create_task(server.serve())
            stack.push_async_callback(_finish, server, serving)
        elif receives:
            await stack.enter_async_context(firebreak.socket())
        log.info("running", receives=receives, beats=beats, over="http" if over_http else "socket")
        await stop.wait()
        log.info("stopping")


class _Server(uvicorn.Server):
    """Leaves signals to us, so that the worker and the outbox end in order too."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


async def _finish(server: uvicorn.Server, serving: "asyncio.Task[None]") -> None:
    server.should_exit = True
    async with asyncio.timeout(GRACE_SECONDS):
        await serving
