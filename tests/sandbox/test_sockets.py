"""Sockets live for a while, are told when it ends, and Slack repeats and shuffles what goes over them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App, an_app, over_http, over_socket

Socket = aiohttp.ClientWebSocketResponse


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def opened(session: aiohttp.ClientSession, client: AsyncWebClient, sandbox: Sandbox, more: str = "") -> Socket:
    address = (await client.apps_connections_open(app_token=sandbox.app_token))["url"]
    return await session.ws_connect(f"{address}{more}")


def an_ear(app: App) -> None:
    @app.bolt.event("message")
    async def note(body: dict[str, Any]) -> None:
        app.heard.append(body)


async def test_a_socket_is_warned_asked_to_come_anew_and_closed(
    sandbox: Sandbox, client: AsyncWebClient, session: aiohttp.ClientSession, clock: HandClock
) -> None:
    socket = await opened(session, client, sandbox, "&debug_reconnects=true")
    hello = await socket.receive_json()
    assert hello["connection_info"] == {"app_id": "A0FIREBREAK"}
    assert hello["debug_info"].keys() == {"host", "started", "build_number", "approximate_connection_time"}
    assert hello["debug_info"]["approximate_connection_time"] == 360
    other = await opened(session, client, sandbox)
    assert (await other.receive_json())["debug_info"]["approximate_connection_time"] == 18_060
    start = clock.now()
    clock.move_to(start + timedelta(seconds=350))
    await sandbox.idle()
    assert (await socket.receive_json())["reason"] == "warning"
    clock.move_to(start + timedelta(seconds=360))
    await sandbox.idle()
    assert (await socket.receive_json())["reason"] == "refresh_requested"
    clock.move_to(start + timedelta(seconds=390))
    await sandbox.idle()
    assert (await socket.receive()).type == aiohttp.WSMsgType.CLOSE
    await socket.close()
    await other.close()


async def test_an_app_that_comes_anew_misses_nothing(
    sandbox: Sandbox, client: AsyncWebClient, clock: HandClock
) -> None:
    app = an_app(sandbox, client)
    an_ear(app)
    async with over_socket(sandbox, app):
        for number in range(4):
            await sandbox.person("ana").says(str(number))
            clock.move_to(clock.now() + timedelta(hours=6))
            await sandbox.idle()
    assert [each["event"]["text"] for each in app.heard] == ["0", "1", "2", "3"]
    assert all(each.ack.ok for each in sandbox.deliveries)
    assert len([each for each in sandbox.calls if each.method == "apps.connections.open"]) == 5


@pytest.mark.parametrize("closes_first", [False, True])
async def test_what_happens_while_an_app_comes_anew_goes_over_its_new_socket(
    sandbox: Sandbox, client: AsyncWebClient, session: aiohttp.ClientSession, clock: HandClock, closes_first: bool
) -> None:
    old = await opened(session, client, sandbox)
    await old.receive_json()
    clock.move_to(clock.now() + timedelta(seconds=18_050))
    moving = asyncio.create_task(sandbox.idle())
    assert (await old.receive_json())["reason"] == "warning"
    if closes_first:
        await old.close()
    saying = asyncio.create_task(sandbox.person("ana").says("Hello"))
    new = await opened(session, client, sandbox)
    await new.receive_json()
    async with asyncio.timeout(30):
        envelope = await new.receive_json()
    assert envelope["payload"]["event"]["text"] == "Hello"
    await new.send_json({"envelope_id": envelope["envelope_id"]})
    await saying
    await moving
    assert [each.ack.ok for each in sandbox.deliveries] == [True]
    await new.close()
    await old.close()


async def test_what_an_app_has_in_hand_while_it_comes_anew_is_answered_over_its_new_socket(
    sandbox: Sandbox, client: AsyncWebClient, session: aiohttp.ClientSession, clock: HandClock
) -> None:
    old = await opened(session, client, sandbox)
    await old.receive_json()
    saying = asyncio.create_task(sandbox.person("ana").says("Hello"))
    envelope = await old.receive_json()
    clock.move_to(clock.now() + timedelta(seconds=18_050))
    assert (await old.receive_json())["reason"] == "warning"
    await old.close()
    new = await opened(session, client, sandbox)
    await new.receive_json()
    await new.send_json({"envelope_id": envelope["envelope_id"]})
    await saying
    assert [each.ack.ok for each in sandbox.deliveries] == [True]
    await new.close()


async def test_who_does_not_come_anew_is_told_over_the_old_socket_while_it_lasts(
    sandbox: Sandbox, client: AsyncWebClient, session: aiohttp.ClientSession, clock: HandClock
) -> None:
    sandbox.reconnect_seconds = 0.05
    old = await opened(session, client, sandbox)
    await old.receive_json()
    clock.move_to(clock.now() + timedelta(seconds=18_050))
    await sandbox.idle()
    assert (await old.receive_json())["reason"] == "warning"
    saying = asyncio.create_task(sandbox.person("ana").says("Hello"))
    envelope = await old.receive_json()
    await old.send_json({"envelope_id": envelope["envelope_id"]})
    await saying
    assert [each.ack.ok for each in sandbox.deliveries] == [True]
    await old.close()


async def test_ten_sockets_are_enough(sandbox: Sandbox, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
    sockets = [await opened(session, client, sandbox) for _ in range(11)]
    said = [await each.receive_json() for each in sockets]
    assert [each.get("num_connections") for each in said[:10]] == list(range(1, 11))
    assert (said[10]["type"], said[10]["reason"]) == ("disconnect", "too_many_websockets")
    for each in sockets:
        await each.close()


async def test_sockets_end_when_somebody_turns_them_off(
    sandbox: Sandbox, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    socket = await opened(session, client, sandbox)
    await socket.receive_json()
    reading = [each async for each in _after(sandbox, socket)]
    assert reading == [{"type": "disconnect", "reason": "link_disabled", "debug_info": {"host": "sandbox"}}]
    late = await opened(session, client, sandbox)
    assert (await late.receive_json())["reason"] == "link_disabled"
    await late.close()
    sandbox.enable_socket_mode()
    again = await opened(session, client, sandbox)
    assert (await again.receive_json())["type"] == "hello"
    await again.close()


async def _after(sandbox: Sandbox, socket: Socket) -> AsyncIterator[dict[str, Any]]:
    await sandbox.disable_socket_mode()
    async for message in socket:
        yield json.loads(message.data)


async def test_an_envelope_nobody_acknowledges_comes_again_and_says_why(
    sandbox: Sandbox, client: AsyncWebClient, session: aiohttp.ClientSession, clock: HandClock
) -> None:
    socket = await opened(session, client, sandbox)
    await socket.receive_json()
    sandbox.ack_seconds = 0.05
    with sandbox.allow("ack"):
        await sandbox.person("ana").says("Hello")
        for minutes in (1, 5, 60):
            await sandbox.control.move_clock(clock.now() + timedelta(minutes=minutes))
    envelopes = [await socket.receive_json() for _ in range(4)]
    tries = [(each["retry_attempt"], each["retry_reason"]) for each in envelopes]
    assert tries == [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")]
    assert len({each["payload"]["event_id"] for each in envelopes}) == 1
    assert len({each["envelope_id"] for each in envelopes}) == 4
    await socket.close()


async def test_envelopes_can_come_twice_to_two_sockets(sandbox: Sandbox, client: AsyncWebClient) -> None:
    one, other = an_app(sandbox, client), an_app(sandbox, client)
    async with AsyncExitStack() as connected:
        for app in (one, other):
            an_ear(app)
            await connected.enter_async_context(over_socket(sandbox, app))
        sandbox.repeat_envelopes(1)
        await sandbox.person("ana").says("Twice")
        await sandbox.person("ana").says("Once")
    texts = [sorted(each["event"]["text"] for each in app.heard) for app in (one, other)]
    assert sorted(texts, key=len) == [["Twice"], ["Once", "Twice"]]


async def test_over_http_an_event_comes_twice_as_a_retry(sandbox: Sandbox, client: AsyncWebClient) -> None:
    app = an_app(sandbox, client)
    an_ear(app)

    @app.bolt.command("/triage")
    async def answer(ack: AsyncAck) -> None:
        await ack()

    async with over_http(sandbox, app):
        sandbox.repeat_envelopes(1)
        await sandbox.person("ana").types("/triage")
        await sandbox.person("ana").says("Twice")
        await sandbox.person("ana").says("Once")
    assert [each["event"]["text"] for each in app.heard] == ["Twice", "Twice", "Once"]
    assert app.heard[0]["event_id"] == app.heard[1]["event_id"]
    events = [each.attempt for each in sandbox.deliveries if each.kind == "event"]
    assert sorted(events) == [0, 0, 1]


async def test_events_can_come_in_another_order(sandbox: Sandbox, app: App) -> None:
    an_ear(app)
    sandbox.shuffle_events(3)
    for number in range(4):
        await sandbox.person("ana").says(str(number))
    assert [each["event"]["text"] for each in app.heard] == ["2", "1", "0", "3"]
    sandbox.shuffle_events(3)
    await sandbox.person("ana").says("4")
    await sandbox.person("ana").says("5")
    await sandbox.release_events()
    assert [each["event"]["text"] for each in app.heard[4:]] == ["5", "4"]
