"""Some people cannot be written to: where the app has no Messages tab, and where somebody has left."""

from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.server import Sandbox
from tests.sandbox.calling import error_of
from tests.sandbox.orgs import manifest_with


async def test_an_app_without_a_messages_tab_cannot_write_to_people(clock: HandClock, tmp_path: Path) -> None:
    manifest = manifest_with(tmp_path, app_home={"messages_tab_enabled": False})
    sandbox = Sandbox(manifest=manifest, people_clock=clock, protocol_clock=clock)
    await sandbox.start()
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)
        for place in ("UANA", "DANA"):
            assert await error_of(client, "chat.postMessage", channel=place, text="Hi") == "messages_tab_disabled"
        ephemeral = {"channel": "DANA", "user": "UANA", "text": "Hi"}
        assert await error_of(client, "chat.postEphemeral", **ephemeral) == "messages_tab_disabled"
        assert (await client.chat_postMessage(channel="C0FIRES", text="Hi"))["ok"]
    await sandbox.stop()


async def test_who_has_left_cannot_be_written_to(sandbox: Sandbox, client: AsyncWebClient) -> None:
    with sandbox.allow("ack"):
        await sandbox.person("ben").is_deactivated()
    assert await error_of(client, "chat.postMessage", channel="UBEN", text="Hi") == "channel_not_found"
    assert await error_of(client, "chat.postMessage", channel="DBEN", text="Hi") == "is_archived"
    assert await error_of(client, "conversations.open", users="UBEN") == "user_disabled"
    ephemeral = {"channel": "C0FIRES", "user": "UBEN", "text": "Hi"}
    assert await error_of(client, "chat.postEphemeral", **ephemeral) == "user_not_in_channel"


async def test_who_is_closed_to_the_app_cannot_be_written_to(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.person("ben").closes_to_app()
    assert await error_of(client, "conversations.open", users="UBEN") == "user_not_visible"
    assert await error_of(client, "chat.postMessage", channel="UBEN", text="Hi") == "channel_not_found"
    assert await error_of(client, "chat.postMessage", channel="DBEN", text="Hi") == "restricted_action"


async def test_who_comes_back_can_be_written_to_again(sandbox: Sandbox, client: AsyncWebClient) -> None:
    with sandbox.allow("ack"):
        await sandbox.person("ben").is_deactivated()
        await sandbox.person("ben").is_reactivated()
    assert (await client.chat_postMessage(channel="UBEN", text="Hi"))["ok"]
    assert (await client.users_info(user="UBEN"))["user"]["tz"] == "America/New_York"
