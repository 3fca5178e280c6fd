"""The Web API takes arguments wherever Slack does, and refuses what Slack refuses, in Slack's words."""

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox
from tests.sandbox.calling import call, error_of
from tests.sandbox.places import MANIFEST

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}]


async def test_the_app_learns_who_it_is_and_what_it_may(client: AsyncWebClient) -> None:
    who = await client.auth_test()
    assert (who["team"], who["user_id"], who["bot_id"]) == ("Northwind", "UFIRE", "B0FIREBREAK")
    assert "chat:write" in who.headers["x-oauth-scopes"].split(",")
    assert (await client.bots_info(bot=who["bot_id"]))["bot"]["name"] == "Firebreak"


@pytest.mark.parametrize(
    ("verb", "how"),
    [
        ("GET", {"params": {"channel": "C0FIRES", "text": "Hello", "blocks": json.dumps(BLOCKS)}}),
        ("POST", {"params": {"channel": "C0FIRES", "text": "Hello", "blocks": json.dumps(BLOCKS)}}),
        ("POST", {"data": {"channel": "C0FIRES", "text": "Hello", "blocks": json.dumps(BLOCKS)}}),
        ("POST", {"json": {"channel": "C0FIRES", "text": "Hello", "blocks": BLOCKS}}),
        ("POST", {"params": {"channel": "C0FIRES"}, "json": {"text": "Hello", "blocks": BLOCKS, "thread_ts": None}}),
    ],
)
async def test_arguments_may_stand_in_query_form_and_json(sandbox: Sandbox, verb: str, how: dict[str, Any]) -> None:
    answer = await call(sandbox, "chat.postMessage", verb=verb, **how)
    assert answer["ok"]
    assert sandbox.calls[-1].args == {"channel": "C0FIRES", "text": "Hello", "blocks": BLOCKS}
    assert sandbox.channel("fires").last_message.blocks[0]["text"]["text"] == "Hello"


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "users.list", "not_authed"),
        ("xoxb-somebody-else", "users.list", "invalid_auth"),
        ("xapp-sandbox-not-a-secret", "users.list", "not_allowed_token_type"),
        ("xoxb-sandbox-not-a-secret", "apps.connections.open", "not_allowed_token_type"),
    ],
)
async def test_each_method_takes_only_its_kind_of_token(sandbox: Sandbox, token: str, method: str, error: str) -> None:
    with sandbox.deliberate():
        assert (await call(sandbox, method, token))["error"] == error
    assert not sandbox.complaints


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.shout", {}, "unknown_method"),
        ("users.info", {"user": "UANA", "colour": "red"}, "invalid_arguments"),
        ("users.info", {}, "invalid_arguments"),
        ("users.info", {"user": ["UANA"]}, "invalid_arguments"),
        ("users.list", {"limit": "many"}, "invalid_arguments"),
        ("team.info", {}, "missing_scope"),
        ("chat.postMessage", {"channel": "C0FIRES", "text": "x", "username": "Boss"}, "missing_scope"),
        ("conversations.list", {"types": "public_channel,im"}, "missing_scope"),
        ("conversations.open", {"users": "UANA,UBEN"}, "missing_scope"),
        ("chat.postMessage", {"channel": "C0FIRES"}, "no_text"),
        ("chat.postMessage", {"channel": "C0FIRES", "text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ("chat.postMessage", {"channel": "C0FIRES", "text": "x", "blocks": "words"}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": "C0FIRES", "text": "x", "metadata": {"a": 1}}, "invalid_metadata_format"),
        ("chat.postMessage", {"channel": "C0FIRES", "markdown_text": "x" * 12_001}, "msg_blocks_too_long"),
    ],
)
async def test_a_fault_of_the_app_is_refused(
    sandbox: Sandbox, client: AsyncWebClient, method: str, arguments: dict[str, Any], error: str
) -> None:
    with sandbox.deliberate():
        assert await error_of(client, method, **arguments) == error
    assert not sandbox.complaints, "what is meant is no reason to complain"


async def test_a_fault_nobody_meant_is_complained_about_and_bad_luck_is_not(clock: HandClock) -> None:
    sandbox = Sandbox(manifest=MANIFEST, people_clock=clock, protocol_clock=clock)
    await sandbox.start()
    await call(sandbox, "users.info", json={"user": "UNOBODY"})
    assert sandbox.complaints == []
    await call(sandbox, "users.info", json={"user": "UANA", "colour": "red"})
    assert sandbox.complaints == ["users.info: invalid_arguments: unknown argument: colour"]
    await sandbox.stop()


async def test_missing_scopes_are_named(sandbox: Sandbox, client: AsyncWebClient) -> None:
    with sandbox.deliberate(), pytest.raises(SlackApiError) as refused:
        await client.reactions_add(channel="C0FIRES", name="fire", timestamp="1.1")
    assert refused.value.response["needed"] == "reactions:write"
    assert "chat:write" in refused.value.response["provided"]


async def test_blocks_can_be_validated_without_a_token(sandbox: Sandbox) -> None:
    assert (await call(sandbox, "blocks.validate", "", json={"blocks": BLOCKS}))["ok"]
    with sandbox.deliberate():
        answer = await call(sandbox, "blocks.validate", "", json={"message": {"blocks": [{"type": "header"}]}})
    assert answer["error"] == "invalid_message"
    assert answer["errors"][0]["pointer"] == "blocks[0].text"


async def test_slack_can_be_asked_to_fail(client: AsyncWebClient) -> None:
    assert (await client.api_test())["ok"]
    assert await error_of(client, "api.test", error="fatal_error") == "fatal_error"


async def test_a_limit_ordered_for_a_call_is_kept_by_slacks_rules(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.add(Fault("users.info", "429", retry_after=7))
    with pytest.raises(SlackApiError) as refused:
        await client.users_info(user="UANA")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert (await client.users_info(user="UANA"))["user"]["real_name"] == "Ana Lindqvist"


async def test_the_team_the_sdk_sends_along_with_every_call_does_no_harm(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session, team_id="T0NORTHWIND")
        with sandbox.allow("unknown-argument"):
            assert (await client.users_info(user="UANA"))["ok"]
