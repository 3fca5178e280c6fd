"""Slack speaks about duty: who is on, and who is put on it."""

from collections.abc import Awaitable, Callable

from bot.core.calendar import local_date
from bot.duty.announcements import tell_put, tell_taken_back
from bot.duty.blocks import TAKE_BACK, duty_message, put_message, taken_back_message
from bot.duty.forms import read_put
from bot.duty.listeners import limits
from bot.duty.use_cases import put_on_duty, see_duty, take_back
from bot.duty.use_cases.standing import team_meant
from bot.slack.call import Call
from bot.slack.routes import Routes

Feed = Callable[[Call, str], Awaitable[None]]


def register(routes: Routes, feed: Feed) -> None:
    """`feed` answers what stands behind `/triage duty feed`."""

    async def either(call: Call) -> None:
        word, _, rest = call.rest.partition(" ")
        match word.lower():
            case "feed":
                await feed(call, rest.strip().lower())
            case "me":
                await limits.typed(call, rest.strip())
            case _:
                await duty(call)

    does = (
        "Who is on duty for fires; a name and days put somebody on it; `me` says how much suits you, `feed` is yours "
        "as a calendar"
    )
    routes.command("/triage", "duty", either, usage="duty [@ben next week]", does=does)
    routes.action(TAKE_BACK, withdraw)


async def duty(call: Call) -> None:
    if not call.rest:
        async with call.begin_reading() as work:
            message = duty_message(await see_duty(work, call.user_id, call.channel_id))
        await call.reply(message)
        return
    async with call.begin_work() as work:
        team = await team_meant(work, call.user_id, call.channel_id)
        wanted = read_put(call.rest, call.user_id, local_date(work.now, team.week.zone))
        put = await put_on_duty(work, call.user_id, team, wanted)
        await tell_put(work, put)
    await call.reply(put_message(put))


async def withdraw(call: Call) -> None:
    async with call.begin_work() as work:
        put = await take_back(work, int(call.value), call.user_id)
        await tell_taken_back(work, put)
    await call.redraw(taken_back_message(put))
