"""A real browser, where one is found."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

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
