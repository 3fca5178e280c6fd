"""Somebody asks for cover of their duty, and one of those who are asked takes it over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.calendar import DAY, WEEK, local_date, moment_of, working_time_between
from bot.core.dates import say_span, say_spans
from bot.core.errors import AlreadySo, BotError, NotAllowed
from bot.core.work import Work
from bot.duty.domain import Role, Stretch, days_of, span_of, stretches
from bot.duty.domain.cover import (
    MOST_ASKED,
    Candidate,
    Cover,
    CoverNews,
    CoverState,
    NewCover,
    in_turn,
    is_there,
)
from bot.duty.planning.problem import THERE
from bot.duty.repository import Covers, Limits, Shifts
from bot.duty.use_cases.fairness import credit_of
from bot.duty.use_cases.standing import may_change
from bot.outbox.repository import Timers
from bot.people.domain import Member, Team, UserId, dates_away
from bot.people.repository import Absences, Teams

REMIND, OVER = "duty.cover_remind", "duty.cover_over"
AHEAD = 8 * WEEK
# When the working day before is over already, leads hear after this long.
PATIENCE = timedelta(hours=1)


@dataclass(frozen=True)
class Wish:
    """Cover of the days from first to last, both included; `role` None: in whichever role they are on duty."""

    user_id: str
    first_on: date
    last_on: date
    role: Role | None = None


async def ask_for_cover(work: Work, by: str, team: Team, wish: Wish) -> CoverNews:
    """Asks everybody who could do it. For whoever is on duty then, and leads for them. Raises BotError."""
    if wish.user_id != by and not await may_change(work, team, by):
        raise NotAllowed(f"Only leads of {team.name} can ask for others. Without a name it is about your own duty.")
    stretch = await _wanted(work, team, wish, by)
    before = await Covers(work).between(team.id, stretch.starts, stretch.ends)
    _must_be_askable(team, stretch, before, by, local_date(work.now, team.week.zone))
    givers = {each.user_id for each in before if each.taken_by == stretch.user_id}
    found = await candidates_for(work, team, stretch, but={stretch.user_id, *givers})
    asked = tuple(each.user_id for each in found)
    new = NewCover(team.id, stretch.user_id, UserId(by), stretch.role, stretch.starts, stretch.ends, asked)
    cover = await Covers(work).add(new)
    await Timers(work).set(f"cover:{cover.id}:over", OVER, ref=cover.id, at=cover.ends)
    eve = max(_eve(team, cover.starts), work.now + PATIENCE)
    if eve < cover.ends:
        await Timers(work).set(f"cover:{cover.id}:remind", REMIND, ref=cover.id, at=eve)
    return await _news(work, team, cover, found)


async def take_cover(work: Work, cover_id: int, by: str) -> CoverNews:
    """Puts them on duty for what is left of it. Raises AlreadySo for who comes second, saying who was first."""
    cover = await Covers(work).get(cover_id)
    team = await Teams(work).get(cover.team_id)
    if team.member(by) is None or by not in cover.asked:
        raise NotAllowed(f"Only those who were asked can take that, and they must be in {team.name}.")
    taken = await Covers(work).take(cover_id, by)
    if taken is None:
        raise AlreadySo(_why_closed(await Covers(work).get(cover_id), team, by))
    starts = max(cover.starts, work.now)
    left = await _of_person(work, team, cover.user_id, starts, cover.ends, role=cover.role)
    if not left:
        raise AlreadySo("Nobody needs to cover that any more: these days are over, or somebody else is on already.")
    for each in left:
        await Shifts(work).add(team.id, by, cover.role, starts=each.starts, ends=each.ends, put_by=by)
    await _stop(work, cover_id)
    return await _news(work, team, taken)


async def decline_cover(work: Work, cover_id: int, by: str) -> CoverNews:
    """They cannot; what was taken or taken back meanwhile is said by the news."""
    cover = await Covers(work).get(cover_id)
    if by not in cover.asked:
        raise NotAllowed("Only those who were asked can answer that.")
    cover = await Covers(work).decline(cover_id, by)
    return await _news(work, await Teams(work).get(cover.team_id), cover)


async def withdraw_cover(work: Work, cover_id: int, by: str) -> CoverNews:
    """For whoever asked or is on duty, and leads. Raises BotError when it is taken already."""
    cover = await Covers(work).get(cover_id)
    team = await Teams(work).get(cover.team_id)
    if by not in (cover.user_id, cover.asked_by) and not await may_change(work, team, by):
        raise NotAllowed(f"Only who asked for cover and leads of {team.name} can take that back.")
    closed = await Covers(work).close(cover_id, CoverState.WITHDRAWN)
    if closed is None:
        raise AlreadySo(_why_closed(await Covers(work).get(cover_id), team, by))
    await _stop(work, cover_id)
    return await _news(work, team, closed)


async def cover_to_remind(work: Work, cover_id: int) -> CoverNews | None:
    """None when nobody needs to be told any more."""
    cover = await Covers(work).get(cover_id)
    return await _news(work, await Teams(work).get(cover.team_id), cover) if cover.is_open else None


async def end_cover(work: Work, cover_id: int) -> CoverNews | None:
    """Its time is over and nobody took it; None when somebody did."""
    closed = await Covers(work).close(cover_id, CoverState.OVER)
    return await _news(work, await Teams(work).get(closed.team_id), closed) if closed else None


async def settle_covers(work: Work, team_id: int) -> list[CoverNews]:
    """After shifts changed: requests of people who are not on duty then any more need nobody."""
    team = await Teams(work).get(team_id)
    settled = []
    for cover in await Covers(work).between(team.id, work.now, work.now + 2 * AHEAD):
        starts = max(cover.starts, work.now)
        if cover.is_open and not await _of_person(work, team, cover.user_id, starts, cover.ends, role=cover.role):
            closed = await Covers(work).close(cover.id, CoverState.SETTLED)
            if closed is not None:
                await _stop(work, cover.id)
                settled.append(await _news(work, team, closed))
    return settled


async def coming_duty(work: Work, team: Team, user_id: str) -> list[Stretch]:
    """Of that person, in the order of time, within eight weeks."""
    found = await _of_person(work, team, user_id, work.now, work.now + AHEAD)
    return sorted(found, key=lambda each: each.starts)


async def candidates_for(
    work: Work, team: Team, stretch: Stretch, but: Collection[str], most: int = MOST_ASKED
) -> list[Candidate]:
    """Members who are there for most of their own hours then and take duty, in the order in which they should."""
    credit = await credit_of(work, team)
    first, last = days_of(stretch, team.week.zone)
    exempt = {each.user_id for each in await Limits(work).of_team(team.id) if each.is_exempt(first, last)}
    members = [each for each in team.members if not each.person.is_guest and each.user_id not in {*but, *exempt}]
    absences = await Absences(work).between([each.user_id for each in members], first - DAY, last + DAY)

    def there(member: Member) -> bool:
        starts, ends = stretch.starts, stretch.ends
        whole = working_time_between(starts, ends, member.week)
        present = working_time_between(starts, ends, member.week, dates_away(absences, member.user_id))
        return is_there(present, whole, THERE)

    shifts = await Shifts(work).between(team.id, stretch.starts, stretch.ends)
    on = {each.user_id for each in stretches(shifts, stretch.starts, stretch.ends)}
    found = [
        Candidate(each.user_id, each.name, credit.get(each.user_id, 0.0), each.user_id in on)
        for each in members
        if there(each)
    ]
    return in_turn(found)[:most]


async def _wanted(work: Work, team: Team, wish: Wish, by: str) -> Stretch:
    """The one stretch of theirs in these days, from now on. Raises BotError where there is none, or more than one."""
    today = local_date(work.now, team.week.zone)
    if wish.last_on < wish.first_on:
        raise BotError("That ends before it begins. Write it like `Fri 27 Nov to 28 Nov`.")
    if wish.last_on < today:
        raise BotError("Those days are over, and who worked then stays as it is.")
    starts, ends = span_of(wish.first_on, wish.last_on, team.week.zone)
    found = await _of_person(work, team, wish.user_id, max(starts, work.now), ends, role=wish.role)
    who = "You are" if wish.user_id == by else f"{_name(team, wish.user_id)} is"
    if not found:
        when = say_span(wish.first_on, wish.last_on, today)
        raise BotError(f"{who} not on duty for {team.name} {when}. `/triage duty` shows who is.")
    if len(found) > 1:
        spans = say_spans([days_of(each, team.week.zone) for each in found], today)
        raise BotError(f"{who} on duty {spans}. Ask for one of them at a time.")
    return found[0]


async def _of_person(
    work: Work, team: Team, user_id: str, first: datetime, last: datetime, *, role: Role | None = None
) -> list[Stretch]:
    if first >= last:
        return []
    found = await Shifts(work).stretches(team.id, first, last)
    return [each for each in found if each.user_id == user_id and role in (None, each.role)]


def _must_be_askable(team: Team, stretch: Stretch, before: Sequence[Cover], by: str, today: date) -> None:
    same = [each for each in before if each.role == stretch.role]
    if any(each.is_open and each.user_id == stretch.user_id for each in same):
        raise AlreadySo("Cover is asked for in these days already. Take that back first to ask anew.")
    given = next((each for each in same if each.taken_by == stretch.user_id), None)
    if given is not None and by == stretch.user_id:
        when = say_span(*days_of(stretch, team.week.zone), today)
        raise BotError(
            f"You took over from {_name(team, given.user_id)} {when}, and cover is not passed on again. "
            f"Talk to {_name(team, given.user_id)}, or ask a lead to put somebody else on duty."
        )


def _why_closed(cover: Cover, team: Team, by: str) -> str:
    match cover.state:
        case CoverState.TAKEN if cover.taken_by == by:
            return "You took that already. Thank you!"
        case CoverState.TAKEN:
            return f"{_name(team, cover.taken_by or '')} took it already. Thank you all the same!"
        case CoverState.WITHDRAWN:
            return "That request was taken back: nobody needs to cover it."
    return "Nobody needs to cover that any more."


def _name(team: Team, user_id: str) -> str:
    member = team.member(user_id)
    return member.name if member else "somebody who left"


def _eve(team: Team, starts: datetime) -> datetime:
    """When the team's working day before begins."""
    week, first = team.week, local_date(starts, team.week.zone)
    days = (first - number * DAY for number in range(1, 15))
    on = next((each for each in days if week.works_on(each)), first)
    return moment_of(on, week.starts, week.zone)


async def _stop(work: Work, cover_id: int) -> None:
    await Timers(work).cancel(f"cover:{cover_id}:remind", f"cover:{cover_id}:over")


async def _news(work: Work, team: Team, cover: Cover, found: Sequence[Candidate] = ()) -> CoverNews:
    return CoverNews(team, cover, local_date(work.now, team.week.zone), tuple(found))
