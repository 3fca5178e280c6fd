"""People do something about a blocker: from the report, a direct message, the form's day after, or the Home tab."""

from bot.slack.call import Call
from bot.standups.announcements.blockers import show_blocker, tell_help, tell_owner, tell_solved
from bot.standups.use_cases import help_with, own_blocker, reopen_blocker, solve_blocker


async def help_out(call: Call) -> None:
    async with call.begin_work() as work:
        seen = await help_with(work, int(call.value), call.user_id)
        if seen is not None:
            await tell_help(work, seen, call.user_id)
            await show_blocker(work, seen)
    await call.reply(
        f"{seen.shown.person} is told that you can help with {seen.blocker.name}."
        if seen is not None
        else "There is nothing more to offer here: it is solved, your own, or you offered before."
    )


async def own(call: Call) -> None:
    async with call.begin_work() as work:
        seen = await own_blocker(work, int(call.value), call.user_id)
        await tell_owner(work, seen, call.user_id)
        await show_blocker(work, seen)
    await call.reply(f"{seen.blocker.name} is yours to see to. Press “Solved” when it is out of the way.")


async def solve(call: Call) -> None:
    async with call.begin_work() as work:
        seen = await solve_blocker(work, int(call.value), call.user_id)
        await tell_solved(work, seen, call.user_id)
        await show_blocker(work, seen)
    await call.redraw_home()


async def reopen(call: Call) -> None:
    async with call.begin_work() as work:
        seen = await reopen_blocker(work, int(call.value), call.user_id)
        await show_blocker(work, seen)
    await call.reply(f"{seen.blocker.name} stands again, in the reports too.")
    await call.redraw_home()
