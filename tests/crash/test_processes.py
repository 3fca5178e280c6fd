"""Processes that die at any moment, are paused, or lose their database: each message arrives, and arrives once."""

import asyncio
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from bot.distributed import prepare
from tests.crash.fleet import Fleet, a_fleet
from tests.support.postgres import EmbeddedPostgres
from tests.support.processes import happens

MOST_SECONDS_TO_STOP = 10


async def everything_arrived_once(fleet: Fleet, count: int) -> None:
    await fleet.reaches(count)
    async with asyncio.timeout(60):
        while not await fleet.nothing_is_left():
            with suppress(TimeoutError):  # the last outcomes are stored after the last message came
                await asyncio.wait_for(fleet.sandbox.workspace.change_after(fleet.sandbox.workspace.version), 0.2)
    arrived = fleet.arrived()
    doubled = {text: times for text, times in arrived.items() if times > 1}
    assert (len(arrived), doubled) == (count, {})


async def kill_while_it_goes_out(fleet: Fleet, count: int, kills: int) -> None:
    """At random moments, spread over the whole of it."""
    moments = sorted(fleet.luck.randrange(count // 20, count * 9 // 10) for _ in range(kills))
    for moment in moments:
        await fleet.reaches(moment)
        await fleet.kill_one()


@pytest.mark.parametrize(
    ("backend", "engine", "workers", "kills"),
    [
        pytest.param("postgres", "embedded", 3, 20, id="three workers on Postgres"),
        pytest.param("postgres", "procrastinate", 3, 20, id="three workers with Procrastinate"),
        pytest.param("sqlite", "embedded", 1, 10, id="one worker on SQLite"),
    ],
    indirect=["backend"],
)
async def test_workers_killed_again_and_again_lose_nothing_and_say_nothing_twice(
    migrated_database: str, tmp_path: Path, engine: str, workers: int, kills: int
) -> None:
    if engine == "procrastinate":
        await prepare(migrated_database)
    async with a_fleet(migrated_database, tmp_path, seed=20, engine=engine) as fleet:
        troubles = [fleet.trouble("drop_after", 0.01, 20), fleet.trouble("500_before", 0.01, 20)]
        count = await fleet.promise(10)
        for _ in range(workers):
            fleet.grow()
        await kill_while_it_goes_out(fleet, count, kills)
        await everything_arrived_once(fleet, count)
        assert all(each.struck for each in troubles), "each trouble must have been met"
        await fleet.end()


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_a_worker_paused_past_its_lease_stores_nothing_and_says_nothing_twice(
    migrated_database: str, tmp_path: Path
) -> None:
    async with a_fleet(migrated_database, tmp_path, seed=1) as fleet:
        count = await fleet.promise(1)
        held = fleet.trouble("hold", 1.0, 5)
        sleeper = fleet.grow()
        await happens(fleet.sandbox, lambda: held.struck > 0)
        sleeper.signal(signal.SIGSTOP)
        fleet.grow()
        await fleet.reaches(count)
        fleet.sandbox.faults.clear()
        sleeper.signal(signal.SIGCONT)
        await everything_arrived_once(fleet, count)
        await fleet.end()


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_a_postgres_that_crashes_in_the_middle_three_times_costs_time_and_nothing_else(
    migrated_database: str, tmp_path: Path, migrated_postgres: EmbeddedPostgres
) -> None:
    if not migrated_postgres.is_ours:
        pytest.skip("the server of TEST_DATABASE_URL is not ours to end")
    async with a_fleet(migrated_database, tmp_path, seed=3) as fleet:
        count = await fleet.promise(5)
        for _ in range(3):
            fleet.grow()
        for part in (1, 2, 3):
            await fleet.reaches(count * part // 4)
            with migrated_postgres.away():
                pass
        await everything_arrived_once(fleet, count)


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_a_rolling_restart_loses_nothing(migrated_database: str, tmp_path: Path) -> None:
    async with a_fleet(migrated_database, tmp_path, seed=4) as fleet:
        count = await fleet.promise(5)
        for _ in range(3):
            fleet.grow()
        for part in (1, 2, 3):
            await fleet.reaches(count * part // 5)
            old = fleet.running.pop(0)
            status, logged = await old.end()
            assert (status, "Traceback" in logged) == (0, False), logged
            fleet.grow()
        await everything_arrived_once(fleet, count)
        await fleet.end()


async def test_a_worker_asked_to_stop_finishes_what_is_in_hand_in_time(migrated_database: str, tmp_path: Path) -> None:
    async with a_fleet(migrated_database, tmp_path, seed=5) as fleet:
        held = fleet.trouble("hold", 1.0, 3)
        await fleet.promise(1)
        worker = fleet.grow()
        await happens(fleet.sandbox, lambda: held.struck == 3)
        worker.signal(signal.SIGTERM)
        began = time.monotonic()
        fleet.sandbox.faults.clear()
        await fleet.end()
        assert time.monotonic() - began < MOST_SECONDS_TO_STOP
        in_hand = fleet.arrived()
        fleet.grow()
        await everything_arrived_once(fleet, 300)
        assert set(in_hand) <= set(fleet.arrived())
