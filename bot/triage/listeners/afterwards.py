"""After a fire: how it went, whether what it left is still owned, and what keeps coming back."""

from bot.slack.call import Call
from bot.triage.announcements.afterwards import show_owned
from bot.triage.announcements.requester import show_rating
from bot.triage.blocks.afterwards import answered_ours, recurring_message
from bot.triage.blocks.notices import done
from bot.triage.domain.owning import Answer
from bot.triage.listeners.showing import acting
from bot.triage.use_cases.owning import answer_owned
from bot.triage.use_cases.rating import rate_fire
from bot.triage.use_cases.recurring import recurring


async def rate_good(call: Call) -> None:
    await _rate(call, good=True)


async def rate_poor(call: Call) -> None:
    await _rate(call, good=False)


async def still_owned(call: Call) -> None:
    await _answer(call, Answer.STILL)


async def not_wanted(call: Call) -> None:
    await _answer(call, Answer.UNWANTED)


async def not_ours(call: Call) -> None:
    await _answer(call, Answer.NOT_OURS)


async def show_recurring(call: Call) -> None:
    async with call.begin_reading() as work:
        team, found = await recurring(work, call.user_id, call.channel_id)
    await call.reply(recurring_message(team, found))


async def _rate(call: Call, *, good: bool) -> None:
    async with acting(call) as work:
        rated = await rate_fire(work, int(call.value), call.user_id, good=good)
        shown = await show_rating(work, rated)
    if not shown:
        await call.redraw(done(rated.fire, rated.event, rated.good))


async def _answer(call: Call, answer: Answer) -> None:
    async with acting(call) as work:
        answered = await answer_owned(work, int(call.value), call.user_id, answer)
        await show_owned(work, answered)
    await call.redraw(answered_ours(answered.fire, call.user_id, answer))
