"""Menus, pickers and ticks wherever Slack shows them: people choose, and the app hears it as Slack tells it."""

from datetime import date, datetime, time
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck

from bot.sandbox.server import Sandbox
from bot.slack import kit
from tests.sandbox.bolt_app import App
from tests.sandbox.places import MONDAY

Json = dict[str, Any]


def option(text: str, value: str) -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


WORDS = {"type": "plain_text", "text": "Choose"}
TODAY, LATER = option("Today", "t"), option("Later", "l")
OPTIONS = [TODAY, LATER]

#: Kind of element, what it is made with, what somebody means, and what the app is told.
KINDS: dict[str, tuple[Json, Any, Json]] = {
    "overflow": ({"options": OPTIONS}, "Later", {"selected_option": LATER}),
    "static_select": (
        {"options": OPTIONS, "initial_option": TODAY, "placeholder": WORDS},
        "Later",
        {"selected_option": LATER, "initial_option": TODAY, "placeholder": WORDS},
    ),
    "users_select": ({"placeholder": WORDS}, "ben", {"selected_user": "UBEN"}),
    "conversations_select": ({}, "#fires", {"selected_conversation": "C0FIRES"}),
    "channels_select": ({}, "#fires", {"selected_channel": "C0FIRES"}),
    "multi_static_select": ({"options": OPTIONS}, ["Today", "Later"], {"selected_options": OPTIONS}),
    "multi_users_select": ({}, ["ben"], {"selected_users": ["UBEN"]}),
    "datepicker": ({"initial_date": "2026-11-23"}, date(2026, 11, 24), {"selected_date": "2026-11-24"}),
    "timepicker": ({}, time(9, 30), {"selected_time": "09:30"}),
    "datetimepicker": ({}, MONDAY, {"selected_date_time": int(MONDAY.timestamp())}),
    "checkboxes": ({"options": OPTIONS}, ["Today"], {"selected_options": [TODAY]}),
    "radio_buttons": ({"options": OPTIONS}, "Today", {"selected_option": TODAY}),
}


def standing(kind: str, *, beside_text: bool) -> list[Json]:
    element = {"type": kind, "action_id": "choose", **KINDS[kind][0]}
    if beside_text:
        return [{"type": "section", "text": {"type": "mrkdwn", "text": "*When?*"}, "accessory": element}]
    return [{"type": "actions", "block_id": "moves", "elements": [element]}]


def name_of(kind: str, *, beside_text: bool) -> str:
    return "When?" if beside_text else "Choose" if "placeholder" in KINDS[kind][0] else "choose"


PLACES = [(kind, beside) for kind in KINDS for beside in (True, False) if not (beside and kind == "datetimepicker")]


@pytest.fixture
async def hearing(sandbox: Sandbox, app: App) -> App:
    @app.bolt.action("choose")
    async def keep(ack: AsyncAck, body: Json) -> None:
        await ack()
        app.heard.append(body)

    return app


def told(app: App, kind: str) -> Json:
    [body] = app.heard
    [action] = body["actions"]
    assert (action["type"], action["action_id"]) == (kind, "choose")
    assert {name: action[name] for name in KINDS[kind][2]} == KINDS[kind][2]
    kept: Json = (body.get("state") or body["view"]["state"])["values"]
    return {"kept": kept.get(action["block_id"], {}).get("choose"), "body": body}


@pytest.mark.parametrize(("kind", "beside_text"), PLACES)
async def test_somebody_chooses_in_a_message(sandbox: Sandbox, hearing: App, kind: str, beside_text: bool) -> None:
    blocks = standing(kind, beside_text=beside_text)
    await hearing.client.chat_postMessage(channel="C0FIRES", text="When?", blocks=blocks)
    await sandbox.person("ana").chooses(name_of(kind, beside_text=beside_text), KINDS[kind][1])
    found = told(hearing, kind)
    assert found["body"]["container"]["type"] == "message"
    state = {name: value for name, value in KINDS[kind][2].items() if name.startswith("selected")}
    assert found["kept"] == (None if kind == "overflow" else {"type": kind, **state})


@pytest.mark.parametrize(("kind", "beside_text"), PLACES)
async def test_somebody_chooses_on_the_home_tab(sandbox: Sandbox, hearing: App, kind: str, beside_text: bool) -> None:
    view = {"type": "home", "blocks": standing(kind, beside_text=beside_text)}
    await hearing.client.views_publish(user_id="UANA", view=view)
    await sandbox.person("ana").chooses(name_of(kind, beside_text=beside_text), KINDS[kind][1])
    assert told(hearing, kind)["body"]["view"]["type"] == "home"


@pytest.mark.parametrize(("kind", "beside_text"), PLACES)
async def test_somebody_chooses_in_a_form(sandbox: Sandbox, hearing: App, kind: str, beside_text: bool) -> None:
    @hearing.bolt.command("/triage")
    async def open_form(ack: AsyncAck, body: Json) -> None:
        await ack()
        modal = kit.modal("Form", standing(kind, beside_text=beside_text), callback_id="x")
        await hearing.client.views_open(trigger_id=body["trigger_id"], view=dict(modal))

    ana = sandbox.person("ana")
    await ana.types("/triage")
    await ana.chooses(name_of(kind, beside_text=beside_text), KINDS[kind][1])
    assert told(hearing, kind)["body"]["container"]["type"] == "view"


async def test_an_entry_of_an_overflow_menu_can_also_be_clicked(sandbox: Sandbox, hearing: App) -> None:
    blocks = standing("overflow", beside_text=True)
    await hearing.client.chat_postMessage(channel="C0FIRES", text="When?", blocks=blocks)
    await sandbox.person("ana").clicks("Later")
    told(hearing, "overflow")


async def test_what_was_chosen_before_is_told_with_the_next_press(sandbox: Sandbox, hearing: App) -> None:
    when = {"type": "datetimepicker", "action_id": "choose", "initial_date_time": int(MONDAY.timestamp())}
    go = {"type": "button", "action_id": "choose-and-go", "text": {"type": "plain_text", "text": "Go"}}
    block = {"type": "actions", "block_id": "moves", "elements": [when, go]}

    @hearing.bolt.action("choose-and-go")
    async def go_on(ack: AsyncAck, body: Json) -> None:
        await ack()
        hearing.heard.append(body)

    await hearing.client.chat_postMessage(channel="C0FIRES", text="When?", blocks=[block])
    ana = sandbox.person("ana")
    await ana.clicks("Go")
    await ana.chooses("choose", datetime(2026, 11, 24, 9, tzinfo=MONDAY.tzinfo))
    await ana.clicks("Go")
    chosen = [body["state"]["values"]["moves"]["choose"]["selected_date_time"] for body in hearing.heard]
    assert chosen == [1_795_426_200, 1_795_510_800, 1_795_510_800]
