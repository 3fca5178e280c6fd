"""Rich text: entered in forms, typed in messages, posted by the app, and read by people."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.pings import pinged
from bot.sandbox.reading import plain
from bot.sandbox.server import Sandbox
from bot.sandbox.state import Message
from tests.sandbox.bolt_app import App

Json = dict[str, Any]


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


PLAN = rich(
    section(words("Ship "), words("F-1", bold=True), words(" with "), {"type": "user", "user_id": "UBEN"}),
    {
        "type": "rich_text_list",
        "style": "bullet",
        "indent": 0,
        "border": 0,
        "elements": [section({"type": "link", "url": "https://a.example", "text": "board"})],
    },
)


def form(*, optional: bool = False, **more: Any) -> Json:
    field = {
        "type": "input",
        "block_id": "plan",
        "optional": optional,
        "label": {"type": "plain_text", "text": "Plan"},
        "element": {"type": "rich_text_input", "action_id": "words", **more},
    }
    title = {"type": "plain_text", "text": "Standup"}
    return {"type": "modal", "callback_id": "standup", "title": title, "submit": title, "blocks": [field]}


@pytest.fixture
async def asked(sandbox: Sandbox, app: App) -> App:
    """An app that opens the form it is given, and keeps what comes back: `heard[0]` is the form."""

    @app.bolt.command("/standup")
    async def open_form(ack: AsyncAck, body: Json) -> None:
        await ack()
        await app.client.views_open(trigger_id=body["trigger_id"], view=app.heard[0])

    @app.bolt.view("standup")
    async def keep(ack: AsyncAck, view: Json) -> None:
        await ack()
        app.heard.append(view["state"]["values"]["plan"]["words"])

    return app


async def test_an_answer_nobody_touched_comes_back_as_it_was_given(sandbox: Sandbox, asked: App) -> None:
    asked.heard.append(form(initial_value=PLAN))
    ana = sandbox.person("ana")
    await ana.types("/standup")
    assert "Ship F-1 with @ben\n• board" in plain(ana.modal or {})
    await ana.submits()
    assert asked.heard[1:] == [{"type": "rich_text_input", "rich_text_value": PLAN}]


async def test_what_somebody_writes_with_marks_comes_as_rich_text(sandbox: Sandbox, asked: App) -> None:
    asked.heard.append(form())
    ana = sandbox.person("ana")
    await ana.types("/standup")
    await ana.fills({"Plan": "Ship *F-1* with @ben\n- <https://a.example|board>"})
    await ana.submits()
    value = asked.heard[1]["rich_text_value"]
    assert value["elements"][0]["elements"][:2] == PLAN["elements"][0]["elements"][:2]
    assert value["elements"][1] == PLAN["elements"][1]


async def test_an_optional_answer_may_be_left_out_or_emptied(sandbox: Sandbox, asked: App) -> None:
    asked.heard.append(form(optional=True, initial_value=PLAN))
    ana = sandbox.person("ana")
    await ana.types("/standup")
    await ana.fills({"Plan": ""})
    await ana.submits()
    asked.heard[0] = form(optional=True)
    await ana.types("/standup")
    await ana.submits()
    assert asked.heard[1:] == [
        {"type": "rich_text_input", "rich_text_value": rich(section())},
        {"type": "rich_text_input"},
    ]


async def test_a_required_answer_is_asked_for_by_slack_itself(sandbox: Sandbox, asked: App) -> None:
    asked.heard.append(form())
    ana = sandbox.person("ana")
    await ana.types("/standup")
    await ana.fills({"Plan": "  \n"})
    await ana.submits()
    assert ana.errors_by_label == {"Plan": "Please complete this required field."}


async def test_typed_messages_carry_rich_text_beside_their_text(sandbox: Sandbox, app: App) -> None:
    @app.bolt.event("message")
    async def keep(event: Json) -> None:
        app.heard.append(event)

    said = await sandbox.person("ana").says("*Done* with @ben")
    await sandbox.person("ana").edits(said, "- Done")
    first, edited = app.heard
    assert first["text"] == "*Done* with <@UBEN>"
    [block] = first["blocks"]
    assert block["type"] == "rich_text"
    assert block["elements"] == [
        section(words("Done", bold=True), words(" with "), {"type": "user", "user_id": "UBEN"})
    ]
    assert edited["message"]["text"] == "• Done"
    assert edited["message"]["blocks"][0]["elements"][0]["type"] == "rich_text_list"
    assert edited["previous_message"]["blocks"] == first["blocks"]


async def test_rich_text_of_the_app_is_kept_and_read_as_people_read_it(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    def items(style: str, text: str, indent: int, **more: int) -> Json:
        rows = [section(words(text))]
        return {"type": "rich_text_list", "style": style, "indent": indent, "elements": rows, **more}

    said = rich(
        section(
            {"type": "channel", "channel_id": "C0FIRES"},
            words(" "),
            {"type": "emoji", "name": "fire"},
            words(" "),
            {"type": "date", "timestamp": 1_764_000_000, "format": "{date}", "fallback": "24 Nov"},
            words(" for "),
            {"type": "usergroup", "usergroup_id": "S1"},
            words("\n"),
        ),
        items("bullet", "one", 0),
        items("ordered", "two", 1, offset=1),
        {"type": "rich_text_quote", "elements": [words("quoted", italic=True)]},
        {"type": "rich_text_preformatted", "elements": [words("select 1")]},
    )
    # Slack's reference has `offset` (rich-text-list-element), its published types have not.
    with sandbox.allow("block-kit", "accepted"):
        await client.chat_postMessage(channel="C0FIRES", text="fallback", blocks=[said])
    shown = sandbox.channel("fires").last_message
    assert shown.blocks[0]["elements"] == said["elements"]
    assert plain(shown) == "#fires :fire: 24 Nov for @S1\n• one\n  2. two\nquoted\nselect 1"


BEN = {"type": "user", "user_id": "UBEN"}
EVERYBODY = {"type": "broadcast", "range": "here"}


def mrkdwn(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@pytest.mark.parametrize(
    ("text", "blocks", "called"),
    [
        ("Good morning <@UANA>", [], {"UANA"}),
        ("<!channel> <!here|here> &lt;!everyone&gt;", [], {"channel", "here"}),
        ("x", [rich(section(BEN, EVERYBODY))], {"UBEN", "here"}),
        ("x", [mrkdwn("<@UANA> and `<@UBEN>`"), {"type": "divider"}], {"UANA"}),
        ("x", [{"type": "context", "elements": [{"type": "mrkdwn", "text": "<!subteam^S1|team>"}]}], {"S1"}),
        ("x", [{"type": "section", "text": {"type": "plain_text", "text": "<@UANA>"}}], set()),
    ],
)
def test_it_can_be_told_whom_a_message_calls(text: str, blocks: list[Json], called: set[str]) -> None:
    assert pinged(Message("C0FIRES", "1.1", "UFIRE", text, blocks)) == called
