"""Whoever names the app where it is calls it: beside the message the app hears that, and only then."""

from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App


def listen(app: App) -> None:
    async def hear(event: dict[str, object]) -> None:
        app.heard.append(event)

    for kind in ("message", "app_mention", "reaction_added"):
        app.bolt.event(kind)(hear)


async def test_a_call_by_name_is_told_beside_the_message(sandbox: Sandbox, app: App) -> None:
    listen(app)
    ana = sandbox.person("ana")
    asked = await ana.says("Numbers look wrong", channel="fires")
    await ana.says("@firebreak triage this", channel="fires", thread=asked)
    await sandbox.idle()
    assert [event["type"] for event in app.heard] == ["message", "message", "app_mention"]
    said, called = app.heard[1:]
    assert called["text"] == "<@UFIRE> triage this"
    assert (called["ts"], called["thread_ts"], called["channel"]) == (said["ts"], asked.ts, "C0FIRES")
    assert "channel_type" not in called


async def test_in_direct_messages_and_elsewhere_nobody_is_called(sandbox: Sandbox, app: App) -> None:
    listen(app)
    ana = sandbox.person("ana")
    await ana.says("@firebreak hello")
    await ana.says("@firebreak hello", channel="general")
    await ana.says("@ben hello", channel="fires")
    await sandbox.idle()
    assert [event["type"] for event in app.heard] == ["message", "message"]


async def test_a_reaction_says_who_put_it_on_whose_message(sandbox: Sandbox, app: App) -> None:
    listen(app)
    said = await sandbox.person("ana").says("Numbers look wrong", channel="fires")
    await sandbox.person("ben").reacts("fire", said)
    await sandbox.person("ben").reacts("fire", said, remove=True)
    await sandbox.idle()
    [reaction] = [event for event in app.heard if event["type"] == "reaction_added"]
    assert (reaction["user"], reaction["item_user"], reaction["reaction"]) == ("UBEN", "UANA", "fire")
    assert reaction["item"] == {"type": "message", "channel": "C0FIRES", "ts": said.ts}
