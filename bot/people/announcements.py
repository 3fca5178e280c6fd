"""What people are told for certain: that somebody set them away, and what became of it."""

from collections.abc import Iterable

from bot.core.calendar import iso_week
from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.outbox.domain import ANCHOR_GONE, TOO_LATE, Undelivered
from bot.people import blocks
from bot.people.domain import Absence
from bot.people.repository import People
from bot.people.use_cases import back_on_of, today_of
from bot.slack.message import Message

# Time has passed, or the message it belongs to is gone: no lead can mend that.
NOBODY_CAN_ACT = frozenset({TOO_LATE, ANCHOR_GONE})


async def away_is_set(work: Work, absence: Absence) -> Message:
    """What to answer whoever set it. Somebody set away by another learns it here, and can undo it."""
    today = await today_of(work, absence.user_id)
    back_on = await back_on_of(work, absence)
    if absence.set_by == absence.user_id:
        return blocks.away_is_set(absence, None, back_on, today)
    notice = blocks.set_away_by_other(absence, await _name(work, absence.set_by), today)
    await announce(work, key=_told(absence), channel=absence.user_id, message=notice)
    return blocks.away_is_set(absence, await _name(work, absence.user_id), back_on, today)


async def show_called_off(work: Work, absence: Absence, by: str) -> None:
    """The notice says so from now on, and whoever had set it learns that somebody else called it off."""
    today = await today_of(work, absence.user_id)
    caller = None if by == absence.user_id else await _name(work, by)
    message = blocks.called_off(absence, caller, today)
    # What they had set themselves has no notice to reword.
    if not await revise(work, key=_told(absence), message=message) and caller is not None:
        await announce(work, key=f"absence:{absence.id}:off", channel=absence.user_id, message=message)
    if absence.set_by not in (by, absence.user_id):
        name = await _name(work, absence.user_id)
        undone = blocks.other_undid(absence, name, today)
        await announce(work, key=f"absence:{absence.id}:undone", channel=absence.set_by, message=undone)


async def tell_undelivered(work: Work, undelivered: Undelivered, leads: Iterable[str]) -> None:
    """Each lead hears once a week that a channel or a person cannot be reached, and what to do about it."""
    if undelivered.was_posted or undelivered.reason in NOBODY_CAN_ACT:
        return
    week = iso_week(work.now.date())
    for lead in leads:
        if lead != undelivered.channel:
            await announce(
                work,
                key=f"undelivered:{undelivered.channel}:{undelivered.reason}:{week}:{lead}",
                channel=lead,
                message=blocks.undelivered(undelivered.channel, undelivered.reason),
            )


def _told(absence: Absence) -> str:
    return f"absence:{absence.id}:told"


async def _name(work: Work, user_id: str) -> str:
    person = await People(work).get(user_id)
    return person.name if person else "Somebody"
