"""The other front doors: shortcuts, the button on the Home tab, and answers typed under a question."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.core.logs import log
from bot.slack.call import Call
from bot.slack.escape import cut
from bot.slack.message import View
from bot.triage.announcements import tell, waited_for
from bot.triage.blocks import notices
from bot.triage.blocks.modals import Prefilled
from bot.triage.domain import LONGEST_TEXT, Source, read_request
from bot.triage.forms import Memo, words_of
from bot.triage.listeners.showing import acting, file_view, whole_view
from bot.triage.use_cases import answer_fire, fire_of_message, teams_to_ask


async def open_form(call: Call) -> None:
    """From the global shortcut, a list, or the Home tab."""
    async with call.begin_reading() as work:
        asking = await teams_to_ask(work, call.user_id, call.channel_id)
    at_home = call.kind == "action" and call.body.get("view", {}).get("type") == "home"
    memo = Memo(source=Source.HOME if at_home else Source.FORM, response_url=call.response_url)
    await call.open(file_view(asking, Prefilled(requester=call.user_id), memo))


async def file_message(call: Call) -> None:
    """The form, filled from the message; for a message that is a fire already, that fire."""
    message, channel = call.message or {}, call.channel_id or ""
    ts = str(message["ts"])
    async with call.begin_reading() as work:
        known = await fire_of_message(work, channel, ts)
        view = await whole_view(work, known.number, call.user_id) if known else None
    await call.open(view or await _form_from(call, message, channel))


async def _form_from(call: Call, message: Mapping[str, Any], channel: str) -> View:
    async with call.begin_reading() as work:
        asking = await teams_to_ask(work, call.user_id, channel)
        asked = read_request(await words_of(work, str(message.get("text") or "")))
    ts = str(message["ts"])
    memo = Memo(
        source=Source.SHORTCUT,
        channel=channel,
        ts=ts,
        thread=message.get("thread_ts"),
        permalink=await _permalink(call, channel, ts),
        response_url=call.response_url,
    )
    # What another app posted has nobody who could be told.
    author = call.user_id if message.get("bot_id") else str(message.get("user") or call.user_id)
    known = Prefilled(asked.title, cut(asked.description, LONGEST_TEXT), asked.priority, requester=author)
    return file_view(asking, known, memo)


async def _permalink(call: Call, channel: str, ts: str) -> str | None:
    """None where the bot cannot see the message: it is a fire all the same."""
    try:
        answer = await call.client.chat_getPermalink(channel=channel, message_ts=ts)
    except SlackApiError as error:
        log.info("a message has no link for us", reason=error.response.get("error"))
        return None
    return str(answer["permalink"])


async def hear_answer(call: Call) -> None:
    """A reply in the thread of what was asked of the requester."""
    event = call.event
    thread = event.get("thread_ts")
    typed = event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share")
    if not typed or not thread or event.get("bot_id") or not event.get("text"):
        return
    async with call.begin_reading() as work:
        fire = await waited_for(work, str(event["channel"]), str(thread))
    if fire is None:
        return
    async with acting(call) as work:
        change = await answer_fire(work, fire.number, call.user_id, await words_of(work, str(event["text"])))
        await tell(work, change)
    await call.reply(notices.passed_on(change.fire) if change.fire.is_open else notices.late_answer(change.fire))
