"""Every minute of the day, in forty zones, over two years with all their clock changes: asked once on each date.

Run with `-s` to see how many cases that are.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import DAY, WorkingWeek, instant_of, local_date
from bot.standups.domain import Schedule
from bot.standups.domain.moments import Window, window_on

ZONES = (
    *("Pacific/Kiritimati", "Pacific/Chatham", "Pacific/Auckland", "Pacific/Apia", "Australia/Lord_Howe"),
    *("Australia/Sydney", "Australia/Adelaide", "Australia/Eucla", "Asia/Tokyo", "Asia/Shanghai", "Asia/Singapore"),
    *("Asia/Kathmandu", "Asia/Kolkata", "Asia/Karachi", "Asia/Tehran", "Asia/Dubai", "Asia/Beirut", "Asia/Gaza"),
    *("Asia/Jerusalem", "Africa/Cairo", "Africa/Nairobi", "Africa/Lagos", "Africa/Casablanca", "Africa/El_Aaiun"),
    *("Europe/Istanbul", "Europe/Kyiv", "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon"),
    *("Antarctica/Troll", "Atlantic/Azores", "America/St_Johns", "America/New_York", "America/Chicago"),
    *("America/Santiago", "America/Havana", "America/Sao_Paulo", "America/Los_Angeles", "Pacific/Honolulu"),
)
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
MINUTES = [time(number // 60, number % 60) for number in range(24 * 60)]
EVERY_DAY = frozenset(range(7))
# Two minutes after midnight and before, and hours between which all clocks change.
DEADLINES = (time(0, 1), time(1, 30), time(2, 30), time(3, 15), time(10), time(23, 59))
EVENING = Schedule(time(18), EVERY_DAY, date(2011, 1, 1), evening_before=True, deadline=time(10))
SHORTEST = timedelta(minutes=1)


def dates() -> Iterator[date]:
    return (FIRST + number * DAY for number in range((LAST - FIRST).days + 1))


def offset(on: date, zone: ZoneInfo) -> timedelta:
    """At noon in UTC; no clock changes by more than a day's half around it unseen by its neighbours."""
    found = datetime.combine(on, time(12), tzinfo=UTC).astimezone(zone).utcoffset()
    assert found is not None
    return found


@cache
def changing_dates(zone: ZoneInfo) -> frozenset[date]:
    """Those near a change of the clock. On others the minutes follow one another evenly."""
    return frozenset(on for on in dates() if len({offset(on + number * DAY, zone) for number in (-1, 0, 1)}) > 1)


@cache
def every_day_in(zone: ZoneInfo) -> WorkingWeek:
    return WorkingWeek(EVERY_DAY, time(9), time(17), zone)


def asked(on: date, zone: ZoneInfo, schedule: Schedule) -> Window:
    window = window_on(schedule, on, every_day_in(zone))
    assert window is not None, f"nobody is asked in {zone} for {on}: {schedule}"
    return window


def shown_at(on: date, at: time, moment: datetime, zone: ZoneInfo) -> timedelta:
    """How much later than wanted the member's clock shows."""
    return moment.astimezone(zone).replace(tzinfo=None) - datetime.combine(on, at)


def passes(on: date, at: time, zone: ZoneInfo) -> list[datetime]:
    """The instants at which the clock shows that minute: none in a gap, two in a fold."""
    wanted = datetime.combine(on, at)
    instants = {wanted.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(each for each in instants if each.astimezone(zone).replace(tzinfo=None) == wanted)


def gap(on: date, at: time, zone: ZoneInfo) -> timedelta:
    """How much the clock leaves out there."""
    before, after = (datetime.combine(on, at, tzinfo=zone).replace(fold=fold).utcoffset() for fold in (0, 1))
    assert before is not None
    assert after is not None
    return abs(after - before)


def comes_when_it_should(on: date, at: time, moment: datetime, zone: ZoneInfo) -> bool:
    """On that date, and at that minute where the clock shows it, the first time; else later by the gap."""
    shown, late = passes(on, at, zone), shown_at(on, at, moment, zone)
    in_time = (moment, late) == (shown[0], timedelta(0)) if shown else late == gap(on, at, zone)
    return in_time and local_date(moment, zone) == on


@pytest.fixture(scope="module", autouse=True)
def counted() -> Iterator[dict[str, int]]:
    """Cases that were looked at, and those for which they stand."""
    cases = {"looked at": 0, "stood for": 0}
    yield cases
    print(f"\n{cases['looked at']:,} cases looked at, which stand for {cases['stood for']:,}")  # noqa: T201 (with -s)


@pytest.mark.parametrize("name", ZONES)
def test_everybody_is_asked_once_on_each_date_at_their_minute_or_later_by_the_gap(
    name: str, counted: dict[str, int]
) -> None:
    """Where no clock changes, the minutes of a day follow one another evenly, so its ends stand for all of them."""
    zone = ZoneInfo(name)
    schedules = {at: Schedule(at, EVERY_DAY, FIRST) for at in MINUTES}
    for on in dates():
        minutes = MINUTES if on in changing_dates(zone) else (MINUTES[0], MINUTES[-1])
        for at in minutes:
            window = asked(on, zone, schedules[at])
            assert comes_when_it_should(on, at, window.asks_at, zone), f"{on} {at}"
            assert window.closes_at - window.asks_at == timedelta(hours=8)
        counted["looked at"] += len(minutes)
        counted["stood for"] += len(MINUTES)


@pytest.mark.parametrize("name", ZONES)
def test_asked_the_evening_before_an_answer_belongs_to_the_date_itself(name: str, counted: dict[str, int]) -> None:
    zone = ZoneInfo(name)
    schedules = {at: Schedule(at, EVERY_DAY, FIRST, evening_before=True, deadline=time(10)) for at in MINUTES}
    for on in dates():
        near = on in changing_dates(zone)
        for at in MINUTES[:: 7 if near else 719]:
            window = asked(on, zone, schedules[at])
            assert comes_when_it_should(on - DAY, at, window.asks_at, zone), f"{on} {at}"
            assert comes_when_it_should(on, time(10), window.closes_at, zone), f"{on} {at}"
            counted["looked at"] += 1
        counted["stood for"] += len(MINUTES)


@pytest.mark.parametrize("name", ZONES)
def test_a_deadline_is_always_later_than_the_question(name: str, counted: dict[str, int]) -> None:
    """In a gap both can fall on one instant; then as much time is left as the clock would have shown."""
    zone = ZoneInfo(name)
    for deadline in DEADLINES:
        earlier = [at for at in MINUTES if at < deadline]
        for on in changing_dates(zone):
            closes_at = instant_of(on, deadline, zone)
            for at in earlier[:: max(1, len(earlier) // 96)]:
                window = asked(on, zone, Schedule(at, EVERY_DAY, FIRST, deadline=deadline))
                assert window.closes_at - window.asks_at >= SHORTEST, f"{on} {at} {deadline}"
                assert window.closes_at == closes_at or gap(on, at, zone), f"{on} {at} {deadline}"
                counted["looked at"] += 1
                counted["stood for"] += 1


@pytest.mark.parametrize("name", ZONES)
def test_between_two_dates_lies_about_a_day_and_never_nothing(name: str) -> None:
    """In a fold the first pass counts, so no minute comes twice."""
    zone = ZoneInfo(name)
    for schedule in (*(Schedule(at, EVERY_DAY, FIRST) for at in (time(0), time(2, 30), time(9, 30))), EVENING):
        moments = [asked(on, zone, schedule).asks_at for on in dates()]
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert min(gaps) >= timedelta(hours=21)
        assert max(gaps) <= timedelta(hours=27)


def test_the_date_that_apia_skipped_is_no_run_there() -> None:
    """From 29 December 2011 it went to the 31st; whoever is asked the evening before is asked on the 29th then."""
    apia = ZoneInfo("Pacific/Apia")
    days = [date(2011, 12, day) for day in (28, 29, 30, 31)]
    on_the_day = Schedule(time(9, 30), EVERY_DAY, date(2011, 1, 1))
    moments = [window_on(on_the_day, on, every_day_in(apia)) for on in days]
    assert [each is not None for each in moments] == [True, True, False, True]
    assert window_on(EVENING, date(2011, 12, 30), every_day_in(apia)) is None
    last = asked(date(2011, 12, 31), apia, EVENING)
    assert local_date(last.closes_at, apia) == date(2011, 12, 31)
    assert last.asks_at < last.closes_at


def test_forty_zones_with_every_kind_of_change_are_looked_at() -> None:
    assert len(ZONES) == len(set(ZONES)) == 40
    changing = [name for name in ZONES if changing_dates(ZoneInfo(name))]
    assert len(changing) >= 20
