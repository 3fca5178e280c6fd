"""What an operator can ask a running deployment."""

from datetime import timedelta

import aiohttp
import pytest

from bot.core.keyring import Keyring, NoKeyFits
from bot.sandbox.faults import Fault
from tests.support.postgres import EmbeddedPostgres
from tests.support.teams import the_data_team
from tests.support.world import World, listening


async def ask(world: World, path: str) -> tuple[int, str]:
    async with (
        listening(world.bot) as address,
        aiohttp.ClientSession() as session,
        session.get(address + path) as answer,
    ):
        return answer.status, await answer.text()


def number(metrics: str, name: str) -> float:
    return float(next(line for line in metrics.splitlines() if line.startswith(name + " ")).rsplit(" ", 1)[1])


async def test_metrics_count_what_is_done_and_how_it_was_sent(world: World) -> None:
    await the_data_team(world)
    _, before = await ask(world, "/metrics")
    await world.person("grace").types("/triage new The export is empty p3", channel="general")
    await world.forward(minutes=1)
    _, after = await ask(world, "/metrics")
    calls, sends = (
        'firebreak_calls_total{kind="command",outcome="done"}',
        'firebreak_sends_total{method="post",outcome="sent"}',
    )
    assert number(after, calls) >= 1
    assert number(after, sends) - (number(before, sends) if sends in before else 0) == 2, "one card each"
    assert number(after, "firebreak_outbox_depth") == 0
    assert "export" not in after


async def test_ready_tells_how_much_waits_and_for_how_long(world: World) -> None:
    await the_data_team(world)
    world.sandbox.faults.add(Fault("chat.postMessage", "503_before", times=100))
    await world.person("grace").types("/triage new The export is empty p3", channel="general")
    await world.settle()
    world.clock.move_to(world.clock.now() + timedelta(minutes=15))
    status, said = await ask(world, "/ready")
    assert status == 200
    assert '"outbox":2' in said.replace(" ", ""), "the team's card and the requester's"
    world.sandbox.faults.clear()
    await world.forward(minutes=10)


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_not_ready_while_the_database_is_away_and_alive_all_the_same(
    world: World, migrated_postgres: EmbeddedPostgres
) -> None:
    if not migrated_postgres.is_ours:
        pytest.skip("the server of TEST_DATABASE_URL is not ours to end")
    async with listening(world.bot) as address, aiohttp.ClientSession() as session:
        with migrated_postgres.away():
            async with session.get(f"{address}/ready") as ready:
                assert ready.status == 503
                assert "the database does not answer" in await ready.text()
            async with session.get(f"{address}/health") as health:
                assert health.status == 200
            async with session.get(f"{address}/metrics") as metrics:
                assert "firebreak_outbox_depth NaN" in await metrics.text()
        async with session.get(f"{address}/ready") as again:
            assert again.status == 200


def test_a_key_can_be_changed_without_losing_a_token() -> None:
    old, new = Keyring.new_key(), Keyring.new_key()
    locked = Keyring([old]).lock("xoxb-not-a-token")
    both = Keyring([new, old])
    assert both.unlock(locked) == "xoxb-not-a-token"
    moved = both.relock(locked)
    assert Keyring([new]).unlock(moved) == "xoxb-not-a-token"
    with pytest.raises(NoKeyFits):
        Keyring([new]).unlock(locked)
