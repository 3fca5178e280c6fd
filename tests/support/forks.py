"""Real processes that begin at once: forked from one that has loaded everything, and killed like any other."""

import asyncio
import multiprocessing
import os
import signal
import sys
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Self

PATIENCE = 60
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["bot.__main__", "bot.serve", "bot.distributed"])


class Fork:
    """`python -m bot COMMAND` without the second it takes to load. What it logs goes to `log`."""

    def __init__(self, process: ForkServerProcess, log: Path) -> None:
        self._process = process
        self._log = log

    @classmethod
    def started(cls, command: str, environment: dict[str, str], log: Path) -> Self:
        process = FORKS.Process(target=_be, args=(command, environment, str(log)), daemon=True)
        process.start()
        return cls(process, log)

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    async def kill(self) -> None:
        """As a machine that loses power: no word of farewell."""
        self._process.kill()
        await self._ended()

    async def end(self) -> tuple[int, str]:
        """Asks it to stop, as hosts do; gives its status and what it logged."""
        if self._process.is_alive():
            self._process.terminate()
        return await self._ended(), self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    async def _ended(self) -> int:
        await asyncio.to_thread(self._process.join, PATIENCE)
        status = self._process.exitcode
        assert status is not None, "it did not end"
        return status


def _be(command: str, environment: dict[str, str], log: str) -> None:
    """What the new process does."""
    from bot import __main__ as commands

    for name in [each for each in os.environ if each.startswith(("SLACK_", "DATABASE_URL"))]:
        del os.environ[name]
    os.environ.update(environment)
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False, buffering=1)
    getattr(commands, command)()
    sys.stderr.flush()
