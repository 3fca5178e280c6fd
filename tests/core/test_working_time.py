"""Working time: when somebody works, when work begins again, and how much of it passes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import WorkingWeek, after_working_time, next_working_moment, working_time_between

LONDON = ZoneInfo("Europe/London")
OFFICE = WorkingWeek(frozenset(range(5)), time(9), time(17), LONDON)
NIGHTS = WorkingWeek(frozenset({0, 4}), time(22), time(6), LONDON)
NOBODY = WorkingWeek(frozenset(), time(9), time(17), LONDON)
NO_TIME = WorkingWeek(frozenset(range(5)), time(9), time(9), LONDON)


def at(text: str) -> datetime:
    """On the wall clock of London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("week", "moment", "resumes"),
    [
        # Monday to Friday, nine to five.
        (OFFICE, "2026-11-23 08:59", "2026-11-23 09:00"),
        (OFFICE, "2026-11-23 09:00", "2026-11-23 09:00"),
        (OFFICE, "2026-11-23 16:59", "2026-11-23 16:59"),
        (OFFICE, "2026-11-23 17:00", "2026-11-24 09:00"),
        (OFFICE, "2026-11-27 17:00", "2026-11-30 09:00"),
        (OFFICE, "2026-11-28 12:00", "2026-11-30 09:00"),
        # Nights of Monday and Friday: the night belongs to the date it begins on.
        (NIGHTS, "2026-11-24 05:59", "2026-11-24 05:59"),
        (NIGHTS, "2026-11-24 06:00", "2026-11-27 22:00"),
        (NIGHTS, "2026-11-28 03:00", "2026-11-28 03:00"),
    ],
)
def test_work_is_now_or_begins_again(week: WorkingWeek, moment: str, resumes: str) -> None:
    assert next_working_moment(at(moment), week) == at(resumes)


@pytest.mark.parametrize("week", [NOBODY, NO_TIME])
def test_who_never_works_never_begins_again(week: WorkingWeek) -> None:
    assert next_working_moment(at("2026-11-23 09:00"), week) is None
    assert after_working_time(at("2026-11-23 09:00"), timedelta(minutes=1), week) is None


@pytest.mark.parametrize(
    ("moment", "hours", "then"),
    [
        ("2026-11-23 09:00", 0.5, "2026-11-23 09:30"),
        ("2026-11-23 07:00", 0.5, "2026-11-23 09:30"),
        ("2026-11-23 16:45", 0.5, "2026-11-24 09:15"),
        ("2026-11-23 16:30", 0.5, "2026-11-23 17:00"),
        ("2026-11-27 16:00", 4, "2026-11-30 12:00"),
        # Nine working hours over the night in which the clocks go back, Sunday 25 October.
        ("2026-10-23 16:00", 9, "2026-10-26 17:00"),
    ],
)
def test_working_time_passes_in_working_hours_only(moment: str, hours: float, then: str) -> None:
    due = after_working_time(at(moment), timedelta(hours=hours), OFFICE)
    assert due == at(then)
    assert working_time_between(at(moment), at(then), OFFICE) == timedelta(hours=hours)


def test_a_night_shift_over_the_change_of_clocks_is_an_hour_longer() -> None:
    saturday_nights = WorkingWeek(frozenset({5}), time(22), time(6), LONDON)
    night = working_time_between(at("2026-10-24 12:00"), at("2026-10-25 12:00"), saturday_nights)
    assert night == timedelta(hours=9)


def test_days_away_are_no_working_time() -> None:
    away = frozenset({date(2026, 11, 24)})
    assert next_working_moment(at("2026-11-23 17:00"), OFFICE, away) == at("2026-11-25 09:00")
    assert after_working_time(at("2026-11-23 16:45"), timedelta(minutes=30), OFFICE, away) == at("2026-11-25 09:15")
