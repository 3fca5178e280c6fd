"""Embedded engine or Procrastinate: the same messages through the same local Slack, in turns.

    python -m benchmarks.engines

Read ratios: the local Slack shares this machine with the workers, and a real one allows a few messages a second.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from bot.core.logs import set_up
from bot.distributed import prepare
from bot.migrate import upgrade
from tests.crash.fleet import a_fleet
from tests.support.postgres import EmbeddedPostgres

MESSAGES_EACH = 5
ROUNDS = 2
SETTINGS = (("embedded", 1), ("embedded", 3), ("procrastinate", 1), ("procrastinate", 3))


async def seconds(server: EmbeddedPostgres, name: str, engine: str, workers: int) -> tuple[float, int]:
    """From the first worker that runs to the last message that arrived."""
    server.create_database(name)
    url = server.url(name)
    await asyncio.to_thread(upgrade, url)
    if engine == "procrastinate":
        await prepare(url)
    with tempfile.TemporaryDirectory() as folder:
        async with a_fleet(url, Path(folder), seed=1, engine=engine) as fleet:
            # One message each to begin with, so that starting up is not measured.
            warm = await fleet.promise(1)
            for _ in range(workers):
                fleet.grow()
            await fleet.reaches(warm)
            count = await fleet.promise(MESSAGES_EACH, first=1)
            began = time.monotonic()
            await fleet.reaches(warm + count)
            took = time.monotonic() - began
            await fleet.end()
    server.drop_database(name)
    return took, count


async def compare() -> None:
    set_up("ERROR", as_json=False)
    found: dict[tuple[str, int], list[float]] = {each: [] for each in SETTINGS}
    with EmbeddedPostgres.start() as server:
        for turn in range(ROUNDS):
            for number, (engine, workers) in enumerate(SETTINGS):
                took, count = await seconds(server, f"b{turn}_{number}", engine, workers)
                found[engine, workers].append(count / took)
    base = statistics.median(found["embedded", 1])
    print("| engine | workers | messages a second | against one embedded worker |\n| --- | --- | --- | --- |")
    for (engine, workers), rates in found.items():
        rate = statistics.median(rates)
        print(f"| {engine} | {workers} | {rate:.0f} | {rate / base:.2f} |")


if __name__ == "__main__":
    asyncio.run(compare())
