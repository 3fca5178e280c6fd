"""What people press on their Home tab: their plan, their own hour, and what leads do to their standups."""

from bot.core.work import Work
from bot.slack.call import Call
from bot.standups.announcements import show_report
from bot.standups.announcements.leading import show_settled
from bot.standups.announcements.plans import show_item
from bot.standups.blocks.home import hour_form
from bot.standups.blocks.people_form import people_form
from bot.standups.blocks.questions_form import questions_form
from bot.standups.domain.plans import Mark
from bot.standups.forms.day import read_hours
from bot.standups.home import own_standups
from bot.standups.listeners.setting_up import settings_of
from bot.standups.repository import Standups
from bot.standups.use_cases import (
    audience_of,
    pause_standup,
    resume_standup,
    run_now,
    set_own_hour,
    settle_item,
)
from bot.standups.use_cases.questions import read_questions_of


async def settle(call: Call) -> None:
    """One item of the plan is done, dropped or snoozed: on the Home tab, or in a message about it."""
    item_id, _, mark = call.value.partition(":")
    async with call.begin_work() as work:
        await show_item(work, await settle_item(work, int(item_id), call.user_id, Mark(mark)))
    await call.redraw_home()


async def open_hour(call: Call) -> None:
    async with call.begin_reading() as work:
        standups = await own_standups(work, call.user_id)
    await call.open(hour_form(standups))


async def receive_hour(call: Call) -> None:
    hours = read_hours(call.values)
    async with call.begin_work() as work:
        before = {each.standup.id: each.at for each in await own_standups(work, call.user_id)}
        for standup_id, at in hours.items():
            if before.get(standup_id) != at:
                await show_settled(work, await set_own_hour(work, standup_id, call.user_id, at))
    await call.ack()
    await call.redraw_home()


async def choose_lead(call: Call) -> None:
    """What a lead chose from the menu of a standup; whether they may is checked by what it does."""
    number, _, choice = call.value.partition(":")
    standup_id = int(number)
    match choice:
        case "settings":
            await _open_settings(call, standup_id)
        case "questions":
            async with call.begin_reading() as work:
                drafted = await read_questions_of(work, standup_id, call.user_id)
            await call.open(questions_form(drafted.standup, drafted.questions, changed=drafted.changed))
        case "people":
            async with call.begin_reading() as work:
                standup, team, audience = await audience_of(work, standup_id, call.user_id)
            await call.open(people_form(standup, team.name, audience.parts, picked=audience.picked))
        case _:
            async with call.begin_work() as work:
                await _do(work, standup_id, call.user_id, choice)
            await call.redraw_home()


async def _open_settings(call: Call, standup_id: int) -> None:
    async with call.begin_reading() as work:
        view = await settings_of(work, await Standups(work).get(standup_id))
    await call.open(view)


async def _do(work: Work, standup_id: int, by: str, choice: str) -> None:
    if choice == "run":
        run, _ = await run_now(work, standup_id, by)
        await show_report(work, run.id)
    elif choice == "pause":
        await pause_standup(work, standup_id, by, None)
    else:
        await resume_standup(work, standup_id, by)
