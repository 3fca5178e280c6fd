"""How fast a lane goes, and how long it waits."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox.domain import LONGEST_WAIT, Limit, Pace, round_takes, wait_before

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LIMIT = Limit(every=timedelta(milliseconds=250), burst=20)


def test_an_idle_lane_may_send_a_burst_and_no_more() -> None:
    long_ago = NOON - timedelta(hours=1)
    assert LIMIT.tokens(long_ago, NOON) == 20


def test_a_lane_that_spent_its_burst_waits_a_quarter_of_a_second_for_the_next() -> None:
    spent = LIMIT.after(NOON - timedelta(hours=1), NOON, 20)
    assert LIMIT.tokens(spent, NOON) == 0
    assert LIMIT.next_at(spent) == NOON + timedelta(milliseconds=250)
    assert LIMIT.tokens(spent, NOON + timedelta(milliseconds=249)) == 0
    assert LIMIT.tokens(spent, NOON + timedelta(milliseconds=250)) == 1


def test_in_the_long_run_a_lane_sends_four_a_second() -> None:
    allow_at, sent = NOON - timedelta(hours=1), 0
    for step in range(600):
        now = NOON + step * timedelta(milliseconds=100)
        count = LIMIT.tokens(allow_at, now)
        allow_at = LIMIT.after(allow_at, now, count)
        sent += count
    assert sent == 20 + 4 * 60 - 1


@pytest.mark.parametrize(
    ("attempt", "luck", "seconds"),
    [(1, 1.0, 2), (1, 0.5, 1), (5, 1.0, 32), (8, 1.0, 256), (9, 1.0, 300), (60, 1.0, 300)],
)
def test_gaps_between_attempts_double_up_to_five_minutes(attempt: int, luck: float, seconds: float) -> None:
    assert wait_before(attempt, luck) == timedelta(seconds=seconds)
    assert wait_before(attempt) <= LONGEST_WAIT


def test_a_post_that_begins_in_time_ends_inside_the_lease() -> None:
    for lease in (timedelta(seconds=15), timedelta(seconds=60)):
        pace = Pace(lease=lease)
        assert pace.begin_within + pace.timeout < lease


def test_a_limit_held_until_noon_gives_one_at_noon_and_none_before() -> None:
    held = LIMIT.none_before(NOON)
    assert LIMIT.tokens(held, NOON - timedelta(milliseconds=1)) == 0
    assert LIMIT.tokens(held, NOON) == 1


def test_five_hundred_people_have_their_prompt_within_two_minutes() -> None:
    assert round_takes(500, Pace()) == timedelta(minutes=2)
    assert round_takes(20, Pace()) == timedelta(0)
