"""Slack statuses that say somebody is away: read for those who want it, and turned into absences that end with them."""

from collections.abc import Collection
from datetime import time, timedelta

from bot.core.calendar import DAY
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import WATCHED, Absence, Team, zone_of
from bot.people.domain.statuses import USUAL_WORDS, Seen, Status, days_away, judge
from bot.people.repository import Absences, Calendars, People, Statuses, Teams
from bot.people.use_cases.absences import changed, end, promise_moments
from bot.people.use_cases.knowing import known, today_of

# A calendar that was read within it is fresh enough.
FRESH = timedelta(hours=1)


async def words_for(work: Work, user_id: str) -> Collection[str] | None:
    """The words that mean away in their status; None when it is not to be read.

    Their own choice counts first, else that of any of their teams.
    """
    person, teams = await People(work).get(user_id), await Teams(work).of_person(user_id)
    if person is None or person.deleted or not teams:
        return None
    reads = person.reads_status if person.reads_status is not None else any(each.reads_status for each in teams)
    return _words(teams) if reads else None


def _words(teams: Collection[Team]) -> Collection[str]:
    return {word for each in teams for word in each.status_words or USUAL_WORDS}


async def choose_status_reading(work: Work, user_id: str, reads: bool) -> None:
    """Off takes back what their status said, and forgets it."""
    await known(work, user_id)
    await Statuses(work).choose(user_id, reads)
    if reads:
        await Statuses(work).look(user_id, work.now)
        await watch(work, user_id)
    else:
        await _take_in(work, user_id, Seen(False))


async def see_status(work: Work, user_id: str, status: Status) -> None:
    """What Slack says now. One that says the same as before changes nothing: whoever said "I am here" is."""
    words = await words_for(work, user_id)
    await Statuses(work).look(user_id, None)
    await _take_in(work, user_id, Seen(False) if words is None else judge(status, words, work.now))


async def _take_in(work: Work, user_id: str, seen: Seen) -> None:
    if seen == await Statuses(work).of(user_id):
        return
    await Statuses(work).put(user_id, seen)
    today = await today_of(work, user_id)
    for each in await status_absences(work, user_id):
        await end(work, each, today - DAY)
    if seen.away:
        await _set_away(work, user_id, seen)


async def _set_away(work: Work, user_id: str, seen: Seen) -> None:
    person, teams = await People(work).get(user_id), await Teams(work).of_person(user_id)
    assert person is not None, "only of people we know something is stored"
    days = days_away(seen, work.now, zone_of(person, teams))
    absence = await Absences(work).add(
        user_id,
        days.first_on,
        days.last_on,
        user_id,
        starts=time.min if days.ends else None,
        ends=days.ends,
        asks_again=days.asks_again,
        from_status=True,
    )
    await changed(work, absence.id, "status")
    await promise_moments(work, absence)


async def status_absences(work: Work, user_id: str) -> list[Absence]:
    """Those their status gave them that are not over."""
    today = await today_of(work, user_id)
    return [each for each in await Absences(work).between([user_id], today, today + 400 * DAY) if each.from_status]


async def look_at_team(work: Work, team: Team) -> None:
    """It reads statuses from now on, or no more, or with other words."""
    for each in team.members:
        await Statuses(work).look(each.user_id, work.now)
        await watch(work, each.user_id)


async def watch(work: Work, user_id: str) -> None:
    """Other sources than their own words say now when they are away: whoever expects them looks before asking."""
    ref = await People(work).ref(user_id)
    if ref is not None:
        await Timers(work).set(f"person:{ref}:watched:{work.now.isoformat()}", WATCHED, ref=ref, at=work.now)


async def look_again(work: Work, user_id: str) -> None:
    """Something is about to be expected of them: their calendar and their status are asked for, by the next beat."""
    await Calendars(work).read_if_older(user_id, work.now - FRESH)
    if await words_for(work, user_id) is not None:
        await Statuses(work).look(user_id, work.now)
