"""A sandbox goes on where it stopped."""

from datetime import timedelta
from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.server import Sandbox
from tests.sandbox.places import MANIFEST, MONDAY


async def test_what_was_there_is_there_again_and_time_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "sandbox.json"
    clock = HandClock(MONDAY)
    before = Sandbox(manifest=MANIFEST, people_clock=clock, protocol_clock=clock, snapshot=file)
    await before.start()
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(before.bot_token, base_url=before.api_url, session=session)
        posted = await client.chat_postMessage(channel="C0FIRES", text="A fire")
        await client.views_publish(user_id="UANA", view={"type": "home", "blocks": [{"type": "divider"}]})
    await before.person("ana").reacts("fire", before.channel("fires").last_message)
    await before.person("ana").leaves("data-team")
    clock.move_to(MONDAY + timedelta(days=3))
    await before.control.move_clock(MONDAY + timedelta(days=3))
    await before.stop()

    later = HandClock(MONDAY)
    after = Sandbox(manifest=MANIFEST, people_clock=later, protocol_clock=later, snapshot=file)
    await after.start()
    card = after.channel("fires").last_message
    assert (card.ts, card.text, card.reactions) == (posted["ts"], "A fire", {"fire": ["UANA"]})
    assert after.person("ana").home is not None
    assert "UANA" not in after.channel("data-team").members
    assert later.now() == MONDAY + timedelta(days=3)
    assert after.workspace.next_ts() > card.ts
    await after.stop()


async def test_a_first_start_finds_northwind(tmp_path: Path) -> None:
    clock = HandClock(MONDAY)
    sandbox = Sandbox(manifest=MANIFEST, people_clock=clock, protocol_clock=clock, snapshot=tmp_path / "sandbox.json")
    await sandbox.start()
    assert [each.name for each in sandbox.workspace.people[:6]] == ["ana", "ben", "chitra", "dan", "elif", "farid"]
    assert sandbox.channel("data-team").members == ["UANA", "UBEN", "UCHITRA", "UDAN", "UELIF", "UFARID", "UFIRE"]
    await sandbox.stop()
