"""Watching somebody's own answers because they asked for it: looked at once a week, told to them alone, and shared only
by their own click.
"""

from datetime import date

from bot.core.calendar import DAY, WEEK, next_working_moment
from bot.core.errors import BotError
from bot.core.work import Work
from bot.load.domain import has_ended, recurs
from bot.load.domain.dips import WEEKS_BACK, Dip, ToldDip, compare
from bot.load.domain.episodes import RECURS_WITHIN
from bot.load.repository import Dips, OwnChoices
from bot.load.use_cases.believing import days_off
from bot.load.use_cases.counting import this_monday
from bot.load.use_cases.looking import teams_of
from bot.outbox.repository import Timers
from bot.people.domain import Member, Team, UserId
from bot.people.repository import People
from bot.standups.repository.moods import OwnMoods

TELL_DIP = "load.tell_dip"
NOT_THEIRS = "That message is not there any more, or was to somebody else."


async def watch(work: Work, user_id: str) -> None:
    """From the next Monday on. Raises BotError for who is in no team, because nothing is looked at there."""
    if not await teams_of(work, user_id):
        raise BotError("You are in no team, so there is no weekly look at anything. `/standup team` sets one up.")
    await OwnChoices(work).watch(user_id, watched=True)


async def stop_watching(work: Work, user_id: str) -> Dip | None:
    """Everything that was found goes; gives back what they may still see a message of."""
    await OwnChoices(work).watch(user_id, watched=False)
    dip = await Dips(work).of(user_id)
    if dip is not None:
        await Dips(work).forget(dip.id)
    return dip


async def look_for_dips(work: Work, team: Team, monday: date) -> list[Dip]:
    """Looks at the week of that Monday for everybody who asked for it, and promises to tell them; gives back dips that
    are over. While weeks that were missed are made up for, it looks at nothing.
    """
    if monday + WEEK != this_monday(team, work.now):
        return []
    over = []
    watched = await OwnChoices(work).watched([each.user_id for each in team.members])
    for member in team.members:
        # Who is in several teams is looked at with one of them, so that a week is judged once.
        if member.user_id in watched and team.id == min(each.id for each in await teams_of(work, member.user_id)):
            over += await _look(work, member, monday)
    # Of who left their teams, whom nobody looks at any more.
    for dip in await Dips(work).last_seen_before(monday - RECURS_WITHIN):
        await Dips(work).forget(dip.id)
        over.append(dip)
    return over


async def tell_dip(work: Work, dip_id: int) -> ToldDip | None:
    """Settles that they are told now, and whom they may share it with. None when it is gone, or was told."""
    dip = await Dips(work).get(dip_id)
    if dip is None or not await Dips(work).told(dip_id, await _leads_of(work, dip.user_id)):
        return None
    return await told_dip(work, dip_id)


async def share(work: Work, dip_id: int, by: str) -> ToldDip:
    """It goes to leads they were told of who still lead them. Raises BotError."""
    dip = await Dips(work).get(dip_id)
    if dip is None or dip.user_id != by or dip.told_at is None:
        raise BotError(NOT_THEIRS)
    leads = [each for each in await _leads_of(work, dip.user_id) if each in dip.leads]
    if not leads:
        raise BotError("Nobody I named there leads your team any more, so nothing was sent.")
    if not await Dips(work).shared(dip_id, leads):
        raise BotError("You shared it already, so nothing was sent again.")
    told = await told_dip(work, dip_id)
    assert told is not None, "it was there a moment ago"
    return told


async def told_dip(work: Work, dip_id: int) -> ToldDip | None:
    dip = await Dips(work).get(dip_id)
    if dip is None:
        return None
    people = await People(work).of({dip.user_id, *dip.leads})
    return ToldDip(dip, {each: person.name for each, person in people.items()})


async def _look(work: Work, member: Member, monday: date) -> list[Dip]:
    first = monday - (WEEKS_BACK - 1) * WEEK
    found = compare(await OwnMoods(work).of(member.user_id, first, monday + WEEK - DAY), monday)
    is_dip, known = found is not None and found.is_dip, await Dips(work).of(member.user_id)
    over = []
    if known is not None and known.told_at is not None:
        if is_dip and recurs(known.seen_on, monday):
            await Dips(work).seen_again(known.id, monday)
            return []
        if not has_ended(known.seen_on, monday):
            return []
        over.append(known)
    if known is not None:
        # What was not told in its week is no news any more.
        await Dips(work).forget(known.id)
    if found is not None and is_dip:
        dip = await Dips(work).open(member.user_id, monday, found)
        at = next_working_moment(work.now, member.week, await days_off(work, member))
        if at is not None:
            await Timers(work).set(f"load:dip:{dip.id}", TELL_DIP, ref=dip.id, at=at)
    return over


async def _leads_of(work: Work, user_id: UserId) -> list[UserId]:
    """Who leads them, in any of their teams: never they themselves."""
    leads = (each.user_id for team in await teams_of(work, user_id) for each in team.leads)
    return [each for each in dict.fromkeys(leads) if each != user_id]
