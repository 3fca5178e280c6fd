"""Every minute of the day, in forty zones, over two years with all their clock changes: asked once on each date."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import DAY, local_date
from bot.standups.domain import Schedule, prompt_moment

ZONES = (
    *("Pacific/Kiritimati", "Pacific/Chatham", "Pacific/Auckland", "Pacific/Apia", "Australia/Lord_Howe"),
    *("Australia/Sydney", "Australia/Adelaide", "Australia/Eucla", "Asia/Tokyo", "Asia/Shanghai", "Asia/Singapore"),
    *("Asia/Kathmandu", "Asia/Kolkata", "Asia/Karachi", "Asia/Tehran", "Asia/Dubai", "Asia/Beirut", "Asia/Gaza"),
    *("Asia/Jerusalem", "Africa/Cairo", "Africa/Nairobi", "Africa/Lagos", "Africa/Casablanca", "Africa/El_Aaiun"),
    *("Europe/Istanbul", "Europe/Kyiv", "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon"),
    *("Antarctica/Troll", "Atlantic/Azores", "America/St_Johns", "America/New_York", "America/Chicago"),
    *("America/Santiago", "America/Havana", "America/Sao_Paulo", "America/Los_Angeles", "Pacific/Pago_Pago"),
)
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
MINUTES = [time(number // 60, number % 60) for number in range(24 * 60)]
EVERY_DAY = frozenset(range(7))


def dates() -> Iterator[date]:
    return (FIRST + number * DAY for number in range((LAST - FIRST).days + 1))


def offset(on: date, zone: ZoneInfo) -> timedelta:
    """At noon in UTC; no clock changes by more than a day's half around it unseen by its neighbours."""
    found = datetime.combine(on, time(12), tzinfo=UTC).astimezone(zone).utcoffset()
    assert found is not None
    return found


def changes_near(on: date, zone: ZoneInfo) -> bool:
    return len({offset(on + number * DAY, zone) for number in (-2, -1, 0, 1, 2)}) > 1


def asked(on: date, at: time, zone: ZoneInfo) -> datetime:
    moment = prompt_moment(Schedule(at=at, days=EVERY_DAY, anchor_on=FIRST), on, zone)
    assert moment is not None, f"nobody is asked in {zone} on {on} at {at}"
    return moment


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


@pytest.mark.parametrize("name", ZONES)
def test_everybody_is_asked_once_on_each_date_at_their_minute_or_later_by_the_gap(name: str) -> None:
    """Where no clock changes, the minutes of a day follow one another evenly, so its ends stand for all of them."""
    zone = ZoneInfo(name)
    for on in dates():
        for at in MINUTES if changes_near(on, zone) else (MINUTES[0], MINUTES[-1]):
            moment = asked(on, at, zone)
            shown = passes(on, at, zone)
            late = shown_at(on, at, moment, zone)
            assert local_date(moment, zone) == on
            assert (moment, late) == (shown[0], timedelta(0)) if shown else late == gap(on, at, zone)


@pytest.mark.parametrize("name", ZONES)
def test_between_two_dates_lies_about_a_day_and_never_nothing(name: str) -> None:
    """In a fold the first pass counts, so no minute comes twice."""
    zone = ZoneInfo(name)
    for at in (time(0), time(1, 30), time(2, 30), time(9, 30)):
        moments = [asked(on, at, zone) for on in dates()]
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert min(gaps) >= timedelta(hours=21)
        assert max(gaps) <= timedelta(hours=27)


def test_forty_zones_with_every_kind_of_change_are_looked_at() -> None:
    assert len(ZONES) == len(set(ZONES)) == 40
    changing = [name for name in ZONES if any(changes_near(on, ZoneInfo(name)) for on in dates())]
    assert len(changing) >= 20
