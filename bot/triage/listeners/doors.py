"""The other front doors: shortcuts, the button on the Home tab, and answers typed under a question."""

from collections.abc import Mapping
from typing import Any

from bot.core.errors import BotError
from bot.slack.call import Call
from bot.slack.message import View
from bot.triage.announcements import asked_under, tell
from bot.triage.blocks import notices
from bot.triage.blocks.filing import Prefilled
from bot.triage.blocks.intake import UNREADABLE
from bot.triage.domain import Source, read_call, read_request
from bot.triage.forms import Memo, words_of
from bot.triage.listeners.filing import MOST_FILES, file_view, files_in, prefilled
from bot.triage.listeners.reaching import link_to, message_at, say_in_thread, without_us
from bot.triage.listeners.showing import acting, whole_view
from bot.triage.repository import FireFiles
from bot.triage.use_cases import Outcome, fire_of_message, hear, look_up, teams_to_ask


async def open_form(call: Call) -> None:
    """From the global shortcut, a list, or the Home tab."""
    at_home = call.kind == "action" and call.body.get("view", {}).get("type") == "home"
    memo = Memo(source=Source.HOME if at_home else Source.FORM, response_url=call.response_url)
    async with call.begin_reading() as work:
        asking = await teams_to_ask(work, call.user_id, call.channel_id)
        view = await file_view(work, asking, Prefilled(requester=call.user_id), memo)
    await call.open(view)


async def file_message(call: Call) -> None:
    """The form, filled from the message; for a message that is a fire already, that fire."""
    await _open_for(call, call.message or {}, call.channel_id or "", Source.SHORTCUT)


async def file_this(call: Call) -> None:
    """The same for a message that somebody called us under, where it could not be told which team they meant."""
    channel, _, ts = call.value.partition(":")
    message = await message_at(call, channel, ts)
    if message is None:
        raise BotError(UNREADABLE)
    said = without_us(call, str(message.get("text") or ""))
    await _open_for(call, {**message, "text": read_call(said, in_thread=False).text or said}, channel, Source.MENTION)


async def _open_for(call: Call, message: Mapping[str, Any], channel: str, source: Source) -> None:
    async with call.begin_reading() as work:
        known = await fire_of_message(work, channel, str(message["ts"]), call.user_id)
        view = await whole_view(work, known.number, call.user_id) if known else None
    await call.open(view or await _form_from(call, message, channel, source))


async def _form_from(call: Call, message: Mapping[str, Any], channel: str, source: Source) -> View:
    ts = str(message["ts"])
    memo = Memo(
        source=source,
        channel=channel,
        ts=ts,
        thread=message.get("thread_ts"),
        permalink=await link_to(call, channel, ts),
        files=files_in(message)[:MOST_FILES],
        response_url=call.response_url,
    )
    # What another app posted has nobody who could be told.
    author = call.user_id if message.get("bot_id") else str(message.get("user") or call.user_id)
    async with call.begin_reading() as work:
        asking = await teams_to_ask(work, call.user_id, channel)
        asked = read_request(await words_of(work, str(message.get("text") or "")))
        return await file_view(work, asking, prefilled(asked, author), memo)


async def hear_answer(call: Call) -> None:
    """A reply in the thread of the requester's card, or of anything else they were told about the fire."""
    event = call.event
    thread = event.get("thread_ts")
    typed = event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share")
    files = files_in(event)
    if not typed or not thread or event.get("bot_id") or not (event.get("text") or files):
        return
    async with call.begin_reading() as work:
        fire = await asked_under(work, str(event["channel"]), str(thread))
    if fire is None:
        return
    async with acting(call) as work:
        fire = await look_up(work, fire.number)
        for file in files:
            await FireFiles(work).add(fire.id, file, call.user_id)
        said = await words_of(work, str(event.get("text") or "")) or ", ".join(file.name for file in files)
        heard = await hear(work, fire, call.user_id, said)
        if heard.change is not None:
            await tell(work, heard.change)
    if heard.outcome != Outcome.NOT_THEIRS:
        reply = notices.late_answer(fire) if heard.outcome == Outcome.LATE else notices.passed_on(fire)
        await say_in_thread(call, str(event["channel"]), str(thread), reply)
