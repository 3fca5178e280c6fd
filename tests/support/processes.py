"""The bot as a process of its own, to be stopped or killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from bot.sandbox.server import Sandbox

ROOT = Path(__file__).parents[2]
PATIENCE = 60


class BotProcess:
    """`python -m bot COMMAND`, connected to a sandbox. Known as itself by its process, and ended by nothing else."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    @asynccontextmanager
    async def started(cls, command: str, environment: dict[str, str], *options: str) -> AsyncIterator[Self]:
        """Running until the block ends, at the latest."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_URL"))}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", command, *options),
            cwd=ROOT,
            env=kept | environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            yield cls(process)
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()

    async def says(self, opening: str, within: float = PATIENCE) -> str:
        """The rest of the first line it prints that begins so."""
        assert self._process.stdout is not None
        async with asyncio.timeout(within):
            async for line in self._process.stdout:
                _, found, rest = line.decode().partition(opening)
                if found:
                    return rest.strip()
        raise AssertionError(f"it ended without saying {opening!r}")

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def kill(self) -> None:
        """As a machine that loses power: no word of farewell."""
        self._process.kill()
        await self._process.communicate()

    async def end(self) -> tuple[int, str, str]:
        """Asks it to stop, as hosts do; gives its status, what it said and what it logged."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await self.result()

    async def result(self) -> tuple[int, str, str]:
        async with asyncio.timeout(PATIENCE):
            out, err = await self._process.communicate()
        return self._process.returncode or 0, out.decode(), err.decode()


def told_about(sandbox: Sandbox, database_url: str, *, socket: bool = True) -> dict[str, str]:
    """The environment of a bot for that sandbox."""
    told = {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_API_URL": sandbox.api_url,
        "DATABASE_URL": database_url,
        "LANE_LEASE_SECONDS": "6",
    }
    return told | (
        {"SLACK_APP_TOKEN": sandbox.app_token} if socket else {"SLACK_SIGNING_SECRET": sandbox.signing_secret}
    )


async def happens(sandbox: Sandbox, what: Callable[[], bool]) -> None:
    """Returns once that is so in the sandbox."""
    async with asyncio.timeout(PATIENCE):
        while not what():
            await sandbox.workspace.change_after(sandbox.workspace.version)


async def ran(command: str, environment: dict[str, str], *options: str) -> tuple[int, str, str]:
    """A command that ends by itself: its status, what it said, what it complained of."""
    async with BotProcess.started(command, environment, *options) as bot:
        return await bot.result()
