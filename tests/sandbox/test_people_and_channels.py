"""What the app learns about people and channels, by asking and by being told."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.circumstances import Impossible
from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App
from tests.sandbox.calling import error_of


async def test_a_person_is_described_by_name_zone_and_standing(client: AsyncWebClient) -> None:
    ana = (await client.users_info(user="UANA", include_locale=True))["user"]
    assert (ana["name"], ana["tz"], ana["tz_offset"], ana["is_admin"]) == ("ana", "Europe/London", 0, False)
    assert "email" not in ana["profile"]
    assert (await client.users_info(user="UCHITRA"))["user"]["tz_offset"] == 5.5 * 3600
    assert (await client.users_info(user="UIRIS"))["user"]["is_admin"]
    assert (await client.users_info(user="UJO"))["user"]["is_restricted"]
    assert (await client.users_info(user="UFIRE"))["user"]["is_bot"]
    assert await error_of(client, "users.info", user="UNOBODY") == "user_not_found"


async def test_everybody_is_listed_in_pages_slackbot_included(client: AsyncWebClient) -> None:
    pages = [page["members"] async for page in await client.users_list(limit=5)]
    members = [each for page in pages for each in page]
    assert [len(page) for page in pages] == [5, 5, 2]
    # Slack itself says that Slackbot is no bot.
    assert [each["is_bot"] for each in members if each["id"] == "USLACKBOT"] == [False]


async def test_private_channels_stay_private_until_the_app_is_invited(sandbox: Sandbox, client: AsyncWebClient) -> None:
    for method in ("info", "members", "history"):
        assert await error_of(client, f"conversations.{method}", channel="C0EXECNUMBERS") == "channel_not_found"
    both = "public_channel,private_channel"
    assert "exec-numbers" not in [each["name"] for each in (await client.conversations_list(types=both))["channels"]]
    with sandbox.allow("ack"):
        await sandbox.person("grace").invites("firebreak", "exec-numbers")
    assert "exec-numbers" in [each["name"] for each in (await client.conversations_list(types=both))["channels"]]
    assert (await client.conversations_members(channel="C0EXECNUMBERS"))["members"] == ["UANA", "UGRACE", "UFIRE"]


async def test_channels_tell_whether_the_app_is_in_them(client: AsyncWebClient) -> None:
    listed = (await client.conversations_list())["channels"]
    assert {each["name"]: each["is_member"] for each in listed} == {"data-team": True, "fires": True, "general": False}
    assert (await client.conversations_info(channel="C0GENERAL", include_num_members=True))["channel"][
        "num_members"
    ] == 10
    assert [each["name"] for each in (await client.users_conversations())["channels"]] == ["data-team", "fires"]
    assert len((await client.users_conversations(user="UGRACE", exclude_archived=True))["channels"]) == 2


async def test_the_app_joins_public_channels_by_itself(sandbox: Sandbox, app: App) -> None:
    @app.bolt.event("member_joined_channel")
    async def note(event: dict[str, Any]) -> None:
        app.heard.append(event)

    assert await error_of(app.client, "conversations.history", channel="C0GENERAL") == "not_in_channel"
    assert (await app.client.conversations_join(channel="C0GENERAL"))["channel"]["is_member"]
    assert (await app.client.conversations_join(channel="C0GENERAL"))["warning"] == "already_in_channel"
    await sandbox.idle()
    assert [(each["user"], each["channel"]) for each in app.heard] == [("UFIRE", "C0GENERAL")]


async def test_the_app_hears_who_comes_and_goes_where_it_is(sandbox: Sandbox, app: App) -> None:
    async def note(event: dict[str, Any]) -> None:
        app.heard.append(event)

    app.bolt.event("member_joined_channel")(note)
    app.bolt.event("member_left_channel")(note)
    jo = sandbox.person("jo")
    await jo.joins("data-team")
    await jo.leaves("data-team")
    await jo.leaves("general")
    assert [(each["type"], each["user"], each["channel"]) for each in app.heard] == [
        ("member_joined_channel", "UJO", "C0DATATEAM"),
        ("member_left_channel", "UJO", "C0DATATEAM"),
    ]
    with pytest.raises(Impossible):
        await jo.joins("exec-numbers")


async def test_the_app_hears_of_new_zones_and_of_those_who_leave(sandbox: Sandbox, app: App) -> None:
    @app.bolt.event("user_change")
    async def note(event: dict[str, Any]) -> None:
        app.heard.append(event["user"])

    ana = sandbox.person("ana")
    await ana.moves_to("Asia/Tokyo")
    await ana.is_deactivated()
    assert (app.heard[0]["tz"], app.heard[0]["tz_offset"]) == ("Asia/Tokyo", 9 * 3600)
    assert app.heard[1]["deleted"]
    assert "tz" not in (await app.client.users_info(user="UANA"))["user"], "Slack forgets where people were"
    assert "UANA" not in sandbox.channel("data-team").members
    with pytest.raises(Impossible, match="deactivated"):
        await ana.says("Am I still here?")
    with pytest.raises(Impossible, match="not a time zone"):
        await sandbox.person("ben").moves_to("Mars/Olympus")


async def test_threads_of_channels_are_not_read_to_apps(sandbox: Sandbox, client: AsyncWebClient) -> None:
    in_channel = await client.chat_postMessage(channel="C0FIRES", text="A fire")
    direct = await client.chat_postMessage(channel="UANA", text="A question")
    with sandbox.allow("ack"):
        await sandbox.person("ana").says("An answer", thread=direct["ts"])
    found = await client.conversations_replies(channel=direct["channel"], ts=direct["ts"])
    assert [each["text"] for each in found["messages"]] == ["A question", "An answer"]
    error = await error_of(client, "conversations.replies", channel="C0FIRES", ts=in_channel["ts"])
    assert error == "method_not_supported_for_channel_type"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "users_list_not_supplied"),
        ({"users": "UNOBODY"}, "user_not_found"),
        ({"channel": "C0FIRES"}, "method_not_supported_for_channel_type"),
    ],
)
async def test_only_people_can_be_written_to(
    sandbox: Sandbox, client: AsyncWebClient, arguments: dict[str, str], error: str
) -> None:
    with sandbox.deliberate():
        assert await error_of(client, "conversations.open", **arguments) == error
