"""What the stateful tests share: a loop and a world for each machine, and how long they may take."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from sqlalchemy import delete

from bot.core.database import Table
from tests.crash.sweep_slack import BAD_ANSWERS
from tests.crash.sweep_world import World

T = TypeVar("T")
NIGHTLY = 20
WORKSPACE = 1
TROUBLES = [None, *BAD_ANSWERS]


class Machine(RuleBasedStateMachine):
    """A world in an event loop of its own, in a database that it finds empty."""

    def __init__(self, url: str, start: datetime) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self.world = self.run(self._open(url, start))
        self.trouble: str | None = None
        self.world.slack.fails = self._fails

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(act)

    def teardown(self) -> None:
        try:
            self.at_the_end()
        finally:
            self.run(self.world.close())
            self._runner.close()

    def at_the_end(self) -> None:
        """What must be true once everything came to rest."""

    def dies_after(self, effects: int | None) -> None:
        """The process that acts next dies at that many effects from now; None: it lives."""
        at = None if effects is None else len(self.world.trace) + effects
        self.world.dies = lambda number: number == at

    def _fails(self, _: str) -> str | None:
        """One call ends badly, once."""
        trouble, self.trouble = self.trouble, None
        return trouble

    async def _open(self, url: str, start: datetime) -> World:
        world = World(url, WORKSPACE, start)
        async with world.transactions.across_workspaces() as (session, _):
            for table in reversed(Table.metadata.sorted_tables):
                await session.execute(delete(table))
        return world


def explore(make: Callable[[], Machine], *, examples: int, steps: int, nightly: bool) -> None:
    """The same examples on every machine; more of them at night."""
    limits = settings(
        max_examples=examples * NIGHTLY if nightly else examples,
        stateful_step_count=steps,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    factory: Any = make
    run_state_machine_as_test(factory, settings=limits)
