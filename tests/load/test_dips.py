"""Dips: three weeks of own answers that are the lowest of eleven, and enough lower to matter."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.calendar import DAY, WEEK
from bot.load.domain.dips import AnswerWeek, Comparison, compare
from bot.standups.domain.moods import OwnMood

NEWEST = date(2026, 11, 16)
DIP = (4, 4, 5, 4, 4, 4, 5, 4, 2, 2, 1)


def weeks(*means: float, count: int = 4) -> Comparison:
    """Eleven weeks with these means, in quarters."""
    first = NEWEST - 10 * WEEK
    return Comparison(
        "How was it?",
        tuple(AnswerWeek(first + number * WEEK, round(mean * count), count) for number, mean in enumerate(means)),
    )


def moods(
    values: Sequence[int | None], *, last: date = NEWEST, standup_id: int = 1, key: str = "mood", on: int = 0
) -> list[OwnMood]:
    """One answer a week, the last of them in the week of `last`; None where nothing was said."""
    first = last - (len(values) - 1) * WEEK
    return [
        OwnMood(standup_id, key, f"How was it, {key}?", first + number * WEEK + on * DAY, value)
        for number, value in enumerate(values)
        if value is not None
    ]


# There are 165 ways to pick three of eleven weeks: the lowest three are one of them.
@pytest.mark.parametrize(
    ("means", "chance", "is_dip"),
    [
        (DIP, Fraction(1, 165), True),
        # One week before is as low as the highest of the newest three.
        ((4, 4, 5, 4, 4, 4, 5, 2, 2, 2, 1), Fraction(3, 165), False),
        # The newest three are the second lowest pick.
        ((4, 4, 5, 4, 4, 4, 5, 1.75, 2, 1, 1), Fraction(2, 165), False),
        # The lowest three, but not much lower: exactly three quarters, and a little less.
        ((4, 4, 4, 4, 4, 4, 4, 4, 3.25, 3.25, 3.25), Fraction(1, 165), True),
        ((4, 4, 4, 4, 4, 4, 4, 4, 3.5, 3.25, 3.25), Fraction(1, 165), False),
        ((4,) * 11, Fraction(1), False),
        (tuple(reversed(DIP)), Fraction(159, 165), False),
    ],
)
def test_only_the_lowest_three_of_eleven_that_are_much_lower_are_a_dip(
    means: Sequence[float], chance: Fraction, is_dip: bool
) -> None:
    found = weeks(*means)
    assert found.chance == chance
    assert found.is_dip is is_dip


def test_the_golden_chances() -> None:
    assert round(float(weeks(*DIP).chance), 5) == 0.00606
    assert Fraction(1, 165) <= Fraction(1, 100) < Fraction(2, 165)


def test_means_are_of_weeks_and_not_of_answers() -> None:
    many = AnswerWeek(NEWEST - 10 * WEEK, 50, 10)
    found = Comparison("How?", (many, *weeks(*DIP).weeks[1:]))
    assert found.before == Fraction(5 + 4 + 5 + 4 + 4 + 4 + 5 + 4, 8)
    assert found.lately == Fraction(5, 3)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(4, 20), min_size=11, max_size=11))
def test_the_chance_is_a_count_of_picks(totals: list[int]) -> None:
    found = weeks(*(each / 4 for each in totals))
    lower = sum(sum(pick) <= sum(totals[8:]) for pick in combinations(totals, 3))
    assert found.chance == Fraction(lower, 165)
    assert found.is_dip == (max(totals[8:]) < min(totals[:8]) and found.before - found.lately >= Fraction(3, 4))


def test_eleven_weeks_with_answers_are_needed_and_the_newest_is_the_one_looked_at() -> None:
    assert compare(moods(DIP), NEWEST) is not None
    assert compare(moods(DIP[1:]), NEWEST) is None
    assert compare(moods([*DIP, None]), NEWEST) is None, "nothing was said in that week"
    assert compare(moods(DIP, last=NEWEST + WEEK), NEWEST) is None, "the week that has begun is not looked at"


def test_weeks_without_an_answer_are_passed_over_as_far_as_sixteen_weeks_back() -> None:
    leave = [*DIP[:4], None, None, *DIP[4:]]
    found = compare(moods(leave), NEWEST)
    assert found is not None
    assert [each.mean for each in found.weeks] == list(DIP)
    assert compare(moods([DIP[0], *[None] * 5, *DIP[1:]]), NEWEST) is not None
    assert compare(moods([DIP[0], *[None] * 6, *DIP[1:]]), NEWEST) is None


def test_one_question_is_looked_at_the_one_answered_in_most_weeks() -> None:
    """Two that differ say nothing together: a gloomier question asked since lately would look like a dip."""
    cheerful, gloomy = moods([4] * 14, standup_id=2), moods(DIP, standup_id=1)
    found = compare([*gloomy, *cheerful], NEWEST)
    assert found is not None
    assert not found.is_dip
    assert compare([*moods(DIP), *moods([1] * 3, key="energy")], NEWEST) == compare(moods(DIP), NEWEST)


def test_answers_of_one_week_are_one_mean() -> None:
    found = compare([*moods(DIP), *moods(DIP, on=4)], NEWEST)
    assert found is not None
    assert [(each.total, each.count) for each in found.weeks][-1] == (2, 2)
    assert found.is_dip
