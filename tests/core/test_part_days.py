"""Absences as people type them."""

from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calendar import WorkingWeek
from bot.core.part_days import Stretch, read_stretch

# A Wednesday.
TODAY = date(2026, 11, 25)
WEEK = WorkingWeek(frozenset(range(5)), time(9), time(17), ZoneInfo("Europe/London"))
MIDNIGHT = time(0)


@pytest.mark.parametrize(
    ("text", "first", "last", "starts", "ends"),
    [
        ("tomorrow 13:00-17:00", "2026-11-26", "2026-11-26", time(13), time(17)),
        ("13:00-17:00 tomorrow", "2026-11-26", "2026-11-26", time(13), time(17)),
        ("13:30 to 15:00", "2026-11-25", "2026-11-25", time(13, 30), time(15)),
        ("1-5pm", "2026-11-25", "2026-11-25", time(13), time(17)),
        ("11-1pm", "2026-11-25", "2026-11-25", time(11), time(13)),
        ("12-1pm", "2026-11-25", "2026-11-25", time(12), time(13)),
        ("9am to 1pm Friday", "2026-11-27", "2026-11-27", time(9), time(13)),
        ("Friday between 10:00 and 11:30", "2026-11-27", "2026-11-27", time(10), time(11, 30)),
        ("24-26 Dec 13:00-17:00", "2026-12-24", "2026-12-26", time(13), time(17)),
        ("13:00-24:00", "2026-11-25", "2026-11-25", time(13), MIDNIGHT),
        ("this afternoon", "2026-11-25", "2026-11-25", time(12), time(17)),
        ("tomorrow morning", "2026-11-26", "2026-11-26", time(9), time(12)),
        ("Friday afternoon.", "2026-11-27", "2026-11-27", time(12), time(17)),
        ("tomorrow in the morning", "2026-11-26", "2026-11-26", time(9), time(12)),
        ("tomorrow from 13:00", "2026-11-26", "2026-11-26", time(13), time(17)),
        ("today after 3pm", "2026-11-25", "2026-11-25", time(15), time(17)),
        ("until 12:00", "2026-11-25", "2026-11-25", time(9), time(12)),
        ("after 18:00", "2026-11-25", "2026-11-25", time(18), MIDNIGHT),
    ],
)
def test_a_part_of_a_day_is_named_in_many_ways(text: str, first: str, last: str, starts: time, ends: time) -> None:
    expected = Stretch(date.fromisoformat(first), date.fromisoformat(last), starts, ends)
    assert read_stretch(text, TODAY, WEEK) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("24-26 Dec", "2026-12-24", "2026-12-26"),
        ("until Friday", "2026-11-25", "2026-11-27"),
        ("until 5 Dec", "2026-11-25", "2026-12-05"),
        ("next week", "2026-11-30", "2026-12-06"),
    ],
)
def test_days_stay_days(text: str, first: str, last: str) -> None:
    assert read_stretch(text, TODAY, WEEK) == Stretch(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("until further notice", "2026-11-25"),
        ("Until further notice!", "2026-11-25"),
        ("indefinitely", "2026-11-25"),
        ("from Monday until further notice", "2026-11-30"),
    ],
)
def test_until_further_notice_always_has_an_end(text: str, first: str) -> None:
    stretch = read_stretch(text, TODAY, WEEK)
    assert stretch is not None
    assert stretch.open_ended
    assert stretch.first_on == date.fromisoformat(first)
    assert (stretch.last_on - stretch.first_on).days == 13, "fourteen days, both ends included"


def test_half_days_follow_the_hours_somebody_works() -> None:
    early = replace(WEEK, starts=time(6), ends=time(14))
    assert read_stretch("tomorrow morning", TODAY, early) == Stretch(
        date(2026, 11, 26), date(2026, 11, 26), time(6), time(12)
    )
    late = replace(WEEK, starts=time(14), ends=time(22))
    assert read_stretch("this afternoon", TODAY, late) == Stretch(TODAY, TODAY, time(12), time(22))


def test_who_works_over_midnight_may_be_away_over_midnight() -> None:
    night = replace(WEEK, starts=time(22), ends=time(6))
    assert read_stretch("tomorrow 23:00-02:00", TODAY, night) is not None
    assert read_stretch("tomorrow 23:00-02:00", TODAY, WEEK) is None


@pytest.mark.parametrize(
    "text", ["", "whenever", "25:00-26:00", "17:00-13:00", "13:00-13:00", "24 Dec 13:00", "until 5", "13pm-14pm"]
)
def test_what_names_nothing_is_not_guessed(text: str) -> None:
    assert read_stretch(text, TODAY, WEEK) is None


@given(st.text(max_size=40))
def test_nothing_that_people_type_breaks_it(text: str) -> None:
    read_stretch(text, TODAY, WEEK)


@given(
    st.lists(
        st.sampled_from(
            [
                "from",
                "until",
                "tomorrow",
                "9",
                "24",
                "13:00",
                "5pm",
                "-",
                "to",
                "and",
                "Dec",
                "morning",
                "further",
                "notice",
                "in",
                "the",
            ]
        )
    )
)
def test_no_heap_of_its_words_breaks_it(words: list[str]) -> None:
    stretch = read_stretch(" ".join(words), TODAY, WEEK)
    assert stretch is None or (stretch.starts is None) == (stretch.ends is None)
