"""Who is away when: whole days, parts of them, and what is left of a window."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calendar import WorkingWeek
from bot.core.holidays import Place
from bot.people.domain import (
    Absence,
    DaysOff,
    absence_on,
    dates_away,
    further_notice,
    is_away,
    is_worth_a_welcome,
    week_of,
)
from tests.people.builders import ANA, BEN, a_person, a_team, an_absence

# A Wednesday in winter, when London's clocks show UTC.
ON = date(2026, 11, 25)
WEEK = week_of(a_person(), a_team(starts=time(9), ends=time(17)).week)
MIDNIGHT = time(0)


def part(starts: time, ends: time, on: date = ON, **changes: Any) -> Absence:
    return an_absence(on, on, starts=starts, ends=ends, **changes)


def window(first: int, last: int, day: int = 25) -> tuple[datetime, datetime]:
    return datetime(2026, 11, day, first, tzinfo=UTC), datetime(2026, 11, day, last, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "starts", "ends", "away"),
    [
        # "Expected only if the window overlaps working time."
        (9, 12, time(9), time(12), True),
        (9, 12, time(9), time(11, 59), False),
        (9, 12, time(9, 1), time(12), False),
        (9, 13, time(9), time(12), False),
        # Of the window only what is working time counts.
        (7, 12, time(9), time(12), True),
        (16, 23, time(16), time(17), True),
        (16, 23, time(16), time(16, 30), False),
        (9, 17, MIDNIGHT, MIDNIGHT, True),
        # Outside of working time nobody is away for a part of the day.
        (18, 20, time(18), time(20), False),
    ],
)
def test_a_part_of_a_day_is_away_for_windows_it_takes_all_of(
    first: int, last: int, starts: time, ends: time, away: bool
) -> None:
    absence = part(starts, ends)
    assert is_away([absence], ANA, ON, window(first, last), WEEK) == (absence if away else None)
    assert is_away([absence], BEN, ON, window(first, last), WEEK) is None


def test_several_parts_together_take_a_window_and_the_last_is_named() -> None:
    morning, noon, afternoon = part(time(8), time(12)), part(time(11), time(14), id=2), part(time(14), time(18), id=3)
    assert is_away([afternoon, morning, noon], ANA, ON, window(9, 17), WEEK) == afternoon
    assert is_away([afternoon, morning], ANA, ON, window(9, 17), WEEK) is None


@pytest.mark.parametrize("hours", [(9, 12), (18, 20)])
def test_a_whole_day_takes_every_window(hours: tuple[int, int]) -> None:
    whole = an_absence(ON, ON)
    assert is_away([part(time(9), time(12), id=2), whole], ANA, ON, window(*hours), WEEK) == whole
    assert is_away([whole], ANA, date(2026, 11, 26), window(*hours), WEEK) is None


def test_a_window_from_evening_to_morning_counts_the_work_on_both_days() -> None:
    evening_before = (datetime(2026, 11, 24, 16, tzinfo=UTC), datetime(2026, 11, 25, 10, tzinfo=UTC))
    late, early = part(time(16), time(17), on=date(2026, 11, 24)), part(MIDNIGHT, time(10), id=2)
    assert is_away([late, early], ANA, ON, evening_before, WEEK) == early
    assert is_away([late], ANA, ON, evening_before, WEEK) is None


def test_hours_are_those_of_the_persons_own_clock() -> None:
    in_new_york = week_of(a_person(zone="America/New_York"), a_team().week)
    absence = part(time(9), time(11))
    assert is_away([absence], ANA, ON, window(14, 16), in_new_york) == absence
    assert is_away([absence], ANA, ON, window(9, 11), in_new_york) is None, "they do not work at four in the morning"


def test_a_night_shift_is_away_over_midnight() -> None:
    night = WorkingWeek(WEEK.days, time(22), time(6), WEEK.zone)
    absence = part(time(23), time(2))
    over_midnight = (datetime(2026, 11, 25, 23, tzinfo=UTC), datetime(2026, 11, 26, 2, tzinfo=UTC))
    assert is_away([absence], ANA, ON, over_midnight, night) == absence


def test_hours_of_a_day_off_are_nobodys_working_time() -> None:
    off = WorkingWeek(WEEK.days, WEEK.starts, WEEK.ends, WEEK.zone, DaysOff(Place("GB", "ENG")))
    christmas = date(2026, 12, 25)
    absence = part(time(9), time(12), on=christmas)
    hours = (datetime(2026, 12, 25, 9, tzinfo=UTC), datetime(2026, 12, 25, 12, tzinfo=UTC))
    assert is_away([absence], ANA, christmas, hours, off) is None
    assert is_away([absence], ANA, christmas, hours, WEEK) == absence


def test_a_part_of_a_day_is_no_day_away() -> None:
    absence = an_absence(ON, date(2026, 11, 27), starts=time(9), ends=time(17))
    assert absence_on([absence], ANA, ON) is None
    assert dates_away([absence], ANA) == frozenset()


@given(
    st.lists(st.tuples(st.integers(0, 23), st.integers(1, 24)), max_size=4),
    st.tuples(st.integers(0, 22), st.integers(1, 23)).filter(lambda each: each[0] < each[1]),
)
def test_counted_hour_by_hour_it_is_the_same(parts: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    """Against a count of the hours that are left."""
    away = [part(time(first), time(last % 24), id=number) for number, (first, last) in enumerate(parts) if first < last]
    taken = {hour for first, last in parts if first < last for hour in range(first, last)}
    working = set(range(*asked)) & set(range(9, 17))
    expected = bool(working) and working <= taken
    assert (is_away(away, ANA, ON, window(*asked), WEEK) is not None) is expected


def test_until_further_notice_is_two_weeks_at_a_time() -> None:
    assert further_notice(ON) == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("absence", "worth"),
    [
        (an_absence(ON, date(2026, 11, 26)), True),
        (an_absence(ON, ON), False),
        (an_absence(ON, date(2026, 11, 27), starts=time(9), ends=time(12)), False),
    ],
)
def test_who_was_away_for_days_is_welcomed(absence: Absence, worth: bool) -> None:
    assert is_worth_a_welcome(absence) is worth
