"""What Slack sends arrives signed and once, is waited for three seconds, and is sent again where Slack would."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App, an_app, listening, over_http, over_socket


class Receiver:
    """An app that answers as it is told: with a status, or not at all."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], str]] = []
        self.answers: list[int | None] = []
        self.headers: dict[str, str] = {}
        self.body = ""

    async def receive(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.text()))
        answer = self.answers.pop(0) if self.answers else 200
        if answer is None:
            await asyncio.Event().wait()
        return web.Response(status=answer or 200, headers=self.headers, text=self.body)


@pytest.fixture
async def receiver(sandbox: Sandbox) -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with listening(receiver.receive) as address:
        sandbox.deliver_to = f"{address}/slack/events"
        sandbox.ack_seconds = 0.2
        yield receiver


async def test_requests_are_signed_as_slack_signs_them(sandbox: Sandbox, receiver: Receiver) -> None:
    await sandbox.person("ana").says("Hello")
    await sandbox.person("ana").types("/triage new & improved")
    await sandbox.person("ana").uses_shortcut("File a fire")
    for headers, body in receiver.requests:
        lower = {name.lower(): value for name, value in headers.items()}
        assert SignatureVerifier(sandbox.signing_secret).is_valid_request(body, lower)
        assert not SignatureVerifier("another secret").is_valid_request(body, lower)
    event, command, interaction = (body for _, body in receiver.requests)
    assert json.loads(event)["event"]["text"] == "Hello"
    assert parse_qs(command)["text"] == ["new &amp; improved"]
    assert json.loads(parse_qs(interaction)["payload"][0])["callback_id"] == "triage.file"


async def test_a_strangers_request_is_refused_by_the_app(sandbox: Sandbox, client: AsyncWebClient) -> None:
    async with over_http(sandbox, an_app(sandbox, client)):
        body = json.dumps({"type": "url_verification", "challenge": "x", "token": "x"}).encode()
        assert await sandbox.control.deliver_raw(body) == 200
        assert await sandbox.control.deliver_raw(body, signature="v0=" + "0" * 64) == 401


async def test_an_event_is_sent_again_at_once_after_a_minute_and_after_five(
    sandbox: Sandbox, receiver: Receiver, clock: HandClock
) -> None:
    receiver.answers = [500, None, 503, 404]
    with sandbox.allow("ack"):
        await sandbox.person("ana").says("Hello")
        assert len(receiver.requests) == 2
        clock.move_to(clock.now() + timedelta(seconds=59))
        await sandbox.idle()
        assert len(receiver.requests) == 2
        clock.move_to(clock.now() + timedelta(seconds=1))
        await sandbox.idle()
        assert len(receiver.requests) == 3
        await sandbox.control.move_clock(clock.now() + timedelta(minutes=5))
        await sandbox.control.move_clock(clock.now() + timedelta(hours=5))
    tries = [
        (headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")) for headers, _ in receiver.requests
    ]
    assert tries == [(None, None), ("1", "http_error"), ("2", "http_timeout"), ("3", "http_error")]
    assert len({json.loads(body)["event_id"] for _, body in receiver.requests}) == 1
    assert [each.attempt for each in sandbox.deliveries] == [0, 1, 2, 3]


async def test_an_app_may_ask_not_to_be_told_again(sandbox: Sandbox, receiver: Receiver) -> None:
    receiver.answers, receiver.headers = [500], {"x-slack-no-retry": "1"}
    with sandbox.allow("ack"):
        await sandbox.person("ana").says("Hello")
    assert len(receiver.requests) == 1


async def test_an_app_that_is_down_gets_its_events_later(
    sandbox: Sandbox, receiver: Receiver, clock: HandClock
) -> None:
    address, sandbox.deliver_to = sandbox.deliver_to, "http://127.0.0.1:9/slack/events"
    with sandbox.allow("ack"):
        await sandbox.person("ana").says("Hello")
    assert [each.ack.reason for each in sandbox.deliveries] == ["connection_failed"] * 2
    sandbox.deliver_to = address
    await sandbox.control.move_clock(clock.now() + timedelta(minutes=1))
    assert len(receiver.requests) == 1


@pytest.mark.parametrize(
    ("answer", "error"), [(None, "operation_timeout"), (500, "dispatch_failed"), (404, "dispatch_failed")]
)
async def test_a_command_nobody_answers_is_said_to_have_failed_and_not_repeated(
    sandbox: Sandbox, receiver: Receiver, answer: int | None, error: str
) -> None:
    receiver.answers = [answer]
    ana = sandbox.person("ana")
    with sandbox.allow("ack"):
        ack = await ana.types("/triage open", channel="fires")
    assert ack.status == answer
    assert len(receiver.requests) == 1
    assert ana.ephemerals[-1].text == f"/triage failed with the error `{error}`"


async def test_a_form_that_cannot_be_sent_keeps_what_was_typed(sandbox: Sandbox, receiver: Receiver) -> None:
    ana = sandbox.person("ana")
    name = {"type": "plain_text", "text": "Name"}
    block = {"type": "input", "block_id": "b", "label": name, "element": {"type": "plain_text_input", "action_id": "x"}}
    await ana.types("/triage")
    trigger_id = parse_qs(receiver.requests[0][1])["trigger_id"][0]
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)
        await client.views_open(
            trigger_id=trigger_id, view={"type": "modal", "title": name, "submit": name, "blocks": [block]}
        )
    await ana.fills({"Name": "Ana"})
    receiver.answers = [None]
    with sandbox.allow("ack"):
        assert (await ana.submits()).errors == {"b": "We had some trouble connecting. Try again?"}
    assert (await ana.submits()).closed


async def test_the_same_event_can_come_twice(sandbox: Sandbox, app: App) -> None:
    @app.bolt.event("message")
    async def note(body: dict[str, Any]) -> None:
        app.heard.append(body)

    await sandbox.person("ana").says("Hello")
    await sandbox.control.redeliver(sandbox.deliveries[-1])
    assert len(app.heard) == 2
    assert app.heard[0] == app.heard[1]


async def test_an_answer_to_a_command_is_for_the_one_who_typed_unless_it_says_otherwise(
    sandbox: Sandbox, app: App
) -> None:
    @app.bolt.command("/triage")
    async def answer(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(text="Here it is", response_type="in_channel" if body["text"] == "loud" else "ephemeral")

    @app.bolt.command("/standup")
    async def bare(ack: AsyncAck) -> None:
        await ack("Only words")

    ana, fires = sandbox.person("ana"), sandbox.channel("fires")
    await ana.types("/triage", channel="fires")
    await ana.types("/standup", channel="fires")
    assert [each.text for each in ana.ephemerals] == ["Here it is", "Only words"]
    assert fires.messages == []
    await ana.types("/triage loud", channel="fires")
    assert [(each.user, each.text) for each in fires.messages] == [("UANA", "/triage loud"), ("UFIRE", "Here it is")]


async def keep(app: App, body: dict[str, Any]) -> None:
    app.heard.append(body)


async def test_each_envelope_goes_to_one_socket_in_turn(sandbox: Sandbox, client: AsyncWebClient) -> None:
    one, other = an_app(sandbox, client), an_app(sandbox, client)
    for app in (one, other):
        app.bolt.event("message")(partial(keep, app))
    async with over_socket(sandbox, one), over_socket(sandbox, other):
        for number in range(4):
            await sandbox.person("ana").says(str(number))
    assert (len(one.heard), len(other.heard)) == (2, 2)


async def test_a_socket_address_opens_once(sandbox: Sandbox, client: AsyncWebClient) -> None:
    opened = await client.apps_connections_open(app_token=sandbox.app_token)
    async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"])


async def test_a_socket_app_comes_back_when_slack_asks_for_it(sandbox: Sandbox, client: AsyncWebClient) -> None:
    app = an_app(sandbox, client)
    app.bolt.event("message")(partial(keep, app))
    async with over_socket(sandbox, app):
        await sandbox.control.renew_sockets()
        await sandbox.person("ana").says("Hello")
    assert len(app.heard) == 1
    assert len([each for each in sandbox.calls if each.method == "apps.connections.open"]) == 2


async def test_nobody_connected_is_no_answer(sandbox: Sandbox) -> None:
    with sandbox.allow("ack"):
        assert (await sandbox.person("ana").types("/triage")).reason == "connection_failed"


async def test_idle_waits_for_what_is_under_way(sandbox: Sandbox, receiver: Receiver) -> None:
    started, release = asyncio.Event(), asyncio.Event()

    async def slowly(request: web.Request) -> web.Response:
        started.set()
        await release.wait()
        return web.Response()

    async with listening(slowly) as address:
        sandbox.deliver_to, sandbox.ack_seconds = f"{address}/slack/events", 3.0
        saying = asyncio.create_task(sandbox.person("ana").says("Hello"))
        await started.wait()
        idle = asyncio.create_task(sandbox.idle())
        await asyncio.wait([idle], timeout=0.05)
        assert not idle.done()
        release.set()
        await idle
        assert sandbox.deliveries[-1].ack.ok
        await saying
