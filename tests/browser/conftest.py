"""What browser stories share: a sandbox that has lived through its weeks, and a page on it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import REMEDY, WINDOW, a_browser, chromium, picture
from tests.support.processes import BotProcess

MOST_MS = 90_000
# Weeks are lived through once; a machine that does much else at the time may take minutes.
WEEKS_WITHIN = 300
# Nor is a busy machine a slow bot.
PATIENT = ("--ack-seconds", "60")


@pytest.fixture(scope="session")
def lived_through(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sandbox that was started once, as a person starts it. Each story goes on with a copy."""
    if chromium() is None:
        pytest.skip(REMEDY)
    folder = tmp_path_factory.mktemp("northwind") / "sandbox"
    asyncio.run(_live_through(folder))
    return folder


@pytest.fixture
async def page(lived_through: Path, tmp_path: Path) -> AsyncIterator[Page]:
    """The page of a sandbox of its own; whatever happens in it, the bot may not fail."""
    folder = tmp_path / "sandbox"
    shutil.copytree(lived_through, folder)
    async with (
        a_browser() as browser,
        BotProcess.started("sandbox", {}, "--port", "0", "--folder", str(folder), *PATIENT) as sandbox,
    ):
        address = await sandbox.says("Firebreak is at ")
        page = await browser.new_page(viewport=WINDOW)
        page.set_default_timeout(MOST_MS)
        expect.set_options(timeout=MOST_MS)
        await page.goto(address)
        await picture(page, "first-look")
        await page.get_by_test_id("hints-close").click()
        yield page
        await _end(sandbox)


async def _live_through(folder: Path) -> None:
    async with BotProcess.started("sandbox", {}, "--port", "0", "--folder", str(folder), *PATIENT) as sandbox:
        await sandbox.says("Firebreak is at ", WEEKS_WITHIN)
        await _end(sandbox)


async def _end(sandbox: BotProcess) -> None:
    status, _, logged = await sandbox.end()
    assert status == 0, logged
    assert "Traceback" not in logged
