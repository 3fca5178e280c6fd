"""Local dates and times, where clocks jump, and working days."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import (
    WorkingWeek,
    days_of,
    find_zone,
    instant_of,
    iso_week,
    local_date,
    moment_of,
    monday_of,
    one_working_day_later,
    week_start,
)

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = frozenset(range(5))


@pytest.mark.parametrize(
    ("zone", "on", "at", "shown"),
    [
        # An ordinary day, and zones that are not whole hours away.
        ("Asia/Kolkata", date(2026, 11, 23), time(9, 30), "2026-11-23 04:00"),
        ("Asia/Kathmandu", date(2026, 11, 23), time(9, 30), "2026-11-23 03:45"),
        # The hour a spring change leaves out: moved forward by the gap.
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08 07:30"),
        ("Europe/London", date(2026, 3, 29), time(1, 30), "2026-03-29 01:30"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03 15:45"),
        # A gap at midnight: the date is still there.
        ("Africa/Cairo", date(2026, 4, 24), time(0, 0), "2026-04-23 22:00"),
        # The hour an autumn change shows twice: the first pass.
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01 05:30"),
        ("Europe/London", date(2026, 10, 25), time(1, 30), "2026-10-25 00:30"),
    ],
)
def test_a_wall_clock_time_is_one_instant(zone: str, on: date, at: time, shown: str) -> None:
    instant = instant_of(on, at, ZoneInfo(zone))
    assert instant is not None
    assert instant.strftime("%Y-%m-%d %H:%M") == shown
    assert instant.tzinfo == UTC


def test_a_date_its_zone_never_had_has_no_instant() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert instant_of(date(2011, 12, 30), time(9, 0), apia) is None
    saturday = instant_of(date(2011, 12, 31), time(9, 0), apia)
    assert saturday is not None
    assert (
        moment_of(date(2011, 12, 30), time(9, 0), apia) == moment_of(date(2011, 12, 31), time(9, 0), apia) == saturday
    )


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"])
def test_half_past_nine_is_half_past_nine_on_every_day_of_a_year(zone: str) -> None:
    where = ZoneInfo(zone)
    instants = [instant_of(on, time(9, 30), where) for on in days_of(date(2026, 1, 1), date(2026, 12, 31))]
    assert len(set(instants)) == 365
    assert {each.astimezone(where).time() for each in instants if each} == {time(9, 30)}


@pytest.mark.parametrize("name", [None, "", "Nowhere/Land", "../etc/passwd"])
def test_an_unknown_zone_gives_the_fallback(name: str | None) -> None:
    assert find_zone(name, "Asia/Kolkata").key == "Asia/Kolkata"


def test_the_local_date_is_the_one_on_the_wall() -> None:
    late_in_utc = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    assert local_date(late_in_utc, ZoneInfo("Asia/Kolkata")) == date(2026, 11, 24)
    assert local_date(late_in_utc, LONDON) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("on", "monday", "name"),
    [
        (date(2026, 11, 22), date(2026, 11, 16), "2026-W47"),
        (date(2026, 11, 23), date(2026, 11, 23), "2026-W48"),
        # A year of 53 weeks, and a January that still belongs to it.
        (date(2027, 1, 3), date(2026, 12, 28), "2026-W53"),
        (date(2027, 1, 4), date(2027, 1, 4), "2027-W01"),
    ],
)
def test_weeks_begin_on_monday_and_are_named_as_iso_does(on: date, monday: date, name: str) -> None:
    assert (week_start(on), iso_week(on)) == (monday, name)
    assert monday_of(name) == monday


@pytest.mark.parametrize(
    ("moment", "later"),
    [
        # Monday noon becomes Tuesday noon.
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
        # Friday becomes Monday.
        (datetime(2026, 11, 27, 12, 0, tzinfo=UTC), datetime(2026, 11, 30, 12, 0, tzinfo=UTC)),
        # Before work begins: not before the next day's start.
        (datetime(2026, 11, 23, 6, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 0, tzinfo=UTC)),
        # The same wall-clock time after the clocks went forward.
        (datetime(2026, 3, 27, 12, 0, tzinfo=UTC), datetime(2026, 3, 30, 11, 0, tzinfo=UTC)),
    ],
)
def test_a_working_day_later_is_the_next_day_somebody_works(moment: datetime, later: datetime) -> None:
    week = WorkingWeek(WEEKDAYS, time(9), time(17), LONDON)
    assert one_working_day_later(moment, week) == later


def test_days_away_are_no_working_days() -> None:
    week = WorkingWeek(WEEKDAYS, time(9), time(17), LONDON)
    assert week.next_workday(date(2026, 11, 23), {date(2026, 11, 24)}) == date(2026, 11, 25)


def test_who_never_works_has_no_next_working_day() -> None:
    nobody = WorkingWeek(frozenset(), time(9), time(17), LONDON)
    assert nobody.next_workday(date(2026, 11, 23)) is None
    assert one_working_day_later(datetime(2026, 11, 23, tzinfo=UTC), nobody) is None


def test_hours_that_run_over_midnight_are_counted() -> None:
    night = WorkingWeek(WEEKDAYS, time(22), time(6), LONDON)
    assert night.hours_a_day == 8
