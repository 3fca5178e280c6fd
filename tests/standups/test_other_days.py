"""Days as people name them who answer for another one."""

from datetime import date

import pytest

from bot.standups.forms.day import read_day_and_name

# A Friday.
TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "on", "name"),
    [
        ("yesterday", date(2026, 11, 26), ""),
        ("today Daily", TODAY, "Daily"),
        ("tomorrow", date(2026, 11, 28), ""),
        ("Mon", date(2026, 11, 23), ""),
        ("Fri", TODAY, ""),
        ("last Wed Daily standup", date(2026, 11, 25), "Daily standup"),
        ("Sat", date(2026, 11, 21), ""),  # the one just past
        ("20 Nov Daily", date(2026, 11, 20), "Daily"),
        ("Nov 20", date(2026, 11, 20), ""),
        ("2026-11-20 Daily standup", date(2026, 11, 20), "Daily standup"),
        ("1 Dec", date(2026, 12, 1), ""),
        ("next Monday", None, "next Monday"),
        ("Daily standup", None, "Daily standup"),
        ("", None, ""),
    ],
)
def test_a_day_is_the_last_of_its_name_and_what_follows_is_the_standup(text: str, on: date | None, name: str) -> None:
    assert read_day_and_name(text, TODAY) == (on, name)
