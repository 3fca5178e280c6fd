"""Calendars are fetched from public servers over TLS, in bounded time and size, and never name their address."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.core.errors import BotError
from bot.people.directory import CalendarServers, calendars, host_of
from tests.support.calendars import CalendarServer, serving

LOOPBACK = frozenset({"127.0.0.1"})


@pytest.fixture
async def server() -> AsyncIterator[CalendarServer]:
    async with serving() as running:
        yield running


async def test_a_calendar_is_fetched_with_its_tag_and_not_again(server: CalendarServer) -> None:
    server.etag = '"one"'
    fetched = await CalendarServers(LOOPBACK).fetch(server.address)
    assert fetched is not None
    assert fetched.data.startswith(b"BEGIN:VCALENDAR")
    assert fetched.etag == '"one"'
    assert await CalendarServers(LOOPBACK).fetch(server.address, fetched.etag) is None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://calendar.example/a.ics", calendars.NOT_SAFE),
        ("http://127.0.0.1:1/a.ics", calendars.NOT_SAFE),
        ("https://127.0.0.1:1/a.ics", calendars.PRIVATE),
        ("https://localhost:1/a.ics", calendars.PRIVATE),
        ("https://10.0.0.7/a.ics", calendars.PRIVATE),
        ("https://192.168.1.1/a.ics", calendars.PRIVATE),
        # Where cloud machines find their own secrets.
        ("https://169.254.169.254/latest", calendars.PRIVATE),
        ("https://0.0.0.0/a.ics", calendars.PRIVATE),
        ("https://[::1]/a.ics", calendars.PRIVATE),
        ("https://[fe80::1]/a.ics", calendars.PRIVATE),
        ("https://[::ffff:10.0.0.7]/a.ics", calendars.PRIVATE),
        ("https://[64:ff9b::a00:7]/a.ics", calendars.PRIVATE),
        ("https://[2002:a00:7::]/a.ics", calendars.PRIVATE),
        ("ftp://calendar.example/a.ics", calendars.NO_ADDRESS),
        ("file:///etc/passwd", calendars.NO_ADDRESS),
        ("https://", calendars.NO_ADDRESS),
        ("https://[broken/a.ics", calendars.NO_ADDRESS),
        ("next week", calendars.NO_ADDRESS),
    ],
)
async def test_addresses_that_lead_elsewhere_are_refused(address: str, said: str) -> None:
    with pytest.raises(BotError) as refused:
        await CalendarServers().fetch(address)
    assert refused.value.text == said


async def test_digits_in_disguise_are_resolved_before_they_are_judged() -> None:
    """`2130706433` and `0x7f.1` are ways to write 127.0.0.1."""
    for host in ("2130706433", "0x7f.1", "127.1"):
        with pytest.raises(BotError) as refused:
            await CalendarServers().fetch(f"https://{host}/a.ics")
        assert refused.value.text in (calendars.PRIVATE, calendars.NO_ANSWER, calendars.NO_ADDRESS)


async def test_a_redirect_is_judged_like_an_address(server: CalendarServer) -> None:
    server.status, server.headers = 302, {"Location": "https://10.0.0.7/metadata"}
    with pytest.raises(BotError) as refused:
        await CalendarServers(LOOPBACK).fetch(server.address)
    assert refused.value.text == calendars.PRIVATE
    server.headers = {"Location": "leave.ics"}
    with pytest.raises(BotError) as refused:
        await CalendarServers(LOOPBACK).fetch(server.address)
    assert refused.value.text == calendars.NO_SENSE
    assert len(server.asked) == 1 + calendars.MOST_REDIRECTS


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, calendars.NOT_FOUND), (410, calendars.NOT_FOUND), (401, calendars.CLOSED), (500, "error (500)")],
)
async def test_an_error_says_what_to_do(server: CalendarServer, status: int, said: str) -> None:
    server.status = status
    with pytest.raises(BotError, match=said.replace("(", r"\(").replace(")", r"\)")) as refused:
        await CalendarServers(LOOPBACK).fetch(server.address)
    assert "private-8f2c1d" not in refused.value.text


@pytest.mark.parametrize(("size", "fits"), [(calendars.LARGEST, True), (calendars.LARGEST + 1, False)])
async def test_two_megabytes_are_enough(server: CalendarServer, size: int, fits: bool) -> None:
    server.body = b"x" * size
    if fits:
        assert await CalendarServers(LOOPBACK).fetch(server.address) is not None
        return
    with pytest.raises(BotError, match="bigger than 2 MB"):
        await CalendarServers(LOOPBACK).fetch(server.address)


async def test_a_server_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "PATIENCE_SECONDS", 0.2)
    asked, done = asyncio.Event(), asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        asked.set()
        await done.wait()
        return web.Response()

    app = web.Application()
    app.router.add_get("/leave.ics", hang)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    with pytest.raises(BotError, match="took longer"):
        await CalendarServers(LOOPBACK).fetch(f"http://127.0.0.1:{runner.addresses[0][1]}/leave.ics")
    assert asked.is_set()
    done.set()
    await runner.cleanup()


async def test_nobody_at_home_is_said_without_the_address() -> None:
    with pytest.raises(BotError) as refused:
        await CalendarServers(LOOPBACK).fetch("http://127.0.0.1:1/private-8f2c1d/leave.ics")
    assert refused.value.text == calendars.NO_ANSWER
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__, "its text quotes the address"


def test_webcal_is_https_and_only_the_host_is_shown() -> None:
    assert host_of("webcal://calendar.example/private-8f2c1d/leave.ics") == "calendar.example"
    assert host_of(" https://user:word@calendar.example:8443/secret ") == "calendar.example"
