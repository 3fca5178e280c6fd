"""Several workspaces live in one sandbox: each has its own people and token, and those of an org can share one."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.interactions import NotInstalled
from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App
from tests.sandbox.calling import call
from tests.sandbox.orgs import a_few, exchange, manifest_with

# slack_sdk sends the client id in a way that aiohttp no longer likes.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth:DeprecationWarning")


@pytest.fixture
async def sandbox(clock: HandClock, tmp_path: Path) -> AsyncIterator[Sandbox]:
    manifest = manifest_with(tmp_path, org_deploy_enabled=True)
    sandbox = Sandbox(manifest=manifest, people_clock=clock, protocol_clock=clock)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


async def test_each_workspace_hears_and_says_its_own(sandbox: Sandbox, app: App) -> None:
    acme = sandbox.add_workspace("T0ACME", "Acme", a_few("A"))

    @app.bolt.event("message")
    async def note(body: dict[str, Any]) -> None:
        app.heard.append(body)

    @app.bolt.command("/triage")
    async def answer(ack: Any, body: dict[str, Any]) -> None:
        app.heard.append(body)
        await ack("Here")

    await acme.person("mia").says("Too early")
    with pytest.raises(NotInstalled):
        await acme.person("mia").types("/triage")
    token = acme.install()
    await acme.person("mia").says("Hello")
    await acme.person("mia").types("/triage", channel="desk")
    await sandbox.person("ana").says("Hello")
    assert [each["team_id"] for each in app.heard] == ["T0ACME", "T0ACME", "T0NORTHWIND"]
    assert app.heard[0]["authorizations"][0] == {
        "enterprise_id": None,
        "team_id": "T0ACME",
        "user_id": "UAFIRE",
        "is_bot": True,
        "is_enterprise_install": False,
    }
    assert acme.person("mia").sees("Here")
    assert (await call(sandbox, "chat.postMessage", token, json={"channel": "CADESK", "text": "Hi"}))["ok"]
    refused = await call(sandbox, "chat.postMessage", json={"channel": "CADESK", "text": "Hi"})
    assert refused["error"] == "channel_not_found", "Northwind's token knows nothing of it"
    assert acme.channel("desk").last_message.text == "Hi"
    assert sandbox.calls[-2].place == "T0ACME"


async def test_one_token_serves_all_workspaces_of_an_org(sandbox: Sandbox) -> None:
    east = sandbox.add_workspace("T0EAST", "East", a_few("E"), enterprise="E0GROUP")
    west = sandbox.add_workspace("T0WEST", "West", a_few("W"), enterprise="E0GROUP")
    async with aiohttp.ClientSession() as session:
        given = await exchange(sandbox, session, enterprise="E0GROUP", by="mia")
        assert (given["team"], given["is_enterprise_install"]) == (None, True)
        assert given["enterprise"] == {"id": "E0GROUP", "name": "E0GROUP Group"}
        assert east.bot_token == west.bot_token == given["access_token"]
        client = AsyncWebClient(given["access_token"], base_url=sandbox.api_url, session=session)
        who = await client.auth_test()
        assert (who["team_id"], who["enterprise_id"], who["is_enterprise_install"]) == ("E0GROUP", "E0GROUP", True)
        assert [each["id"] for each in (await client.auth_teams_list())["teams"]] == ["T0EAST", "T0WEST"]
        people = await client.users_list(team_id="T0WEST")
        assert [each["id"] for each in people["members"]] == ["UWMIA", "UWNOAH", "UWFIRE"]
        for method in ("users.list", "conversations.list", "users.conversations"):
            with pytest.raises(SlackApiError, match="missing_argument"):
                await client.api_call(method)
        with pytest.raises(SlackApiError, match="team_access_not_granted"):
            await client.users_list(team_id="T0NORTHWIND")
        await client.chat_postMessage(channel="CWDESK", text="Westward")
        await client.chat_postMessage(channel="UEMIA", text="Eastward")
        assert west.channel("desk").last_message.text == "Westward"
        assert [each.text for each in east.person("mia").dm] == ["Eastward"]


async def test_payloads_tell_of_the_org(sandbox: Sandbox, app: App) -> None:
    east = sandbox.add_workspace("T0EAST", "East", a_few("E"), enterprise="E0GROUP")

    @app.bolt.event("message")
    async def note(body: dict[str, Any]) -> None:
        app.heard.append(body)

    @app.bolt.command("/triage")
    async def answer(ack: Any, body: dict[str, Any]) -> None:
        app.heard.append(body)
        await ack()

    @app.bolt.shortcut("triage.file")
    async def open_form(ack: Any, body: dict[str, Any]) -> None:
        app.heard.append(body)
        await ack()

    async with aiohttp.ClientSession() as session:
        await exchange(sandbox, session, enterprise="E0GROUP", by="mia")
    mia = east.person("mia")
    await mia.says("Hello")
    await mia.types("/triage")
    await mia.uses_shortcut("File a fire")
    event, command, shortcut = app.heard
    assert (event["team_id"], event["enterprise_id"]) == ("T0EAST", "E0GROUP")
    assert event["authorizations"][0]["is_enterprise_install"] is True
    assert event["authorizations"][0]["team_id"] is None
    assert (command["enterprise_id"], command["is_enterprise_install"]) == ("E0GROUP", "true")
    assert shortcut["enterprise"]["id"] == shortcut["team"]["enterprise_id"] == "E0GROUP"
    assert shortcut["is_enterprise_install"] is True


async def test_a_modal_of_an_org_opens_where_its_trigger_was_earned(sandbox: Sandbox, app: App) -> None:
    sandbox.add_workspace("T0EAST", "East", a_few("E"), enterprise="E0GROUP")
    west = sandbox.add_workspace("T0WEST", "West", a_few("W"), enterprise="E0GROUP")
    async with aiohttp.ClientSession() as session:
        token = (await exchange(sandbox, session, enterprise="E0GROUP", by="mia"))["access_token"]

    @app.bolt.shortcut("triage.file")
    async def open_form(ack: Any, body: dict[str, Any]) -> None:
        title = {"type": "plain_text", "text": "File"}
        view = {"type": "modal", "title": title, "blocks": [{"type": "divider"}]}
        opened = await call(sandbox, "views.open", token, json={"trigger_id": body["trigger_id"], "view": view})
        app.heard.append(opened["view"])
        await ack()

    await west.person("mia").uses_shortcut("File a fire")
    assert west.person("mia").modal is not None
    assert (app.heard[0]["team_id"], app.heard[0]["app_installed_team_id"]) == ("T0WEST", "E0GROUP")


@pytest.mark.parametrize("first", ["app_uninstalled", "tokens_revoked"])
async def test_an_app_that_is_taken_out_is_told_twice_and_then_nothing_more(
    sandbox: Sandbox, client: AsyncWebClient, app: App, first: Any
) -> None:
    for kind in ("app_uninstalled", "tokens_revoked", "message"):
        app.bolt.event(kind)(an_ear(app))
    acme = sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    token = acme.install()
    await sandbox.uninstall("T0ACME", first=first)
    second = {"app_uninstalled": "tokens_revoked", "tokens_revoked": "app_uninstalled"}[first]
    assert [each["event"]["type"] for each in app.heard] == [first, second]
    assert {each["team_id"] for each in app.heard} == {"T0ACME"}
    revoked = next(each["event"] for each in app.heard if each["event"]["type"] == "tokens_revoked")
    assert revoked["tokens"] == {"oauth": [], "bot": ["UAFIRE"]}
    assert (await call(sandbox, "auth.test", token))["error"] == "account_inactive"
    await acme.person("mia").says("Anybody there?")
    assert len(app.heard) == 2
    assert (await client.auth_test())["ok"], "Northwind is not concerned"


async def test_an_org_that_takes_the_app_out_is_named_without_a_workspace(sandbox: Sandbox, app: App) -> None:
    for kind in ("app_uninstalled", "tokens_revoked"):
        app.bolt.event(kind)(an_ear(app))
    sandbox.add_workspace("T0EAST", "East", a_few("E"), enterprise="E0GROUP")
    async with aiohttp.ClientSession() as session:
        await exchange(sandbox, session, enterprise="E0GROUP", by="mia")
    await sandbox.uninstall("E0GROUP")
    assert [(each["enterprise_id"], "team_id" in each) for each in app.heard] == [("E0GROUP", False)] * 2


async def test_a_token_can_be_taken_back_without_a_word(sandbox: Sandbox) -> None:
    acme = sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    token = acme.install()
    sandbox.revoke_token("T0ACME")
    assert (await call(sandbox, "auth.test", token))["error"] == "token_revoked"
    assert acme.bot_token == ""
    assert acme.install() == acme.bot_token != token
    assert sandbox.deliveries == []


def an_ear(app: App) -> Any:
    async def note(body: dict[str, Any]) -> None:
        app.heard.append(body)

    return note
