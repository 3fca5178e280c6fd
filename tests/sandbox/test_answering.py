"""Answers after the fact: the address that comes with a command or a press."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App

BUTTON: list[dict[str, Any]] = [
    {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
    }
]


@pytest.fixture
async def address(sandbox: Sandbox, app: App) -> str:
    """That of a command ana typed in #fires."""
    return await address_of_command(sandbox, app)


async def address_of_command(sandbox: Sandbox, app: App) -> str:
    @app.bolt.command("/triage")
    async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
        app.heard.append(body)
        await ack()

    await sandbox.person("ana").types("/triage", channel="fires")
    return str(app.heard[-1]["response_url"])


@pytest.fixture
async def pressed(sandbox: Sandbox, app: App) -> str:
    """That of a button ben pressed on a card in #fires."""

    @app.bolt.action("go")
    async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
        app.heard.append(body)
        await ack()

    await app.client.chat_postMessage(channel="C0FIRES", text="A card", blocks=BUTTON)
    await sandbox.person("ben").clicks("Go")
    return str(app.heard[-1]["response_url"])


async def post(address: str, **said: Any) -> int:
    async with aiohttp.ClientSession() as session, session.post(address, json=said) as response:
        return response.status


async def test_it_answers_five_times_and_only_to_the_one_who_asked(sandbox: Sandbox, address: str) -> None:
    for number in range(5):
        assert await post(address, text=str(number)) == 200
    with sandbox.deliberate():
        assert await post(address, text="too many") == 404
    assert [each.text for each in sandbox.person("ana").ephemerals] == ["0", "1", "2", "3", "4"]
    assert sandbox.channel("fires").messages == []


async def test_it_answers_for_half_an_hour(sandbox: Sandbox, address: str, clock: HandClock) -> None:
    clock.move_to(clock.now() + timedelta(minutes=30))
    assert await post(address, text="in time") == 200
    clock.move_to(clock.now() + timedelta(seconds=1))
    assert await post(address, text="too late") == 404
    assert await post(address.rsplit("/", 1)[0] + "/never-given-out", text="x") == 404


async def test_it_may_speak_to_everybody_where_the_app_may_not_post(sandbox: Sandbox, app: App, address: str) -> None:
    @app.bolt.command("/standup")
    async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
        app.heard.append(body)
        await ack()

    await sandbox.person("ana").types("/standup", channel="general")
    assert await post(app.heard[-1]["response_url"], text="To all", response_type="in_channel") == 200
    assert [each.text for each in sandbox.channel("general").messages] == ["To all"]


async def test_a_press_may_replace_the_card_or_take_it_away(sandbox: Sandbox, pressed: str) -> None:
    card = sandbox.channel("fires").last_message
    assert await post(pressed, text="Done", replace_original=True) == 200
    assert (card.text, card.blocks) == ("Done", [])
    assert await post(pressed, text="Only you see this", replace_original=False) == 200
    assert sandbox.person("ben").ephemerals[-1].text == "Only you see this"
    assert await post(pressed, delete_original="true") == 200
    assert sandbox.channel("fires").messages == []


async def test_an_ephemeral_answer_can_be_replaced_too(sandbox: Sandbox, address: str) -> None:
    await post(address, text="Loading", blocks=BUTTON)
    await post(address, text="Loaded", replace_original=True)
    assert [each.text for each in sandbox.person("ana").ephemerals] == ["Loaded"]


async def test_what_an_ephemeral_message_says_is_not_told_back(sandbox: Sandbox, app: App, address: str) -> None:
    @app.bolt.action("go")
    async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
        app.heard.append(body)
        await ack()

    await post(address, text="Secret", blocks=BUTTON)
    await sandbox.person("ana").clicks("Go")
    assert app.heard[-1]["container"]["is_ephemeral"]
    assert "text" not in app.heard[-1]["message"]


@pytest.mark.parametrize(
    "said",
    [{}, {"text": "x", "channel": "C0FIRES"}, {"text": "x", "response_type": "all"}, {"blocks": [{"type": "header"}]}],
)
async def test_what_slack_does_not_take_is_refused(sandbox: Sandbox, address: str, said: dict[str, Any]) -> None:
    with sandbox.deliberate():
        assert await post(address, **said) == 400


async def test_presses_carry_what_stands_on_the_button_and_around_it(
    sandbox: Sandbox, app: App, client: AsyncWebClient
) -> None:
    @app.bolt.action({"action_id": "pick"})
    async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
        app.heard.append(body)
        await ack()

    options = [{"text": {"type": "plain_text", "text": text}, "value": text[0]} for text in ("Now", "Later")]
    placeholder = {"type": "plain_text", "text": "When?"}
    blocks: list[dict[str, Any]] = [
        {
            "type": "section",
            "block_id": "when",
            "text": {"type": "mrkdwn", "text": "*Urgency*"},
            "accessory": {"type": "static_select", "action_id": "pick", "placeholder": placeholder, "options": options},
        },
        {
            "type": "actions",
            "block_id": "more",
            "elements": [{"type": "overflow", "action_id": "pick", "options": options}],
        },
    ]
    await client.chat_postMessage(channel="C0FIRES", text="When?", blocks=blocks)
    await sandbox.person("ben").chooses("Urgency", "Later")
    await sandbox.person("ben").clicks("Now")
    chosen, overflow = app.heard
    assert chosen["actions"][0]["selected_option"]["value"] == "L"
    assert chosen["state"]["values"]["when"]["pick"]["selected_option"]["value"] == "L"
    assert (overflow["actions"][0]["type"], overflow["actions"][0]["selected_option"]["value"]) == ("overflow", "N")
    assert overflow["channel"] == {"id": "C0FIRES", "name": "fires"}
    assert overflow["message"]["blocks"] == blocks
