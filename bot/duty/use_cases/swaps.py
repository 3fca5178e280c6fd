"""Two people exchange shifts."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.core.calendar import DAY, WEEK, days_of, local_date
from bot.core.dates import say_span
from bot.core.errors import AlreadySo, BotError, NotAllowed
from bot.core.work import Work
from bot.duty.domain import Stretch, stretches
from bot.duty.domain import days_of as days_of_stretch
from bot.duty.domain.swaps import NewSwap, Swap, SwapNews, SwapState, Turn, done, is_in_a_row
from bot.duty.repository import Shifts, Swaps
from bot.duty.use_cases.cover import coming_duty
from bot.people.domain import Team, UserId, dates_away
from bot.people.repository import Absences, Teams

GONE = "One of you is not on duty then any more, so there is nothing to swap. `/triage duty` shows how it is now."
# A shift beside a turn, over a weekend or a holiday.
BESIDE = WEEK
S = TypeVar("S", bound=NewSwap)


async def both_duties(work: Work, by: str, team: Team, other_id: str) -> tuple[list[Stretch], list[Stretch]]:
    """One's own shifts within eight weeks and the other's. Raises BotError where either has none."""
    other = team.member(other_id)
    if other_id == by:
        raise BotError("A swap takes two: `/triage swap @ben`.")
    if other is None:
        raise BotError(f"You can swap with members of {team.name} only.")
    own, theirs = await coming_duty(work, team, by), await coming_duty(work, team, other_id)
    if not own:
        raise BotError(f"You are not on duty for {team.name} within eight weeks, so there is nothing to swap.")
    if not theirs:
        raise BotError(f"{other.name} is not on duty for {team.name} within eight weeks, so there is nothing to swap.")
    return own, theirs


async def offer_swap(work: Work, new: NewSwap) -> SwapNews:
    """Raises BotError when one of them is not on duty then, or it is offered already."""
    team = await Teams(work).get(new.team_id)
    if team.member(new.asker_id) is None or team.member(new.other_id) is None:
        raise NotAllowed(f"Only members of {team.name} swap its duty.")
    if not await _holds(work, team, _from_now(work, new)):
        raise BotError(GONE)
    for each in await Swaps(work).open_of_team(team.id):
        if each.asker_id == new.asker_id and _overlap(each.mine, new.mine):
            raise AlreadySo("You offer this shift already. Take that offer back first.")
    swap = await Swaps(work).add(new)
    return await _news(work, team, swap)


async def accept_swap(work: Work, swap_id: int, by: str, *, anyway: bool) -> SwapNews:
    """Both get the other's shift, at once. With doubts and without `anyway` nothing happens but that they are said: the
    offer is still open then. Raises BotError when it cannot be done any more.
    """
    swap = await Swaps(work).get(swap_id)
    team = await Teams(work).get(swap.team_id)
    if by != swap.other_id:
        raise NotAllowed("Only who was asked can accept that.")
    if swap.state != SwapState.OPEN:
        raise AlreadySo(_why_closed(swap))
    now = _from_now(work, swap)
    if not await _holds(work, team, now):
        raise AlreadySo(GONE)
    doubts = await _doubts(work, team, now, by)
    if doubts and not anyway:
        return await _news(work, team, swap, doubts)
    taken = await Swaps(work).settle(swap_id, SwapState.TAKEN)
    if taken is None:
        raise AlreadySo(_why_closed(await Swaps(work).get(swap_id)))
    for user_id, turn in now.gets:
        await Shifts(work).add(team.id, user_id, turn.role, starts=turn.starts, ends=turn.ends, put_by=by)
    return await _news(work, team, taken)


async def close_swap(work: Work, swap_id: int, by: str) -> SwapNews:
    """Declined by who was asked, taken back by who asked. Raises BotError when it is done already."""
    swap = await Swaps(work).get(swap_id)
    states = {swap.other_id: SwapState.DECLINED, swap.asker_id: SwapState.WITHDRAWN}
    if by not in states:
        raise NotAllowed("That is between the two of them.")
    closed = await Swaps(work).settle(swap_id, states[UserId(by)])
    if closed is None:
        raise AlreadySo(_why_closed(await Swaps(work).get(swap_id)))
    return await _news(work, await Teams(work).get(swap.team_id), closed)


async def settle_swaps(work: Work, team_id: int) -> list[SwapNews]:
    """After shifts changed: offers of days on which one of them is not on duty any more."""
    team = await Teams(work).get(team_id)
    settled = []
    for swap in await Swaps(work).open_of_team(team.id):
        if not await _holds(work, team, _from_now(work, swap)):
            closed = await Swaps(work).settle(swap.id, SwapState.SETTLED)
            settled += [await _news(work, team, closed)] if closed else []
    return settled


def _from_now(work: Work, swap: S) -> S:
    """What of it is not over."""

    def left(turn: Turn) -> Turn:
        return replace(turn, starts=max(turn.starts, work.now))

    return replace(swap, mine=left(swap.mine), theirs=left(swap.theirs))


async def _holds(work: Work, team: Team, swap: NewSwap) -> bool:
    """Whether each of them is on duty all through what they would give."""
    for user_id, turn in ((swap.asker_id, swap.mine), (swap.other_id, swap.theirs)):
        if turn.starts >= turn.ends:
            return False
        found = await Shifts(work).stretches(team.id, turn.starts, turn.ends)
        if Stretch(turn.role, user_id, turn.starts, turn.ends) not in found:
            return False
    return True


async def _doubts(work: Work, team: Team, swap: Swap, reader: str) -> tuple[str, ...]:
    """What would not be usual afterwards, as `reader` reads it."""
    first = min(swap.mine.starts, swap.theirs.starts) - BESIDE
    last = max(swap.mine.ends, swap.theirs.ends) + BESIDE
    after = stretches(done(await Shifts(work).between(team.id, first, last), swap), first, last)
    today = local_date(work.now, team.week.zone)
    doubts = []
    for user_id, turn in swap.gets:
        member = team.member(user_id)
        if member is None:
            continue
        who = "You would be" if user_id == reader else f"{member.name} would be"
        begins, ends = days_of_stretch(Stretch(turn.role, user_id, turn.starts, turn.ends), team.week.zone)
        when = say_span(begins, ends, today)
        missed = await _days_away(work, user_id, begins, ends)
        if missed:
            doubts.append(f"{who} on duty {when}, and away {say_span(missed[0], missed[-1], today)}.")
        if is_in_a_row(after, user_id, turn, team.week):
            doubts.append(f"{who} on duty twice in a row: {when} is next to another shift.")
    return tuple(doubts)


async def _days_away(work: Work, user_id: str, first: date, last: date) -> list[date]:
    away = dates_away(await Absences(work).between([user_id], first - DAY, last + DAY), user_id)
    return [on for on in days_of(first, last) if on in away]


def _overlap(one: Turn, other: Turn) -> bool:
    return one.role == other.role and one.starts < other.ends and other.starts < one.ends


def _why_closed(swap: Swap) -> str:
    match swap.state:
        case SwapState.TAKEN:
            return "You two have swapped already."
        case SwapState.DECLINED:
            return "That offer was declined."
        case SwapState.WITHDRAWN:
            return "That offer was taken back."
    return GONE


async def _news(work: Work, team: Team, swap: Swap, doubts: tuple[str, ...] = ()) -> SwapNews:
    return SwapNews(team, swap, local_date(work.now, team.week.zone), doubts)
