"""Two weeks of standups in four zones, with a process that dies anywhere: everybody is asked once a day."""

import shutil
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from tests.crash.sweep_slack import Shown
from tests.crash.sweep_team import FIRST, LAST, midnight, set_up, steps_from, team_violations
from tests.crash.sweep_world import World

WORKSPACE = 1
STEP, NIGHTLY_STEP = 797, 7
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Evening:
    """The world as it is when a day begins, and the number of effects until that day's end."""

    on: date
    database: Path
    messages: Sequence[Shown]
    effects: int


class Weeks:
    """Lives through the two weeks once, keeping every midnight, so that a crash costs two days and not fourteen."""

    def __init__(self, url: str) -> None:
        self.url, self.file = url, Path(url.removeprefix("sqlite:///"))

    async def live_once(self) -> list[Evening]:
        async with self._world(FIRST) as world, world.transactions.in_workspace(world.workspace) as work:
            await set_up(work)
        kept: list[Evening] = []
        on, messages = FIRST, list[Shown]()
        while on <= LAST:
            file = self.file.with_name(f"{on}.db")
            shutil.copy(self.file, file)
            async with self._world(on, messages) as world:
                await world.live(midnight(on + DAY))
                kept.append(Evening(on, file, messages, len(world.trace)))
                messages = deepcopy(world.slack.messages)
                wrong = await team_violations(world, on)
                assert wrong == [], "even without a crash"
            on += DAY
        return kept

    async def crash(self, evening: Evening, number: int) -> list[str]:
        """What is wrong the day after a crash at that effect of the day."""
        shutil.copy(evening.database, self.file)
        async with self._world(evening.on, deepcopy(list(evening.messages))) as world:
            world.dies = number.__eq__
            await world.live(midnight(evening.on + 2 * DAY))
            assert world.crashes == 1, "the day reaches that boundary"
            return await team_violations(world, min(evening.on + DAY, LAST))

    def _world(self, on: date, messages: Sequence[Shown] = ()) -> World:
        world = World(self.url, WORKSPACE, midnight(on), steps_from(on))
        world.slack.messages = list(messages)
        world.slack.happened = count(2 * len(messages) + 1)
        return world


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_everybody_is_asked_reminded_and_reported_once_a_day_wherever_the_process_dies(
    migrated_database: str, every_boundary: bool
) -> None:
    weeks = Weeks(migrated_database)
    days = await weeks.live_once()
    everywhere = [(day, number) for day in days for number in range(1, day.effects + 1)]
    assert len(everywhere) > 1000, "there must be something to crash"
    wrong = {
        f"{day.on} {number}": found
        for day, number in everywhere[:: NIGHTLY_STEP if every_boundary else STEP]
        if (found := await weeks.crash(day, number))
    }
    assert wrong == {}
