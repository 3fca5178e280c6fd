"""What people type behind /standup."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, find_zone, local_date
from bot.core.dates import read_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team, may_lead
from bot.people.repository import People, Teams
from bot.people.use_cases import today_of
from bot.slack.call import Call
from bot.slack.escape import escape, unescape
from bot.slack.message import Message
from bot.standups.announcements import show_prompt, show_report
from bot.standups.blocks.prompts import NOTHING_OPEN, say_day, standup_list, standup_page
from bot.standups.blocks.report import report_message
from bot.standups.domain import Standup, dates_of, prompt_moment
from bot.standups.listeners.answering import form_of
from bot.standups.repository import Runs, Standups
from bot.standups.use_cases import (
    current_prompt,
    find_standup,
    pause_standup,
    read_report,
    resume_standup,
    run_now,
    skip_prompt,
    standups_of,
)

AHEAD = timedelta(days=60)
SENDS = 5


async def answer(call: Call) -> None:
    async with call.begin_reading() as work:
        prompt = await current_prompt(work, call.user_id)
        view = await form_of(work, prompt.id, call.user_id) if prompt is not None else None
    if view is None:
        await call.reply(NOTHING_OPEN)
        return
    await call.open(view)


async def show_list(call: Call) -> None:
    async with call.begin_reading() as work:
        standups = await standups_of(work, call.user_id, call.channel_id)
        prompt = await current_prompt(work, call.user_id)
    await call.reply(standup_list(standups, prompt))


async def show(call: Call) -> None:
    async with call.begin_reading() as work:
        standup = await _named(work, call)
        team = await Teams(work).get(standup.team_id)
        questions = await Standups(work).questions(standup.id, standup.version)
        person = await People(work).get(call.user_id)
        leads = person is not None and may_lead(team, person)
        sends = next_sends(standup, team, work.now, find_zone(person.zone if person else None, team.zone))
    await call.reply(standup_page(standup, questions, sends, leads=leads))


def next_sends(standup: Standup, team: Team, now: datetime, reader: ZoneInfo) -> list[tuple[str, list[str]]]:
    """The next five of each member: on their wall clock, and on that of whoever reads."""
    found = []
    for member in team.members:
        today = local_date(now, member.zone)
        dates = [each for each in dates_of(standup.schedule, today, today + AHEAD) if member.week.works_on(each)]
        moments = [at for each in dates if (at := prompt_moment(standup.schedule, each, member.zone)) and at > now]
        found.append((member.name, [_both(at, member.zone, reader) for at in moments[:SENDS]]))
    return found


def _both(at: datetime, theirs: ZoneInfo, reader: ZoneInfo) -> str:
    local, yours = at.astimezone(theirs), at.astimezone(reader)
    there = f"{say_day(local.date())} {local:%H:%M} {theirs.key}"
    return there if theirs.key == reader.key else f"{there} = {say_day(yours.date())} {yours:%H:%M} {reader.key}"


async def run(call: Call) -> None:
    async with call.begin_work() as work:
        standup = await _named(work, call)
        opened, asked = await run_now(work, standup.id, call.user_id)
        await show_report(work, opened.id)
    many = "1 person is" if len(asked) == 1 else f"{len(asked)} people are"
    said = f"{many} being asked now." if asked else "Everybody was asked today already."
    await call.reply(f"*{escape(standup.name)}*: {said}")


async def pause(call: Call) -> None:
    name, _, until = call.rest.partition(" until ")
    async with call.begin_work() as work:
        standup = await find_standup(work, call.user_id, unescape(name), call.channel_id)
        today = await today_of(work, call.user_id)
        on = read_date(until, today + DAY) if until else None
        if until and on is None:
            raise BotError("Until when? Write a day to come, like `until 4 Jan` or `until next Monday`.")
        paused = await pause_standup(work, standup.id, call.user_id, on)
    back = f"It runs again on {say_day(on)}." if on else "`/standup resume` starts it again."
    await call.reply(f"*{escape(paused.name)}* is paused. {back}")


async def resume(call: Call) -> None:
    async with call.begin_work() as work:
        standup = await resume_standup(work, (await _named(work, call)).id, call.user_id)
    await call.reply(f"*{escape(standup.name)}* runs again.")


async def skip(call: Call) -> None:
    async with call.begin_work() as work:
        prompt = await current_prompt(work, call.user_id)
        if prompt is None:
            raise BotError(NOTHING_OPEN)
        skipped = await skip_prompt(work, prompt.id, call.user_id, unescape(call.rest) or None)
        await show_prompt(work, skipped)
        await show_report(work, skipped.run_id)
    await call.reply("Skipped for today. The message in our conversation takes it back.")


async def report(call: Call) -> None:
    async with call.begin_reading() as work:
        standup = await _named(work, call)
        latest = await Runs(work).latest(standup.id, await today_of(work, call.user_id))
        if latest is None:
            raise BotError(f"{escape(standup.name)} has not run yet.")
        team = await Teams(work).get(standup.team_id)
        person = await People(work).get(call.user_id)
        if team.member(call.user_id) is None and (person is None or not may_lead(team, person)):
            raise BotError(f"Only members of {escape(team.name)} can see its reports.")
        message: Message = report_message(await read_report(work, latest.id), work.now)
    await call.reply(message)


async def _named(work: Work, call: Call) -> Standup:
    return await find_standup(work, call.user_id, unescape(call.rest), call.channel_id)
