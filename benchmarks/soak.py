"""`make soak`: workers under load and faults for ten minutes; does memory stay flat, and is nothing stuck at the end?

Three workspaces, three workers and a Postgres. One worker lives all the time and is watched; of the others one is
killed every minute. In the middle the database goes away for thirty seconds. Prints a report in Markdown.
"""

import argparse
import asyncio
import platform
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.clock import SystemClock
from bot.core.logs import set_up
from bot.migrate import upgrade
from bot.outbox.jobs import backlog
from tests.crash.fleet import LEASE_SECONDS, PEOPLE, WORKSPACES, Fleet, a_fleet
from tests.support.forks import Fork
from tests.support.postgres import EmbeddedPostgres

ROUND_SECONDS = 5.0
AWAY_SECONDS = 30.0
SETTLE_SECONDS = 120.0
FLAT = 1.10


@dataclass
class Watch:
    """What was seen, one sample a round: seconds since the start, resident MiB of the old worker, seconds the oldest
    due message waits.
    """

    samples: list[tuple[float, float, float]] = field(default_factory=list)

    def memory(self, first: float, last: float) -> float:
        """Median between two moments, as parts of the whole."""
        end = self.samples[-1][0]
        return statistics.median(mib for at, mib, _ in self.samples if first * end <= at <= last * end)

    @property
    def longest_wait(self) -> float:
        return max(age for _, _, age in self.samples)


def resident_mib(process: Fork) -> float:
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * 4096 / 2**20


async def waiting(fleet: Fleet) -> tuple[int, float]:
    async with fleet.database() as database, database.transaction() as session:
        due = await backlog(session, SystemClock().now())
    return due.depth, due.oldest.total_seconds()


async def press(fleet: Fleet, server: EmbeddedPostgres, minutes: float, watch: Watch) -> int:
    """The load; returns how many messages were promised."""
    began, promised, rounds, kills = time.monotonic(), 0, 0, 0
    old = fleet.running[0]
    was_away = False
    while (passed := time.monotonic() - began) < 60 * minutes:
        if not was_away and passed > 30 * minutes:
            was_away = True
            with server.away():
                await asyncio.sleep(AWAY_SECONDS)
        promised += await fleet.promise(1, first=rounds)
        rounds += 1
        if passed > 60 * (kills + 1):
            kills += 1
            fleet.running.remove(old)
            await fleet.kill_one()
            fleet.running.insert(0, old)
        watch.samples.append((passed, resident_mib(old), (await waiting(fleet))[1]))
        await asyncio.sleep(ROUND_SECONDS)
    return promised


async def soak(minutes: float) -> bool:
    """Prints the report; whether all is well."""
    set_up("WARNING", as_json=False)
    watch = Watch()
    with EmbeddedPostgres.start() as server, tempfile.TemporaryDirectory() as folder:
        server.create_database("soak")
        url = server.url("soak")
        await asyncio.to_thread(upgrade, url)
        async with a_fleet(url, Path(folder), seed=7) as fleet:
            faults = [
                fleet.trouble("drop_after", 0.005, 10**9),
                fleet.trouble("500_before", 0.005, 10**9),
                fleet.trouble("429", 0.001, 10**9),
            ]
            for _ in range(3):
                fleet.grow()
            promised = await press(fleet, server, minutes, watch)
            async with asyncio.timeout(SETTLE_SECONDS):
                while (left := (await waiting(fleet))[0]) > 0:
                    await asyncio.sleep(1)
            arrived = fleet.arrived()
            struck = sum(each.struck for each in faults)
            await fleet.end()
    early, late = watch.memory(0.2, 0.4), watch.memory(0.8, 1.0)
    twice = sum(times - 1 for times in arrived.values())
    rows = {
        "measured": f"{minutes:g} minutes, Python {platform.python_version()}, {len(WORKSPACES)} x {PEOPLE} people",
        "---": "---",
        "messages promised, arrived, twice, stuck": f"{promised}, {len(arrived)}, {twice}, {left}",
        "calls that met a fault": str(struck),
        "memory of the worker that lived all the time, early and late": f"{early:.0f} MiB, {late:.0f} MiB",
        f"longest wait while the database answered (lease {LEASE_SECONDS} s)": f"{watch.longest_wait:.0f} s",
    }
    print("\n".join(f"| {name} | {value} |" for name, value in rows.items()))
    return (len(arrived), twice, left) == (promised, 0, 0) and late <= FLAT * early


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    raise SystemExit(0 if asyncio.run(soak(parser.parse_args().minutes)) else 1)


if __name__ == "__main__":
    main()
