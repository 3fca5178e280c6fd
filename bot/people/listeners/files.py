"""Somebody sends the app a calendar file in their direct messages: it asks whether their absences stand in it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.core.errors import BotError
from bot.core.ics import Reading, read_ics
from bot.outbox.announcements import announce, revise
from bot.people import directory, use_cases
from bot.people.blocks import calendars
from bot.people.directory import LARGEST
from bot.people.domain.calendars import is_calendar_file
from bot.people.repository import Absences
from bot.people.use_cases import LONGEST_ABSENCE, Frame, Source
from bot.slack.call import Call
from bot.slack.message import Message


async def hear(call: Call) -> None:
    """Of several files the first calendar; what cannot be read gets a sentence."""
    event = call.event
    if event.get("channel_type") != "im" or event.get("subtype") != "file_share" or event.get("bot_id"):
        return
    found = [each for each in event.get("files") or () if is_calendar_file(each)]
    if event.get("thread_ts") or not found:
        return
    asked = await _question(call, found[0])
    async with call.begin_work() as work:
        await announce(work, key=_key(str(found[0]["id"])), channel=call.user_id, message=asked)


async def _question(call: Call, file: Mapping[str, Any]) -> Message:
    name = str(file.get("name") or "")
    try:
        async with call.begin_reading() as work:
            frame = await use_cases.frame_of(work, call.user_id, None)
            before = await use_cases.calendar_of(work, call.user_id, None)
        reading = await _read(call, file, frame)
    except BotError as error:
        return calendars.file_not_read(name, error.text)
    coming = sum(each.last_on >= frame.today for each in reading.events)
    return calendars.use_this_file(str(file["id"]), name, coming, before)


async def _read(call: Call, file: Mapping[str, Any], frame: Frame) -> Reading:
    data = await directory.download(call.client, file, LARGEST)
    return await asyncio.to_thread(read_ics, data, frame.zone, frame.first, frame.last, free_days_count=False)


async def use(call: Call) -> None:
    """Read again, so that what holds is what the file says and not what a button carried."""
    file_id = call.value
    async with call.begin_reading() as work:
        frame = await use_cases.frame_of(work, call.user_id, None)
    file = await directory.find_file(call.client, file_id)
    reading = await _read(call, file, frame)
    async with call.begin_work() as work:
        source = Source(str(file.get("name") or ""))
        calendar = await use_cases.give_calendar(work, call.user_id, None, source, reading)
        found = await Absences(work).between([call.user_id], frame.today, frame.today + 2 * LONGEST_ABSENCE)
        own = [each for each in found if each.calendar_id == calendar.id]
        said = calendars.calendar_is_read(calendar, own, reading.free, frame.today)
        await revise(work, key=_key(file_id), message=said)
    await call.redraw_home()


async def leave(call: Call) -> None:
    async with call.begin_work() as work:
        await revise(work, key=_key(call.value), message=calendars.file_is_left())


def _key(file_id: str) -> str:
    return f"ics:{file_id}"
