"""The sandbox's own door: what the page is shown, and what it may do for people."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.http_control import preset
from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App


class Door:
    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def get(self, path: str) -> Any:
        async with self.session.get(f"/_sandbox/{path}") as response:
            return await response.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(f"/_sandbox/{path}", json=body) as response:
            return await response.json()

    async def act(self, who: str, do: str, **more: Any) -> Any:
        return await self.post("act", **{"as": who, "do": do, **more})


@pytest.fixture
async def door(sandbox: Sandbox) -> AsyncIterator[Door]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield Door(session)


async def test_somebody_is_shown_their_own_view_of_the_workspace(
    sandbox: Sandbox, client: AsyncWebClient, door: Door
) -> None:
    await client.chat_postMessage(channel="C0FIRES", text="A fire")
    await client.chat_postEphemeral(channel="C0FIRES", user="UBEN", text="For ben")
    await client.chat_postMessage(channel="UBEN", text="Dear ben")
    ana, ben = await door.get("state?as=UANA"), await door.get("state?as=ben")
    assert (ana["me"], ana["bot"], ben["me"]) == ("UANA", "UFIRE", "UBEN")
    assert [each["text"] for each in ana["messages"]["C0FIRES"]] == ["A fire"]
    assert [(each["text"], each["ephemeral"]) for each in ben["messages"]["C0FIRES"]] == [
        ("A fire", False),
        ("For ben", True),
    ]
    assert "DBEN" not in ana["messages"]
    assert [each["text"] for each in ben["messages"]["DBEN"]] == ["Dear ben"]
    assert {each["name"] for each in ana["channels"]} - {each["name"] for each in ben["channels"]} == {"exec-numbers"}
    unread = next(each["unread"] for each in ana["people"] if each["id"] == "UBEN")
    assert unread == 1, "the message to him; what a channel says is nobody's alone"
    assert ana["workspace"]["commands"][0]["command"] == "/triage"
    assert [each["type"] for each in ana["workspace"]["shortcuts"]][:2] == ["message", "global"]


async def test_people_see_their_own_time(door: Door) -> None:
    people = {each["name"]: each for each in (await door.get("state"))["people"]}
    assert (people["ana"]["local_time"], people["ana"]["local_day"]) == ("09:30", "Mon 23 Nov")
    assert (people["chitra"]["local_time"], people["ben"]["local_time"]) == ("15:00", "04:30")
    assert people["dan"]["note"] == "works Mon-Wed"
    assert (people["slackbot"]["is_bot"], people["ana"]["is_bot"]) == (True, False)


async def test_gestures_of_the_page_reach_the_app(sandbox: Sandbox, app: App, door: Door) -> None:
    label = {"type": "plain_text", "text": "Name"}
    element = {"type": "plain_text_input", "action_id": "x"}
    button = {"type": "button", "action_id": "go", "text": label}
    blocks = [
        {"type": "input", "block_id": "b", "label": label, "element": element},
        {"type": "actions", "block_id": "a", "elements": [button]},
    ]

    @app.bolt.command("/triage")
    async def form(ack: AsyncAck, body: dict[str, Any]) -> None:
        view = {"type": "modal", "callback_id": "form", "title": label, "submit": label, "blocks": blocks}
        await app.client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.bolt.action("go")
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        app.heard.append(body["view"]["state"]["values"])
        await ack()

    @app.bolt.view("form")
    async def sent(ack: AsyncAck, view: dict[str, Any]) -> None:
        app.heard.append(view["state"]["values"])
        await ack()

    assert (await door.act("UANA", "say", channel="C0FIRES", text="/triage new"))["ok"]
    view = (await door.get("state?as=UANA"))["views"][0]
    assert (view["title"], view["submit"], view["close"]) == (label, label, None)
    press = {"view": view["id"], "block_id": "a", "action_id": "go", "value": None, "values": {"b": {"x": "An"}}}
    assert await door.act("UANA", "action", **press) == {"ok": True}
    refused = await door.act("UANA", "submit", view=view["id"], values={"b": {"x": ""}})
    assert refused["errors"] == {"b": "Please complete this required field."}
    sent_off = await door.act("UANA", "submit", view=view["id"], values={"b": {"x": "Ana"}})
    assert sent_off == {"ok": True, "errors": {}, "closed": True}
    assert [each["b"]["x"]["value"] for each in app.heard] == ["An", "Ana"]


async def test_everything_people_do_can_be_done_through_it(sandbox: Sandbox, app: App, door: Door) -> None:
    async def fine(ack: AsyncAck) -> None:
        await ack()

    told = "message app_home_opened user_change member_joined_channel member_left_channel im_close "
    told += "channel_archive channel_unarchive channel_rename group_rename channel_shared"
    for event in told.split():
        app.bolt.event(event)(fine)
    app.bolt.shortcut("triage.from_message")(fine)
    said = await door.act("UANA", "say", channel="DANA", text="Helo")
    place = {"channel": "DANA", "ts": said["ts"]}
    for gesture in (
        {"do": "edit", **place, "text": "Hello"},
        {"do": "react", **place, "name": "fire"},
        {"do": "shortcut", "callback_id": "triage.from_message", **place},
        {"do": "home"},
        {"do": "delete", **place},
        {"do": "leave", "channel": "C0FIRES"},
        {"do": "join", "channel": "C0FIRES"},
        {"do": "archive", "channel": "C0FIRES", "archived": True},
        {"do": "archive", "channel": "C0FIRES", "archived": False},
        {"do": "share", "channel": "C0FIRES", "shared": True},
        {"do": "convert", "channel": "C0FIRES", "private": True},
        {"do": "rename", "channel": "C0FIRES", "name": "embers"},
        {"do": "hide", "channel": "DANA"},
        {"do": "profile", "tz": "Asia/Tokyo"},
        {"do": "read", "channel": "C0FIRES"},
    ):
        assert await door.post("act", **{"as": "UANA", **gesture}) == {"ok": True}, gesture
    assert {each.kind for each in sandbox.deliveries} == {"event", "message_action"}


@pytest.mark.parametrize(
    ("gesture", "sentence"),
    [
        ({"do": "dance"}, "Nobody can do 'dance'."),
        (
            {"do": "say", "channel": "C0EXECNUMBERS", "text": "x"},
            "You are not a member of this channel. Join it first.",
        ),
        ({"do": "say", "channel": "C0FIRES", "text": "  "}, "There is nothing to send."),
        ({"do": "say", "channel": "C0FIRES", "text": "/fire x"}, "/fire is not a command here."),
        ({"do": "edit", "channel": "C0FIRES", "ts": "1.1", "text": "x"}, "That message is not there any more."),
        ({"do": "submit", "view": "VNONE"}, "That form is not open any more."),
        ({"do": "shortcut", "callback_id": "triage.from_message"}, "There is no global shortcut triage.from_message."),
        ({"do": "home", "as": "UNOBODY"}, "There is nobody called UNOBODY."),
        ({"do": "read"}, "The gesture lacks 'channel'."),
    ],
)
async def test_what_cannot_be_done_is_refused_in_a_sentence(door: Door, gesture: dict[str, Any], sentence: str) -> None:
    answer = await door.post("act", **{"as": "UBEN", **gesture})
    assert answer["ok"] is False
    assert answer["error"].startswith(sentence)


async def test_a_file_is_uploaded_first_and_sent_by_its_id(sandbox: Sandbox, door: Door) -> None:
    async with door.session.post("/_sandbox/upload?as=UGRACE&name=board.csv", data=b"a,b\n") as response:
        file = await response.json()
    assert file == {"ok": True, "id": file["id"], "name": "board.csv", "size": 4}
    sent = {"channel": "C0EXECNUMBERS", "text": "", "files": [file["id"]]}
    assert (await door.act("UANA", "say", **sent))["error"] == "That file is not there any more."
    assert (await door.act("UGRACE", "say", **sent))["ok"]
    [message] = (await door.get("state?as=UANA"))["messages"]["C0EXECNUMBERS"]
    assert [(each["name"], each["pretty_type"], each["size"]) for each in message["files"]] == [("board.csv", "CSV", 4)]
    async with door.session.get(f"/_sandbox/files/{file['id']}") as response:
        assert (response.headers["Content-Disposition"], await response.read()) == ("attachment", b"a,b\n")
    async with door.session.post("/_sandbox/upload?as=UGRACE&name=nothing.csv", data=b"") as response:
        assert (await response.json())["error"] == "There is nothing in that file."


async def test_an_app_that_does_not_answer_is_reported(sandbox: Sandbox, door: Door) -> None:
    with sandbox.allow("ack"):
        answer = await door.act("UBEN", "shortcut", callback_id="triage.file")
    assert answer == {"ok": False, "error": "Firebreak did not answer in time. Please try again."}


async def test_whoever_watches_is_told_of_every_change(sandbox: Sandbox, client: AsyncWebClient, door: Door) -> None:
    async with door.session.get("/_sandbox/stream?as=UANA") as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        first = json.loads((await stream.content.readline()).removeprefix(b"data: "))
        await stream.content.readline()
        await client.chat_postMessage(channel="C0FIRES", text="A fire")
        second = json.loads((await stream.content.readline()).removeprefix(b"data: "))
        assert second["version"] > first["version"]


async def test_the_clock_moves_as_far_as_asked(sandbox: Sandbox, clock: HandClock, door: Door) -> None:
    moved: list[datetime] = []
    done = asyncio.Event()

    async def move(until: datetime) -> None:
        moved.append(until)
        await done.wait()
        clock.move_to(until)

    sandbox.on_clock_move = move
    answer = await door.post("clock", forward_seconds=3600)
    assert answer == {"ok": True, "to": "2026-11-23T10:30:00+00:00"}
    during = (await door.get("state"))["clock"]
    assert (during["busy"], during["busy_until"]) == (True, "2026-11-23T10:30:00+00:00")
    assert (await door.post("clock", preset="hour"))["ok"] is False
    version = sandbox.workspace.version
    done.set()
    await sandbox.workspace.change_after(version)
    after = (await door.get("state"))["clock"]
    assert (after["busy"], after["now"]) == (False, "2026-11-23T10:30:00+00:00")
    assert (await door.post("clock", preset="yesterday"))["ok"] is False


@pytest.mark.parametrize(
    ("name", "now", "zone", "to"),
    [
        ("hour", "2026-11-23T09:30+00:00", "Europe/London", "2026-11-23T10:30+00:00"),
        ("tomorrow", "2026-11-23T09:30+00:00", "Asia/Kolkata", "2026-11-24T15:00+05:30"),
        # The clocks in New York go back that night, and the local time stays.
        ("tomorrow", "2026-10-31T12:00+00:00", "America/New_York", "2026-11-01T08:00-05:00"),
        ("monday", "2026-11-23T09:30+00:00", "Europe/London", "2026-11-30T09:00+00:00"),
        ("monday", "2026-11-23T08:59+00:00", "Europe/London", "2026-11-23T09:00+00:00"),
        ("morning", "2026-11-23T09:00+00:00", "Europe/London", "2026-11-24T09:00+00:00"),
        ("morning", "2026-11-23T08:59+00:00", "Europe/London", "2026-11-23T09:00+00:00"),
    ],
)
def test_the_presets_are_meant_in_the_persons_own_time(name: str, now: str, zone: str, to: str) -> None:
    assert preset(name, datetime.fromisoformat(now), ZoneInfo(zone)) == datetime.fromisoformat(to)


async def test_the_inspector_sees_what_went_over_the_wire(sandbox: Sandbox, app: App, door: Door) -> None:
    before = (await door.get("traffic"))["last"]
    await app.client.chat_postMessage(channel="C0FIRES", text="A fire")

    @app.bolt.command("/triage")
    async def fine(ack: AsyncAck) -> None:
        await ack("Fine")

    await sandbox.person("ana").types("/triage")
    traffic = await door.get(f"traffic?after={before}")
    call, command = traffic["lines"]
    assert (call["dir"], call["what"], call["who"], call["ok"]) == ("api", "chat.postMessage", "bot", True)
    assert (command["dir"], command["what"], command["who"], command["status"]) == ("deliver", "/triage", "ana", 200)
    assert command["response"] in ("Fine", {"text": "Fine"})
    assert traffic["last"] == command["n"]


async def test_troubles_can_be_ordered_at_the_door(sandbox: Sandbox, client: AsyncWebClient, door: Door) -> None:
    assert (await door.post("faults", method="users.info", kind="429", times=2))["ok"]
    assert (await door.post("faults", method="users.info", kind="flood"))["ok"] is False
    listed = (await door.get("faults"))["faults"]
    assert [(each["method"], each["kind"], each["times"]) for each in listed] == [("users.info", "429", 2)]
    async with door.session.delete("/_sandbox/faults") as response:
        assert (await response.json())["ok"]
    assert (await client.users_info(user="UANA"))["ok"]
    assert (await door.post("idle"))["ok"]


async def test_the_page_is_served_and_only_to_this_machine(sandbox: Sandbox, door: Door) -> None:
    async with door.session.get("/") as page:
        assert "text/html" in page.headers["Content-Type"]
    async with door.session.get("/static/app.js") as script:
        assert script.status == 200
    for headers in ({"Origin": "https://elsewhere.example"}, {"Host": "elsewhere.example"}):
        async with door.session.post("/_sandbox/act", json={}, headers=headers) as response:
            assert response.status == 403


async def test_time_has_a_zone_at_the_door(clock: HandClock, door: Door) -> None:
    assert (await door.post("clock", to="2026-11-24T09:00:00+01:00"))["to"] == "2026-11-24T09:00:00+01:00"
    await door.post("idle")
    assert (await door.post("clock", to="not a time"))["ok"] is False
    assert clock.now() == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
