"""Handled against expected: how many requests somebody takes beside what hours and duty make theirs."""

from dataclasses import dataclass

import numpy as np

from bot.load.detector.filters import Grid, bell, drifting, flat, learn
from bot.load.detector.week import Floats, Tally

# Requests come in clumps, so each says less than one alone would.
TEMPER = 1.3
MOST = 0.93
TOO_MUCH = np.log(1.25)


@dataclass(frozen=True)
class Duty:
    """How many requests those on duty took above their share of hours, and how many could have come to them."""

    more: float = 10.0
    could: float = 25.0

    @property
    def taken(self) -> float:
        """The part of a week's requests that goes to duty: 40 % until the weeks say otherwise."""
        return min(0.8, self.more / self.could)

    def after(self, tally: Tally) -> "Duty":
        on, total = tally.on > 0, tally.count.sum()
        more = np.maximum(0, tally.count - tally.share * total)[on].sum()
        return Duty(self.more + float(more), self.could + float(((1 - tally.share) * total)[on].sum()))

    def expected(self, tally: Tally) -> Floats:
        """[member] the part of the week's requests that is nobody's fault."""
        return np.where(tally.on > 0, np.maximum(tally.share, self.taken + (1 - self.taken) * tally.share), tally.share)


def _grid() -> Grid:
    """Log of handled over expected."""
    points = np.linspace(np.log(0.3), np.log(5.5), 59)
    even, less, more = bell(points, 0.0, 0.10), flat(points, -1.0, 0.0), flat(points, np.log(1.3), np.log(4.5))
    prior = 0.99 * (0.75 * even + 0.25 * less) + 0.01 * more
    # From one week to the next 3 in 100 begin anew: mostly even, or with too much.
    begins = drifting(points, 0.97, 0.02, 0.5 * even + 0.1 * less + 0.4 * more)
    # Too much lasts about three months, and then it is mostly over at once: so that a flag comes down soon after.
    ends = drifting(points, 0.92, 0.02, 0.85 * even + 0.05 * less + 0.1 * more)
    return Grid(points, prior, np.where((points > TOO_MUCH)[:, None], ends, begins))


GRID = _grid()


def step(belief: Floats, tally: Tally, expected: Floats) -> Floats:
    """[member, point of the grid]. The requests of a week are split by chance (binomial, tempered)."""
    belief = GRID.predict(belief)
    total = tally.count.sum()
    ratio = np.exp(GRID.points)[None, :]
    # Taking less than duty brings is no sign of having little to do.
    ratio = np.where(tally.on[:, None] > 0, np.maximum(ratio, 1), ratio)
    chance = np.clip(ratio * expected[:, None], 1e-6, MOST)
    count = tally.count[:, None]
    learnt = learn(belief, (count * np.log(chance) + (total - count) * np.log(1 - chance)) / TEMPER)
    return np.where((tally.present & (total > 0))[:, None], learnt, belief)
