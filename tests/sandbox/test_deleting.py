"""Messages are deleted: by the app, by those who wrote them, by an admin; and answers keep their thread."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.circumstances import Impossible
from bot.sandbox.reading import plain
from bot.sandbox.server import Sandbox
from tests.sandbox.bolt_app import App
from tests.sandbox.calling import error_of

# What Slack's published types do not know: tombstones.
UNKNOWN_TO_TYPES = "payload"


async def test_the_app_takes_back_its_own_message_and_is_told_that_it_is_gone(sandbox: Sandbox, app: App) -> None:
    said = await app.client.chat_postMessage(channel="UANA", text="Good morning")
    await app.client.chat_delete(channel=said["channel"], ts=said["ts"])
    await sandbox.idle()
    # Bolt keeps this from its listeners: what becomes of an app's own messages counts as done by the app.
    [gone] = [each.payload["event"] for each in sandbox.deliveries]
    assert (gone["subtype"], gone["deleted_ts"], gone["hidden"]) == ("message_deleted", said["ts"], True)
    assert gone["previous_message"]["text"] == "Good morning"
    assert sandbox.person("ana").dm == []
    again = {"channel": said["channel"], "ts": said["ts"]}
    assert await error_of(app.client, "chat.delete", **again) == "message_not_found"
    assert await error_of(app.client, "chat.update", text="x", **again) == "message_not_found"


async def test_the_app_cannot_take_back_what_others_said(sandbox: Sandbox, client: AsyncWebClient) -> None:
    theirs = await sandbox.person("ana").says("Mine", channel="fires")
    assert await error_of(client, "chat.delete", channel="C0FIRES", ts=theirs.ts) == "cant_delete_message"
    assert await error_of(client, "chat.delete", channel="C0FIRES", ts="1.1") == "message_not_found"
    assert await error_of(client, "chat.delete", channel="CNOWHERE", ts="1.1") == "channel_not_found"


async def test_deleting_is_counted_like_other_methods_of_its_tier(client: AsyncWebClient, clock: HandClock) -> None:
    errors = {await error_of(client, "chat.delete", channel="C0FIRES", ts="1.1") for _ in range(50)}
    assert errors == {"message_not_found"}
    assert await error_of(client, "chat.delete", channel="C0FIRES", ts="1.1") == "ratelimited"


async def test_an_admin_deletes_what_the_app_said_and_nobody_else_does(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    said = await client.chat_postMessage(channel="C0FIRES", text="F-1")
    card = sandbox.channel("fires").last_message
    with pytest.raises(Impossible, match="admins of the workspace"):
        await sandbox.person("ana").deletes(card)
    await sandbox.person("iris").deletes(card)
    assert sandbox.channel("fires").messages == []
    assert await error_of(client, "chat.update", channel="C0FIRES", ts=said["ts"], text="x") == "message_not_found"
    assert await error_of(client, "chat.delete", channel="C0FIRES", ts=said["ts"]) == "message_not_found"


async def test_answers_keep_their_thread_under_a_tombstone(sandbox: Sandbox, client: AsyncWebClient) -> None:
    said = await client.chat_postMessage(channel="C0FIRES", text="Report")
    await client.chat_postMessage(channel="C0FIRES", text="Ana's answer", thread_ts=said["ts"])
    fires = sandbox.channel("fires")
    await sandbox.person("iris").deletes(fires.last_message)
    assert [plain(each) for each in fires.messages] == ["This message was deleted."]
    assert [each.text for each in fires.thread(said["ts"])] == ["Ana's answer"]
    assert await error_of(client, "chat.update", channel="C0FIRES", ts=said["ts"], text="x") == "message_not_found"
    [stone] = (await client.conversations_history(channel="C0FIRES"))["messages"]
    assert (stone["subtype"], stone["user"], stone["reply_count"]) == ("tombstone", "USLACKBOT", 1)
    await client.chat_postMessage(channel="C0FIRES", text="Ben's answer", thread_ts=said["ts"])
    assert len(fires.thread(said["ts"])) == 2
    for each in fires.thread(said["ts"]):
        await client.chat_delete(channel="C0FIRES", ts=each.ts)
    assert fires.messages == []
    error = await error_of(client, "chat.postMessage", channel="C0FIRES", text="x", thread_ts=said["ts"])
    assert error == "cannot_reply_to_message"


async def test_the_app_hears_of_a_tombstone_as_of_a_change(sandbox: Sandbox, app: App) -> None:
    @app.bolt.event("message")
    async def keep(event: dict[str, Any]) -> None:
        app.heard.append(event)

    ana = sandbox.person("ana")
    asked = await ana.says("A question")
    await ana.says("An afterthought", thread=asked)
    with sandbox.allow(UNKNOWN_TO_TYPES):
        await ana.deletes(asked)
    changed = app.heard[-1]
    assert (changed["subtype"], changed["message"]["subtype"]) == ("message_changed", "tombstone")
    assert changed["previous_message"]["text"] == "A question"
