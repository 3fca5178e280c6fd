"""Channels are archived, renamed, closed, opened and shared, and apps hear of it as far as they asked to."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.circumstances import Impossible
from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App, an_app, over_http
from tests.sandbox.calling import error_of
from tests.sandbox.places import MANIFEST

Json = dict[str, Any]
EVENTS = [
    *(f"{kind}_{deed}" for kind in ("channel", "group") for deed in ("archive", "unarchive", "rename")),
    *("channel_shared", "channel_unshared", "file_shared", "im_close"),
]


@pytest.fixture
async def listening(clock: HandClock, tmp_path: Path) -> AsyncIterator[tuple[Sandbox, App]]:
    """A sandbox whose app asked for everything that happens to channels, and keeps what it hears."""
    whole = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    bot = whole["oauth_config"]["scopes"]["bot"]
    whole["oauth_config"]["scopes"]["bot"] = sorted({*bot, "im:read"})
    subscriptions = whole["settings"]["event_subscriptions"]
    subscriptions["bot_events"] = sorted({*subscriptions["bot_events"], *EVENTS})
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(yaml.safe_dump(whole), encoding="utf-8")
    log = os.environ.get("FIREBREAK_WIRE_LOG")
    sandbox = Sandbox(manifest=manifest, people_clock=clock, protocol_clock=clock, wire_log=Path(log) if log else None)
    await sandbox.start()
    async with aiohttp.ClientSession() as session:
        app = an_app(sandbox, AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session))

        async def keep(event: Json) -> None:
            app.heard.append(event)

        for each in EVENTS:
            app.bolt.event(each)(keep)
        # The manifest that judges of the wire log know asks for less, and this app answers to what it asked for alone.
        # The manifest that judges of the wire log know asks for less; and nobody acknowledges what this app leaves out.
        with sandbox.allow("not-subscribed", "event-scope", "ack", "ack-late"):
            async with over_http(sandbox, app):
                yield sandbox, app
                await sandbox.idle()
    await sandbox.stop()
    assert not sandbox.complaints, sandbox.complaints


def types(app: App) -> list[str]:
    return [each["type"] for each in app.heard]


async def test_an_archived_channel_takes_no_messages_until_it_comes_back(listening: tuple[Sandbox, App]) -> None:
    sandbox, app = listening
    ana = sandbox.person("ana")
    await ana.archives("fires")
    assert (await app.client.conversations_info(channel="C0FIRES"))["channel"]["is_archived"]
    assert await error_of(app.client, "chat.postMessage", channel="C0FIRES", text="x") == "is_archived"
    with pytest.raises(Impossible, match="archived"):
        await ana.says("Hello?", channel="fires")
    await ana.unarchives("fires")
    assert (await app.client.chat_postMessage(channel="C0FIRES", text="x"))["ok"]
    assert [(each["type"], each["channel"], each["user"]) for each in app.heard] == [
        ("channel_archive", "C0FIRES", "UANA"),
        ("channel_unarchive", "C0FIRES", "UANA"),
    ]


async def test_a_renamed_channel_keeps_its_id(listening: tuple[Sandbox, App]) -> None:
    sandbox, app = listening
    await sandbox.person("ana").renames("fires", "Front Door")
    assert app.heard[0]["channel"]["id"] == "C0FIRES"
    assert app.heard[0]["channel"]["name"] == "front-door"
    assert (await app.client.conversations_info(channel="C0FIRES"))["channel"]["name"] == "front-door"
    with pytest.raises(Impossible, match="taken"):
        await sandbox.person("ana").renames("front-door", "data-team")


async def test_a_channel_made_private_tells_its_news_as_a_group_and_only_to_members(
    listening: tuple[Sandbox, App],
) -> None:
    sandbox, app = listening
    ana = sandbox.person("ana")
    ana.makes_private("fires")
    found = (await app.client.conversations_info(channel="C0FIRES"))["channel"]
    assert (found["is_private"], found["is_group"], found["is_member"]) == (True, True, True)
    await ana.renames("fires", "embers")
    await ana.archives("embers")
    await ana.unarchives("embers")
    await ana.removes_app("embers")
    await ana.renames("embers", "ashes")
    assert types(app) == ["group_rename", "group_archive", "group_unarchive"]
    assert await error_of(app.client, "conversations.info", channel="C0FIRES") == "channel_not_found"
    ana.makes_public("ashes")
    assert not (await app.client.conversations_info(channel="C0FIRES"))["channel"]["is_private"]


async def test_the_app_hears_of_public_channels_it_is_not_in(listening: tuple[Sandbox, App]) -> None:
    sandbox, app = listening
    await sandbox.person("iris").renames("general", "everybody")
    await sandbox.person("grace").renames("exec-numbers", "board")
    assert types(app) == ["channel_rename"]


async def test_a_channel_shared_with_another_company_says_so(listening: tuple[Sandbox, App]) -> None:
    sandbox, app = listening
    await sandbox.person("ana").shares("fires")
    found = (await app.client.conversations_info(channel="C0FIRES"))["channel"]
    assert (found["is_shared"], found["is_ext_shared"]) == (True, True)
    assert sandbox.deliveries[-1].payload["is_ext_shared_channel"]
    await sandbox.person("ana").stops_sharing("fires")
    assert not (await app.client.conversations_info(channel="C0FIRES"))["channel"]["is_ext_shared"]
    assert types(app) == ["channel_shared", "channel_unshared"]
    assert (app.heard[0]["connected_team_id"], app.heard[1]["is_ext_shared"]) == ("T0CONTOSO", False)


async def test_not_everybody_may_change_a_channel(sandbox: Sandbox) -> None:
    with pytest.raises(Impossible, match="Only members"):
        await sandbox.person("jo").archives("fires")
    with pytest.raises(Impossible, match="Only members"):
        await sandbox.person("iris").archives("exec-numbers")
    with pytest.raises(Impossible, match="cannot be archived"):
        await sandbox.person("iris").archives("general")
    with sandbox.allow("ack"):
        await sandbox.person("iris").archives("fires")
    assert sandbox.workspace.channels["C0FIRES"].archived


async def test_without_asking_for_it_the_app_hears_nothing_of_channels(sandbox: Sandbox, app: App) -> None:
    ana = sandbox.person("ana")
    with sandbox.allow("ack"):
        await ana.archives("fires")
        await ana.shares("fires")
        await ana.hides_app()
    asked = set(yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["settings"]["event_subscriptions"]["bot_events"])
    assert {each.payload["event"]["type"] for each in sandbox.deliveries} == asked & {
        "channel_archive",
        "channel_shared",
        "im_close",
    }


async def test_files_are_told_of_where_somebody_asked_for_it(listening: tuple[Sandbox, App]) -> None:
    sandbox, app = listening
    said = await sandbox.person("ana").uploads("team.csv", b"name\n", channel="fires")
    assert [(each["type"], each["file_id"]) for each in app.heard] == [("file_shared", said.files[0]["id"])]


async def test_an_app_that_somebody_hides_may_still_write_and_is_seen_again(listening: tuple[Sandbox, App]) -> None:
    sandbox, app = listening
    await sandbox.person("ana").hides_app()
    assert sandbox.workspace.dm("UANA").hidden
    await app.client.chat_postMessage(channel="UANA", text="Good morning")
    assert not sandbox.workspace.dm("UANA").hidden
    assert types(app) == ["im_close"]
