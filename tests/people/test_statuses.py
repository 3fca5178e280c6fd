"""What Slack statuses mean: whole words, and the days until they expire."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.people.domain.statuses import USUAL_WORDS, AwayDays, Seen, Status, days_away, judge, read_words

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("text", "emoji", "away"),
    [
        ("Vacation", "", True),
        ("On   vacation until Friday", "", True),
        ("OUT OF OFFICE", "", True),
        ("ooo", "", True),
        ("sick-ish", "", True),
        ("", ":palm_tree:", True),
        ("", ":baby_bottle:", True),
        ("back soon", ":palm_tree::skin-tone-3:", True),
        ("", "", False),
        ("Will be late", ":wave:", False),
        ("sickle cell research", "", False),
        ("shopto", "", False),
        ("palm_tree", "", False),
        ("In a meeting", ":calendar:", False),
    ],
)
def test_a_status_means_away_by_whole_words_and_emoji(text: str, emoji: str, away: bool) -> None:
    assert judge(Status(text, emoji), USUAL_WORDS, NOW) == Seen(away)


def test_one_that_has_expired_says_nothing() -> None:
    assert judge(Status("sick", expires_at=NOW), USUAL_WORDS, NOW) == Seen(False)
    until = NOW + timedelta(seconds=1)
    assert judge(Status("sick", expires_at=until), USUAL_WORDS, NOW) == Seen(True, until)


def test_a_teams_own_words_take_the_place_of_the_usual_ones() -> None:
    words = read_words("Urlaub, krank\n\n  krank \n:surfer:")
    assert words == ("urlaub", "krank", ":surfer:")
    assert judge(Status("im Urlaub"), words, NOW).away
    assert judge(Status("", ":surfer:"), words, NOW).away
    assert not judge(Status("vacation"), words, NOW).away


@pytest.mark.parametrize(
    ("until", "days"),
    [
        # The part of today before it ends.
        (datetime(2026, 11, 23, 13, 0, tzinfo=UTC), AwayDays(TODAY, TODAY, ends=time(13))),
        # Midnight takes the whole of today.
        (datetime(2026, 11, 24, 0, 0, tzinfo=UTC), AwayDays(TODAY, TODAY)),
        # A morning on the last day is none; an afternoon is a day.
        (datetime(2026, 11, 25, 12, 0, tzinfo=UTC), AwayDays(TODAY, date(2026, 11, 24))),
        (datetime(2026, 11, 25, 12, 1, tzinfo=UTC), AwayDays(TODAY, date(2026, 11, 25))),
        (None, AwayDays(TODAY, date(2026, 12, 6), asks_again=True)),
    ],
)
def test_it_is_away_until_it_expires(until: datetime | None, days: AwayDays) -> None:
    assert days_away(Seen(True, until), NOW, LONDON) == days


def test_its_words_are_in_no_log() -> None:
    assert "sick" not in repr(Status("sick", ":sick:"))
