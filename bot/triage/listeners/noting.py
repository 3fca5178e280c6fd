"""Notes of the team, and the conversation between it and who asked: in threads of the cards, each side in its own."""

from collections.abc import Mapping
from typing import Any

from bot.core.work import Work
from bot.outbox.announcements import announce
from bot.slack.call import Call
from bot.triage.announcements.cards import say_under_card, stays_here_key
from bot.triage.announcements.requester import asked_under, mend_passed, pass_to_requester
from bot.triage.announcements.talking import card_in_thread, mend_under_card
from bot.triage.blocks import notices, requester
from bot.triage.domain import Fire
from bot.triage.forms import read_numbered, words_of
from bot.triage.forms.typed import read_for_requester
from bot.triage.listeners.hearing import OWN_WORDS
from bot.triage.listeners.reaching import whisper
from bot.triage.listeners.showing import acting
from bot.triage.use_cases.noting import may_speak_for, mend_words, note_fire, speak_to_requester

CHANGES = frozenset({"message_changed", "message_deleted"})


async def note(call: Call) -> None:
    """Who has the fire reads it in their direct messages: the channel of a team is read by others, too."""
    number, rest = read_numbered("note", call.rest)
    async with acting(call) as work:
        change = await note_fire(work, number, call.user_id, await words_of(work, rest))
        fire, event = change.fire, change.event
        if fire.owner_id not in (None, call.user_id, fire.requester_id):
            key = f"fire:{fire.id}:note:{event.id}"
            await announce(work, key=key, channel=str(fire.owner_id), message=notices.noted(fire, event))
    await call.reply(f"Noted with {fire.name}, for the team only. `/triage show {fire.name}` shows it to the team.")


async def hear_talk(call: Call) -> None:
    """What somebody of the team writes under a card: passed on if it is for the requester, else it stays there."""
    event = call.event
    if not _is_reply(event) or event.get("subtype") not in OWN_WORDS or not event.get("text"):
        return
    channel, thread = str(event["channel"]), str(event["thread_ts"])
    async with call.begin_reading() as work:
        fire = await card_in_thread(work, channel, thread)
    if fire is None:
        return
    async with acting(call) as work:
        passed = await _talk(work, fire, call.user_id, str(event["text"]), f"{channel}:{event['ts']}")
    if passed:
        await whisper(call, channel, requester.passed_on_to(fire), thread)


async def hear_change(call: Call) -> None:
    """Words that were passed on, changed or deleted by their author: marked where they were passed on to."""
    event = call.event
    if event.get("subtype") not in CHANGES:
        return
    before: Mapping[str, Any] = event.get("previous_message") or {}
    after: Mapping[str, Any] = event.get("message") or {}
    if not _is_reply(before) or before.get("text") == after.get("text"):
        return
    deleted = event["subtype"] == "message_deleted" or after.get("subtype") == "tombstone"
    text = None if deleted else str(after.get("text") or "")
    channel, thread, at = str(event["channel"]), str(before["thread_ts"]), str(before["ts"])
    async with call.begin_reading() as work:
        ours = await card_in_thread(work, channel, thread)
        theirs = await asked_under(work, channel, thread) if ours is None else None
    by = str(before["user"])
    async with call.begin_work() as work:
        if ours is not None:
            await _change_talk(work, ours, by, text, f"{channel}:{at}")
        elif theirs is not None:
            await _change_answer(work, theirs, by, str(before.get("text") or ""), text)


async def _talk(work: Work, fire: Fire, by: str, text: str, at: str) -> bool:
    team = await may_speak_for(work, fire, by)
    if team is None:
        return False
    words = read_for_requester(text, fire.requester_id)
    if words is None or by == fire.requester_id:
        await say_under_card(work, fire, team, key=stays_here_key(fire), message=requester.stays_here(fire))
        return False
    said = await words_of(work, words)
    await speak_to_requester(work, fire, by, said)
    await pass_to_requester(work, fire, team, by=by, words=said, at=at)
    return True


async def _change_talk(work: Work, fire: Fire, by: str, text: str | None, at: str) -> None:
    """Words that were not for the requester before are passed on once they are."""
    team = await may_speak_for(work, fire, by)
    if team is None:
        return
    words = read_for_requester(text, fire.requester_id) if text else None
    said = await words_of(work, words or text or "")
    if await mend_passed(work, fire, by=by, words=said or None, at=at):
        if said:
            await speak_to_requester(work, fire, by, said)
    elif words:
        await speak_to_requester(work, fire, by, said)
        await pass_to_requester(work, fire, team, by=by, words=said, at=at)


async def _change_answer(work: Work, fire: Fire, by: str, before: str, text: str | None) -> None:
    now = await words_of(work, text) if text is not None else None
    mended = await mend_words(work, fire, by, await words_of(work, before), now)
    if mended is not None:
        await mend_under_card(work, fire, mended)


def _is_reply(message: Mapping[str, Any]) -> bool:
    """What a person wrote in a thread."""
    thread = message.get("thread_ts")
    return bool(thread and message.get("user")) and thread != message.get("ts") and not message.get("bot_id")
