"""Every week of a team is believed once, in order, when it is over."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import date, time

from bot.core.calendar import DAY, WEEK, local_date, moment_of, week_start
from bot.core.work import Work
from bot.duty.repository import Shifts
from bot.load.detector import FORMAT
from bot.load.domain import Doubted, Found
from bot.load.repository import LoadBeliefs, LoadDoubts
from bot.load.use_cases.learning import learn_weeks
from bot.load.use_cases.weeks import Facts
from bot.people.domain import Member, Team, UserId, dates_away
from bot.people.repository import Absences, Teams
from bot.people.use_cases import LONGEST_ABSENCE
from bot.triage.repository import Desks, TopicPeople
from bot.triage.use_cases import cases_alive, first_fire_at

# As many past weeks a team's first run works off, and what is missing after a long time off.
MOST_WEEKS = 26


async def believe_until(work: Work, team: Team, monday: date) -> Found | None:
    """What the week of that Monday says, once it is over; weeks missed before it are worked off first. None for a team
    that has had no fire yet.
    """
    newest = await LoadBeliefs(work).newest(team.id)
    if newest is not None and newest[0] >= monday:
        return await LoadBeliefs(work).found(team.id, monday)
    earliest = monday - (MOST_WEEKS - 1) * WEEK
    # Beliefs of an older format are learnt again from the same weeks; what those weeks said stays as it was said.
    goes_on = newest is not None and (newest[1] or {}).get("format") == FORMAT
    begins = newest[0] + WEEK if newest is not None and goes_on else await _first_week(work, team)
    if begins is None or begins > monday:
        return None
    first = max(begins, earliest)
    mondays = [first + number * WEEK for number in range((monday - first) // WEEK + 1)]
    weeks = [await facts_of(work, team, each) for each in mondays]
    settled = await _settled(work, team)
    # It takes the processor for a while; meanwhile others are answered.
    learnt = await asyncio.to_thread(learn_weeks, newest[1] if newest and goes_on else None, settled, weeks)
    for found in learnt.found:
        last = found.monday == monday
        await LoadBeliefs(work).add(team.id, found, learnt.beliefs if last else None)
    return learnt.found[-1]


async def facts_of(work: Work, team: Team, monday: date) -> Facts:
    """What is stored of that week."""
    zone = team.week.zone
    first, last = moment_of(monday, time.min, zone), moment_of(monday + WEEK, time.min, zone)
    members = [each.user_id for each in team.members]
    return Facts(
        team=team,
        monday=monday,
        cases=await cases_alive(work, team.id, first, last),
        absences=await Absences(work).between(members, monday, monday + WEEK - DAY),
        duty=await Shifts(work).stretches(team.id, first, last),
        topics=(await Desks(work).get(team.id)).topics,
        known=await TopicPeople(work).of_team(team.id),
        teams=await teams_each_is_in(work),
    )


async def teams_each_is_in(work: Work) -> Counter[UserId]:
    return Counter(member.user_id for team in await Teams(work).all() for member in team.members)


async def days_off(work: Work, member: Member) -> frozenset[date]:
    """The dates they are known to be away on, from yesterday to a year ahead."""
    today = work.now.date()
    absences = await Absences(work).between([member.user_id], today - WEEK, today + LONGEST_ABSENCE)
    return dates_away(absences, member.user_id)


async def _first_week(work: Work, team: Team) -> date | None:
    came = await first_fire_at(work, team.id)
    return week_start(local_date(came, team.week.zone)) if came is not None else None


async def _settled(work: Work, team: Team) -> Sequence[Doubted]:
    """What somebody said is right."""
    return [each.doubted for each in await LoadDoubts(work).of_team(team.id) if each.right_by is not None]
