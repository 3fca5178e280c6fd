"""What a newcomer does in the browser after `make sandbox`, on the real command."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import PICTURES, a_browser
from tests.support.processes import BotProcess

pytestmark = pytest.mark.browser

FIRE = "Revenue dashboard shows zeros"
MOST_MS = 20_000


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """The page of a fresh sandbox, started as a person starts it."""
    async with (
        a_browser() as browser,
        BotProcess.started("sandbox", {}, "--port", "0", "--folder", str(tmp_path / "sandbox")) as sandbox,
    ):
        address = await sandbox.says("Firebreak is at ")
        page = await browser.new_page(viewport={"width": 1280, "height": 860})
        page.set_default_timeout(MOST_MS)
        expect.set_options(timeout=MOST_MS)
        await page.goto(address)
        yield page
        status, _, logged = await sandbox.end()
        assert status == 0, logged


async def become(page: Page, name: str) -> None:
    await page.get_by_test_id(f"persona-{name}").click()


async def send(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("send").click()


async def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.get_by_test_id("hints-close").or_(page.locator("body")).first.wait_for()
    await page.screenshot(path=PICTURES / f"{name}.png")


async def test_a_fire_is_filed_claimed_and_resolved(page: Page) -> None:
    await page.get_by_test_id("hints-close").click()
    await become(page, "grace")
    await page.get_by_test_id("channel-fires").click()
    await send(page, f"/triage new {FIRE} p1")
    await expect(page.get_by_text("is with Data now").last).to_be_visible()
    await picture(page, "filed")

    await become(page, "chitra")
    await page.get_by_test_id("channel-data-team").click()
    await send(page, "/triage")
    await expect(page.get_by_text("Only visible to you")).to_be_visible()
    await picture(page, "queue")
    await page.get_by_role("button", name="Take F-47").last.click()
    await expect(page.get_by_text("Taken by").first).to_be_visible()
    await picture(page, "taken")

    await become(page, "grace")
    await page.get_by_test_id("dm-firebreak").click()
    await expect(page.get_by_text("has taken").last).to_be_visible()
    await picture(page, "told")
