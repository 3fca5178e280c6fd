"""Calendars are given, read every night, and taken away; what stands in them becomes absences and company days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, days_of, find_zone, local_date
from bot.core.errors import BotError
from bot.core.ics import Event, Reading
from bot.core.work import Work
from bot.outbox.domain import Event as Told
from bot.outbox.happenings import note
from bot.outbox.repository import Timers
from bot.people.domain import (
    ABSENCE_CHANGED,
    LOOK_AHEAD,
    LOOK_BACK,
    PATIENCE,
    Absence,
    Add,
    Calendar,
    CallOff,
    Change,
    CompanyDay,
    Known,
    Rename,
    Step,
    next_night,
    steps,
    vanished,
    zone_of,
)
from bot.people.repository import Absences, Calendars, CompanyDays, People, ReadAbsences, Teams
from bot.people.use_cases.absences import promise_moments
from bot.people.use_cases.knowing import IN_NO_TEAM
from bot.people.use_cases.statuses import watch
from bot.people.use_cases.teams import team_of_lead

# Prompts exist for days this near; others are planned with the absence in view.
NEAR = 14 * DAY
UNNAMED = "Day off"
LONGEST_DAY_NAME = 100


@dataclass(frozen=True)
class Frame:
    """What a calendar is read for: whose clock, which dates, and whether for a team's company days."""

    zone: ZoneInfo
    today: date
    for_team: bool

    @property
    def first(self) -> date:
        return self.today - LOOK_BACK

    @property
    def last(self) -> date:
        return self.today + LOOK_AHEAD


@dataclass(frozen=True)
class Source:
    """Where a reading comes from. `address` is None for a file; `name` is what may be shown."""

    name: str
    address: str | None = None
    etag: str | None = None


async def frame_of(work: Work, user_id: str, team_id: int | None) -> Frame:
    """Raises BotError for somebody whose calendar would be of no use, or whose team it is not to change."""
    if team_id is not None:
        zone = find_zone((await team_of_lead(work, team_id, user_id)).zone)
        return Frame(zone, local_date(work.now, zone), for_team=True)
    frame = await _frame_of_person(work, user_id)
    if frame is None:
        raise BotError(IN_NO_TEAM)
    return frame


async def _frame_of_person(work: Work, user_id: str) -> Frame | None:
    person, teams = await People(work).get(user_id), await Teams(work).of_person(user_id)
    if person is None or person.deleted or not teams:
        return None
    zone = zone_of(person, teams)
    return Frame(zone, local_date(work.now, zone), for_team=False)


async def calendar_of(work: Work, user_id: str, team_id: int | None) -> Calendar | None:
    """The one that is read for them, or for the team."""
    calendars = Calendars(work)
    return await (calendars.of_person(user_id) if team_id is None else calendars.of_team(team_id))


async def give_calendar(work: Work, by: str, team_id: int | None, source: Source, reading: Reading) -> Calendar:
    """From now on this one is read, in place of the one before; with what was just read of it."""
    frame = await frame_of(work, by, team_id)
    await take_calendar_away(work, by, team_id)
    calendar = await Calendars(work).add(by, team_id, source.name, source.address, source.etag)
    if source.address is not None:
        await Calendars(work).plan(calendar.id, next_night(work.now, frame.zone, calendar.id))
        if team_id is None:
            await watch(work, by)
    await _take_in(work, calendar, frame, reading)
    return calendar


async def take_calendar_away(work: Work, by: str, team_id: int | None) -> Calendar | None:
    """It is read no more, and what it says of days to come does not hold. Gives it; None when there was none."""
    frame = await frame_of(work, by, team_id)
    calendar = await calendar_of(work, by, team_id)
    if calendar is None:
        return None
    if calendar.team_id is None:
        await _take_steps(work, calendar, frame, vanished(await _known(work, calendar, frame), frame.today))
    else:
        await CompanyDays(work).put(calendar.team_id, frame.today, (), calendar.id)
        await Teams(work).calendar_changed(calendar.team_id)
    await Calendars(work).end(calendar.id)
    return calendar


async def begin_reading(work: Work, calendar_id: int) -> tuple[Calendar, Frame] | None:
    """One that is due, for whoever asks first; None when it is not, or nobody waits for its owner any more."""
    calendar = await Calendars(work).get(calendar_id)
    if calendar is None:
        return None
    if calendar.team_id is None:
        frame = await _frame_of_person(work, calendar.user_id)
    else:
        zone = find_zone((await Teams(work).get(calendar.team_id)).zone)
        frame = Frame(zone, local_date(work.now, zone), for_team=True)
    at = next_night(work.now, frame.zone if frame else find_zone(None), calendar.id)
    taken = await Calendars(work).take(calendar_id, at)
    return (taken, frame) if taken and frame else None


async def finish_reading(work: Work, calendar_id: int, frame: Frame, reading: Reading, etag: str | None) -> None:
    """What was read holds from now on, if the calendar is still wanted."""
    calendar = await Calendars(work).get(calendar_id)
    if calendar is not None and await Calendars(work).was_read(calendar_id, etag):
        await _take_in(work, calendar, frame, reading)


async def keep_reading(work: Work, calendar_id: int) -> None:
    """Its server says that nothing changed."""
    await Calendars(work).was_the_same(calendar_id)


async def reading_failed(work: Work, calendar_id: int) -> Calendar | None:
    """What was read last goes on holding. The calendar, on the night on which its owner should hear of it."""
    failures = await Calendars(work).failed(calendar_id)
    return await Calendars(work).get(calendar_id) if failures == PATIENCE else None


async def _take_in(work: Work, calendar: Calendar, frame: Frame, reading: Reading) -> None:
    if calendar.team_id is None:
        known = await _known(work, calendar, frame)
        await _take_steps(work, calendar, frame, steps(known, reading.events, frame.today))
        return
    before = (await Teams(work).get(calendar.team_id)).company_days
    await CompanyDays(work).put(calendar.team_id, frame.first, _company_days(reading), calendar.id)
    if (await Teams(work).get(calendar.team_id)).company_days != before:
        await Teams(work).calendar_changed(calendar.team_id)


def _company_days(reading: Reading) -> list[CompanyDay]:
    """Whole days only: nobody's company is off from two to three. Of two events on one date the first names it."""
    whole = [each for each in reversed(reading.events) if each.starts is None]
    days = {on: each for each in whole for on in days_of(each.first_on, each.last_on)}
    return [CompanyDay(on, (each.title or UNNAMED)[:LONGEST_DAY_NAME]) for on, each in sorted(days.items())]


async def _known(work: Work, calendar: Calendar, frame: Frame) -> list[Known]:
    return await ReadAbsences(work).of(calendar.id, frame.first)


async def _take_steps(work: Work, calendar: Calendar, frame: Frame, found: Iterable[Step]) -> None:
    new: list[Event] = []
    for step in found:
        match step:
            case Add(event):
                new.append(event)
            case Change(known, event):
                await ReadAbsences(work).change(known.absence.id, event)
                await _follow(work, frame, known.absence, await Absences(work).get(known.absence.id))
            case Rename(known, event):
                await ReadAbsences(work).rename(known.absence.id, event.title)
            case CallOff(known, last_on):
                await ReadAbsences(work).gone(known.absence.id)
                if known.stands and last_on is not None:
                    await Absences(work).shorten(known.absence.id, last_on)
                elif known.stands:
                    await Absences(work).cancel(known.absence.id)
                await _follow(work, frame, known.absence, None)
    for absence in await ReadAbsences(work).add(calendar.id, calendar.user_id, new):
        await _follow(work, frame, absence, absence)


async def _follow(work: Work, frame: Frame, before: Absence, after: Absence | None) -> None:
    """Prompts of these days follow, and the welcome after it is promised."""
    ends = (frame.today - DAY, frame.today + NEAR)
    if any(each and each.first_on <= ends[1] and each.last_on >= ends[0] for each in (before, after)):
        key = f"absence:{before.id}:read:{work.now.isoformat()}"
        await Timers(work).set(key, ABSENCE_CHANGED, ref=before.id, at=work.now)
    await note(work, Told.ABSENCE_CHANGED, absence=before.id, person=before.user_id)
    if after is not None and after.last_on >= frame.today:
        await promise_moments(work, after)
