"""A sandbox of its own for each test, and an app that is connected both ways in turn."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App, an_app, over_http, over_socket
from tests.sandbox.places import MANIFEST, MONDAY


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MONDAY)


@pytest.fixture
async def sandbox(clock: HandClock) -> AsyncIterator[Sandbox]:
    log = os.environ.get("FIREBREAK_WIRE_LOG")
    sandbox = Sandbox(manifest=MANIFEST, people_clock=clock, protocol_clock=clock, wire_log=Path(log) if log else None)
    await sandbox.start()
    # The apps of these stories hear what the story is about; what they do not hear, nobody acknowledges.
    with sandbox.allow("ack", "ack-late"):
        yield sandbox
        await sandbox.stop()
    assert not sandbox.complaints, sandbox.complaints


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session, retry_handlers=[])


@pytest.fixture(params=["http", "socket"])
async def app(request: pytest.FixtureRequest, sandbox: Sandbox, client: AsyncWebClient) -> AsyncIterator[App]:
    app = an_app(sandbox, client)
    connected = over_http if request.param == "http" else over_socket
    async with connected(sandbox, app):
        yield app
        await sandbox.idle()
