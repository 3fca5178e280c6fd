"""Counting: what a team's members handled in which week, and what their hours made likely."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from bot.core.calendar import DAY, WEEK, days_of, local_date, moment_of, week_start
from bot.core.work import Work
from bot.load.domain import CountedWeek, Judgement, Tally, judge, minutes_in, mondays_until
from bot.load.repository import LoadBeliefs, LoadWeeks
from bot.load.use_cases.believing import teams_each_is_in
from bot.load.use_cases.joining import joined_on
from bot.people.domain import Member, Team, dates_away
from bot.people.repository import Absences
from bot.triage.use_cases import cases_handled

MIDNIGHT = time(0)


def this_monday(team: Team, now: datetime) -> date:
    """The Monday of the team's running week."""
    return week_start(local_date(now, team.week.zone))


async def judge_team(work: Work, team: Team, last: date) -> Judgement:
    """Looks at the window of weeks that ends with the one of Monday `last`."""
    weeks = await count_weeks(work, team, mondays_until(last))
    return judge(weeks, [each.user_id for each in team.members])


async def count_weeks(work: Work, team: Team, mondays: Sequence[date]) -> list[CountedWeek]:
    """Weeks that follow each other. Those evaluated before stay as they were counted then."""
    kept = await LoadWeeks(work).between(team.id, mondays[0], mondays[-1])
    fair = await LoadBeliefs(work).fair_shares(team.id, mondays[0], mondays[-1])
    missing = [each for each in mondays if each not in kept]
    counted = await _count(work, team, missing) if missing else {}
    return [replace(kept.get(each) or counted[each], fair=fair.get(each)) for each in mondays]


async def _count(work: Work, team: Team, mondays: Sequence[date]) -> dict[date, CountedWeek]:
    zone = team.week.zone
    first, last = mondays[0], mondays[-1] + WEEK - DAY
    handled = await cases_handled(
        work, team.id, moment_of(first, MIDNIGHT, zone), moment_of(last + DAY, MIDNIGHT, zone)
    )
    cases = Counter(
        (week_start(local_date(case.taken_at, zone)), case.handler) for case in handled if not case.dismissed
    )
    members = [each.user_id for each in team.members]
    absences = await Absences(work).between(members, first, last)
    teams = await teams_each_is_in(work)
    return {
        monday: CountedWeek(
            monday,
            tuple(
                Tally(
                    member.user_id,
                    minutes_in(
                        member.week,
                        monday,
                        dates_away(absences, member.user_id) | _not_there_yet(member, team, monday),
                        teams=teams[member.user_id] or 1,
                    ),
                    cases[monday, member.user_id],
                )
                for member in team.members
            ),
        )
        for monday in mondays
    }


def _not_there_yet(member: Member, team: Team, monday: date) -> frozenset[date]:
    """The days of that week before they joined."""
    joined = joined_on(member, team)
    if joined is None:
        return frozenset()
    return frozenset(each for each in days_of(monday, monday + WEEK - DAY) if each < joined)
