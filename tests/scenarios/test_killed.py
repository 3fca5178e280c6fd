"""Processes of their own: killed in mid-send, asked to stop, started with nothing set."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.clock import HandClock, ShiftedClock, SystemClock
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.reading import plain
from bot.sandbox.server import Sandbox
from tests.support.processes import BotProcess, happens, told_about
from tests.support.teams import the_data_team
from tests.support.world import MANIFEST, World

CARD = "Margin is negative since Friday"
MANY = 1000


@pytest.fixture
async def sandbox(wire_log: Path | None) -> AsyncIterator[Sandbox]:
    """A local Slack on the wall's time: processes have no other."""
    clock = ShiftedClock(SystemClock())
    sandbox = Sandbox(manifest=MANIFEST, people_clock=clock, protocol_clock=clock, wire_log=wire_log)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


async def set_up_the_team(sandbox: Sandbox, database_url: str) -> None:
    before = World(HandClock(SystemClock().now()), sandbox, database_url, "http")
    await before.start_bot()
    await the_data_team(before)
    await before.stop_bot()
    sandbox.deliver_to = None


def cards(sandbox: Sandbox) -> list[str]:
    return [text for each in sandbox.channel("data-team").messages if CARD in (text := plain(each))]


@pytest.mark.parametrize(
    ("trouble", "times", "taken"),
    [
        pytest.param("drop_before", MANY, 0, id="between its commit and the send"),
        pytest.param("hold", 1, 1, id="between the send and Slack's answer"),
    ],
)
async def test_a_bot_killed_in_mid_send_is_followed_by_one_that_sends_once(
    sandbox: Sandbox, migrated_database: str, trouble: FaultKind, times: int, taken: int
) -> None:
    await set_up_the_team(sandbox, migrated_database)
    told = told_about(sandbox, migrated_database)
    async with BotProcess.started("run", told) as victim:
        await happens(sandbox, lambda: sandbox.connected)
        fault = sandbox.faults.add(Fault("chat.postMessage", trouble, times=times))
        await sandbox.person("grace").types(f"/triage new {CARD}", channel="general")
        await happens(sandbox, lambda: fault.struck > 0)
        await victim.kill()
    assert len(cards(sandbox)) == taken, "the story needs the crash on this side of the send"
    sandbox.faults.clear()

    async with BotProcess.started("run", told) as heir:
        await happens(sandbox, lambda: sandbox.connected and len(cards(sandbox)) == 1)
        await sandbox.person("ben").types("/triage claim F-1")
        await happens(sandbox, lambda: any("ben" in text.lower() for text in cards(sandbox)))
        status, _, logged = await heir.end()
    assert (status, len(cards(sandbox))) == (0, 1), logged


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_nothing_people_wrote_and_no_secret_is_in_the_logs(sandbox: Sandbox, migrated_database: str) -> None:
    await set_up_the_team(sandbox, migrated_database)
    told = told_about(sandbox, migrated_database) | {"LOG_LEVEL": "DEBUG"}
    async with BotProcess.started("run", told) as bot:
        await happens(sandbox, lambda: sandbox.connected)
        await sandbox.person("grace").types(f"/triage new {CARD}", channel="general")
        await happens(sandbox, lambda: len(cards(sandbox)) == 1)
        status, said, logged = await bot.end()
    assert status == 0
    assert '"running"' in logged, "there must be something to look at"
    for secret in (CARD, sandbox.bot_token, sandbox.app_token):
        assert secret not in said + logged
