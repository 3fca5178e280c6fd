"""Credit for shifts: who gets it, who owes it, and how far anybody gets from the others."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.duty.planning.credit import Served, Worked, earnings, settle, shares
from bot.duty.planning.hours import WorkHours, whole_days
from bot.duty.planning.problem import Balance, Period, Role, Slot, turns
from tests.duty.planning.teams import MONDAY, WEEK, a_member, away_in

BERLIN = ZoneInfo("Europe/Berlin")
SLOT = turns(MONDAY, 1)[0]
ANA, BEN, CEM = (a_member(name) for name in ("ana", "ben", "cem"))
A_WEEK_OF_ANA = (Worked("ana", Role.PRIMARY, 40), Worked("ben", Role.BACKUP, 40))


def test_credit_goes_to_whoever_worked_by_hours() -> None:
    worked = (Worked("ana", Role.PRIMARY, 30), Worked("cem", Role.PRIMARY, 10), Worked("ben", Role.BACKUP, 40))
    assert earnings(Served(SLOT, worked)) == {"ana": 1.5, "cem": 0.5, "ben": 1.0}


def test_a_slot_is_owed_by_hours_and_balances_stay_level() -> None:
    after = settle({}, [Served(SLOT, A_WEEK_OF_ANA)], [ANA, BEN, CEM], "Europe/Berlin")
    assert {who: each.points for who, each in after.items()} == pytest.approx({"ana": 1, "ben": 0, "cem": -1})


def test_half_the_hours_owe_half() -> None:
    half = a_member("ben", hours=WorkHours("Europe/Berlin", ends=time(13)))
    assert shares([ANA, half], SLOT, BERLIN) == pytest.approx({"ana": 2 / 3, "ben": 1 / 3})


@pytest.mark.parametrize(
    "cem",
    [
        a_member("cem", away=away_in(MONDAY)),
        a_member("cem", exempt=(Period(MONDAY, MONDAY),)),
        a_member("cem", hours=WorkHours("Europe/Berlin", joined_on=MONDAY + WEEK)),
    ],
    ids=["leave", "exempt", "not yet there"],
)
def test_who_could_not_work_owes_nothing(cem: object) -> None:
    after = settle({}, [Served(SLOT, A_WEEK_OF_ANA)], [ANA, BEN, cem], "Europe/Berlin")  # type: ignore[list-item]
    assert after["cem"] == Balance()


def test_a_newcomer_starts_level() -> None:
    assert settle({"ana": Balance(2.0)}, [], [ANA, BEN], "Europe/Berlin")["ben"] == Balance()


@pytest.mark.parametrize(("cases", "points"), [((10, 10, 15), 2.0), ((10, 10, 16), 2.5)])
def test_a_week_with_more_than_half_again_the_usual_cases_counts_a_quarter_more(
    cases: tuple[int, ...], points: float
) -> None:
    slots = turns(MONDAY, 3)
    nobody_owes = [replace(each, away=away_in(MONDAY, 28)) for each in (ANA, BEN)]
    served = [
        Served(slot, A_WEEK_OF_ANA if place == 2 else (), count)
        for place, (slot, count) in enumerate(zip(slots, cases, strict=True))
    ]
    assert settle({}, served, nobody_owes, "Europe/Berlin")["ana"].points == points


def test_nobody_gets_further_than_a_slot_and_a_half_from_level() -> None:
    many = [Served(slot, (Worked("ana", Role.PRIMARY, 40),)) for slot in turns(MONDAY, 10)]
    after = settle({}, many, [ANA, BEN], "Europe/Berlin")
    assert (after["ana"].points, after["ben"].points) == (3.0, -3.0)


def test_a_holiday_has_a_balance_of_its_own() -> None:
    slot = Slot("week 52", SLOT.dates, kind="holiday")
    after = settle({}, [Served(slot, A_WEEK_OF_ANA)], [ANA, BEN], "Europe/Berlin")
    assert after["ana"].by_kind == pytest.approx({"holiday": 0.5})
    assert settle({}, [Served(SLOT, A_WEEK_OF_ANA)], [ANA, BEN], "Europe/Berlin")["ana"].by_kind == {}


def test_hours_are_those_of_the_person_s_clock_in_the_team_s_week() -> None:
    # Midnight in Berlin is 03:30 in Kolkata.
    start, end = turns(MONDAY, 1, days=1)[0].span(BERLIN)
    assert WorkHours("Asia/Kolkata", frozenset({0}), time(2), time(5)).between(start, end) == 1.5
    assert WorkHours("Asia/Kolkata", frozenset({1}), time(2), time(5)).between(start, end) == 1.5


@pytest.mark.parametrize(("monday", "hours"), [(date(2026, 3, 23), 167), (date(2026, 10, 19), 169)])
def test_a_week_in_which_clocks_change_has_an_hour_less_or_more(monday: date, hours: int) -> None:
    start, end = turns(monday, 1)[0].span(BERLIN)
    assert (end.astimezone(UTC) - start.astimezone(UTC)) == timedelta(hours=hours)
    assert WorkHours("Europe/Berlin").between(start, end) == 40


def test_a_night_on_duty_is_as_long_as_it_really_is() -> None:
    night = WorkHours("Europe/Berlin", frozenset({6}), time(0), time(8))
    start, end = (datetime(2026, 3, 29, hour, tzinfo=BERLIN) for hour in (1, 6))
    assert night.between(start, end) == 4


def test_hours_over_midnight_belong_to_the_day_they_begin_on() -> None:
    nights = WorkHours("Europe/Berlin", frozenset({0}), time(22), time(6))
    start, end = (datetime(2026, 11, day, tzinfo=BERLIN) for day in (23, 25))
    assert nights.between(start, end) == 8
    assert nights.between(start, end, [whole_days("Europe/Berlin", date(2026, 11, 24), date(2026, 11, 24))]) == 2


def test_absences_that_overlap_count_once() -> None:
    two_days = whole_days("Europe/Berlin", MONDAY, MONDAY + timedelta(days=1))
    morning = (two_days, whole_days("Europe/Berlin", MONDAY, MONDAY))
    assert WorkHours("Europe/Berlin").between(*SLOT.span(BERLIN), morning) == 24
    assert WorkHours("Europe/Berlin").between(
        datetime(2026, 8, 5, 10, tzinfo=BERLIN), datetime(2026, 8, 5, 12, tzinfo=BERLIN), morning
    ) == pytest.approx(2)


def test_turns_of_one_day_leave_weekends_to_nobody() -> None:
    days = turns(MONDAY, 7, days=1, weekdays=frozenset(range(5)), special={date(2026, 8, 11): "holiday"})
    assert [each.dates.first_on.day for each in days] == [3, 4, 5, 6, 7, 10, 11]
    assert [each.kind for each in days[-2:]] == ["ordinary", "holiday"]
    assert [turns(MONDAY, 1, days=days)[0].label for days in (1, 3, 7)] == ["3 Aug", "3 Aug to 5 Aug", "week 32"]
