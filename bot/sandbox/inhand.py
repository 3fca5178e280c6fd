"""What is under way in the local Slack, so that others can wait until nothing is."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any


class InHand:
    """Counts requests being answered and deliveries awaiting their ack."""

    def __init__(self) -> None:
        self.count = 0
        self._nothing = asyncio.Event()
        self._nothing.set()
        self._tasks: set[asyncio.Task[Any]] = set()

    @contextmanager
    def one(self) -> Iterator[None]:
        self.count += 1
        self._nothing.clear()
        try:
            yield
        finally:
            self.count -= 1
            if self.count == 0:
                self._nothing.set()

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Does it beside what is going on; it counts from this moment."""

        async def counted() -> None:
            with self.one():
                await work

        task = asyncio.create_task(counted())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def nothing(self) -> None:
        """Returns once nothing is under way."""
        while self.count or self._tasks:
            await self._nothing.wait()
            await asyncio.sleep(0)

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
