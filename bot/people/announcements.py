"""What people are told for certain: that somebody set them away, and what became of it."""

from collections.abc import Iterable
from datetime import time

from bot.core.calendar import DAY, iso_week, moment_of
from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.outbox.domain import ANCHOR_GONE, TOO_LATE, Undelivered
from bot.people.blocks import absences as blocks
from bot.people.blocks import calendars, teams
from bot.people.domain import Absence, Calendar, zone_of
from bot.people.repository import People, Teams
from bot.people.use_cases import back_on_of, today_of
from bot.slack.message import Message

# Time has passed, or the message it belongs to is gone: no lead can mend that.
NOBODY_CAN_ACT = frozenset({TOO_LATE, ANCHOR_GONE, "cannot_reply_to_message", "thread_not_found"})


async def away_is_set(work: Work, absence: Absence) -> Message:
    """What to answer whoever set it. Somebody set away by another learns it here, and can undo it."""
    today = await today_of(work, absence.user_id)
    back_on = await back_on_of(work, absence)
    if absence.set_by == absence.user_id:
        return blocks.away_is_set(absence, None, back_on, today)
    notice = blocks.set_away_by_other(absence, await _name(work, absence.set_by), today)
    await announce(work, key=_told(absence), channel=absence.user_id, message=notice)
    person = await People(work).get(absence.user_id)
    name, zone = (person.name, person.zone) if person else ("Somebody", None)
    return blocks.away_is_set(absence, name, back_on, today, zone)


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


async def ask_whether_still_away(work: Work, absence: Absence) -> None:
    """On the last day of an absence until further notice; without an answer it ends by itself."""
    today = await today_of(work, absence.user_id)
    await announce(work, key=_asked(absence), channel=absence.user_id, message=blocks.still_away(absence, today))


async def show_answer_to_still_away(work: Work, asked: Absence, absence: Absence) -> None:
    """The question says what was answered. `asked` is the absence as it was, `absence` as it is now."""
    today = await today_of(work, absence.user_id)
    back_on = await back_on_of(work, absence)
    await revise(work, key=_asked(asked), message=blocks.answered_still_away(absence, back_on, today))


def _asked(absence: Absence) -> str:
    return f"absence:{absence.id}:still:{absence.last_on}"


async def welcome_back(work: Work, absence: Absence) -> None:
    """Once, however many absences end there; it is of no use tomorrow."""
    today = await today_of(work, absence.user_id)
    person, own = await People(work).get(absence.user_id), await Teams(work).of_person(absence.user_id)
    tomorrow = moment_of(today + DAY, time.min, zone_of(person, own)) if person else None
    await announce(
        work,
        key=f"back:{absence.user_id}:{today}",
        channel=absence.user_id,
        message=blocks.welcome_back(absence, today),
        use_by=tomorrow,
    )


async def tell_calendar_fails(work: Work, calendar: Calendar, why: str) -> None:
    """Once, however many nights it goes on; again when it was read in between."""
    await announce(
        work,
        key=f"calendar:{calendar.id}:fails:{calendar.read_at.date()}",
        channel=calendar.user_id,
        message=calendars.calendar_fails(calendar, why),
    )


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
                message=teams.undelivered(undelivered.channel, undelivered.reason),
            )


def _told(absence: Absence) -> str:
    return f"absence:{absence.id}:told"


async def _name(work: Work, user_id: str) -> str:
    person = await People(work).get(user_id)
    return person.name if person else "Somebody"
