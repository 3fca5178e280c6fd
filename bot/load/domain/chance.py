"""How likely a split of a team's cases is by chance: exact, in floats that lose nothing that matters. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import fsum

# The likely range holds what chance alone gives nine times in ten.
TAIL_OF_RANGE = 0.05
# Higher counts this much rarer than the likeliest one change no digit that anybody looks at.
NEGLIGIBLE = 1e-30


@dataclass(frozen=True)
class Draw:
    """So many cases, of which each falls to the person with that probability."""

    cases: int
    share: Fraction


@dataclass(frozen=True)
class HolmStep:
    """How the step-down test came to reject: the `step`-th smallest chance of `of` was below `limit`."""

    step: int
    of: int
    limit: float


def expected(draws: Iterable[Draw]) -> Fraction:
    return sum((draw.cases * draw.share for draw in draws), Fraction(0))


def chance_of_at_least(draws: Iterable[Draw], count: int) -> float:
    """The upper tail: how probable it is that the person gets `count` cases or more."""
    *others, last = _by_share(draws) or [Draw(0, Fraction(0))]
    # Only the tail of the last part is needed, which saves its convolution.
    tail = [*accumulate(reversed(_binomial(last)))][::-1]
    reached = _sum_of(others)
    return min(1.0, fsum(chance * _tail_from(tail, count - got) for got, chance in enumerate(reached)))


def likely_range(draws: Iterable[Draw]) -> tuple[int, int]:
    """From the lowest to the highest count that chance alone gives nine times in ten."""
    up_to = [*accumulate(_sum_of(_by_share(draws)))]
    low = next(count for count, chance in enumerate(up_to) if chance > TAIL_OF_RANGE)
    high = next((count for count, chance in enumerate(up_to) if chance >= 1 - TAIL_OF_RANGE), len(up_to) - 1)
    return low, high


def holm(chances: Sequence[float], alpha: float) -> list[HolmStep | None]:
    """For each chance the step that rejects it, or None. At most with probability `alpha` any of them is wrong."""
    steps: list[HolmStep | None] = [None] * len(chances)
    for number, at in enumerate(sorted(range(len(chances)), key=lambda each: chances[each])):
        step = HolmStep(number + 1, len(chances), alpha / (len(chances) - number))
        if chances[at] > step.limit:
            break
        steps[at] = step
    return steps


def _by_share(draws: Iterable[Draw]) -> list[Draw]:
    """Parts with the same share are one larger part: exactly the same sum, and far fewer steps."""
    cases: dict[Fraction, int] = {}
    for draw in draws:
        cases[draw.share] = cases.get(draw.share, 0) + draw.cases
    return [Draw(count, share) for share, count in cases.items() if count]


def _sum_of(draws: Iterable[Draw]) -> list[float]:
    """The probability of each count, over all parts together."""
    total = [1.0]
    for draw in draws:
        total = _convolved(total, _binomial(draw))
    return total


def _binomial(draw: Draw) -> list[float]:
    """The probability of each count from 0 up. Begun at the likeliest one, so that nothing overflows or cancels."""
    count, share = draw.cases, draw.share
    if share in (0, 1):
        return [float(number == count * share) for number in range(count + 1)]
    top = int((count + 1) * share)
    odds = float(share / (1 - share))
    weights = [1.0]
    for number in range(top, 0, -1):
        weights.append(weights[-1] * number / ((count - number + 1) * odds))
    weights.reverse()
    for number in range(top, count):
        weights.append(weights[-1] * odds * (count - number) / (number + 1))
        if weights[-1] < NEGLIGIBLE:
            break
    total = fsum(weights)
    return [weight / total for weight in weights]


def _convolved(one: Sequence[float], other: Sequence[float]) -> list[float]:
    few, many = sorted((one, other), key=len)
    sums = [0.0] * (len(one) + len(other) - 1)
    for left, chance in enumerate(few):
        end = left + len(many)
        sums[left:end] = [before + chance * also for before, also in zip(sums[left:end], many, strict=True)]
    return sums


def _tail_from(tail: Sequence[float], count: int) -> float:
    if count <= 0:
        return 1.0
    return tail[count] if count < len(tail) else 0.0
