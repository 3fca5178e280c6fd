"""Reaching messages and people in channels: what stands there, and answers that disturb nobody else.

All of it is a reply, which may be lost; what must arrive is announced.
"""

import re
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.core.logs import log
from bot.slack.call import Call
from bot.slack.message import Message


async def message_at(call: Call, channel: str, ts: str) -> Mapping[str, Any] | None:
    """The message there; None for an answer in a thread, which Slack shows to no app, and for one that is gone."""
    try:
        answer = await call.client.conversations_history(channel=channel, latest=ts, oldest=ts, inclusive=True, limit=1)
    except SlackApiError as error:
        log.info("a message cannot be read", reason=error.response.get("error"))
        return None
    messages: list[Mapping[str, Any]] = answer["messages"]
    return next((each for each in messages if each["ts"] == ts), None)


async def link_to(call: Call, channel: str, ts: str) -> str | None:
    """None where the bot cannot see the message: it is a fire all the same."""
    try:
        answer = await call.client.chat_getPermalink(channel=channel, message_ts=ts)
    except SlackApiError as error:
        log.info("a message has no link for us", reason=error.response.get("error"))
        return None
    return str(answer["permalink"])


async def whisper(call: Call, channel: str, message: Message | str, thread: object = None) -> None:
    """Shown to who did it alone, where they did it; in their direct messages where that cannot be."""
    said = Message(message) if isinstance(message, str) else message
    place: dict[str, Any] = {"thread_ts": str(thread)} if thread else {}
    try:
        await call.client.chat_postEphemeral(channel=channel, user=call.user_id, **place, **said.to_dict())
    except SlackApiError as error:
        log.info("somebody cannot be told where they are", reason=error.response.get("error"))
        await call.reply(said)


async def say_in_thread(call: Call, channel: str, ts: str, message: Message) -> None:
    """For everybody who reads that thread."""
    try:
        await call.client.chat_postMessage(
            channel=channel, thread_ts=ts, unfurl_links=False, unfurl_media=False, **message.to_dict()
        )
    except SlackApiError as error:
        log.info("nothing can be said in that thread", reason=error.response.get("error"))
        await call.reply(message)


def calls_us(call: Call, event: Mapping[str, Any]) -> bool:
    """Whether the bot is named in that message."""
    return bool(_us(call).search(str(event.get("text") or "")))


def without_us(call: Call, text: str) -> str:
    """What they say to the bot, as Slack sent it, without its name."""
    return _us(call).sub("", text).strip()


def _us(call: Call) -> re.Pattern[str]:
    return re.compile(rf"<@{re.escape(call.bot_user_id)}(?:\|[^>]*)?>[,:]?")
