"""What people type behind /standup."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, find_zone, local_date
from bot.core.dates import read_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import may_lead
from bot.people.repository import People, Teams
from bot.people.use_cases import today_of
from bot.slack.call import Call
from bot.slack.escape import escape, unescape
from bot.standups.announcements import show_prompt, show_report
from bot.standups.blocks.pages import standup_list, standup_page
from bot.standups.blocks.prompts import NOTHING_OPEN, say_day
from bot.standups.domain import Standup
from bot.standups.forms.orders import read_order
from bot.standups.listeners.answering import form_of
from bot.standups.repository import Standups
from bot.standups.use_cases import (
    current_prompt,
    find_standup,
    next_sends,
    pause_standup,
    resume_standup,
    run_now,
    skip_prompt,
    standups_of,
)

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
        reader = find_zone(person.zone if person else None, team.zone)
        today = local_date(work.now, reader)
        found = await next_sends(work, standup, SENDS)
    sends = [(member.name, [_both(at, member.zone, reader) for at in moments]) for member, moments in found if moments]
    await call.reply(standup_page(standup, questions, today, sends, leads=leads))


def _both(at: datetime, theirs: ZoneInfo, reader: ZoneInfo) -> str:
    """On the wall clock of the member, and on that of whoever reads."""
    local, yours = at.astimezone(theirs), at.astimezone(reader)
    there = f"{say_day(local.date())} {local:%H:%M} {theirs.key}"
    return there if theirs.key == reader.key else f"{there} = {say_day(yours.date())} {yours:%H:%M} {reader.key}"


async def run(call: Call) -> None:
    """Asks everybody, or the one person who is named."""
    order = read_order(call.rest)
    async with call.begin_work() as work:
        standup = await find_standup(work, call.user_id, order.name, call.channel_id)
        said = await _run(work, standup, call.user_id, order.user_id)
    await call.reply(said)


async def run_again(call: Call) -> None:
    """The button below the notice that nobody was asked."""
    async with call.begin_work() as work:
        standup = await Standups(work).get(int(call.value))
        said = await _run(work, standup, call.user_id, None)
    await call.reply(said)


async def _run(work: Work, standup: Standup, by: str, user_id: str | None) -> str:
    opened, asked = await run_now(work, standup.id, by, user_id)
    await show_report(work, opened.id)
    if user_id is not None:
        said = f"<@{user_id}> is being asked now." if asked else f"<@{user_id}> was asked today already."
    else:
        many = "1 person is" if len(asked) == 1 else f"{len(asked)} people are"
        said = f"{many} being asked now." if asked else "Everybody was asked today already."
    return f"*{escape(standup.name)}*: {said}"


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


async def _named(work: Work, call: Call) -> Standup:
    return await find_standup(work, call.user_id, unescape(call.rest), call.channel_id)
