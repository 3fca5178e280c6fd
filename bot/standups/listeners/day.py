"""A member's day: skipping, putting off, being away, and taking an answer back."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.core.work import Work
from bot.slack.call import Call
from bot.slack.forms import beside
from bot.slack.message import View
from bot.standups.announcements import show_answers, show_prompt, show_report
from bot.standups.announcements.blockers import show_blocker
from bot.standups.announcements.leading import off_is_set, show_settled
from bot.standups.blocks.later import AT, UNTIL, off_form, snooze_form, why_form
from bot.standups.domain import Prompt, Standup
from bot.standups.forms.day import read_reason, read_time, read_until
from bot.standups.use_cases import (
    away_today,
    delete_answer,
    own_prompt,
    read_asked,
    say_why,
    set_off,
    skip_prompt,
    snooze_for,
    snooze_until,
    unskip_prompt,
)

Form = Callable[[Standup, Prompt], View]


async def skip(call: Call) -> None:
    await _settle(call, skip_prompt)


async def unskip(call: Call) -> None:
    await _settle(call, unskip_prompt)


async def _settle(call: Call, change: Callable[[Work, int, str], Awaitable[Prompt]]) -> None:
    """One's own prompt changes, and so does everything that shows it."""
    async with call.begin_work() as work:
        await _show(work, await change(work, int(call.value), call.user_id))
    await call.redraw_home()


async def _show(work: Work, prompt: Prompt) -> None:
    await show_prompt(work, prompt)
    await show_report(work, prompt.run_id)


async def open_why(call: Call) -> None:
    await _open(call, int(call.value), why_form)


async def receive_why(call: Call) -> None:
    async with call.begin_work() as work:
        await _show(work, await say_why(work, int(call.memo), call.user_id, read_reason(call.values)))
    await call.ack()


async def later(call: Call) -> None:
    """What was chosen in the menu of the prompt."""
    number, _, choice = call.value.partition(":")
    prompt_id = int(number)
    match choice:
        case "time":
            await _open(call, prompt_id, snooze_form)
        case "off":
            await _open(call, prompt_id, off_form)
        case "away":
            await _away(call, prompt_id)
        case _:
            async with call.begin_work() as work:
                prompt = await snooze_for(work, prompt_id, call.user_id, timedelta(minutes=int(choice)))
                await show_prompt(work, prompt)
            await call.redraw_home()


async def _open(call: Call, prompt_id: int, form: Form) -> None:
    async with call.begin_reading() as work:
        prompt = await own_prompt(work, prompt_id, call.user_id)
        asked = await read_asked(work, prompt.run_id)
    await call.open(form(asked.standup, prompt))


async def receive_snooze(call: Call) -> None:
    at = read_time(call.values)
    with beside(AT):
        async with call.begin_work() as work:
            await show_prompt(work, await snooze_until(work, int(call.memo), call.user_id, at))
    await call.ack()
    await call.redraw_home()


async def receive_off(call: Call) -> None:
    """Off this one standup, from the day of the prompt it was chosen on."""
    until = read_until(call.values)
    with beside(UNTIL):
        async with call.begin_work() as work:
            prompt = await own_prompt(work, int(call.memo), call.user_id)
            run = (await read_asked(work, prompt.run_id)).run
            exemption, settled = await set_off(
                work, run.standup_id, by=call.user_id, user_id=call.user_id, first_on=run.on, last_on=until
            )
            await show_settled(work, settled)
            said = await off_is_set(work, exemption, call.user_id)
    await call.ack()
    await call.redraw_home()
    await call.reply(said)


async def away(call: Call) -> None:
    await _away(call, int(call.value))


async def _away(call: Call, prompt_id: int) -> None:
    """The prompt follows by itself: an absence changes what is open."""
    async with call.begin_work() as work:
        await away_today(work, prompt_id, call.user_id)
    await call.redraw_home()


async def delete(call: Call) -> None:
    async with call.begin_work() as work:
        prompt, named = await delete_answer(work, int(call.value), call.user_id)
        await show_answers(work, prompt)
        for each in named:
            await show_blocker(work, each)
    await call.redraw_home()
