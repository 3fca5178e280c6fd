"""People say how much duty suits them: `/triage duty me`, and a button where they see their duty."""

from bot.duty.announcements.limits import tell_limits
from bot.duty.blocks import limits as blocks
from bot.duty.forms import read_limits, read_person
from bot.duty.use_cases.limits import say_limits, see_limits
from bot.slack.call import Call
from bot.slack.forms import beside
from bot.slack.routes import Routes


def register(routes: Routes) -> None:
    routes.action(blocks.OPEN, open_own)
    routes.view(blocks.FORM, save)


async def typed(call: Call, rest: str) -> None:
    """`me`, or for leads `me @ben`."""
    user_id = read_person(rest, call.user_id)
    async with call.begin_reading() as work:
        seen = await see_limits(work, call.user_id, user_id, channel_id=call.channel_id)
    memo = f"{seen.team.id} {user_id} {call.response_url}"
    await call.open(blocks.limits_form(seen, call.user_id, memo))


async def open_own(call: Call) -> None:
    async with call.begin_reading() as work:
        seen = await see_limits(work, call.user_id, call.user_id, team_id=int(call.value))
    await call.open(blocks.limits_form(seen, call.user_id, f"{seen.team.id} {call.user_id} {call.response_url}"))


async def save(call: Call) -> None:
    team_id, user_id, response_url = [*call.memo.split(" "), ""][:3]
    async with call.begin_reading() as work:
        before = await see_limits(work, call.user_id, user_id, team_id=int(team_id))
    wanted = read_limits(call.values, before.today)
    with beside(blocks.UNTIL):
        async with call.begin_work() as work:
            seen = await say_limits(work, call.user_id, user_id, int(team_id), wanted)
            await tell_limits(work, seen, before.limits, call.user_id)
    await call.ack()
    saved = blocks.limits_saved(seen, call.user_id)
    await (call.reply_at(response_url, saved) if response_url else call.reply(saved))
