"""A week made of what is stored says the same as the same week of a whole history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import WEEK, moment_of
from bot.duty.domain import Role, Stretch
from bot.load.detector.beliefs import from_plain, to_plain, unbiased
from bot.load.detector.believe import Finding, believe
from bot.load.detector.counting import weeks_of
from bot.load.detector.detect import detect
from bot.load.detector.history import History, Ticket
from bot.load.domain import Found
from bot.load.domain.reasons import SIZES
from bot.load.use_cases.learning import learn_weeks
from bot.load.use_cases.weeks import Facts, categories_of, history_of
from bot.people.domain import Absence, Person, Team, UserId, as_member
from bot.people.domain import Role as TeamRole
from bot.triage.domain import CaseId, Effort, HandledCase, Level, Priority, TopicPerson
from bot.triage.use_cases import CasesAlive
from tests.people.builders import a_team
from tests.support.histories import Plot, a_history

NINE, FIVE = time(9), time(17)


def in_sizes(history: History) -> History:
    """With estimates as our forms have them, and with nobody to say how much time is set aside."""
    tickets = tuple(replace(each, effort=SIZES[size_of(each)]) for each in history.tickets)
    return replace(history, tickets=tickets, adhoc=None, categories=("", *history.categories))


def size_of(ticket: Ticket) -> Effort:
    assert ticket.effort is not None
    return min(Effort, key=lambda size: abs(SIZES[size] - (ticket.effort or 0)))


def the_team(history: History) -> Team:
    team = replace(a_team(), zone=history.zone.key, starts=NINE, ends=FIVE)
    people = [Person(UserId(each.id), each.id, each.zone.key, days=each.days) for each in history.members]
    members = tuple(as_member(replace(each, starts=NINE, ends=FIVE), TeamRole.MEMBER, team.week) for each in people)
    return replace(team, members=members)


def facts(history: History, number: int) -> Facts:
    """What would be stored of that week, told when it is over."""
    team, monday = the_team(history), history.start + number * WEEK
    first, last = moments(history.zone, monday)
    alive = [
        each
        for each in history.tickets
        if each.created_at < last and (each.resolved_at is None or each.resolved_at >= first)
    ]
    return Facts(
        team=team,
        monday=monday,
        cases=CasesAlive(tuple(a_case(each, at) for at, each in enumerate(alive)), ()),
        absences=[
            Absence(0, UserId(each.member), each.first, each.last, UserId(each.member)) for each in history.absences
        ],
        duty=[
            Stretch(
                Role.PRIMARY,
                UserId(each.member),
                moments(history.zone, each.first)[0],
                moments(history.zone, each.first)[1],
            )
            for each in history.duty
        ],
        topics=history.categories[1:],
        known=[TopicPerson(topic, UserId(each.id), Level.EXPERT) for each in history.members for topic in each.skills],
        teams={},
    )


def moments(zone: ZoneInfo, monday: date) -> tuple[datetime, datetime]:
    return moment_of(monday, time(), zone), moment_of(monday + WEEK, time(), zone)


def a_case(ticket: Ticket, number: int) -> HandledCase:
    assert ticket.claimed_at is not None
    assert ticket.assignee is not None
    return HandledCase(
        case_id=CaseId(number),
        handler=UserId(ticket.assignee),
        taken_at=ticket.claimed_at,
        closed_at=ticket.resolved_at,
        created_at=ticket.created_at,
        priority=[*Priority][ticket.priority - 1],
        topic=ticket.category,
        effort=size_of(ticket),
        fires=1,
        dismissed=False,
    )


def week_by_week(history: History) -> Iterator[Finding]:
    """As the bot does it, on beliefs that were stored between the weeks."""
    beliefs = unbiased(("",))
    for number in range(history.weeks):
        told = facts(history, number)
        [week] = weeks_of(history_of(told, categories_of(beliefs.categories, told)))
        beliefs, finding = believe(beliefs, week)
        beliefs = from_plain(to_plain(beliefs))
        yield finding


def told(finding: Finding) -> tuple[Any, ...]:
    people = [(each.member, each.flagged, round(each.risk, 9), each.reasons, each.doubts) for each in finding.people]
    return people, finding.team.flagged, round(finding.team.risk, 9), finding.team.doubts


PLOTS = [
    Plot(times=2.5),
    Plot(only=0.9, rate=24),
    Plot(rota=True, people=4),
    Plot(evenings=0.8),
    Plot(short=2, bigger=2),
]


@pytest.mark.parametrize("plot", PLOTS, ids=["share", "contact", "rota", "evenings", "part-timers"])
def test_rows_say_what_the_history_says(plot: Plot) -> None:
    history = in_sizes(replace_skills(a_history(plot, 3)))
    expected = [told(each) for each in detect(history)]
    assert [told(each) for each in week_by_week(history)] == expected
    if plot != PLOTS[2]:
        assert any(flagged for people, *_ in expected for _, flagged, *_ in people), "there must be something to find"


def replace_skills(history: History) -> History:
    """Everybody knows what has no topic, as where nobody is said to know something."""
    members = tuple(replace(each, skills=each.skills | {""}) for each in history.members)
    return replace(history, members=members)


def test_what_is_found_says_in_which_way_it_is_uneven() -> None:
    history = in_sizes(replace_skills(a_history(Plot(only=0.95, rate=24), 2)))
    learnt = learn_weeks(None, (), [facts(history, number) for number in range(history.weeks)])
    suspected = [each for found in learnt.found for each in found.suspected]
    assert {each.user_id for each in suspected} == {"M0"}
    assert suspected[-1].topic == "access"


def test_weeks_learnt_one_by_one_are_those_learnt_at_once() -> None:
    history = in_sizes(a_history(Plot(times=3), 1))
    weeks = [facts(history, number) for number in range(12)]
    whole = learn_weeks(None, (), weeks)
    beliefs: dict[str, Any] | None = None
    found: list[Found] = []
    for each in weeks:
        one = learn_weeks(beliefs, (), [each])
        beliefs, found = one.beliefs, [*found, *one.found]
    assert tuple(found) == whole.found
    assert beliefs == whole.beliefs


def test_a_topic_that_is_new_changes_nothing_else_that_is_believed() -> None:
    history = in_sizes(a_history(Plot(times=3), 1))
    weeks = [facts(history, number) for number in range(12)]
    before = learn_weeks(None, (), weeks[:11])
    same = learn_weeks(before.beliefs, (), weeks[11:])
    more = learn_weeks(before.beliefs, (), [replace(weeks[11], topics=(*weeks[11].topics, "invoices"))])
    assert [each.suspected for each in more.found] == [each.suspected for each in same.found]
    assert more.beliefs is not None
    assert more.beliefs["categories"][-1] == "invoices"


def test_shares_on_duty_are_written_down_and_add_up() -> None:
    history = in_sizes(a_history(Plot(rota=True), 1))
    [found] = learn_weeks(None, (), [facts(history, 0)]).found
    fair = dict(found.fair or {})
    assert abs(float(sum(fair.values())) - 1) < 0.01
    assert max(fair, key=fair.__getitem__) == "M0"


def fair_of(told_of: Facts) -> dict[UserId, float]:
    [found] = learn_weeks(None, (), [told_of]).found
    return {who: round(float(part), 2) for who, part in (found.fair or {}).items()}


def test_duty_brings_requests_only_while_whoever_is_on_is_there() -> None:
    """Somebody on duty who is ill the whole week makes nobody else's share look too large."""
    told_of = facts(in_sizes(a_history(Plot(people=3, rota=True), 1)), 0)
    there = replace(told_of, absences=[])
    assert fair_of(there) == {"M0": 0.6, "M1": 0.2, "M2": 0.2}
    first, last = there.monday, there.monday + timedelta(days=6)
    ill = replace(there, absences=[Absence(1, UserId("M0"), first, last, UserId("M0"))])
    assert fair_of(ill) == {"M0": 0, "M1": 0.5, "M2": 0.5}


def test_shares_are_of_each_day_because_requests_go_to_who_is_there() -> None:
    """Two of three work from Monday to Wednesday: what comes on the other days falls to the third."""
    told_of = facts(in_sizes(a_history(Plot(people=3, short=2), 1)), 0)
    fair = fair_of(replace(told_of, absences=[]))
    assert fair == {"M0": 0.57, "M1": 0.21, "M2": 0.21}, "by hours alone it would be 0.45, 0.27 and 0.27"


def test_who_is_in_two_teams_owes_each_half_of_their_hours() -> None:
    history = in_sizes(a_history(Plot(), 1))
    told_of = replace(facts(history, 0), teams={UserId("M0"): 2}, absences=[])
    [week] = weeks_of(history_of(told_of, ("",)))
    assert list(week.tally.hours) == [20, 40, 40, 40, 40]


def test_holidays_are_days_away() -> None:
    history = in_sizes(a_history(Plot(), 1))
    told_of = replace(facts(history, 0), absences=[])
    first = told_of.team.members[0]
    off = replace(first, week=replace(first.week, off={told_of.monday + timedelta(days=1)}))
    team = replace(told_of.team, members=(off, *told_of.team.members[1:]))
    [week] = weeks_of(history_of(replace(told_of, team=team), ("",)))
    assert week.tally.hours[0] == 32
