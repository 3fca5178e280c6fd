"""An app made with the real Bolt lives in the sandbox as it would in Slack."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond

from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App

MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "file",
    "title": {"type": "plain_text", "text": "File a fire"},
    "submit": {"type": "plain_text", "text": "File"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What burns?"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
    ],
}
CARD: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*F-1* Dashboard down"}},
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "take",
                "value": "1",
                "text": {"type": "plain_text", "text": "I'll take it"},
            }
        ],
    },
]


async def test_a_command_opens_a_form_whose_answer_becomes_a_card_that_somebody_takes(
    sandbox: Sandbox, app: App
) -> None:
    @app.bolt.command("/triage")
    async def open_form(ack: AsyncAck, body: dict[str, Any]) -> None:
        app.heard.append(body)
        await app.client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack()

    @app.bolt.view("file")
    async def file(ack: AsyncAck, body: dict[str, Any]) -> None:
        typed = body["view"]["state"]["values"]["what"]["text"]["value"]
        if typed == "?":
            await ack(response_action="errors", errors={"what": "Say a little more."})
            return
        await ack()
        await app.client.chat_postMessage(channel="C0FIRES", text=f"Fire: {typed}", blocks=CARD)

    @app.bolt.action("take")
    async def take(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        who = body["user"]["id"]
        await app.client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text=f"<@{who}> has it", blocks=[]
        )
        await respond("It is yours.")

    ana, ben = sandbox.person("ana"), sandbox.person("ben")
    ack = await ana.types("/triage new @ben: A & B <down> #fires", channel="data-team")
    assert ack.ok
    assert app.heard[0]["text"] == "new <@UBEN>: A &amp; B &lt;down&gt; <#C0FIRES|fires>"

    await ana.fills({"What burns?": "?"})
    assert (await ana.submits()).errors == {"what": "Say a little more."}
    assert ana.errors_by_label == {"What burns?": "Say a little more."}
    await ana.fills({"What burns?": "Dashboard"})
    assert (await ana.submits()).closed
    assert ana.modal is None

    card = sandbox.channel("fires").last_message
    assert ben.sees("F-1 Dashboard down\n[I'll take it]")
    await ben.clicks("I'll take it")
    assert card.text == "<@UBEN> has it"
    assert ben.sees("@ben has it")
    assert [each.text for each in ben.ephemerals] == ["It is yours."]
    assert not ana.sees("It is yours.")


async def test_what_people_write_to_the_app_reaches_it_and_what_it_writes_does_not(sandbox: Sandbox, app: App) -> None:
    @app.bolt.event("message")
    async def answer(event: dict[str, Any]) -> None:
        app.heard.append(event)
        if "subtype" not in event:
            await app.client.chat_postMessage(channel=event["channel"], text="Noted.")

    ana = sandbox.person("ana")
    said = await ana.says("Hello & <goodbye> https://example.com/?a=1&b=2")
    await ana.edits(said, "Hello")
    await ana.deletes(said)
    await ana.says("Not for the app", channel="general")
    assert [each.get("subtype") for each in app.heard] == [None, "message_changed", "message_deleted"]
    assert app.heard[0]["text"] == "Hello &amp; &lt;goodbye&gt; <https://example.com/?a=1&amp;b=2>"
    assert app.heard[1]["message"]["text"] == "Hello"
    assert [each.text for each in ana.dm] == ["Noted."]
