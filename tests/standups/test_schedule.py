"""On which dates a standup happens, and when each member is asked and reminded."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import DAY, WorkingWeek
from bot.standups.domain import Schedule, plan_moment
from bot.standups.domain.moments import Window, close_when_asked_at, reminders_in, window_on
from bot.standups.domain.schedule import dates_of, next_date

WEEKDAYS = frozenset(range(5))
MONDAY, FRIDAY = frozenset({0}), frozenset({4})
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
LONDON, HONOLULU, KIRITIMATI = (ZoneInfo(name) for name in ("Europe/London", "Pacific/Honolulu", "Pacific/Kiritimati"))


def every(days: frozenset[int] = WEEKDAYS, **about: Any) -> Schedule:
    return Schedule(**{"at": time(9, 30), "days": days, "anchor_on": FIRST, **about})


def a_week(zone: ZoneInfo = LONDON, days: frozenset[int] = WEEKDAYS, off: frozenset[date] = frozenset()) -> WorkingWeek:
    return WorkingWeek(days, time(9), time(17), zone, off)


def at(text: str, zone: ZoneInfo = LONDON) -> datetime:
    """`Mon 23 Nov 09:30` of 2026 on that clock."""
    return datetime.strptime(f"2026 {text}", "%Y %a %d %b %H:%M").replace(tzinfo=zone).astimezone(UTC)


def test_every_two_weeks_from_a_monday_are_26_runs_in_the_year() -> None:
    schedule = every(MONDAY, every_weeks=2, anchor_on=date(2026, 1, 5))
    dates = dates_of(schedule, FIRST, LAST)
    assert len(dates) == 26
    assert (dates[0], dates[-1]) == (date(2026, 1, 5), date(2026, 12, 21))


@pytest.mark.parametrize(
    ("monthly", "dates"),
    [
        (1, [(1, 2), (2, 6), (3, 6), (4, 3), (5, 1)]),
        (4, [(1, 23), (2, 27), (3, 27), (4, 24), (5, 22)]),
        # May and January have five Fridays.
        (-1, [(1, 30), (2, 27), (3, 27), (4, 24), (5, 29)]),
    ],
)
def test_monthly_on_the_first_fourth_or_last_friday(monthly: int, dates: list[tuple[int, int]]) -> None:
    found = dates_of(every(FRIDAY, monthly=monthly), FIRST, date(2026, 5, 31))
    assert found == [date(2026, month, day) for month, day in dates]


@pytest.mark.parametrize(
    ("month_day", "dates"),
    [
        (15, [(1, 15), (2, 15), (3, 15), (4, 15)]),
        (29, [(1, 29), (2, 28), (3, 29), (4, 29)]),
        (31, [(1, 31), (2, 28), (3, 31), (4, 30)]),
    ],
)
def test_a_day_of_the_month_is_the_last_of_a_shorter_one(month_day: int, dates: list[tuple[int, int]]) -> None:
    found = dates_of(every(frozenset(), month_day=month_day), FIRST, date(2026, 4, 30))
    assert found == [date(2026, month, day) for month, day in dates]
    assert dates_of(every(month_day=31), date(2028, 2, 1), date(2028, 2, 29)) == [date(2028, 2, 29)]


@pytest.mark.parametrize("monthly", [1, 2, 3, 4, -1])
def test_every_month_has_exactly_one_such_weekday(monthly: int) -> None:
    for weekday in range(7):
        dates = dates_of(every(frozenset({weekday}), monthly=monthly), FIRST, LAST)
        assert [each.month for each in dates] == list(range(1, 13))


def test_no_date_comes_before_the_first() -> None:
    assert next_date(every(anchor_on=date(2027, 3, 1)), FIRST) == date(2027, 3, 1)
    assert next_date(every(frozenset()), FIRST) is None


@pytest.mark.parametrize(
    ("about", "asked", "closes"),
    [
        ({}, "Mon 23 Nov 09:30", "Mon 23 Nov 17:30"),
        ({"window": timedelta(hours=20)}, "Mon 23 Nov 09:30", "Tue 24 Nov 05:30"),
        ({"deadline": time(12)}, "Mon 23 Nov 09:30", "Mon 23 Nov 12:00"),
        # Friday evening feeds Monday.
        ({"at": time(18), "evening_before": True, "deadline": time(10)}, "Fri 20 Nov 18:00", "Mon 23 Nov 10:00"),
        ({"at": time(18), "evening_before": True}, "Fri 20 Nov 18:00", "Mon 23 Nov 10:00"),
    ],
)
def test_from_when_until_when_an_answer_is_in_time(about: dict[str, Any], asked: str, closes: str) -> None:
    assert window_on(every(**about), date(2026, 11, 23), a_week()) == Window(at(asked), at(closes))


EVENING = every(at=time(18), evening_before=True, deadline=time(10))


@pytest.mark.parametrize(
    ("off", "away", "asked"),
    [
        ([], [], "Fri 20 Nov 18:00"),
        # A holiday is no working day, so the evening before is the one before that.
        ([(11, 20)], [], "Thu 19 Nov 18:00"),
        # Nobody is asked on leave, but at the start of work on the day itself.
        ([], [(11, 20)], "Mon 23 Nov 09:00"),
        ([(11, 19), (11, 20)], [(11, 18)], "Mon 23 Nov 09:00"),
    ],
)
def test_the_evening_before_is_the_last_working_day(
    off: list[tuple[int, int]], away: list[tuple[int, int]], asked: str
) -> None:
    week = a_week(off=frozenset(date(2026, *each) for each in off))
    found = window_on(EVENING, date(2026, 11, 23), week, away=[date(2026, *each) for each in away])
    assert found == Window(at(asked), at("Mon 23 Nov 10:00"))


def test_whoever_comes_back_after_the_deadline_is_not_asked() -> None:
    early = every(at=time(18), evening_before=True, deadline=time(9))
    assert window_on(early, date(2026, 11, 23), a_week(), away=[date(2026, 11, 20)]) is None
    shutdown = frozenset(date(2026, 11, 23) - number * DAY for number in range(1, 10))
    back = window_on(EVENING, date(2026, 11, 23), a_week(off=shutdown))
    assert back == Window(at("Mon 23 Nov 09:00"), at("Mon 23 Nov 10:00")), "a week ago is no evening before"


@pytest.mark.parametrize(
    ("about", "asked"),
    [
        ({}, "Mon 23 Nov 11:00"),
        ({"hour_locked": True}, "Mon 23 Nov 09:30"),
        ({"follows_member": False, "zone": "Europe/London"}, "Mon 23 Nov 09:30"),
    ],
)
def test_an_hour_of_ones_own_holds_unless_it_is_locked_or_everybody_is_asked_at_once(
    about: dict[str, Any], asked: str
) -> None:
    found = window_on(every(**about), date(2026, 11, 23), a_week(), at=time(11))
    assert found is not None
    assert found.asks_at == at(asked)


def test_one_date_on_two_sides_of_the_date_line_has_windows_a_day_apart() -> None:
    first, last = (window_on(every(), date(2026, 11, 23), a_week(zone)) for zone in (KIRITIMATI, HONOLULU))
    assert first is not None
    assert last is not None
    assert last.asks_at - first.asks_at == DAY
    assert first.closes_at < last.asks_at


def test_a_date_a_clock_never_showed_has_no_window() -> None:
    """Apia went from 29 to 31 December 2011."""
    apia = a_week(ZoneInfo("Pacific/Apia"), frozenset(range(7)))
    schedule = every(frozenset(range(7)), anchor_on=date(2011, 12, 1))
    assert window_on(schedule, date(2011, 12, 30), apia) is None
    assert window_on(schedule, date(2011, 12, 31), apia) is not None


def test_a_gap_that_swallows_the_time_until_the_deadline_leaves_as_much() -> None:
    """From 01:00 on 28 March 2027 London's clocks show 02:00."""
    schedule = every(frozenset(range(7)), at=time(1, 30), deadline=time(2, 15))
    found = window_on(schedule, date(2027, 3, 28), a_week(days=frozenset(range(7))))
    assert found is not None
    assert found.closes_at - found.asks_at == timedelta(minutes=45)


@pytest.mark.parametrize(("hour", "closes"), [("09:00", "Mon 23 Nov 12:00"), ("12:00", "Mon 23 Nov 20:00")])
def test_asked_at_another_moment_the_deadline_holds_while_it_is_to_come(hour: str, closes: str) -> None:
    asked = at(f"Mon 23 Nov {hour}")
    assert close_when_asked_at(every(deadline=time(12)), date(2026, 11, 23), a_week(), asked) == at(closes)


def test_a_run_is_planned_before_the_first_zone_can_be_asked() -> None:
    for schedule in (every(at=time(0)), every(at=time(0), evening_before=True)):
        on = date(2026, 11, 23)
        first = window_on(schedule, on, a_week(KIRITIMATI))
        assert first is not None
        assert plan_moment(schedule, on) < first.asks_at


REMINDERS = tuple(timedelta(minutes=90) * number for number in (1, 2, 3, 4, 5))


@pytest.mark.parametrize(
    ("about", "most", "moments"),
    [
        ({}, None, ["Mon 23 Nov 11:00", "Mon 23 Nov 12:30", "Mon 23 Nov 14:00", "Mon 23 Nov 15:30"]),
        ({}, 2, ["Mon 23 Nov 11:00", "Mon 23 Nov 12:30"]),
        ({}, 0, []),
        ({"deadline": time(12)}, None, ["Mon 23 Nov 11:00"]),
        # What would come after work, comes when work begins again, once.
        ({"at": time(18), "evening_before": True, "deadline": time(10)}, None, ["Mon 23 Nov 09:00"]),
        # Without work in the window it comes all the same.
        ({"at": time(19), "window": timedelta(hours=2)}, None, ["Mon 23 Nov 20:30"]),
    ],
)
def test_reminders_come_inside_the_window_and_inside_work(
    about: dict[str, Any], most: int | None, moments: list[str]
) -> None:
    schedule = every(reminders=REMINDERS, **about)
    week = a_week()
    window = window_on(schedule, date(2026, 11, 23), week)
    assert window is not None
    assert reminders_in(schedule, window, week, most) == [at(each) for each in moments]
