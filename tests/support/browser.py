"""A real browser, where one is found, and what people do on the sandbox's page."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REMEDY = (
    "No Chromium was found, so the browser stories are skipped. "
    "Install one (Debian: apt-get install chromium) or name it in CHROMIUM."
)
WINDOW, TALL = ViewportSize(width=1280, height=900), 3000
PICTURES = Path(__file__).parents[2] / "build" / "screenshots"


def chromium() -> str | None:
    """Where a Chromium is; None when there is none."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """Skips the test with a plain sentence where no browser is."""
    where = chromium()
    if where is None:
        pytest.skip(REMEDY)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=where, args=list(QUIETLY))
        yield browser
        await browser.close()


async def become(page: Page, name: str) -> None:
    chair = page.get_by_test_id(f"persona-{name}")
    await chair.click()
    await expect(chair).to_have_attribute("aria-pressed", "true")


async def go_to(page: Page, place: str) -> None:
    await page.get_by_test_id(place).click()


async def send(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("send").click()


async def choose_from(page: Page, opener: Locator, item: str) -> None:
    """Opens a menu, and presses something in it."""
    await opener.click()
    await page.get_by_role("menuitem", name=item).click()


async def submit(page: Page) -> None:
    """Sends the open form, and waits until it is gone."""
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("modal")).to_have_count(0)


def message(page: Page, text: str, *, with_button: str | None = None) -> Locator:
    """The newest message that says so, and that has this to press."""
    found = page.locator("[data-testid^=message-]", has_text=text)
    if with_button is not None:
        found = found.filter(has=page.get_by_role("button", name=with_button))
    return found.last


def under(queue: Locator, title: str) -> Locator:
    """The buttons of a fire in a list: they stand below it."""
    return queue.locator(".block", has_text=title).locator("xpath=following-sibling::div[1]")


async def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / f"{name}.png")


async def card_picture(card: Locator, name: str) -> None:
    """Of one message, whole, however long it is."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    before = card.page.viewport_size or WINDOW
    await card.page.set_viewport_size({**before, "height": TALL})
    await card.screenshot(path=PICTURES / f"{name}.png")
    await card.page.set_viewport_size(before)
