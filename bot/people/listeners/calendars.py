"""Slack speaks about calendars: given by address or as a file, and taken away."""

import asyncio

from bot.core.calendar import local_date
from bot.core.errors import BotError
from bot.core.ics import Reading, read_ics
from bot.people import directory, forms, use_cases
from bot.people.blocks import calendars, ids
from bot.people.directory import LARGEST, CalendarServers
from bot.people.forms import CalendarRequest
from bot.people.repository import Absences, Teams
from bot.people.use_cases import LONGEST_ABSENCE, Frame, Source
from bot.slack.call import Call
from bot.slack.forms import beside
from bot.slack.message import Message, View


async def open_own(call: Call) -> None:
    await call.open(await _form(call, None))


async def open_of_team(call: Call) -> None:
    await call.open(await _form(call, int(call.value)))


async def _form(call: Call, team_id: int | None) -> View:
    async with call.begin_reading() as work:
        frame = await use_cases.frame_of(work, call.user_id, team_id)
        calendar = await use_cases.calendar_of(work, call.user_id, team_id)
        team = await Teams(work).get(team_id) if team_id is not None else None
    read_on = local_date(calendar.read_at, frame.zone) if calendar else None
    return calendars.calendar_form(calendar, team, frame.today, read_on)


async def receive(servers: CalendarServers, call: Call) -> None:
    """Beside the field what is wrong with it, if that is known soon; else in a message."""
    request = forms.read_calendar(call.values)
    field, team_id = (ids.ADDRESS if request.address else ids.FILE), (int(call.memo) if call.memo else None)
    with beside(field):
        name = directory.host_of(request.address) if request.address else str((request.file or {}).get("name") or "")
        async with call.begin_reading() as work:
            frame = await use_cases.frame_of(work, call.user_id, team_id)
        reading = asyncio.create_task(_read(servers, call, request, name, frame))
        await asyncio.wait({reading}, timeout=servers.shown_within)
        if reading.done():
            said = await _give(call, team_id, *reading.result())
    if reading.done():
        await call.ack()
    else:
        await call.show_next(calendars.reading_takes_long(name))
        said = await _afterwards(call, team_id, name, reading)
    await call.redraw_home()
    await call.reply(said)


async def _read(
    servers: CalendarServers, call: Call, request: CalendarRequest, name: str, frame: Frame
) -> tuple[Source, Reading]:
    if request.address is None:
        data = await directory.download(call.client, request.file or {}, LARGEST)
        source = Source(name)
    else:
        fetched = await servers.fetch(request.address)
        assert fetched is not None, "without a tag a server has nothing to compare"
        data, source = fetched.data, Source(name, request.address, fetched.etag)
    reading = await asyncio.to_thread(
        read_ics, data, frame.zone, frame.first, frame.last, free_days_count=frame.for_team
    )
    return source, reading


async def _afterwards(
    call: Call, team_id: int | None, name: str, reading: asyncio.Task[tuple[Source, Reading]]
) -> Message:
    try:
        return await _give(call, team_id, *await reading)
    except BotError as error:
        return calendars.calendar_not_read(name, error.text)


async def _give(call: Call, team_id: int | None, source: Source, reading: Reading) -> Message:
    async with call.begin_work() as work:
        calendar = await use_cases.give_calendar(work, call.user_id, team_id, source, reading)
        frame = await use_cases.frame_of(work, call.user_id, team_id)
        if team_id is not None:
            team = await Teams(work).get(team_id)
            return calendars.team_calendar_is_read(calendar, team, reading.free, frame.today)
        found = await Absences(work).between([call.user_id], frame.today, frame.today + 2 * LONGEST_ABSENCE)
    own = [each for each in found if each.calendar_id == calendar.id]
    return calendars.calendar_is_read(calendar, own, reading.free, frame.today)


async def stop(call: Call) -> None:
    """In the form, which then offers to read another one."""
    team_id = int(call.memo) if call.memo else None
    async with call.begin_work() as work:
        await use_cases.take_calendar_away(work, call.user_id, team_id)
    await call.redraw_view(await _form(call, team_id))
    await call.redraw_home()
