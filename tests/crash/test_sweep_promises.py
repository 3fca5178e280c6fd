"""Whatever moment a process dies at, each promise is kept once, in its newest wording."""

import pytest

from tests.crash.sweep_lives import DAYS, LONG, boundaries, crash_at, many_kills
from tests.crash.sweep_story import handlers

STEP = 9
# What a database is asked differs, what is done does not: the second one gets fewer points.
COARSER = {"sqlite": 1, "postgres": 10}


async def test_a_crash_at_any_boundary_loses_doubles_and_ages_nothing(
    migrated_database: str, backend: str, every_boundary: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.TIMERS", handlers(DAYS))
    trace = await boundaries(migrated_database)
    assert len(trace) > 200, "there must be something to crash"
    step = 1 if every_boundary else STEP * COARSER[backend]
    wrong = {
        f"{number} {trace[number - 1]}": found
        for number in range(1, len(trace) + 1, step)
        if (found := await crash_at(migrated_database, number))
    }
    assert wrong == {}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", [1, 2])
async def test_ten_days_of_kills_and_bad_answers_lose_and_double_nothing(
    migrated_database: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.TIMERS", handlers(LONG))
    world, wrong = await many_kills(migrated_database, seed)
    assert wrong == []
    assert world.crashes > 5, "there must have been kills"
