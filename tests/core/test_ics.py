"""What the events of calendar files take."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import BotError
from bot.core.ics import MOST_EVENTS, MOST_SERIES, Event, Reading, read_ics
from tests.support.calendars import a_calendar, an_event

LONDON, KOLKATA = ZoneInfo("Europe/London"), ZoneInfo("Asia/Kolkata")
FIRST, LAST = date(2026, 10, 26), date(2027, 12, 30)


def read(*events: str, zone: ZoneInfo = LONDON, free_days_count: bool = False) -> Reading:
    return read_ics(a_calendar(*events), zone, FIRST, LAST, free_days_count=free_days_count)


def taken(*events: str, zone: ZoneInfo = LONDON) -> list[tuple[str, str, str]]:
    """First day, last day and hours of each."""
    return [
        (f"{each.first_on}", f"{each.last_on}", f"{each.starts:%H:%M}-{each.ends:%H:%M}" if _hours(each) else "")
        for each in read(*events, zone=zone).events
    ]


def _hours(event: Event) -> bool:
    assert (event.starts is None) == (event.ends is None)
    return event.starts is not None


def test_the_end_of_whole_days_is_the_day_after_them() -> None:
    assert taken(an_event("a", "20261224", "20261228")) == [("2026-12-24", "2026-12-27", "")]
    assert taken(an_event("a", "20261224", "20261225")) == [("2026-12-24", "2026-12-24", "")]
    assert taken(an_event("a", "20261224")) == [("2026-12-24", "2026-12-24", "")]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("20261124T130000Z", "20261124T170000Z", [("2026-11-24", "2026-11-24", "13:00-17:00")]),
        (
            "Europe/London 20261124T130000",
            "Europe/London 20261124T170000",
            [("2026-11-24", "2026-11-24", "13:00-17:00")],
        ),
        # A clock of its own, which is an hour ahead.
        (
            "Europe/Berlin 20261124T130000",
            "Europe/Berlin 20261124T170000",
            [("2026-11-24", "2026-11-24", "12:00-16:00")],
        ),
        # Names that Outlook uses.
        (
            "W. Europe Standard Time 20261124T130000",
            "W. Europe Standard Time 20261124T170000",
            [("2026-11-24", "2026-11-24", "12:00-16:00")],
        ),
        # Without a clock it is the reader's.
        ("20261124T130000", "20261124T170000", [("2026-11-24", "2026-11-24", "13:00-17:00")]),
        # From midnight to midnight are whole days.
        ("20261124T000000", "20261126T000000", [("2026-11-24", "2026-11-25", "")]),
        ("20261124T130000", "20261125T000000", [("2026-11-24", "2026-11-24", "13:00-00:00")]),
        (
            "20261124T130000",
            "20261127T120000",
            [
                ("2026-11-24", "2026-11-24", "13:00-00:00"),
                ("2026-11-25", "2026-11-26", ""),
                ("2026-11-27", "2026-11-27", "00:00-12:00"),
            ],
        ),
        ("20261124T130000", "20261124T130000", []),
    ],
)
def test_hours_are_a_part_of_the_days_they_take(starts: str, ends: str, expected: list[tuple[str, str, str]]) -> None:
    assert taken(an_event("a", starts, ends)) == expected


def test_hours_are_told_on_the_readers_own_clock() -> None:
    late = an_event("a", "Europe/London 20261124T200000", "Europe/London 20261124T220000")
    assert taken(late, zone=KOLKATA) == [("2026-11-25", "2026-11-25", "01:30-03:30")]


def test_a_series_keeps_its_wall_clock_over_the_change_of_clocks() -> None:
    """London goes on summer time on 28 March 2027."""
    weekly = an_event(
        "a", "Europe/London 20270318T140000", "Europe/London 20270318T160000", "RRULE:FREQ=WEEKLY;COUNT=3"
    )
    assert [hours for _, _, hours in taken(weekly)] == ["14:00-16:00"] * 3
    assert [hours for _, _, hours in taken(weekly, zone=KOLKATA)] == ["19:30-21:30", "19:30-21:30", "18:30-20:30"]


def test_dates_taken_out_of_a_series_and_moved_ones_are_as_the_calendar_says() -> None:
    events = (
        an_event(
            "a",
            "Europe/London 20261105T140000",
            "Europe/London 20261105T170000",
            "RRULE:FREQ=WEEKLY;COUNT=4",
            "EXDATE;TZID=Europe/London:20261112T140000",
        ),
        an_event(
            "a",
            "Europe/London 20261120T100000",
            "Europe/London 20261120T120000",
            "RECURRENCE-ID;TZID=Europe/London:20261119T140000",
        ),
    )
    assert [(first, hours) for first, _, hours in taken(*events)] == [
        ("2026-11-05", "14:00-17:00"),
        ("2026-11-20", "10:00-12:00"),
        ("2026-11-26", "14:00-17:00"),
    ]


def test_each_occurrence_keeps_its_name_when_it_moves() -> None:
    before, after = (
        {each.key: each for each in read(an_event("a", day, None)).events} for day in ("20261201", "20261203")
    )
    assert before.keys() == after.keys()
    weekly = an_event("a", "20261201T100000Z", "20261201T110000Z", "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = an_event("a", "20261209T100000Z", "20261209T110000Z", "RECURRENCE-ID:20261208T100000Z")
    first, second = (sorted(each.key for each in read(*events).events) for events in ((weekly,), (weekly, moved)))
    assert len(set(first)) == 3
    assert first == second


@pytest.mark.parametrize(
    "line",
    [
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ana@northwind.example",
    ],
)
def test_free_cancelled_and_declined_events_are_left_out(line: str) -> None:
    assert taken(an_event("a", "20261224", "20261226", line)) == []


def test_a_declined_event_of_others_is_known_by_whose_calendar_it_is() -> None:
    ana, ben = "ATTENDEE;PARTSTAT={}:mailto:Ana@northwind.example", "ATTENDEE;PARTSTAT={}:mailto:ben@northwind.example"
    event = an_event("a", "20261224", "20261226", ana.format("DECLINED"), ben.format("ACCEPTED"))
    assert len(read(event).events) == 1, "it might be Ben's calendar"
    hers = a_calendar("X-WR-CALNAME:ana@northwind.example\r\n", event)
    assert read_ics(hers, LONDON, FIRST, LAST).events == ()


def test_calendars_of_holidays_mark_their_days_as_free() -> None:
    holiday = an_event("a", "20261224", "20261225", "TRANSP:TRANSPARENT", title="Winter  break")
    assert read(holiday) == Reading((), free=1)
    (day,) = read(holiday, free_days_count=True).events
    assert (day.first_on, day.title) == (date(2026, 12, 24), "Winter break")
    hours = an_event("a", "20261224T100000Z", "20261224T110000Z", "TRANSP:TRANSPARENT")
    assert read(hours, free_days_count=True).events == ()


def test_only_what_touches_the_dates_is_read() -> None:
    events = [an_event(day, day, None) for day in ("20261025", "20261026", "20271230", "20271231")]
    assert [first for first, _, _ in taken(*events)] == ["2026-10-26", "2027-12-30"]
    assert taken(an_event("long", "20260101", "20280101")) == [("2026-01-01", "2027-12-31", "")]


@pytest.mark.parametrize(
    "data", [b"", b"<html><body>Sign in</body></html>", b"\xff\xfe\x00", b"BEGIN:VCARD\r\nEND:VCARD"]
)
def test_what_is_no_calendar_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(BotError, match="no calendar"):
        read_ics(data, LONDON, FIRST, LAST)


def test_one_broken_event_does_not_lose_the_others() -> None:
    broken = an_event("b", "20261224T", None)
    assert taken(broken, an_event("a", "20261224", "20261226")) == [("2026-12-24", "2026-12-25", "")]


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1,2,3;BYSECOND=0,1"]
)
def test_events_that_repeat_by_the_hour_are_no_absences(rule: str) -> None:
    endless = an_event("b", "20200101T000000Z", "20200101T000001Z", f"RRULE:{rule}")
    assert taken(endless, an_event("a", "20261224", "20261226")) == [("2026-12-24", "2026-12-25", "")]


def test_a_whole_diary_is_refused() -> None:
    daily = [an_event(f"{number}", "20261201T100000Z", "20261201T110000Z", "RRULE:FREQ=DAILY") for number in range(3)]
    with pytest.raises(BotError, match=f"more than {MOST_EVENTS} events"):
        read(*daily)
    yearly = [an_event(f"{number}", "20261201", None, "RRULE:FREQ=YEARLY") for number in range(MOST_SERIES + 1)]
    with pytest.raises(BotError, match="too many repeating"):
        read(*yearly)
