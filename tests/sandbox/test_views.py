"""Modals and Home tabs: opened by a trigger, stacked, changed, submitted and closed by Slack's rules."""

from datetime import timedelta
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck

from bot.core.clock import HandClock
from bot.sandbox.circumstances import Impossible
from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App
from tests.sandbox.calling import error_of


def field(name: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": name,
        "label": {"type": "plain_text", "text": name},
        "element": {"type": "plain_text_input", "action_id": "text"},
        **more,
    }


def a_modal(*blocks: dict[str, Any], title: str = "Step 1", **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "step",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Next"},
        "blocks": list(blocks) or [field("Name")],
        **more,
    }


@pytest.fixture
async def asked(sandbox: Sandbox, app: App) -> App:
    """An app that acknowledges commands and keeps what came with them."""

    @app.bolt.command("/triage")
    async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
        app.heard.append(body)
        await ack()

    return app


async def trigger(sandbox: Sandbox, app: App, name: str = "ana") -> str:
    await sandbox.person(name).types("/triage")
    return str(app.heard[-1]["trigger_id"])


async def test_a_trigger_opens_one_modal_within_three_seconds(sandbox: Sandbox, asked: App, clock: HandClock) -> None:
    first = await trigger(sandbox, asked)
    opened = await asked.client.views_open(trigger_id=first, view=a_modal())
    assert opened["view"]["root_view_id"] == opened["view"]["id"]
    assert await error_of(asked.client, "views.open", trigger_id=first, view=a_modal()) == "exchanged_trigger_id"
    assert await error_of(asked.client, "views.open", trigger_id="1.2.x", view=a_modal()) == "invalid_trigger_id"
    late = await trigger(sandbox, asked)
    clock.move_to(clock.now() + timedelta(seconds=3.1))
    assert await error_of(asked.client, "views.open", trigger_id=late, view=a_modal()) == "expired_trigger_id"
    in_time = await trigger(sandbox, asked)
    clock.move_to(clock.now() + timedelta(seconds=3))
    await asked.client.views_open(trigger_id=in_time, view=a_modal(title="In time"))
    assert [each["title"]["text"] for each in sandbox.person("ana").modals] == ["In time"]


@pytest.mark.parametrize(
    ("view", "error"),
    [
        ({"type": "home", "blocks": [{"type": "divider"}]}, "invalid_arguments"),
        (a_modal(title="x" * 25), "invalid_arguments"),
        (a_modal(private_metadata="x" * 3_001), "invalid_arguments"),
        (
            {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [field("Name")]},
            "invalid_arguments",
        ),
        (
            a_modal(*({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_000}} for _ in range(90))),
            "view_too_large",
        ),
    ],
)
async def test_a_view_slack_does_not_take_spends_no_trigger(
    sandbox: Sandbox, asked: App, view: dict[str, Any], error: str
) -> None:
    name = await trigger(sandbox, asked)
    with sandbox.deliberate():
        assert await error_of(asked.client, "views.open", trigger_id=name, view=view) == error
        assert await error_of(asked.client, "views.open", view=view) != "ok"
    assert (await asked.client.views_open(trigger_id=name, view=a_modal()))["ok"]


async def test_three_modals_can_be_stacked_and_the_cross_closes_all(sandbox: Sandbox, asked: App) -> None:
    @asked.bolt.view_closed("step")
    async def note(ack: AsyncAck, body: dict[str, Any]) -> None:
        asked.heard.append(body)
        await ack()

    @asked.bolt.action("deeper")
    async def deeper(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        depth = len(sandbox.person("ana").modals)
        view = a_modal(*button, title=f"Step {depth + 1}", notify_on_close=True)
        if depth < 3:
            await asked.client.views_push(trigger_id=body["trigger_id"], view=view)
        else:
            with sandbox.deliberate(), sandbox.allow("accepted"):
                error = await error_of(asked.client, "views.push", trigger_id=body["trigger_id"], view=view)
            asked.heard.append({"error": error})

    ana = sandbox.person("ana")
    text = {"type": "plain_text", "text": "Deeper"}
    button: list[dict[str, Any]] = [
        {"type": "actions", "elements": [{"type": "button", "action_id": "deeper", "text": text}]}
    ]
    outside = await trigger(sandbox, asked, "ben")
    assert await error_of(asked.client, "views.push", trigger_id=outside, view=a_modal()) == "not_found"
    name = await trigger(sandbox, asked)
    await asked.client.views_open(trigger_id=name, view=a_modal(*button, notify_on_close=True))
    for _ in range(3):
        await ana.clicks("Deeper")
    assert [each["title"]["text"] for each in ana.modals] == ["Step 1", "Step 2", "Step 3"]
    assert asked.heard[-1] == {"error": "push_limit_reached"}
    await ana.closes()
    assert (asked.heard[-1]["is_cleared"], asked.heard[-1]["view"]["title"]["text"]) == (False, "Step 3")
    await ana.closes(clear_all=True)
    assert (asked.heard[-1]["is_cleared"], asked.heard[-1]["view"]["title"]["text"]) == (True, "Step 1")
    assert ana.modal is None


async def test_a_modal_closes_in_silence_unless_the_app_asked(sandbox: Sandbox, asked: App) -> None:
    await asked.client.views_open(trigger_id=await trigger(sandbox, asked), view=a_modal())
    before = len(sandbox.deliveries)
    await sandbox.person("ana").closes()
    assert len(sandbox.deliveries) == before


async def test_what_was_typed_stays_where_block_and_action_stay(sandbox: Sandbox, asked: App) -> None:
    opened = await asked.client.views_open(
        trigger_id=await trigger(sandbox, asked), view=a_modal(field("Name"), field("Why"))
    )
    ana = sandbox.person("ana")
    await ana.fills({"Name": "Ana", "Why": "Because"})
    other = {"type": "email_text_input", "action_id": "text"}
    updated = await asked.client.views_update(
        view_id=opened["view"]["id"],
        hash=opened["view"]["hash"],
        view=a_modal(field("Name", label={"type": "plain_text", "text": "Your name"}), field("Why", element=other)),
    )
    assert updated["view"]["state"]["values"] == {
        "Name": {"text": {"type": "plain_text_input", "value": "Ana"}},
        "Why": {"text": {"type": "email_text_input", "value": None}},
    }
    old = opened["view"]["hash"]
    error = await error_of(asked.client, "views.update", view_id=opened["view"]["id"], hash=old, view=a_modal())
    assert error == "hash_conflict"
    assert await error_of(asked.client, "views.update", view_id="VNONE", view=a_modal()) == "not_found"


async def test_an_external_id_names_one_view_at_a_time(sandbox: Sandbox, asked: App) -> None:
    await asked.client.views_open(trigger_id=await trigger(sandbox, asked), view=a_modal(external_id="mine"))
    await asked.client.views_update(external_id="mine", view=a_modal(external_id="mine", title="Anew"))
    assert sandbox.person("ana").modals[0]["title"]["text"] == "Anew"
    name = await trigger(sandbox, asked, "ben")
    with sandbox.deliberate(), sandbox.allow("accepted"):
        error = await error_of(asked.client, "views.open", trigger_id=name, view=a_modal(external_id="mine"))
    assert error == "duplicate_external_id"


async def test_the_answer_to_a_submission_decides_what_is_seen_next(sandbox: Sandbox, asked: App) -> None:
    answers: list[dict[str, Any]] = [
        {"response_action": "errors", "errors": {"Name": "Taken."}},
        {"response_action": "update", "view": a_modal(title="Updated")},
        {"response_action": "push", "view": a_modal(title="Pushed")},
        {},
        {"response_action": "clear"},
    ]

    @asked.bolt.view("step")
    async def answer(ack: AsyncAck) -> None:
        await ack(**answers.pop(0))

    ana = sandbox.person("ana")
    await asked.client.views_open(trigger_id=await trigger(sandbox, asked), view=a_modal())
    assert (await ana.submits()).errors == {"Name": "Please complete this required field."}
    assert len(answers) == 5, "Slack itself refuses what is not complete"
    seen = []
    for _ in range(5):
        await ana.fills({"Name": "Ana"})
        result = await ana.submits()
        seen.append((result.errors, result.closed, [each["title"]["text"] for each in ana.modals]))
    assert seen == [
        ({"Name": "Taken."}, False, ["Step 1"]),
        ({}, False, ["Updated"]),
        ({}, False, ["Updated", "Pushed"]),
        ({}, True, ["Updated"]),
        ({}, True, []),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"Nowhere": "x"}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "push", "view": {"type": "home", "blocks": [{"type": "divider"}]}},
    ],
)
async def test_an_answer_slack_does_not_understand_leaves_the_form_open(
    sandbox: Sandbox, asked: App, answer: dict[str, Any]
) -> None:
    @asked.bolt.view("step")
    async def wrong(ack: AsyncAck) -> None:
        await ack(**answer)

    ana = sandbox.person("ana")
    await asked.client.views_open(trigger_id=await trigger(sandbox, asked), view=a_modal())
    await ana.fills({"Name": "Ana"})
    with sandbox.deliberate():
        result = await ana.submits()
    assert result.errors == {"Name": "We had some trouble connecting. Try again?"}
    assert ana.modal is not None


async def test_the_home_tab_is_drawn_when_somebody_looks(sandbox: Sandbox, app: App) -> None:
    @app.bolt.event("app_home_opened")
    async def draw(event: dict[str, Any]) -> None:
        app.heard.append(event)
        text = {"type": "mrkdwn", "text": f"Hello <@{event['user']}>"}
        await app.client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [{"type": "section", "text": text}]}
        )

    ana = sandbox.person("ana")
    assert ana.home is None
    shown = await ana.opens_home()
    assert shown is not None
    assert shown["blocks"][0]["text"]["text"] == "Hello <@UANA>"
    await ana.opens_home()
    await ana.opens_messages()
    assert [("view" in each, each["tab"]) for each in app.heard] == [
        (False, "home"),
        (True, "home"),
        (False, "messages"),
    ]
    assert sandbox.person("ben").home is None


async def test_a_home_tab_is_not_drawn_over_a_newer_one(sandbox: Sandbox, app: App) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await app.client.views_publish(user_id="UANA", view=home)
    second = await app.client.views_publish(user_id="UANA", view=home, hash=first["view"]["hash"])
    assert second["view"]["id"] == first["view"]["id"]
    error = await error_of(app.client, "views.publish", user_id="UANA", view=home, hash=first["view"]["hash"])
    assert error == "hash_conflict"
    with sandbox.deliberate(), sandbox.allow("accepted"):
        assert await error_of(app.client, "views.publish", user_id="UFIRE", view=home) == "invalid_arguments"


async def test_a_form_that_was_closed_meanwhile_cannot_be_sent(sandbox: Sandbox, asked: App) -> None:
    opened = await asked.client.views_open(trigger_id=await trigger(sandbox, asked), view=a_modal())
    await sandbox.person("ana").closes()
    with pytest.raises(Impossible, match="not open any more"):
        await sandbox.control.submit("UANA", opened["view"]["id"])


async def test_nobody_sees_the_forms_of_others(sandbox: Sandbox, asked: App) -> None:
    opened = await asked.client.views_open(trigger_id=await trigger(sandbox, asked), view=a_modal())
    with pytest.raises(Impossible):
        await sandbox.control.submit("UBEN", opened["view"]["id"])
