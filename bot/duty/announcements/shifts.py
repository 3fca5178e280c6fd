"""What is told about shifts: to who is on duty, and to who is not any more."""

from bot.core.work import Work
from bot.duty.blocks import covered_notice, on_notice
from bot.duty.domain import Put
from bot.outbox.announcements import announce, revise
from bot.people.domain import UserId


async def tell_put(work: Work, put: Put) -> None:
    """Everybody whom it concerns but whoever did it."""
    if put.shift.user_id != put.by:
        await announce(work, key=_on_key(put), channel=put.shift.user_id, message=on_notice(put))
    for user_id in put.covered:
        if user_id != put.by:
            await announce(work, key=_covered_key(put, user_id), channel=user_id, message=covered_notice(put))


async def tell_taken_back(work: Work, put: Put) -> None:
    """What they were told before says so from now on; who was told nothing hears it now."""
    told = on_notice(put, taken_back=True)
    if not await revise(work, key=_on_key(put), message=told) and put.shift.user_id != put.by:
        await announce(work, key=f"{_on_key(put)}:back", channel=put.shift.user_id, message=told)
    for user_id in put.covered:
        again = covered_notice(put, taken_back=True)
        if not await revise(work, key=_covered_key(put, user_id), message=again) and user_id != put.by:
            await announce(work, key=f"{_covered_key(put, user_id)}:back", channel=user_id, message=again)


def _on_key(put: Put) -> str:
    return f"shift:{put.shift.id}:on"


def _covered_key(put: Put, user_id: UserId) -> str:
    return f"shift:{put.shift.id}:covers:{user_id}"
