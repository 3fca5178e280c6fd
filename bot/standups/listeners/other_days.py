"""Answering for another day: `/standup for yesterday`, `/standup ahead`."""

from bot.core.errors import BotError
from bot.slack.call import Call
from bot.slack.escape import unescape
from bot.standups.forms.day import read_day_and_name
from bot.standups.listeners.answering import form_of
from bot.standups.use_cases import find_standup, next_prompt, prompt_for, today_for

WHICH_DAY = "Which day? Write `/standup for yesterday`, `for Fri`, `for 20 Nov` or `for 2026-11-20`, then the standup."


async def answer_for(call: Call) -> None:
    async with call.begin_work() as work:
        on, name = read_day_and_name(unescape(call.rest), await today_for(work, call.user_id))
        if on is None:
            raise BotError(WHICH_DAY)
        standup = await find_standup(work, call.user_id, name, call.channel_id)
        prompt = await prompt_for(work, call.user_id, standup, on)
        view = await form_of(work, prompt.id, call.user_id)
    await call.open(view)


async def answer_ahead(call: Call) -> None:
    async with call.begin_work() as work:
        standup = await find_standup(work, call.user_id, unescape(call.rest), call.channel_id)
        prompt = await next_prompt(work, call.user_id, standup)
        view = await form_of(work, prompt.id, call.user_id)
    await call.open(view)
