"""Two webs and three workers on one Postgres, restarted one after the other while people go on asking."""

import socket
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.core.clock import AgreedClock, ShiftedClock, SystemClock
from bot.core.database import Database, database_url
from bot.core.work import Transactions
from bot.people.domain import Person, Role, TeamSettings, UserId
from bot.people.repository import People, Teams
from tests.crash.fleet import Fleet, a_fleet
from tests.support.forks import Fork
from tests.support.processes import happens

pytestmark = pytest.mark.parametrize("backend", ["postgres"], indirect=True)

PLACE = "T0ACME"
AS_GOOD_AS_EQUAL = timedelta(seconds=2)


async def a_team(fleet: Fleet) -> None:
    async with fleet.database() as database:
        transactions = Transactions(database, SystemClock(), committed=lambda _: None)
        async with transactions.in_workspace(fleet.workspaces[PLACE]) as work:
            for number in range(3):
                await People(work).save(Person(UserId(f"UCME{number:03}"), f"P{number}", "UTC"))
            roles = {UserId(f"UCME{number:03}"): Role.LEAD if number == 0 else Role.MEMBER for number in range(3)}
            await Teams(work).create(TeamSettings("Data", "CCMEDATA"), roles)


async def a_web(fleet: Fleet) -> tuple[Fork, str]:
    """Running, and its address for what Slack sends."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    web = fleet.grow("web", PORT=str(port))
    fleet.running.remove(web)
    address = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{address}/ready") as ready:
                    if ready.status == 200:
                        return web, f"{address}/slack/events"
            except aiohttp.ClientConnectionError:
                continue


async def test_fires_filed_while_webs_and_workers_are_restarted_are_each_there_once(
    migrated_database: str, tmp_path: Path
) -> None:
    async with a_fleet(migrated_database, tmp_path, seed=9) as fleet:
        await a_team(fleet)
        place = fleet.sandbox.in_workspace(PLACE)
        webs = [await a_web(fleet), await a_web(fleet)]
        for _ in range(3):
            fleet.grow()
        for number in range(12):
            _, fleet.sandbox.deliver_to = webs[number % 2]
            ack = await place.person("cme5").types(f"/triage new Question {number} p3")
            assert ack.ok
            if number % 3 == 2:
                old, _ = webs[number % 2]
                webs[number % 2] = await a_web(fleet)
                assert (await old.end())[0] == 0
                assert (await fleet.running.pop(0).end())[0] == 0
                fleet.grow()
        cards = place.workspace.channels["CCMEDATA"].messages
        await happens(fleet.sandbox, lambda: len(cards) >= 12)
        said = [each.text for each in cards]
        assert sorted(text.count("Question") for text in said) == [1] * 12
        assert len(set(said)) == 12
        await fleet.end()
        for web, _ in webs:
            assert (await web.end())[0] == 0


async def test_processes_whose_clocks_are_a_minute_apart_agree_on_the_databases(migrated_database: str) -> None:
    """Leases of one are compared with the clock of another."""
    database = Database(database_url(migrated_database))
    clocks = [AgreedClock(ShiftedClock(SystemClock(), timedelta(minutes=off))) for off in (-1, 0, 1)]
    for clock in clocks:
        shared = await database.server_time()
        assert shared is not None
        clock.agree(shared)
    await database.close()
    moments = [clock.now() for clock in clocks]
    assert max(moments) - min(moments) < AS_GOOD_AS_EQUAL
