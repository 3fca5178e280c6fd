"""Load that is even again: said once to who knew, two weeks after the last flag at the earliest."""

from collections.abc import Iterable
from datetime import date

from bot.core.calendar import WEEK, next_working_moment
from bot.core.work import Work
from bot.load.domain import EVEN_WEEKS, Episode, Even, Flag, even_since
from bot.load.repository import Episodes, LoadBeliefs, LoadWeeks
from bot.load.use_cases.believing import days_off
from bot.load.use_cases.counting import judge_team
from bot.outbox.repository import Timers
from bot.people.domain import Team

TELL_EVEN = "load.tell_even"


async def promise_to_ease(work: Work, team: Team, monday: date, flags: Iterable[Flag]) -> None:
    """Messages about episodes say how it is now, when the person is at work: even again, or not any more."""
    flagged = {flag.user_id for flag in flags}
    for episode in await Episodes(work).open_of(team.id):
        member = team.member(episode.user_id)
        eases = monday - episode.flagged_on >= EVEN_WEEKS * WEEK
        if member is None or episode.person_told_at is None or not (eases or episode.user_id in flagged):
            continue
        at = next_working_moment(work.now, member.week, await days_off(work, member))
        if at is not None:
            await Timers(work).set(f"load:{episode.id}:even:{monday}", TELL_EVEN, ref=episode.id, at=at)


async def evenness(work: Work, team: Team, episode: Episode) -> Even | None:
    """None while it is not, and where what was entered is doubtful."""
    newest = await LoadWeeks(work).newest(team.id)
    if newest is None or not episode.is_open or newest - episode.flagged_on < EVEN_WEEKS * WEEK:
        return None
    found = await LoadBeliefs(work).found(team.id, newest)
    if found is not None and (found.doubts_everybody or found.doubts(episode.user_id)):
        return None
    judgement = await judge_team(work, team, newest)
    standing = judgement.standing(episode.user_id)
    if standing is None or judgement.lack_for(standing) is not None:
        return None
    return even_since(standing, episode.flagged_on)
