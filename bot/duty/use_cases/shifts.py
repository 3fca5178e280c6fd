"""Who is on duty, and who puts whom on it."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.core.calendar import DAY, local_date, spans_of_work
from bot.core.errors import BotError
from bot.core.work import Work
from bot.duty.domain import LONGEST, MOST_AHEAD, Duty, Put, Role, Stretch, Wanted, span_of
from bot.duty.domain.gaps import AHEAD, LOOKS_BACK
from bot.duty.repository import Limits, Shifts
from bot.duty.use_cases.standing import may_change, team_meant
from bot.people.domain import Team, UserId, absence_on
from bot.people.repository import Absences, Teams

# As far as people plan their days by it.
SHOWN = timedelta(days=14)


async def on_duty(work: Work, team: Team) -> list[UserId]:
    """Who is on for the team's fires now: the primary, then the backup; without those who are away today or have left
    the team. Empty where nobody is.
    """
    found = []
    for each in await Shifts(work).stretches(team.id, work.now, work.now + DAY):
        member = team.member(each.user_id)
        if each.starts <= work.now and member is not None:
            today = local_date(work.now, member.zone)
            absences = await Absences(work).between([each.user_id], today, today)
            if absence_on(absences, each.user_id, today) is None:
                found.append(each.user_id)
    return list(dict.fromkeys(found))


async def is_primary_on(work: Work, team: Team, user_id: str, on: date) -> bool:
    """Whether they are first on duty at any moment of their own hours on that day; on a day off, of the whole day."""
    member = team.member(user_id)
    if member is None:
        return False
    whole = span_of(on, on, member.zone)
    hours = next((each for each in spans_of_work(member.week, whole[0]) if each[0] >= whole[0]), whole)
    first, last = hours if hours[0] < whole[1] else whole
    found = await Shifts(work).stretches(team.id, first, last)
    return any(each.user_id == user_id and each.role == Role.PRIMARY for each in found)


async def duty_ahead(work: Work, team: Team) -> list[Stretch]:
    """What holds from now on or begins within two weeks, to its end; in the order of time, the primary first."""
    begins_until = work.now + SHOWN
    until = begins_until + LONGEST
    found = await Shifts(work).stretches(team.id, work.now, until)
    return sorted((each for each in found if each.starts < begins_until), key=lambda each: each.starts)


async def duty_of_person(work: Work, user_id: str) -> list[tuple[Team, Stretch]]:
    """Their own within two weeks, in all their teams."""
    return [
        (team, each)
        for team in await Teams(work).of_person(user_id)
        for each in await duty_ahead(work, team)
        if each.user_id == user_id
    ]


async def takes_turns_in(work: Work, user_id: str) -> list[Team]:
    """Their teams that plan duty: in which somebody was or will be on within weeks."""
    found = []
    for team in await Teams(work).of_person(user_id):
        member = team.member(user_id)
        if member is not None and not member.person.is_guest:
            shifts = await Shifts(work).between(team.id, work.now - LOOKS_BACK, work.now + AHEAD)
            found += [team] if shifts else []
    return found


async def see_duty(work: Work, viewer: str, channel_id: str | None) -> Duty:
    """Of the team somebody most likely means. Raises BotError for who has none."""
    team = await team_meant(work, viewer, channel_id)
    found = await duty_ahead(work, team)
    return Duty(
        team=team,
        today=local_date(work.now, team.week.zone),
        now=tuple(each for each in found if each.starts <= work.now),
        ahead=tuple(each for each in found if each.starts > work.now),
        may_change=await may_change(work, team, viewer),
    )


async def today_of_team(work: Work, by: str, channel_id: str | None) -> date:
    team = await team_meant(work, by, channel_id)
    return local_date(work.now, team.week.zone)


async def put_on_duty(work: Work, by: str, team: Team, wanted: Wanted) -> Put:
    """Over whatever was put before, from now on. Leads put anybody of the team, members themselves. Raises BotError."""
    user_id = wanted.user_id
    member = team.member(user_id)
    if user_id != by and not await may_change(work, team, by):
        raise BotError(f"Only leads of {team.name} can put others on duty. Without a name it is you.")
    if member is None or member.person.is_guest:
        raise BotError(f"Only members of {team.name} can be on duty for it, and guests cannot.")
    today = local_date(work.now, team.week.zone)
    _must_make_sense(wanted, today)
    first_on = max(wanted.first_on, today)
    starts, ends = span_of(first_on, wanted.last_on, team.week.zone)
    starts = max(starts, work.now)
    before = await Shifts(work).stretches(team.id, starts, ends)
    shift = await Shifts(work).add(team.id, user_id, wanted.role, starts=starts, ends=ends, put_by=by)
    limits = await Limits(work).of(team.id, user_id)
    return Put(
        team=team,
        shift=shift,
        by=UserId(by),
        today=today,
        covered=_others([each for each in before if each.role == wanted.role], user_id),
        away=tuple(await Absences(work).between([user_id], first_on, wanted.last_on)),
        exempt=limits.exempt_in(first_on, wanted.last_on),
        rather_not=limits.wishes_in(first_on, wanted.last_on),
    )


async def take_back(work: Work, shift_id: int, by: str) -> Put:
    """As if it had never been put; what of it is over stays. For who put it, who is on duty by it, and leads."""
    shift = await Shifts(work).get(shift_id)
    team = await Teams(work).get(shift.team_id)
    if by not in (shift.put_by, shift.user_id) and not await may_change(work, team, by):
        raise BotError(f"Only leads of {team.name} and who put that shift can take it back.")
    if shift.ends <= work.now:
        raise BotError("That shift is over. What was worked stays as it is.")
    ended = await Shifts(work).end(shift.id, max(shift.starts, work.now))
    instead = await Shifts(work).stretches(team.id, ended.ends, shift.ends)
    covered = _others([each for each in instead if each.role == shift.role], shift.user_id)
    return Put(team, shift, UserId(by), local_date(work.now, team.week.zone), covered)


def _others(before: Sequence[Stretch], user_id: str) -> tuple[UserId, ...]:
    return tuple(dict.fromkeys(each.user_id for each in before if each.user_id != user_id))


def _must_make_sense(wanted: Wanted, today: date) -> None:
    first_on, last_on = wanted.first_on, wanted.last_on
    if last_on < first_on:
        raise BotError("That ends before it begins. Write it like `24 Nov to 28 Nov`.")
    if last_on < today:
        raise BotError("Those days are over, and who worked then stays as it is. Write days to come, like `next week`.")
    if last_on - first_on >= LONGEST or first_on - today > MOST_AHEAD:
        raise BotError("Put somebody on duty for a quarter at most, and at most a year ahead.")
