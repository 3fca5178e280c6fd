"""Everything that can be chosen, written and attached on the page of the local Slack, in a real browser."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page, expect
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from bot.slack import kit
from tests.sandbox.bolt_app import App, an_app, over_http
from tests.support.browser import a_browser

pytestmark = pytest.mark.browser

Json = dict[str, Any]


@pytest.fixture
async def app(sandbox: Sandbox, client: AsyncWebClient) -> AsyncIterator[App]:
    app = an_app(sandbox, client)
    async with over_http(sandbox, app):
        yield app
        await sandbox.idle()


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[Page]:
    async with a_browser() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(f"{sandbox.url}/#as=ana")
        yield page
        assert errors == []


async def say(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.keyboard.press("Enter")


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


PLAN: Json = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [words("F-1", bold=True), words(" with "), {"type": "user", "user_id": "UBEN"}],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "indent": 0,
            "border": 0,
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "link", "url": "https://a.example/", "text": "the board"}],
                }
            ],
        },
    ],
}


async def test_rich_text_survives_being_opened_and_saved_and_new_words_are_read_with_their_marks(
    page: Page, app: App
) -> None:
    asked = kit.labelled("Plan", {"type": "rich_text_input", "action_id": "words", "initial_value": PLAN}, "plan")

    @app.bolt.command("/standup")
    async def open_form(ack: AsyncAck, body: Json) -> None:
        view = kit.modal("Plan", [asked], callback_id="plan", submit="Save")
        await app.client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.bolt.view("plan")
    async def keep(ack: AsyncAck, view: Json) -> None:
        app.heard.append(view["state"]["values"]["plan"]["words"]["rich_text_value"])
        await ack()

    for more in ("", "\n1. _soon_ :fire:"):
        await say(page, "/standup")
        box = page.get_by_test_id("plan/words")
        await expect(box).to_have_value("*F-1* with @ben\n- <https://a.example/|the board>")
        if more:
            await box.press("Control+End")
            await page.keyboard.type(more)
        await page.get_by_test_id("modal-submit").click()
        await expect(page.get_by_test_id("modal")).to_have_count(0)
    untouched, changed = app.heard
    assert untouched == PLAN
    assert changed["elements"][1] == PLAN["elements"][1]
    assert changed["elements"][2]["style"] == "ordered"

    await app.client.chat_postMessage(channel="UANA", text="x", blocks=[changed])
    await page.get_by_test_id("dm-firebreak").click()
    shown = page.get_by_test_id("messages").locator(".rich-text")
    await expect(shown.locator("strong")).to_have_text("F-1")
    await expect(shown.locator("ul li a")).to_have_text("the board")
    await expect(shown.locator("ol li em")).to_have_text("soon")
    await expect(shown.locator(".mention")).to_have_text("@Ben Carter")


TODAY, LATER = kit.option("Today", "t"), kit.option("Later", "l")


def element(kind: str, **more: Any) -> Json:
    return {"type": kind, "action_id": kind, **more}


async def test_whatever_can_be_chosen_can_be_chosen_in_a_message(page: Page, app: App) -> None:
    both = {"options": [TODAY, LATER]}
    kinds = [
        element("static_select", **both),
        element("users_select"),
        element("datepicker"),
        element("timepicker"),
        element("datetimepicker"),
        element("checkboxes", **both),
        element("radio_buttons", **both),
        element("overflow", **both),
    ]

    async def keep(ack: AsyncAck, body: Json) -> None:
        await ack()
        [action] = body["actions"]
        app.heard.append({name: found for name, found in action.items() if name.startswith("selected")})

    for each in kinds:
        app.bolt.action(each["action_id"])(keep)
    blocks = [{"type": "actions", "block_id": "moves", "elements": kinds}]
    await app.client.chat_postMessage(channel="C0FIRES", text="When?", blocks=blocks)
    await page.get_by_test_id("channel-fires").click()

    def there(kind: str) -> Any:
        return page.get_by_test_id(f"moves/{kind}")

    await there("static_select").select_option("l")
    await there("users_select").select_option("UBEN")
    await there("datepicker").fill("2026-11-24")
    await there("timepicker").fill("09:45")
    await there("datetimepicker").fill("2026-11-24T09:45")
    await there("checkboxes").get_by_label("Today").check()
    await there("radio_buttons").get_by_label("Later").check()
    await there("overflow").click()
    await page.get_by_role("menuitem", name="Later").click()
    await expect(there("overflow")).to_be_enabled()
    assert app.heard == [
        {"selected_option": LATER},
        {"selected_user": "UBEN"},
        {"selected_date": "2026-11-24"},
        {"selected_time": "09:45"},
        {"selected_date_time": 1_795_513_500},
        {"selected_options": [TODAY]},
        {"selected_option": LATER},
        {"selected_option": LATER},
    ]


CSV = {"name": "team.csv", "mimeType": "text/csv", "buffer": b"name\nAna\n"}


async def test_a_file_is_attached_in_the_direct_conversation_and_shown_as_a_card(page: Page, app: App) -> None:
    @app.bolt.event({"type": "message", "subtype": "file_share"})
    async def keep(event: Json) -> None:
        app.heard.append(event)

    await page.get_by_test_id("dm-firebreak").click()
    await page.get_by_test_id("composer-file").set_input_files(CSV)  # type: ignore[arg-type]
    await expect(page.get_by_text("team.csv")).to_be_visible()
    await say(page, "Our people")
    await expect(page.get_by_test_id("messages").get_by_role("link", name="team.csv")).to_contain_text("CSV, 9 bytes")
    assert [(each["text"], each["files"][0]["name"]) for each in app.heard] == [("Our people", "team.csv")]


async def test_a_form_takes_a_file(page: Page, app: App) -> None:
    asked = kit.labelled("File", {"type": "file_input", "action_id": "file", "max_files": 1}, "import")

    @app.bolt.command("/standup")
    async def open_form(ack: AsyncAck, body: Json) -> None:
        view = kit.modal("Import", [asked], callback_id="import", submit="Import")
        await app.client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.bolt.view("import")
    async def keep(ack: AsyncAck, view: Json) -> None:
        app.heard.append(view["state"]["values"]["import"]["file"])
        await ack()

    await say(page, "/standup")
    await page.get_by_test_id("import/file").set_input_files(CSV)  # type: ignore[arg-type]
    await expect(page.get_by_test_id("modal").get_by_text("team.csv")).to_be_visible()
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("modal")).to_have_count(0)
    [state] = app.heard
    [file] = state["files"]
    assert (file["name"], file["size"]) == ("team.csv", 9)


async def test_an_admin_deletes_what_the_app_said_and_answers_stay(page: Page, app: App) -> None:
    said = await app.client.chat_postMessage(channel="C0FIRES", text="Report")
    await app.client.chat_postMessage(channel="C0FIRES", text="Ana's answer", thread_ts=said["ts"])
    await page.get_by_test_id("persona-iris").click()
    await page.get_by_test_id("channel-fires").click()
    row = page.get_by_test_id(f"message-{said['ts']}")
    await row.hover()
    await row.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await page.get_by_test_id("confirm-yes").click()
    await expect(row).to_contain_text("This message was deleted.")
    await expect(row.get_by_test_id(f"thread-{said['ts']}")).to_have_text("1 reply")
