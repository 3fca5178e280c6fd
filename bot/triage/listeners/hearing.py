"""What people write and react to in channels the bot is in, as far as it is about fires.

The bot hears every message there, and nearly none concerns it. What apps write, joins, changes and calls by name are
dropped unread. For the rest one indexed look-up asks whether the channel takes fires in, or the thread belongs to one.
The process keeps no map of such places: another process may have filed the fire a second ago, and a follow-up that
missed it would be lost without anybody noticing.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.core.errors import BotError
from bot.people.domain import UserId
from bot.slack.call import Call
from bot.triage.announcements import tell_filed, tell_joined
from bot.triage.blocks import intake
from bot.triage.domain import Called, Desk, Fire, Means, Priority, Source, read_call
from bot.triage.forms import words_of
from bot.triage.listeners.filing import files_in
from bot.triage.listeners.reaching import calls_us, link_to, message_at, say_in_thread, whisper, without_us
from bot.triage.listeners.showing import acting
from bot.triage.repository import Desks
from bot.triage.use_cases import (
    Change,
    Filed,
    Written,
    desk_of_emoji,
    file_fire,
    file_or_join,
    fire_in_thread,
    join_fire,
    part_off,
    request_of,
    takes_in,
    teams_to_ask,
)

CHANNELS = frozenset({"channel", "group"})
OWN_WORDS = frozenset({None, "file_share", "thread_broadcast"})


async def hear_message(call: Call) -> None:
    """More words in the thread of a fire, or something new where everything is one."""
    event = call.event
    if not _is_own_words(event) or (event.get("thread_ts") and calls_us(call, event)):
        return
    thread = event.get("thread_ts")
    if thread:
        async with call.begin_reading() as work:
            fire = await fire_in_thread(work, str(event["channel"]), str(thread), call.user_id)
        if fire is not None:
            await _join(call, fire)
        return
    async with call.begin_reading() as work:
        desk = await takes_in(work, str(event["channel"]))
    if desk is not None:
        await _take_in(call, desk)


async def hear_call(call: Call) -> None:
    """`@Firebreak triage this`."""
    event = call.event
    channel, thread = str(event["channel"]), event.get("thread_ts")
    if event.get("bot_id") or event.get("subtype") not in OWN_WORDS:
        return
    async with call.begin_reading() as work:
        if not thread and await takes_in(work, channel) is not None:
            return  # it becomes a fire anyway, as every message there
    called = read_call(without_us(call, str(event.get("text") or "")), in_thread=bool(thread))
    if called.means == Means.UNCLEAR:
        await whisper(call, channel, intake.MENTION_HELP, thread)
    elif called.means == Means.THREAD:
        root = await message_at(call, channel, str(thread))
        await _file_called(call, root, channel, called)
    else:
        await _file_called(call, {**event, "text": called.text}, channel, called)


async def hear_emoji(call: Call) -> None:
    """An emoji that makes the message a fire; taking it away later changes nothing."""
    event, item = call.event, call.event.get("item") or {}
    if item.get("type") != "message" or event.get("item_user") == call.bot_user_id:
        return
    channel, ts = str(item["channel"]), str(item["ts"])
    emoji = str(event["reaction"]).partition("::")[0]
    async with call.begin_reading() as work:
        desk = await desk_of_emoji(work, emoji, channel, call.user_id)
    if desk is None:
        return
    message = await message_at(call, channel, ts)
    if message is None:
        await whisper(call, channel, intake.UNREADABLE)
        return
    filed = await _file(call, {**message, "channel": channel}, desk, Source.EMOJI)
    shown = intake.filed_by_emoji(filed.fire, filed.team) if filed.is_new else intake.belongs_to(filed.fire)
    await whisper(call, channel, shown, message.get("thread_ts"))


async def part(call: Call) -> None:
    """*This is something else*: the words that joined a fire become one of their own."""
    number, event_id, channel, ts = call.value.split(":")
    link = await link_to(call, channel, ts)
    async with acting(call) as work:
        written = Written(channel, ts, None, UserId(call.user_id), "", permalink=link)
        filed = await part_off(work, int(number), int(event_id), written, call.user_id)
        await tell_filed(work, filed)
    shown = intake.parted(filed.fire, f"F-{number}") if filed.is_new else intake.belongs_to(filed.fire)
    await call.reply(shown)


async def _join(call: Call, fire: Fire) -> None:
    async with acting(call) as work:
        written = Written(text=await words_of(work, str(call.event.get("text") or "")), **_place(call.event))
        change = await join_fire(work, fire, written)
        if change is not None:
            await tell_joined(work, change, written)


async def _take_in(call: Call, desk: Desk) -> None:
    """Tells whoever wrote it, in the thread of a new fire, or them alone where it joined one."""
    event = call.event
    channel, ts = str(event["channel"]), str(event["ts"])
    link = await link_to(call, channel, ts)
    async with acting(call) as work:
        text = await words_of(work, without_us(call, str(event.get("text") or "")))
        written = Written(text=text, permalink=link, **_place(event))
        done = await file_or_join(work, desk, written)
        if isinstance(done, Filed):
            await tell_filed(work, done)
        elif isinstance(done, Change):
            await tell_joined(work, done, written)
    if isinstance(done, Filed):
        await say_in_thread(call, channel, ts, intake.taken_in(done.fire, done.team))
    elif isinstance(done, Change):
        await whisper(call, channel, intake.joined(done.fire, done.event, channel, ts))


async def _file_called(call: Call, message: Mapping[str, Any] | None, channel: str, called: Called) -> None:
    thread = call.event.get("thread_ts")
    if message is None:
        await whisper(call, channel, intake.UNREADABLE, thread)
        return
    try:
        async with call.begin_reading() as work:
            team = (await teams_to_ask(work, call.user_id, channel)).first
            desk = await Desks(work).get(team.id) if team else None
    except BotError as error:
        await whisper(call, channel, error.text, thread)
        return
    if desk is None:
        await whisper(call, channel, intake.which_team(channel, str(message["ts"])), thread)
        return
    filed = await _file(call, {**message, "channel": channel}, desk, Source.MENTION, priority=called.priority)
    if filed.is_new:
        await say_in_thread(call, channel, str(thread or message["ts"]), intake.taken_in(filed.fire, filed.team))
    else:
        await whisper(call, channel, intake.belongs_to(filed.fire), thread)


async def _file(
    call: Call, message: Mapping[str, Any], desk: Desk, source: Source, *, priority: Priority | None = None
) -> Filed:
    """For who wrote the message; what another app posted has nobody who could be told, so for who found it."""
    link = await link_to(call, str(message["channel"]), str(message["ts"]))
    author = call.user_id if message.get("bot_id") else str(message.get("user") or call.user_id)
    async with acting(call) as work:
        text = await words_of(work, str(message.get("text") or ""))
        written = Written(text=text, permalink=link, **_place({**message, "user": author}))
        request = request_of(written, desk, source, call.user_id)
        filed = await file_fire(work, replace(request, priority=priority or request.priority))
        await tell_filed(work, filed)
    return filed


def _place(message: Mapping[str, Any]) -> dict[str, Any]:
    """Where a message stands and who wrote it; the first message of a thread stands in none."""
    ts, thread = str(message["ts"]), message.get("thread_ts")
    return {
        "channel": str(message["channel"]),
        "ts": ts,
        "thread": str(thread) if thread and thread != ts else None,
        "user_id": UserId(str(message["user"])),
        "files": files_in(message),
    }


def _is_own_words(event: Mapping[str, Any]) -> bool:
    """Something a person has just written in a channel."""
    return (
        event.get("channel_type") in CHANNELS
        and event.get("subtype") in OWN_WORDS
        and bool(event.get("user"))
        and not event.get("bot_id")
        and not event.get("hidden")
    )
