"""When turns begin and end, what the past counts, and how rows become a plan and back: without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import WorkingWeek, moment_of
from bot.duty.blocks import rota_form
from bot.duty.domain import Knowledge, Role, Rota, Shift, ShiftId
from bot.duty.forms import read_rota
from bot.duty.planning.problem import Level
from bot.duty.use_cases.converting import draft_another, draft_plan, problem_of, seats, seed_of, why_not_now
from bot.duty.use_cases.facts import Facts
from bot.people.domain import Absence, CompanyDay, Member, Person, Team, TeamId, UserId, as_member
from bot.people.domain import Role as Standing
from bot.slack.forms import FormErrors

LONDON = ZoneInfo("Europe/London")
TEAM = TeamId(7)
WEEK = WorkingWeek(frozenset(range(5)), time(9), time(17), LONDON)
MONDAY, WEDNESDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26)
NAMES = ("UANA", "UBEN", "UCHITRA", "UDAN")
DAY = timedelta(days=1)


def a_team(*names: str, guest: str = "", since: datetime | None = None, company_days: Any = ()) -> Team:
    members = tuple(a_member(each, is_guest=each == guest) for each in names or NAMES)
    members = tuple(replace(each, since=since if each.user_id == "UDAN" else None) for each in members)
    days = frozenset(range(5))
    team = Team(TEAM, "Data", "C1", False, "Europe/London", days, time(9), time(17), 4, time(15), ())
    team = replace(team, company_days=tuple(company_days))
    return replace(team, members=tuple(replace(each, week=replace(each.week, off=team.week.off)) for each in members))


def a_member(name: str, *, is_guest: bool = False) -> Member:
    person = Person(UserId(name), name[1:].capitalize(), "Europe/London", is_guest=is_guest)
    return as_member(person, Standing.MEMBER, WEEK)


def a_shift(number: int, who: str, first: date, last: date, role: Role = Role.PRIMARY) -> Shift:
    starts, ends = (moment_of(on, time.min, LONDON) for on in (first, last + DAY))
    return Shift(ShiftId(number), TEAM, UserId(who), role, starts, ends, UserId("UANA"))


def the_facts(team: Team | None = None, rota: Rota | None = None, today: date = WEDNESDAY, **more: Any) -> Facts:
    team, rota = team or a_team(), rota or Rota(TEAM, MONDAY)
    ahead = tuple(rota.ahead(team.week, today))
    values: dict[str, Any] = {
        "team": team,
        "rota": rota,
        "now": moment_of(today, time(10), LONDON),
        "today": today,
        "takers": rota.takers(team),
        "ahead": ahead,
        "behind": tuple(rota.behind(team.week, ahead[0][0], today - timedelta(weeks=26))),
        "absences": (),
        "shifts": (),
    }
    return Facts(**{**values, **more})


def test_weeks_are_planned_from_the_next_one_on_for_eight_weeks() -> None:
    found = Rota(TEAM, MONDAY).ahead(WEEK, WEDNESDAY)
    assert found[0] == (date(2026, 11, 30), date(2026, 12, 6))
    assert len(found) == 8
    assert Rota(TEAM, MONDAY).ahead(WEEK, MONDAY)[0][0] == MONDAY, "the shift that begins today can still be planned"


@pytest.mark.parametrize(
    ("days", "shifts", "first", "count"),
    [
        (14, None, (date(2026, 12, 7), date(2026, 12, 20)), 4),
        (3, 2, (date(2026, 11, 26), date(2026, 11, 28)), 2),
        (28, None, (date(2026, 12, 21), date(2027, 1, 17)), 2),
        (1, None, (THURSDAY, THURSDAY), 39),
    ],
)
def test_shifts_of_other_lengths_follow_each_other_from_the_first_day(
    days: int, shifts: int | None, first: tuple[date, date], count: int
) -> None:
    off = [CompanyDay(date(2026, 12, 24), "Winter break")]
    week = a_team(company_days=off).week
    found = Rota(TEAM, MONDAY, days, shifts=shifts).ahead(week, WEDNESDAY)
    assert (found[0], len(found)) == (first, count)


def test_daily_shifts_leave_out_days_on_which_the_team_is_off() -> None:
    week = a_team(company_days=[CompanyDay(date(2026, 11, 26), "Company day")]).week
    found = [first for first, _ in Rota(TEAM, MONDAY, 1, shifts=3).ahead(week, WEDNESDAY)]
    assert found == [date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)]


def test_nobody_is_planned_for_days_on_which_nobody_works() -> None:
    winter = [CompanyDay(date(2026, 12, day), "Winter break") for day in range(21, 26)]
    firsts = [first for first, _ in Rota(TEAM, MONDAY).ahead(a_team(company_days=winter).week, WEDNESDAY)]
    assert date(2026, 12, 21) not in firsts
    assert date(2026, 12, 28) in firsts
    pairs = Rota(TEAM, date(2026, 11, 26), 2, shifts=3).ahead(WEEK, WEDNESDAY)
    assert [first for first, _ in pairs] == [THURSDAY, date(2026, 11, 30), date(2026, 12, 2)], "no shift of a weekend"


def test_a_rota_that_begins_later_is_planned_from_its_first_day() -> None:
    assert Rota(TEAM, date(2027, 1, 4)).ahead(WEEK, WEDNESDAY)[0][0] == date(2027, 1, 4)


def test_the_past_is_cut_as_the_future_is() -> None:
    found = Rota(TEAM, MONDAY, 14).behind(WEEK, date(2026, 12, 7), date(2026, 10, 20))
    assert found == [
        (date(2026, 10, 26), date(2026, 11, 8)),
        (date(2026, 11, 9), date(2026, 11, 22)),
        (MONDAY, date(2026, 12, 6)),
    ]


def test_guests_take_no_turns_and_leads_may_choose_who_does() -> None:
    team = a_team(guest="UBEN")
    assert [each.user_id for each in Rota(TEAM, MONDAY).takers(team)] == ["UANA", "UCHITRA", "UDAN"]
    chosen = (UserId("UBEN"), UserId("UDAN"), UserId("UGONE"))
    assert [each.user_id for each in Rota(TEAM, MONDAY, people=chosen).takers(team)] == ["UDAN"]


def test_who_was_on_duty_is_ahead_and_the_others_are_behind_by_what_was_worked() -> None:
    last_week = a_shift(1, "UANA", date(2026, 11, 16), date(2026, 11, 22))
    balances = problem_of(the_facts(shifts=(last_week,))).balances
    assert {who: each.points for who, each in balances.items()} == pytest.approx(
        {"UANA": 1.5, "UBEN": -0.5, "UCHITRA": -0.5, "UDAN": -0.5}
    )


def test_a_part_of_a_shift_counts_by_working_hours_and_nobody_gets_what_nobody_worked() -> None:
    week = a_shift(1, "UANA", date(2026, 11, 16), date(2026, 11, 18))
    cover = a_shift(2, "UBEN", date(2026, 11, 18), date(2026, 11, 18))
    balances = problem_of(the_facts(shifts=(week, cover))).balances
    # Two days of five are 0.8 points, one is 0.4; everybody owes a quarter of the 1.2.
    assert balances["UANA"].points == pytest.approx(0.5)
    assert balances["UBEN"].points == pytest.approx(0.1)
    assert balances["UDAN"].points == pytest.approx(-0.3)


def test_days_of_leave_within_a_shift_were_not_worked() -> None:
    shift = a_shift(1, "UANA", date(2026, 11, 16), date(2026, 11, 22))
    leave = Absence(1, UserId("UANA"), date(2026, 11, 19), date(2026, 11, 20), UserId("UANA"))
    facts = the_facts(shifts=(shift,), absences=(leave,))
    points = {who: each.points for who, each in problem_of(facts).balances.items()}
    # 1.2 points for three days; she owes by 24 hours of 144, the others by 40 each.
    assert points["UANA"] == pytest.approx(1.2 - 1.2 * 24 / 144)
    assert points["UBEN"] == pytest.approx(-1.2 * 40 / 144)


def test_a_newcomer_owes_nothing_for_the_time_before() -> None:
    shift = a_shift(1, "UANA", date(2026, 11, 9), date(2026, 11, 15))
    team = a_team(since=datetime(2026, 11, 23, 9, tzinfo=UTC))
    balances = problem_of(the_facts(team, shifts=(shift,))).balances
    assert balances["UDAN"].points == 0
    assert balances["UBEN"].points == pytest.approx(-2 / 3)


def test_what_is_on_already_is_published_and_whoever_has_most_of_a_shift_has_it() -> None:
    first = date(2026, 11, 30)
    shifts = (
        a_shift(1, "UANA", first, first + 6 * DAY),
        a_shift(2, "UBEN", first, first, Role.BACKUP),
        a_shift(3, "UDAN", first + 4 * DAY, first + 6 * DAY),
    )
    problem = problem_of(the_facts(shifts=shifts))
    assert [(each.starts_on, each.people) for each in problem.published] == [(first, ("UANA", None))]


def test_topics_are_those_that_somebody_knows_and_learners_want_to_grow_in_them() -> None:
    knowledge = Knowledge(
        experts={"billing": frozenset({"UANA"}), "gdpr": frozenset(), "dbt": frozenset({"UGONE"})},
        learners={"billing": frozenset({"UBEN"}), "gdpr": frozenset({"UBEN"}), "dbt": frozenset()},
    )
    problem = problem_of(the_facts(knowledge=knowledge))
    assert {each.topics for each in problem.slots} == {frozenset({"billing"})}
    ben = next(each for each in problem.members if each.id == "UBEN")
    assert (ben.knows("billing"), ben.goals) == (Level.LEARNING, frozenset({"billing", "gdpr"}))


def test_the_same_facts_on_the_same_day_give_the_same_plan() -> None:
    facts = the_facts(rota=Rota(TEAM, MONDAY, shifts=3))
    one, other = (draft_plan(facts, seed_of(facts)) for _ in range(2))
    assert one == other
    assert not one.mends
    assert all(each.primary and each.backup and each.why for each in one.shifts)


def test_who_works_at_night_can_be_on_too() -> None:
    night = replace(WEEK, starts=time(22), ends=time(6))
    team = a_team()
    members = tuple(replace(each, week=night) for each in team.members)
    facts = the_facts(replace(team, starts=time(22), ends=time(6), members=members), Rota(TEAM, MONDAY, shifts=2))
    assert all(each.primary for each in draft_plan(facts, 1).shifts)


def published(facts: Facts) -> tuple[Shift, ...]:
    """What a click makes of its plan."""
    shifts: list[Shift] = []
    for each in draft_plan(facts, 1).shifts:
        for role, who in ((Role.PRIMARY, each.primary), (Role.BACKUP, each.backup)):
            shifts.append(a_shift(len(shifts) + 1, str(who), each.first_on, each.last_on, role))
    return tuple(shifts)


def test_leave_after_a_plan_was_published_changes_that_shift_and_keeps_the_others() -> None:
    rota = Rota(TEAM, MONDAY, shifts=4)
    told = published(the_facts(rota=rota))
    away = told[4].user_id
    leave = Absence(1, away, date(2026, 12, 14), date(2026, 12, 18), away)
    facts = the_facts(rota=rota, shifts=told, absences=(leave,))
    mended = draft_plan(facts, 1)
    assert mended.mends
    assert mended.shifts[2].changes
    assert away not in (mended.shifts[2].primary, mended.shifts[2].backup)
    assert len(mended.changed) <= 2
    assert draft_plan(the_facts(rota=rota, shifts=told), 1).changed == (), "without leave there is nothing to mend"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"absences": "leave"}, "is away by now in Mon 30 Nov to Sun 6 Dec"),
        ({"team": a_team("UANA", "UBEN")}, "does not take turns any more"),
        ({"today": date(2026, 12, 1)}, "it is about other days now"),
        ({"rota": Rota(TEAM, MONDAY, 14, shifts=2)}, "it is about other days now"),
        ({"shifts": (a_shift(9, "UDAN", date(2026, 12, 1), date(2026, 12, 1)),)}, "was put on duty meanwhile"),
    ],
)
def test_a_plan_whose_facts_changed_is_not_published(change: dict[str, Any], why: str | None) -> None:
    rota = Rota(TEAM, MONDAY, shifts=4)
    turns = draft_plan(the_facts(rota=rota), 1)
    if "absences" in change:
        who = UserId(str(turns.shifts[0].primary))
        change = {"absences": (Absence(1, who, date(2026, 11, 30), date(2026, 12, 4), who),)}
    found = why_not_now(the_facts(**{"rota": rota, **change}), turns)
    assert found is None if why is None else why in str(found)


def test_another_plan_has_the_same_shifts_and_other_people_somewhere() -> None:
    facts = the_facts(rota=Rota(TEAM, MONDAY, shifts=3))
    first = draft_plan(facts, seed_of(facts))
    other = draft_another(facts, first)
    assert [each.label for each in other.shifts] == [each.label for each in first.shifts]
    assert seats(other) != seats(first)


def the_form(**changes: Any) -> dict[str, Any]:
    states: dict[str, Any] = {
        rota_form.LENGTH: {"type": "static_select", "selected_option": {"value": "week"}},
        rota_form.DAYS: {"type": "number_input", "value": None},
        rota_form.FIRST: {"type": "datepicker", "selected_date": "2026-11-30"},
        rota_form.BACKUP: {"type": "checkboxes", "selected_options": []},
        rota_form.SHIFTS: {"type": "number_input", "value": None},
        rota_form.PEOPLE: {"type": "multi_users_select", "selected_users": []},
    }
    for block_id, change in changes.items():
        states[block_id] = {**states[block_id], **change}
    return {block_id: {rota_form.FIELD: state} for block_id, state in states.items()}


def test_the_form_says_how_turns_are_taken() -> None:
    assert read_rota(the_form(), 7, MONDAY) == Rota(TEAM, date(2026, 11, 30), 7, False)
    some_days = {rota_form.LENGTH: {"selected_option": {"value": "days"}}, rota_form.DAYS: {"value": "4"}}
    people = {rota_form.PEOPLE: {"selected_users": ["UANA"]}, rota_form.SHIFTS: {"value": "9"}}
    wanted = read_rota(the_form(**some_days, **people), 7, MONDAY)
    assert wanted == Rota(TEAM, date(2026, 11, 30), 4, False, 9, (UserId("UANA"),))


@pytest.mark.parametrize(
    ("change", "beside", "sentence"),
    [
        ({rota_form.LENGTH: {"selected_option": {"value": "days"}}}, rota_form.DAYS, "from 2 to 28"),
        ({rota_form.DAYS: {"value": "40"}}, rota_form.DAYS, "from 2 to 28"),
        ({rota_form.SHIFTS: {"value": "61"}}, rota_form.SHIFTS, "from 1 to 60"),
        ({rota_form.FIRST: {"selected_date": "2029-01-01"}}, rota_form.FIRST, "within a year"),
        ({rota_form.FIRST: {"selected_date": None}}, rota_form.FIRST, "Choose the first day"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(change: dict[str, Any], beside: str, sentence: str) -> None:
    with pytest.raises(FormErrors) as raised:
        read_rota(the_form(**change), 7, MONDAY)
    assert sentence in raised.value.by_block[beside]


def test_a_night_team_earns_for_the_hours_after_midnight_too() -> None:
    """From 22 to 6: two of the eight hours lie before midnight, and Ben covers the rest of each night."""
    night = WorkingWeek(frozenset(range(5)), time(22), time(6), LONDON)
    team = replace(a_team(), starts=night.starts, ends=night.ends)
    before = MONDAY - 7 * DAY
    shifts = []
    for number in range(7):
        on = before + number * DAY
        late, early = moment_of(on, time(22), LONDON), moment_of(on + DAY, time(0), LONDON)
        shifts.append(Shift(ShiftId(2 * number), TEAM, UserId("UANA"), Role.PRIMARY, late, early, UserId("UANA")))
        rest = moment_of(on + DAY, time(6), LONDON)
        shifts.append(Shift(ShiftId(2 * number + 1), TEAM, UserId("UBEN"), Role.PRIMARY, early, rest, UserId("UANA")))
    facts = the_facts(team=team, rota=Rota(TEAM, before, has_backup=False), shifts=tuple(shifts))
    balances = problem_of(facts).balances
    assert balances["UBEN"].points > balances["UANA"].points > balances["UDAN"].points
