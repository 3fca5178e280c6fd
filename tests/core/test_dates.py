"""Dates as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import Span, read_date, read_span, say_date, say_span, say_to_type, say_weekdays

# A Wednesday.
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-25", "2026-11-25"),
        ("Tomorrow", "2026-11-26", "2026-11-26"),
        ("the day after tomorrow", "2026-11-27", "2026-11-27"),
        ("until Friday", "2026-11-25", "2026-11-27"),
        ("until wednesday", "2026-11-25", "2026-11-25"),
        ("until Tuesday", "2026-11-25", "2026-12-01"),
        ("until tomorrow", "2026-11-25", "2026-11-26"),
        ("till 1 Jan", "2026-11-25", "2027-01-01"),
        ("this week", "2026-11-25", "2026-11-29"),
        ("next week", "2026-11-30", "2026-12-06"),
        ("Wednesday", "2026-11-25", "2026-11-25"),
        ("thurs", "2026-11-26", "2026-11-26"),
        ("next Friday", "2026-12-04", "2026-12-04"),
        ("Monday to Wednesday", "2026-11-30", "2026-12-02"),
        ("tomorrow to Friday", "2026-11-26", "2026-11-27"),
        ("Fri to Mon", "2026-11-27", "2026-11-30"),
        ("24 Dec to 1 Jan", "2026-12-24", "2027-01-01"),
        ("24 Dec - 1 Jan", "2026-12-24", "2027-01-01"),
        ("24 Dec – 1 Jan", "2026-12-24", "2027-01-01"),
        ("from the 24th of December until January 1st", "2026-12-24", "2027-01-01"),
        ("December 24 to January 1, 2027", "2026-12-24", "2027-01-01"),
        ("2026-12-24 to 2027-01-01", "2026-12-24", "2027-01-01"),
        ("2026-12-24..2027-01-01", "2026-12-24", "2027-01-01"),
        ("24-26 Dec", "2026-12-24", "2026-12-26"),
        ("24 to 26 December 2027", "2027-12-24", "2027-12-26"),
        ("Dec 24-26", "2026-12-24", "2026-12-26"),
        ("24.12. to 26.12.2026", "2026-12-24", "2026-12-26"),
        ("24 Dec", "2026-12-24", "2026-12-24"),
        ("24dec", "2026-12-24", "2026-12-24"),
        ("29 Feb", "2028-02-29", "2028-02-29"),
        ("3 days", "2026-11-25", "2026-11-27"),
        ("for two weeks", "2026-11-25", "2026-12-08"),
        # As we say them ourselves.
        ("Fri 27 Nov", "2026-11-27", "2026-11-27"),
        ("Fri 27 Nov to 28 Nov", "2026-11-27", "2026-11-28"),
        ("from Fri 27 Nov to Mon 30 Nov", "2026-11-27", "2026-11-30"),
        ("Monday 23 November until Friday", "2026-11-23", "2026-11-27"),
        ("until Fri 1 Jan 2027", "2026-11-25", "2027-01-01"),
        ("Friday, Nov 27", "2026-11-27", "2026-11-27"),
        # What began before today and is not over is this one, not next year's.
        ("20 Nov to 27 Nov", "2026-11-20", "2026-11-27"),
        ("20 Nov to 25 Nov", "2026-11-20", "2026-11-25"),
        ("20 Nov to 24 Nov", "2027-11-20", "2027-11-24"),
        ("24 Nov", "2027-11-24", "2027-11-24"),
        # Whoever writes the year is taken at their word, backwards or past.
        ("2026-12-24 to 2026-12-01", "2026-12-24", "2026-12-01"),
        ("2025-01-01 to 2025-01-03", "2025-01-01", "2025-01-03"),
    ],
)
def test_people_name_the_days_in_many_ways(text: str, first: str, last: str) -> None:
    assert read_span(text, TODAY) == Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "31 Nov",
        "30 February",
        "24/12",
        "2026-13-01",
        "2026-11-31",
        "to",
        "24 Dec to",
        "24 Dec to 26 Dec to 28 Dec",
        "0 days",
        "99 foo",
        "de 24",
        "Friday-ish",
        "1" * 3000,
        "<@U1> tomorrow",
    ],
)
def test_nonsense_names_no_day(text: str) -> None:
    assert read_span(text, TODAY) is None


WORDS = st.sampled_from(
    [
        *("24", "31", "0", "9999-12-31", "2026-11-25", "24.12.", "2025", "dec", "jan", "feb", "29"),
        *("until", "to", "-", ".", "..", "friday", "next", "week", "for", "days", "the"),
    ]
)


@given(st.lists(WORDS, max_size=7).map(" ".join) | st.text(max_size=30))
def test_whatever_is_typed_it_is_read_or_not_and_never_fails(text: str) -> None:
    span = read_span(text, TODAY)
    assert span is None or isinstance(span.first_on, date)


def test_days_over_new_year_are_the_ones_going_on() -> None:
    assert read_span("24 Dec to 1 Jan", date(2026, 12, 28)) == Span(date(2026, 12, 24), date(2027, 1, 1))
    assert read_span("24 Dec to 1 Jan", date(2027, 1, 1)) == Span(date(2026, 12, 24), date(2027, 1, 1))
    assert read_span("24 Dec to 1 Jan", date(2027, 1, 2)) == Span(date(2027, 12, 24), date(2028, 1, 1))


def test_one_day_is_read_alone() -> None:
    assert read_date("Friday", TODAY) == date(2026, 11, 27)
    assert read_date("2 Jan", TODAY) == date(2027, 1, 2)
    assert read_date("next week", TODAY) is None


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({0, 1, 2, 3, 4}, "Mon–Fri"),
        ({0, 1, 2}, "Mon–Wed"),
        ({0, 1}, "Mon, Tue"),
        ({0, 1, 2, 4}, "Mon–Wed, Fri"),
        ({6}, "Sun"),
        (set(), ""),
    ],
)
def test_three_weekdays_in_a_row_are_a_range(days: set[int], said: str) -> None:
    assert say_weekdays(days) == said


def test_the_year_is_said_where_it_is_another_one() -> None:
    assert say_date(date(2026, 12, 24), TODAY) == "Thu 24 Dec"
    assert say_date(date(2027, 1, 1), TODAY) == "Fri 1 Jan 2027"


def test_days_going_on_are_said_by_their_end() -> None:
    assert say_span(date(2026, 11, 24), date(2026, 11, 27), TODAY) == "until Fri 27 Nov"
    assert say_span(date(2026, 11, 26), date(2026, 11, 27), TODAY) == "from Thu 26 Nov to Fri 27 Nov"
    assert say_span(TODAY, TODAY, TODAY) == "on Wed 25 Nov"


@pytest.mark.parametrize("text", ["Thu 27 Nov", "Mon 27 Nov to 28 Nov", "Tue 24 Nov", "Thu 1 Jan 2027", "Fri 31 Nov"])
def test_a_weekday_that_is_none_of_that_date_is_a_slip_and_no_day(text: str) -> None:
    assert read_span(text, TODAY) is None


@given(st.dates(date(2026, 11, 25), date(2028, 1, 1)), st.integers(0, 60))
def test_days_we_say_can_be_typed_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    assert read_span(say_to_type(first, last, TODAY), TODAY) == Span(first, last)
