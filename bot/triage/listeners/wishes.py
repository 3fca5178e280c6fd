"""What requesters want to hear."""

from bot.slack.call import Call
from bot.triage.repository import QuietRequesters

OFF = frozenset({"off", "no", "stop", "loud"})


async def quiet(call: Call) -> None:
    """`quiet`, and `quiet off`; it holds for everything they ask for."""
    is_off = call.rest.lower() in OFF
    async with call.begin_work() as work:
        wishes = QuietRequesters(work)
        await (wishes.drop(call.user_id) if is_off else wishes.put(call.user_id))
    if is_off:
        await call.reply("You hear again when somebody takes what you asked for, and when it is done.")
    else:
        await call.reply(
            "From now on the cards of your requests say how they stand, and I write to you only when something is "
            "needed from you. `/triage quiet off` brings the other messages back."
        )
