"""Members answer by typing to the bot, and change an answer by editing what they typed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.core.calendar import DAY, find_zone, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Person, UserId
from bot.people.domain.calendars import is_calendar_file
from bot.people.repository import People
from bot.people.use_cases import meet
from bot.slack.call import Call
from bot.slack.escape import unescape
from bot.slack.message import Message
from bot.standups.announcements import go_on_asking, show_answers
from bot.standups.blocks.prompts import NOTHING_OPEN, chat_cancelled, not_changed
from bot.standups.directory import people_named
from bot.standups.domain import Rich, Words
from bot.standups.domain.answers import File
from bot.standups.repository import Prompts
from bot.standups.use_cases import cancel_chat, change_typed, chat_prompt, say_in_chat
from bot.standups.use_cases.chatting import CANCEL_WORDS

CHANGED = "message_changed"
OWN_MESSAGES = (None, "file_share")
CHANNEL = re.compile(r"<#(\w+)\|([^<>]+)>")


async def hear(call: Call) -> None:
    """Something typed to the bot in a direct message, or changed there."""
    event = call.event
    # Whoever writes in a channel writes to people; replies in threads are answers to something else.
    if event.get("channel_type") != "im" or event.get("thread_ts"):
        return
    try:
        if event.get("subtype") == CHANGED:
            reply = await _take_change(call, event.get("message") or {})
        elif event.get("subtype") in OWN_MESSAGES and not event.get("bot_id"):
            reply = await _take_message(call, event)
        else:
            reply = None
    except BotError as error:
        reply = Message(error.text)
    if reply is not None:
        await call.reply(reply)


async def _take_message(call: Call, event: Mapping[str, Any]) -> Message | None:
    given = event.get("files") or ()
    if given and all(is_calendar_file(each) for each in given):
        return None  # somebody's absences, which another room asks about
    files = [File(str(each["id"]), str(each.get("name") or "file"), str(each.get("permalink") or "")) for each in given]
    if not files and not str(event.get("text") or "").strip():
        return None
    seen = await _strangers(call, call.user_id, event)
    async with call.begin_work() as work:
        for each in seen:
            await meet(work, each)
        words = await _read(work, call.user_id, event)
        prompt = await chat_prompt(work, call.user_id)
        if prompt is None:
            return Message(NOTHING_OPEN)
        if words.text.lower() in CANCEL_WORDS:
            return chat_cancelled(await cancel_chat(work, prompt))
        await go_on_asking(work, await say_in_chat(work, prompt, words, files))
    return None


async def _take_change(call: Call, message: Mapping[str, Any]) -> Message | None:
    """Changing a message that was an answer changes the answer."""
    user_id = str(message.get("user") or "")
    if not user_id or message.get("bot_id") or message.get("thread_ts"):
        return None
    seen = await _strangers(call, user_id, message)
    async with call.begin_work() as work:
        for each in seen:
            await meet(work, each)
        changed = await change_typed(work, user_id, await _read(work, user_id, message))
        if changed is not None and changed.said is not None:
            await show_answers(work, changed.prompt)
    return not_changed(changed.trouble) if changed is not None and changed.trouble else None


async def _strangers(call: Call, user_id: str, message: Mapping[str, Any]) -> list[Person]:
    """Those it mentions whom we do not know yet, so that reports can call them by their names. Whoever has nothing to
    answer or to change writes of something else.
    """
    mentioned = set(_people(_rich(message)))
    async with call.begin_reading() as work:
        unmet = mentioned - set(await People(work).of(mentioned)) if mentioned else set()
        if not unmet or not await Prompts(work).of_person(user_id, work.now - 2 * DAY):
            return []
    return await people_named(call.client, unmet, call.team_id)


def _rich(message: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next((each for each in message.get("blocks") or () if each.get("type") == "rich_text"), None)


async def _read(work: Work, user_id: str, message: Mapping[str, Any]) -> Words:
    """The words with the names of those they mention, and beside them the styles."""
    sent = str(message.get("text") or "").strip()
    block = _rich(message)
    rich = Rich.read(block)
    mentioned = tuple(dict.fromkeys(_people(block)))
    known = await People(work).of([user_id, *mentioned])
    names = {str(each.user_id): each.name for each in known.values()} | dict(CHANNEL.findall(sent))
    writer = known.get(UserId(user_id))
    today = local_date(work.now, find_zone(writer.zone if writer else None, "UTC"))
    text = unescape(sent) if rich.is_blank else rich.say(names)
    return Words(text.strip(), today, None if rich.is_blank else rich, mentioned, str(message["ts"]))


def _people(piece: Any) -> Iterator[str]:
    """Whom a rich text mentions, in order."""
    if isinstance(piece, Mapping):
        if piece.get("type") == "user":
            yield str(piece["user_id"])
        for each in piece.get("elements", ()):
            yield from _people(each)
