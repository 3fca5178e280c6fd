"""Messages: where the app may post, how often, and what becomes of them."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.server import Sandbox
from bot.sandbox.tickets import PostingLimit
from bot.sandbox.wire import RateLimited
from tests.sandbox.calling import error_of

CARD: list[dict[str, Any]] = [
    {"type": "section", "block_id": "said", "text": {"type": "mrkdwn", "text": "*F-1* is open"}}
]


async def test_a_persons_id_stands_for_the_conversation_with_them(sandbox: Sandbox, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel="UANA", text="Good morning")
    opened = await client.conversations_open(users="UANA")
    assert answer["channel"] == opened["channel"]["id"]
    assert [each.text for each in sandbox.person("ana").dm] == ["Good morning"]
    assert not sandbox.person("ben").sees("Good morning")


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0GENERAL", "not_in_channel"),
        ("C0EXECNUMBERS", "channel_not_found"),
        ("CNOWHERE", "channel_not_found"),
        ("#fires", "channel_not_found"),
        ("UNOBODY", "channel_not_found"),
        ("USLACKBOT", "channel_not_found"),
    ],
)
async def test_the_app_posts_only_where_it_may(client: AsyncWebClient, channel: str, error: str) -> None:
    assert await error_of(client, "chat.postMessage", channel=channel, text="x") == error


async def test_nothing_is_posted_to_the_archive_or_to_those_who_left(sandbox: Sandbox, client: AsyncWebClient) -> None:
    with sandbox.allow("ack"):
        await sandbox.person("ana").archives("fires")
        await sandbox.person("dan").is_deactivated()
    assert await error_of(client, "chat.postMessage", channel="C0FIRES", text="x") == "is_archived"
    assert await error_of(client, "chat.postMessage", channel="UDAN", text="x") == "channel_not_found"
    assert await error_of(client, "conversations.open", users="UDAN") == "user_disabled"


async def test_an_update_keeps_the_blocks_unless_it_says_otherwise(sandbox: Sandbox, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C0FIRES", text="open", blocks=CARD))["ts"]
    card = sandbox.channel("fires").last_message
    await client.chat_update(channel="C0FIRES", ts=ts, text="closed")
    assert (card.text, card.blocks) == ("closed", CARD)
    await client.chat_update(channel="C0FIRES", ts=ts, text="closed", blocks=[])
    assert card.blocks == []


async def test_only_the_apps_own_messages_can_be_changed(sandbox: Sandbox, client: AsyncWebClient) -> None:
    said = await sandbox.person("ana").says("Mine", channel="fires")
    for method, error in (("chat.update", "cant_update_message"), ("chat.delete", "cant_delete_message")):
        more = {"text": "x"} if method == "chat.update" else {}
        assert await error_of(client, method, channel="C0FIRES", ts=said.ts, **more) == error
        assert await error_of(client, method, channel="C0FIRES", ts="1.1", **more) == "message_not_found"
    with sandbox.deliberate():
        assert await error_of(client, "chat.update", channel="C0FIRES", ts=said.ts, text="x" * 4_001) == "msg_too_long"


async def test_a_deleted_message_is_gone(sandbox: Sandbox, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0FIRES", text="Oops")
    link = await client.chat_getPermalink(channel="C0FIRES", message_ts=posted["ts"])
    assert link["permalink"].endswith(posted["ts"].replace(".", ""))
    await client.chat_delete(channel="C0FIRES", ts=posted["ts"])
    assert sandbox.channel("fires").messages == []
    assert await error_of(client, "chat.update", channel="C0FIRES", ts=posted["ts"], text="x") == "message_not_found"


async def test_answers_in_a_thread_stay_in_it(sandbox: Sandbox, client: AsyncWebClient) -> None:
    parent = await client.chat_postMessage(channel="C0FIRES", text="A fire")
    reply = await client.chat_postMessage(channel="C0FIRES", text="Mine", thread_ts=parent["ts"])
    await sandbox.person("ana").says("Thanks", channel="fires", thread=parent["ts"])
    fires = sandbox.channel("fires")
    assert [each.text for each in fires.messages] == ["A fire"]
    assert [each.text for each in fires.thread(parent["ts"])] == ["Mine", "Thanks"]
    history = await client.conversations_history(channel="C0FIRES")
    assert [(each["text"], each["reply_count"]) for each in history["messages"]] == [("A fire", 2)]
    for ts in (reply["ts"], "1.1"):
        error = await error_of(client, "chat.postMessage", channel="C0FIRES", text="x", thread_ts=ts)
        assert error == "cannot_reply_to_message"


async def test_an_ephemeral_message_is_for_one_member_alone(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel="C0FIRES", user="UANA", text="Between us")
    assert [each.text for each in sandbox.person("ana").ephemerals] == ["Between us"]
    assert not sandbox.person("ben").sees("Between us")
    assert (await client.conversations_history(channel="C0FIRES"))["messages"] == []
    error = await error_of(client, "chat.postEphemeral", channel="C0FIRES", user="UJO", text="x")
    assert error == "user_not_in_channel"


async def test_the_mark_of_a_message_is_found_again_in_history(sandbox: Sandbox, client: AsyncWebClient) -> None:
    mark = {"event_type": "firebreak_delivery", "event_payload": {"k": "abc"}}
    posted = await client.chat_postMessage(channel="UANA", text="Hello", metadata=mark)
    here = posted["channel"]
    plain = await client.conversations_history(channel=here)
    marked = await client.conversations_history(channel=here, include_all_metadata=True, oldest="0", limit=15)
    assert "metadata" not in plain["messages"][0]
    assert marked["messages"][0]["metadata"] == mark
    assert (await client.conversations_history(channel=here, oldest=posted["ts"]))["messages"] == []
    assert len((await client.conversations_history(channel=here, oldest=posted["ts"], inclusive=True))["messages"]) == 1


async def test_history_comes_in_pages_newest_first(client: AsyncWebClient, clock: HandClock) -> None:
    for number in range(4):
        await client.chat_postMessage(channel="C0FIRES", text=str(number))
    first = await client.conversations_history(channel="C0FIRES", limit=3)
    assert [each["text"] for each in first["messages"]] == ["3", "2", "1"]
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel="C0FIRES", limit=3, cursor=cursor)
    assert [each["text"] for each in rest["messages"]] == ["0"]
    assert not rest["has_more"]


async def test_a_channel_takes_one_message_a_second_after_a_short_burst(
    client: AsyncWebClient, clock: HandClock
) -> None:
    for _ in range(4):
        await client.chat_postMessage(channel="C0FIRES", text="x")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="C0FIRES", text="x")
    assert (refused.value.response.status_code, refused.value.response["error"]) == (429, "ratelimited")
    assert refused.value.response.headers["Retry-After"] == "1"
    await client.chat_postMessage(channel="C0DATATEAM", text="another channel has its own")
    clock.move_to(clock.now().replace(second=1))
    await client.chat_postMessage(channel="C0FIRES", text="x")


def test_a_workspace_takes_three_hundred_messages_in_a_minute(clock: HandClock) -> None:
    limit = PostingLimit(clock)
    for number in range(300):
        limit.take(f"C{number}")
    with pytest.raises(RateLimited):
        limit.take("C301")


async def test_the_order_of_messages_survives_a_clock_that_stands_still(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0FIRES", text="x"))["ts"] for _ in range(4)]
    assert stamps == sorted(set(stamps))


async def test_people_react_and_change_their_minds(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0FIRES", text="A fire")
    card, ana = sandbox.channel("fires").last_message, sandbox.person("ana")
    await ana.reacts("fire", card)
    history = await client.conversations_history(channel="C0FIRES")
    assert history["messages"][0]["reactions"] == [{"name": "fire", "users": ["UANA"], "count": 1}]
    await ana.reacts("fire", card, remove=True)
    assert card.reactions == {}
