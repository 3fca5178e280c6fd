"""How often answers that only vary look like a dip, and how many lasting drops are found: seeded, on made-up people."""

from datetime import date
from random import Random

import pytest

from bot.core.calendar import WEEK
from bot.load.domain.dips import BEFORE, LATELY, AnswerWeek, Comparison

FIRST = date(2026, 1, 5)
PEOPLE, YEAR = 300, 52
CLEARS_AFTER = 4


def weeks_of(random: Random, count: int, correlation: float, drop: float = 0.0, drops_at: int = 0) -> list[AnswerWeek]:
    """Five answers a week, good on average, each day like the day before as far as `correlation` says; a drop is in
    standard deviations of a day.
    """
    state, weeks = random.gauss(0, 1), []
    for number in range(count):
        answers = []
        for _ in range(5):
            state = correlation * state + (1 - correlation**2) ** 0.5 * random.gauss(0, 1)
            shift = drop if number >= drops_at else 0.0
            answers.append(min(5, max(1, round(3.6 + 0.9 * (state - shift)))))
        weeks.append(AnswerWeek(FIRST + number * WEEK, sum(answers), 5))
    return weeks


def dips_at(weeks: list[AnswerWeek]) -> list[int]:
    """The weeks at whose end a dip is seen."""
    size = LATELY + BEFORE
    return [
        last
        for last in range(size - 1, len(weeks))
        if Comparison("How?", tuple(weeks[last - size + 1 : last + 1])).is_dip
    ]


def told(weeks: list[AnswerWeek]) -> int:
    """How often somebody hears of one: not again while it was seen within four weeks."""
    seen = dips_at(weeks)
    return sum(not at or each - seen[at - 1] > CLEARS_AFTER for at, each in enumerate(seen))


# Times a year: answers that hang together from day to day look like a drop more often.
@pytest.mark.parametrize(("correlation", "most"), [(0.0, 0.15), (0.3, 0.25), (0.6, 0.45)])
def test_whose_answers_only_vary_hears_seldom_of_a_dip(correlation: float, most: float) -> None:
    random = Random(7)
    years = [told(weeks_of(random, YEAR + LATELY + BEFORE - 1, correlation)) for _ in range(PEOPLE)]
    assert 0 < sum(years) / PEOPLE <= most


@pytest.mark.parametrize(("drop", "least"), [(1.2, 0.4), (1.6, 0.65)])
def test_a_lasting_drop_is_often_found_within_eight_weeks(drop: float, least: float) -> None:
    random = Random(11)
    people = [weeks_of(random, BEFORE + 8, 0.3, drop, BEFORE) for _ in range(PEOPLE)]
    assert sum(bool(dips_at(each)) for each in people) / PEOPLE >= least
