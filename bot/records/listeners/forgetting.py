"""Somebody wants to be forgotten, or an admin wants it for them."""

from bot.core.errors import BotError
from bot.people.listeners.teams import caller
from bot.records.blocks import forgetting as blocks
from bot.records.forms.people import people_in
from bot.records.use_cases.forgetting import (
    NOTHING_THERE,
    forget,
    must_be_allowed_to_forget,
    what_is_stored,
)
from bot.slack.call import Call


async def open_form(call: Call) -> None:
    """`forget`, or of an admin `forget @dan`."""
    named = people_in(call.rest)
    if call.rest and len(named) != 1:
        raise BotError("Type `/standup forget` to be forgotten yourself. Workspace admins can name somebody: `@dan`.")
    user_id = named[0] if named else call.user_id
    must_be_allowed_to_forget(await caller(call), user_id)
    async with call.begin_reading() as work:
        stored = await what_is_stored(work, user_id)
    if not stored:
        raise BotError("Nothing is stored about you." if user_id == call.user_id else NOTHING_THERE)
    await call.open(blocks.forget_form(user_id, call.user_id))


async def receive(call: Call) -> None:
    user_id = call.memo
    must_be_allowed_to_forget(await caller(call), user_id)
    async with call.begin_work() as work:
        await forget(work, user_id, call.user_id)
    await call.ack()
    await call.redraw_home()
    await call.reply(blocks.DONE if user_id == call.user_id else blocks.DONE_FOR_OTHER)
