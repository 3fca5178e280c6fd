"""How likely a split is by chance: against published values, exact fractions, and what must always hold."""

from fractions import Fraction
from itertools import pairwise, product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from bot.load.domain import Draw, HolmStep, chance_of_at_least, expected, holm, likely_range

FIFTH = Fraction(1, 5)


def exactly(draws: list[Draw], count: int) -> Fraction:
    """The upper tail by fractions, over every way in which the parts can add up."""
    total = Fraction(0)
    for got in product(*(range(draw.cases + 1) for draw in draws)):
        if sum(got) >= count:
            ways = Fraction(1)
            for draw, each in zip(draws, got, strict=True):
                ways *= comb(draw.cases, each) * draw.share**each * (1 - draw.share) ** (draw.cases - each)
            total += ways
    return total


@pytest.mark.parametrize(
    ("draws", "count", "chance"),
    [
        ([Draw(20, FIFTH)], 9, 0.009982),
        ([Draw(20, FIFTH)], 8, 0.032143),
        ([Draw(12, FIFTH)], 6, 0.019405),
        ([Draw(12, FIFTH)], 7, 0.003903),
        ([Draw(60, FIFTH)], 20, 0.010668),
        ([Draw(60, FIFTH)], 24, 0.000301),
        # Two weeks, of which the person was on duty in one.
        ([Draw(10, Fraction(7, 10)), Draw(14, Fraction(3, 40))], 14, 0.000891),
        ([Draw(15, Fraction(3, 40))] * 4, 8, 0.078535),
    ],
)
def test_golden_values_hold(draws: list[Draw], count: int, chance: float) -> None:
    assert round(chance_of_at_least(draws, count), 6) == chance


@pytest.mark.parametrize(("count", "cases"), [(7, 10), (10, 20), (16, 40), (22, 60), (27, 80)])
def test_of_five_with_equal_shares_one_is_first_rare_enough_at(count: int, cases: int) -> None:
    """Two in a hundred among five: the first step of Holm's test is at four in a thousand."""

    def steps(own: int) -> list[HolmStep | None]:
        others = [(cases - own + number) // 4 for number in range(4)]
        assert sum(others) + own == cases
        return holm([chance_of_at_least([Draw(cases, FIFTH)], each) for each in (own, *others)], 0.02)

    assert steps(count) == [HolmStep(1, 5, 0.004), None, None, None, None]
    assert steps(count - 1) == [None] * 5


@pytest.mark.parametrize(
    ("late", "before", "chance"), [(10, 12, 0.00614), (8, 8, 0.00700), (20, 40, 0.01067)], ids=["10-12", "8-8", "20-40"]
)
def test_two_weeks_after_eight_are_a_split_by_length(late: int, before: int, chance: float) -> None:
    """A surge is judged by the same tail: of all requests of ten weeks a fifth falls into the last two."""
    assert round(chance_of_at_least([Draw(late + before, FIFTH)], late), 5) == chance


shares = st.fractions(min_value=0, max_value=1, max_denominator=97)
several = st.lists(st.builds(Draw, st.integers(0, 7), shares), min_size=1, max_size=4)


@given(several, st.integers(-1, 30))
def test_it_equals_what_fractions_give(draws: list[Draw], count: int) -> None:
    assert chance_of_at_least(draws, count) == pytest.approx(float(exactly(draws, count)), abs=1e-12, rel=1e-12)


@pytest.mark.parametrize(("cases", "share"), [(500, Fraction(1, 7)), (900, Fraction(1, 61)), (900, Fraction(60, 61))])
def test_it_stays_exact_for_many_cases(cases: int, share: Fraction) -> None:
    count = int(cases * share) + 10
    terms = (comb(cases, got) * share**got * (1 - share) ** (cases - got) for got in range(count, cases + 1))
    assert chance_of_at_least([Draw(cases, share)], count) == pytest.approx(float(sum(terms)), abs=1e-12)


@given(st.integers(0, 400), st.fractions(min_value=0, max_value=1, max_denominator=997), st.integers(-1, 401))
def test_a_single_draw_equals_what_scipy_gives(cases: int, share: Fraction, count: int) -> None:
    assert chance_of_at_least([Draw(cases, share)], count) == pytest.approx(
        float(binom.sf(count - 1, cases, float(share))), abs=1e-12
    )


@given(several)
def test_chances_fall_from_one_to_nothing(draws: list[Draw]) -> None:
    most = sum(draw.cases for draw in draws)
    chances = [chance_of_at_least(draws, count) for count in range(most + 2)]
    assert chances[0] == pytest.approx(1)
    assert chances[-1] == 0
    assert all(later <= earlier + 1e-15 for earlier, later in pairwise(chances))


@given(several)
def test_what_is_expected_lies_within_the_likely_range(draws: list[Draw]) -> None:
    low, high = likely_range(draws)
    assert low - 1 < expected(draws) < high + 1
    assert chance_of_at_least(draws, high + 1) <= 0.05 + 1e-12
    assert 1 - chance_of_at_least(draws, low) <= 0.05 + 1e-12


def test_without_cases_nothing_is_unlikely() -> None:
    assert chance_of_at_least([], 0) == 1
    assert chance_of_at_least([Draw(0, FIFTH)], 1) == 0
    assert likely_range([]) == (0, 0)


def test_holm_goes_on_only_as_long_as_it_rejects() -> None:
    first, second = HolmStep(1, 4, 0.005), HolmStep(2, 4, 0.02 / 3)
    assert holm([0.006, 0.5, 0.004, 0.02], 0.02) == [second, None, first, None]
    # The smallest is not small enough, so that the others do not count.
    assert holm([0.0051, 0.0066, 0.009, 0.019], 0.02) == [None] * 4
    assert holm([0.005], 0.005) == [HolmStep(1, 1, 0.005)]
    assert holm([], 0.02) == []
