"""Slack speaks about when people work: hours, countries and days off."""

from dataclasses import replace
from datetime import datetime

from bot.core.calendar import local_date
from bot.core.errors import BotError
from bot.core.holidays import Place
from bot.people import forms, use_cases
from bot.people.blocks import calendars, hours, ids
from bot.people.blocks.calendars import DaysOffPage
from bot.people.domain import Person, Team, may_lead, next_days_off, week_of
from bot.people.listeners.teams import caller
from bot.people.repository import Calendars, People, Teams
from bot.slack.call import Call
from bot.slack.message import Message, View

DAYS_SHOWN = 5


async def open_hours(call: Call) -> None:
    await call.open(await _hours_form(call))


async def _hours_form(call: Call, chosen: Place | None = None) -> View:
    """`chosen` is a country chosen in the form just now."""
    async with call.begin_reading() as work:
        person = await People(work).get(call.user_id)
        teams = await Teams(work).of_person(call.user_id)
    if person is None or not teams:
        raise BotError(use_cases.IN_NO_TEAM)
    week = teams[0].week
    shown = replace(person, place=chosen) if call.kind == "action" and call.name == ids.CHOOSE_COUNTRY else person
    return hours.hours_form(shown, week_of(person, week), week)


async def choose_country(call: Call) -> None:
    """The regions below follow."""
    chosen = None if call.value == ids.NONE else Place(call.value)
    if call.view["callback_id"] == ids.HOURS_FORM:
        await call.redraw_view(await _hours_form(call, chosen))
        return
    async with call.begin_reading() as work:
        team = await Teams(work).get(int(call.memo))
    await call.redraw_view(hours.place_form(team, chosen))


async def save_hours(call: Call) -> None:
    request = forms.read_hours(call.values)
    async with call.begin_work() as work:
        await use_cases.set_working_hours(work, call.user_id, request.days, request.starts, request.ends)
        await use_cases.set_own_place(work, call.user_id, request.place)
    await call.ack()
    await call.redraw_home()


async def show_days_off(call: Call) -> None:
    """Of their own team, or of the one named behind the command."""
    person = await caller(call)
    named = call.rest.casefold() if call.kind == "command" else ""
    async with call.begin_reading() as work:
        if named:
            team = next((each for each in await Teams(work).all() if each.name.casefold() == named), None)
        else:
            team = await use_cases.team_for(work, call.user_id, call.channel_id)
        now = work.now
    if team is None:
        raise BotError("I know no team of that name. `/standup team` lists them." if named else use_cases.IN_NO_TEAM)
    await call.reply(_days_off(person, team, now))


def _days_off(person: Person, team: Team, now: datetime) -> Message:
    member = team.member(person.user_id)
    week = member.week if member else team.week
    today = local_date(now, week.zone)
    page = DaysOffPage(
        team=team,
        place=person.place if member and person.place else team.place,
        own=member is not None and person.place is not None,
        days=next_days_off(week, today, DAYS_SHOWN),
        may_change=may_lead(team, person),
        today=today,
    )
    return calendars.days_off(page)


async def open_place(call: Call) -> None:
    team = await _own_team(call)
    await call.open(hours.place_form(team, team.place))


async def save_place(call: Call) -> None:
    person = await caller(call)
    async with call.begin_work() as work:
        team = await use_cases.set_team_place(work, int(call.memo), call.user_id, forms.read_place(call.values))
        now = work.now
    await call.ack()
    await call.redraw_home()
    await call.reply(_days_off(person, team, now))


async def open_company_days(call: Call) -> None:
    team = await _own_team(call)
    async with call.begin_reading() as work:
        calendar = await Calendars(work).of_team(team.id)
        today = local_date(work.now, team.week.zone)
    await call.open(calendars.company_form(team, today, calendar))


async def save_company_days(call: Call) -> None:
    async with call.begin_reading() as work:
        team = await Teams(work).get(int(call.memo))
        today = local_date(work.now, team.week.zone)
    spans = forms.read_company_days(call.values, today)
    async with call.begin_work() as work:
        team = await use_cases.set_company_days(work, team.id, call.user_id, spans)
    await call.ack()
    await call.redraw_home()
    await call.reply(calendars.company_days_are_set(team, today))


async def _own_team(call: Call) -> Team:
    async with call.begin_reading() as work:
        return await use_cases.team_of_lead(work, int(call.value), call.user_id)
