"""People are away, and back: set, changed, called off, asked about and welcomed."""

from datetime import date, datetime, time, timedelta

from bot.core.calendar import DAY, WorkingWeek, local_date, moment_of
from bot.core.errors import AlreadySo, BotError, NotAllowed, NotFound
from bot.core.part_days import FURTHER_NOTICE, Stretch
from bot.core.work import Work
from bot.outbox.domain import Event
from bot.outbox.happenings import note
from bot.outbox.repository import Timers
from bot.people.domain import (
    ABSENCE_CHANGED,
    BACK,
    STILL_AWAY,
    Absence,
    Act,
    Person,
    Team,
    dates_away,
    is_worth_a_welcome,
    may,
    week_of,
)
from bot.people.repository import Absences, Teams
from bot.people.use_cases.knowing import IN_NO_TEAM, known, today_of, week_in_team

# Longer or later ones are slips of the pen.
LONGEST_ABSENCE = timedelta(days=366)


async def set_absence(
    work: Work,
    *,
    by: str,
    user_id: str,
    first_on: date,
    last_on: date,
    reason: str | None = None,
    starts: time | None = None,
    ends: time | None = None,
    asks_again: bool = False,
) -> Absence:
    """Somebody is away from first to last, both included: oneself, or by a lead or admin another.

    With `starts` and `ends` only that part of each day. `asks_again`: until further notice, which `last_on` is not.
    """
    person, teams = await may_set_absence(work, by=by, user_id=user_id)
    week = week_of(person, teams[0].week)
    _must_make_sense(first_on, last_on, local_date(work.now, week.zone))
    if starts is not None and ends is not None:
        _must_be_to_come(work.now, last_on, starts, ends, week)
    absences = Absences(work)
    for each in await absences.between([user_id], first_on, last_on):
        covers = each.first_on <= first_on and last_on <= each.last_on
        if covers and (each.is_whole or (each.starts, each.ends) == (starts, ends)):
            raise AlreadySo(f"{'You are' if by == user_id else f'{person.name} is'} away on those days already.")
    absence = await absences.add(
        user_id, first_on, last_on, by, reason, starts=starts, ends=ends, asks_again=asks_again
    )
    await changed(work, absence.id, "set")
    await promise_moments(work, absence)
    return absence


async def set_stretch(work: Work, *, by: str, user_id: str, stretch: Stretch, reason: str | None = None) -> Absence:
    """As `set_absence`, for what somebody typed."""
    return await set_absence(
        work,
        by=by,
        user_id=user_id,
        first_on=stretch.first_on,
        last_on=stretch.last_on,
        reason=reason,
        starts=stretch.starts,
        ends=stretch.ends,
        asks_again=stretch.open_ended,
    )


async def may_set_absence(work: Work, *, by: str, user_id: str) -> tuple[Person, list[Team]]:
    """Gives the person and their teams. Raises BotError when `by` may not say when they are away."""
    teams = await Teams(work).of_person(user_id)
    if not teams:
        raise BotError(IN_NO_TEAM if by == user_id else "They are in no team, so nobody waits for them.")
    setter, person = await known(work, by), await known(work, user_id)
    act = Act.SET_OWN_ABSENCE if by == user_id else Act.SET_ABSENCE_FOR_OTHER
    if not any(may(setter, act, team) for team in teams):
        raise NotAllowed(
            f"Only leads of {person.name}'s team and workspace admins can do that. "
            f"{person.name} can type `/standup away` themselves."
        )
    return person, teams


def _must_make_sense(first_on: date, last_on: date, today: date) -> None:
    if last_on < first_on:
        raise BotError("That ends before it begins. Write it like `24 Dec to 1 Jan`.")
    if last_on < today:
        raise BotError("Those days are over. Write days to come, like `tomorrow` or `24 Dec to 1 Jan`.")
    if last_on - first_on > LONGEST_ABSENCE or first_on - today > LONGEST_ABSENCE:
        raise BotError("That is more than a year. Set at most a year, like `24 Dec to 1 Jan`.")


def _must_be_to_come(now: datetime, last_on: date, starts: time, ends: time, week: WorkingWeek) -> None:
    if starts == ends:
        raise BotError("That ends when it begins. Write it like `tomorrow 13:00-17:00`.")
    if moment_of(last_on if starts < ends else last_on + DAY, ends, week.zone) <= now:
        raise BotError("That time is over. Write hours to come, like `tomorrow 13:00-17:00` or `this afternoon`.")


async def cancel_absence(work: Work, absence_id: int, by: str) -> Absence:
    """Calls an absence off as if it had never been; for the person, their leads and workspace admins."""
    absence = await Absences(work).get(absence_id)
    if absence is None:
        raise NotFound("That absence was already called off.")
    if absence.user_id != by:
        teams = await Teams(work).of_person(absence.user_id)
        caller = await known(work, by)
        if not any(may(caller, Act.CANCEL_ABSENCE_OF_OTHER, team) for team in teams):
            raise NotAllowed("Only the person themselves, leads of their team and workspace admins can call that off.")
    await Absences(work).cancel(absence_id)
    await changed(work, absence_id, "cancelled")
    return absence


async def come_back(work: Work, user_id: str) -> Absence:
    """Ends the absence somebody is in: from now on they are here again. Returns it as it was."""
    today = await today_of(work, user_id)
    week = await week_in_team(work, user_id)
    current = [
        each
        for each in await Absences(work).between([user_id], today - DAY, today)
        if (each.first_on <= today <= each.last_on if each.is_whole else week and _is_on(each, work.now, week))
    ]
    if not current:
        raise BotError("You are not away today. Absences to come are on my Home tab, where you can call them off.")
    for each in current:
        await end(work, each, today - DAY)
    return max(current, key=lambda each: (each.is_whole, each.last_on))


def _is_on(absence: Absence, now: datetime, week: WorkingWeek) -> bool:
    today = local_date(now, week.zone)
    spans = (absence.span_on(on, week) for on in (today - DAY, today))
    return any(span is not None and span[0] <= now < span[1] for span in spans)


async def end(work: Work, absence: Absence, last_on: date) -> None:
    if last_on < absence.first_on:
        await Absences(work).cancel(absence.id)
    else:
        await Absences(work).shorten(absence.id, last_on)
    await changed(work, absence.id, f"until:{last_on}")


async def stay_away(work: Work, absence_id: int, by: str) -> Absence:
    """Two more weeks of an absence until further notice; at their end somebody asks again."""
    absence = await asked_absence(work, absence_id, by)
    today = await today_of(work, by)
    last_on = max(absence.last_on + FURTHER_NOTICE, today + FURTHER_NOTICE - DAY)
    return await _until(work, absence, last_on, asks_again=True)


async def back_from(work: Work, absence_id: int, by: str, on: date) -> Absence:
    """They know by now when they are back from an absence until further notice. Returns it as it is then."""
    absence = await asked_absence(work, absence_id, by)
    today = await today_of(work, by)
    if on < today:
        raise BotError("That day is over. Choose today or a later one.")
    if on - today > LONGEST_ABSENCE:
        raise BotError("That is more than a year from now. Choose an earlier day.")
    if on <= absence.first_on:
        await end(work, absence, on - DAY)
        return absence
    return await _until(work, absence, on - DAY, asks_again=False)


async def asked_absence(work: Work, absence_id: int, by: str) -> Absence:
    """Their own absence until further notice. Raises BotError when there is nothing to answer any more."""
    absence = await Absences(work).get(absence_id)
    if absence is None or absence.user_id != by:
        raise BotError("That absence was called off. `/standup away` sets a new one.")
    if not absence.asks_again:
        raise BotError("You have answered that already. `/standup away` sets another absence.")
    return absence


async def _until(work: Work, absence: Absence, last_on: date, *, asks_again: bool) -> Absence:
    longer = await Absences(work).until(absence.id, last_on, asks_again=asks_again)
    assert longer is not None, "it was there a moment ago, in this transaction"
    await changed(work, absence.id, f"until:{last_on}")
    await promise_moments(work, longer)
    return longer


async def changed(work: Work, absence_id: int, how: str) -> None:
    key = f"absence:{absence_id}:{how}:{work.now.isoformat()}"
    await Timers(work).set(key, ABSENCE_CHANGED, ref=absence_id, at=work.now)
    absence = await Absences(work).recorded(absence_id)
    if absence is not None:
        await note(work, Event.ABSENCE_CHANGED, absence=absence_id, person=absence.user_id)


async def promise_moments(work: Work, absence: Absence) -> None:
    """The question whether an absence until further notice goes on, and the welcome after a longer one."""
    week = await week_in_team(work, absence.user_id)
    if week is None:
        return
    if absence.asks_again:
        at = max(moment_of(absence.last_on, week.starts, week.zone), work.now)
        await _promise(work, f"still:{absence.id}:{absence.last_on}", STILL_AWAY, absence.id, at)
    back_on = await back_on_of(work, absence) if is_worth_a_welcome(absence) else None
    if back_on is not None:
        at = moment_of(back_on, week.starts, week.zone)
        await _promise(work, f"back:{absence.id}:{absence.last_on}:{back_on}", BACK, absence.id, at)


async def _promise(work: Work, key: str, kind: str, ref: int, at: datetime) -> None:
    """Once; at another time if their clock or hours have changed since."""
    if not await Timers(work).move(key, at):
        await Timers(work).set(key, kind, ref=ref, at=at)


async def promise_moments_of(work: Work, user_id: str) -> None:
    """All of theirs anew, after a move or other hours."""
    today = await today_of(work, user_id)
    for each in await Absences(work).between([user_id], today - 7 * DAY, today + 2 * LONGEST_ABSENCE):
        await promise_moments(work, each)


async def may_ask_again(work: Work, absence_id: int, last_on: date) -> Absence | None:
    """An absence until further notice on its last day; None when it was changed, called off or is over."""
    absence = await Absences(work).get(absence_id)
    if absence is None or not absence.asks_again or absence.last_on != last_on:
        return None
    return absence if await today_of(work, absence.user_id) <= last_on else None


async def may_welcome(work: Work, absence_id: int, last_on: date) -> Absence | None:
    """The absence somebody is back from today, as long as it lasted with those around it; None when they are not,
    or have said so themselves. If something else keeps them away, the moment is promised anew.
    """
    absence = await Absences(work).get(absence_id)
    if absence is None or absence.last_on != last_on:
        return None
    today, back_on = await today_of(work, absence.user_id), await back_on_of(work, absence)
    if back_on is not None and back_on > today:
        await promise_moments(work, absence)
    if back_on != today:
        return None
    around = await Absences(work).between([absence.user_id], last_on, today - DAY)
    return max((each for each in around if each.is_whole), key=lambda each: each.last_on, default=absence)


async def back_on_of(work: Work, absence: Absence) -> date | None:
    """Their first working day after it, if nothing else keeps them away; None when that is more than a year off."""
    person = await known(work, absence.user_id)
    teams = await Teams(work).of_person(absence.user_id)
    if not teams:
        return None
    later = await Absences(work).between([absence.user_id], absence.last_on, absence.last_on + LONGEST_ABSENCE)
    return week_of(person, teams[0].week).next_workday(absence.last_on, dates_away(later, absence.user_id))
