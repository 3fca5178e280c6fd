"""The page of the local Slack, driven in a real browser: what people see, press and type."""

import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App, an_app, over_http

pytestmark = pytest.mark.browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = (
    "<script>document.title = 'taken over'</script><img src=x onerror=\"document.title='taken over'\"> & 'so on' 🎉"
)


def _text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def _choice(text: str, value: str) -> dict[str, Any]:
    return {"text": _text(text), "value": value}


FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "file",
    "title": _text("File a fire"),
    "submit": _text("File"),
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": _text("What burns?"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "how-much",
            "dispatch_action": True,
            "label": _text("Priority"),
            "element": {
                "type": "static_select",
                "action_id": "priority",
                "options": [_choice("Today", "p1"), _choice("This week", "p2")],
            },
        },
        {
            "type": "input",
            "block_id": "who",
            "label": _text("Who should know?"),
            "optional": True,
            "element": {"type": "multi_users_select", "action_id": "people"},
        },
    ],
}
DECLINE = {
    "title": _text("Decline it?"),
    "text": _text("Grace is told."),
    "confirm": _text("Decline"),
    "deny": _text("Keep"),
}


def card(owner: str) -> list[dict[str, Any]]:
    take = {"type": "button", "action_id": "take", "text": _text("I'll take it"), "style": "primary"}
    decline = {
        "type": "button",
        "action_id": "decline",
        "text": _text("Decline"),
        "style": "danger",
        "confirm": DECLINE,
    }
    return [
        {"type": "section", "block_id": "fire", "text": {"type": "mrkdwn", "text": f"*F-1* Dashboard down, {owner}"}},
        {"type": "actions", "block_id": "moves", "elements": [take, decline]},
    ]


@pytest.fixture
async def app(sandbox: Sandbox, client: AsyncWebClient) -> AsyncIterator[App]:
    app = an_app(sandbox, client)
    async with over_http(sandbox, app):
        yield app
        await sandbox.idle()


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[Page]:
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        pytest.skip("no Chromium was found, so the page of the sandbox was not tried out")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path, args=QUIETLY)
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(f"{sandbox.url}/#as=ana")
        yield page
        await browser.close()
        assert errors == []


async def say(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.keyboard.press("Enter")


async def test_a_command_opens_a_form_that_keeps_what_was_filled_in_and_shows_faults_beside_the_fields(
    page: Page, app: App
) -> None:
    submitted: list[dict[str, Any]] = []

    @app.bolt.command("/triage")
    async def open_form(ack: AsyncAck, body: dict[str, Any]) -> None:
        await app.client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @app.bolt.action("priority")
    async def explain(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        note = {"type": "section", "text": _text("Somebody will look today.")}
        await app.client.views_update(view_id=body["view"]["id"], view={**FORM, "blocks": [note, *FORM["blocks"]]})

    @app.bolt.view("file")
    async def file(ack: AsyncAck, view: dict[str, Any]) -> None:
        submitted.append(view["state"]["values"])
        if len(submitted) == 1:
            await ack(response_action="errors", errors={"what": "There is such a fire already."})
        else:
            await ack()

    await say(page, "/triage")
    await expect(page.get_by_test_id("what/text")).to_be_focused()
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("error-what")).to_have_text("Please fill this in.")
    assert submitted == []

    await page.get_by_test_id("what/text").fill(HOSTILE)
    await page.get_by_test_id("how-much/priority").select_option("p1")
    await expect(page.get_by_text("Somebody will look today.")).to_be_visible()
    await expect(page.get_by_test_id("what/text")).to_have_value(HOSTILE)
    await page.get_by_test_id("who/people").locator("summary").click()
    await page.get_by_test_id("who/people").get_by_label("Ben Carter").check()
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("error-what")).to_have_text("There is such a fire already.")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("modal")).to_have_count(0)
    await expect(page.get_by_test_id("composer")).to_be_focused()
    assert submitted[1]["what"]["text"]["value"] == HOSTILE
    assert submitted[1]["who"]["people"]["selected_users"] == ["UBEN"]


async def test_somebody_else_presses_the_button_on_a_card_and_a_risky_one_asks_first(page: Page, app: App) -> None:
    pressed: list[str] = []

    @app.bolt.action("take")
    async def take(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        message, person = body["message"], body["user"]["id"]
        await app.client.chat_update(
            channel="C0FIRES", ts=message["ts"], text="F-1", blocks=card(f"<@{person}> has it")
        )
        await app.client.chat_postEphemeral(channel="C0FIRES", user=person, text="It is *yours*.")

    @app.bolt.action("decline")
    async def decline(ack: AsyncAck, body: dict[str, Any]) -> None:
        pressed.append(body["user"]["id"])
        await ack()

    await app.client.chat_postMessage(channel="C0FIRES", text="F-1", blocks=card("nobody has it"))
    await page.get_by_test_id("persona-chitra").click()
    await page.get_by_test_id("channel-fires").click()
    await page.get_by_test_id("moves/decline").click()
    await page.get_by_test_id("confirm-deny").click()
    await page.get_by_test_id("moves/take").click()
    await expect(page.get_by_text("@Chitra Rao has it")).to_be_visible()
    await expect(page.get_by_text("Only visible to you")).to_be_visible()
    assert pressed == [], "declining was thought better of"
    await page.get_by_test_id("moves/decline").click()
    await page.get_by_test_id("confirm-yes").click()
    await expect(page.get_by_test_id("moves/decline")).to_be_enabled()
    assert pressed == ["UCHITRA"]


async def test_text_full_of_markup_is_only_text(page: Page, sandbox: Sandbox, app: App) -> None:
    await say(page, HOSTILE)
    await expect(page.get_by_text(HOSTILE)).to_be_visible()
    assert await page.title() == "Northwind sandbox"
    assert await page.get_by_test_id("messages").locator("script, img[src=x]").count() == 0


async def test_what_is_half_typed_survives_what_others_do(page: Page, sandbox: Sandbox, app: App) -> None:
    composer = page.get_by_test_id("composer")
    await composer.click()
    await page.keyboard.type("half a thought")
    for _ in range(len("thought")):
        await page.keyboard.press("ArrowLeft")
    await sandbox.person("ben").says("Meanwhile", channel="data-team")
    await expect(page.get_by_text("Meanwhile")).to_be_visible()
    await expect(composer).to_be_focused()
    await page.keyboard.type("good ")
    await expect(composer).to_have_value("half a good thought")


async def test_a_message_for_somebody_else_is_announced_and_one_press_leads_to_it(page: Page, app: App) -> None:
    await expect(page.get_by_test_id("persona-ben")).to_be_visible()
    await app.client.chat_postMessage(channel="UBEN", text="Good morning, Ben.")
    await page.get_by_test_id("toast").get_by_role("button", name="Be Ben").click()
    await page.get_by_test_id("dm-firebreak").click()
    await expect(page.get_by_text("Good morning, Ben.")).to_be_visible()


async def test_the_clock_is_that_of_the_person_one_acts_as(page: Page, app: App) -> None:
    now = page.get_by_test_id("clock-now")
    await expect(now).to_contain_text("Monday 23 November, 09:30")
    await page.get_by_test_id("clock-hour").click()
    await expect(now).to_contain_text("Monday 23 November, 10:30")
    await page.get_by_test_id("persona-chitra").click()
    await expect(now).to_contain_text("Monday 23 November, 16:00")
    await page.get_by_test_id("clock-monday").click()
    await expect(now).to_contain_text("Monday 30 November, 09:00")


async def test_a_refused_gesture_is_said_in_a_sentence_and_the_words_come_back(page: Page, app: App) -> None:
    await say(page, "/nowhere near")
    await expect(page.get_by_test_id("toast")).to_contain_text("/nowhere")
    await expect(page.get_by_test_id("composer")).to_have_value("/nowhere near")
