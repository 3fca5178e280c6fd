"""Requests taken outside the own hours, and being on duty more often than an even rota would have it."""

import math
from collections.abc import Sequence

import numpy as np

from bot.load.detector.filters import Grid, as_masses, drifting, flat, learn, sigmoid
from bot.load.detector.share import Duty
from bot.load.detector.week import Floats, Tally

OFTEN = math.log(1.3)
DUTY_WEEKS = 8


def _grid() -> Grid:
    """Log of requests a week taken outside the own hours."""
    points = np.linspace(np.log(0.08), np.log(7), 31)
    rate = np.exp(points)
    # A gamma density of shape .8 and scale .5, on a logarithmic axis.
    prior = as_masses(rate**0.8 * np.exp(-rate / 0.5))
    anew = 0.6 * prior + 0.4 * flat(points, np.log(1.5), np.log(5))
    return Grid(points, prior, drifting(points, 0.97, 0.15, anew))


GRID = _grid()


def step(belief: Floats, tally: Tally) -> Floats:
    """[member, point of the grid]. Off-hours requests come by Poisson; weeks on duty say nothing."""
    belief = GRID.predict(belief)
    there = np.maximum(0.2, tally.hours / tally.nominal)[:, None]
    rate = np.exp(GRID.points)[None, :] * there
    learnt = learn(belief, tally.off[:, None] * np.log(rate) - rate)
    return np.where(tally.on[:, None] > 0, belief, learnt)


def off_hours(belief: Floats, recent: Sequence[Tally]) -> Floats:
    """[member] 1.3 a week or more, and a good part of the own requests of these weeks."""
    off = sum(np.where(each.on > 0, 0.0, each.off) for each in recent)
    count = sum(np.where(each.on > 0, 0.0, each.count) for each in recent)
    often: Floats = belief[:, GRID.points >= OFTEN - 1e-12].sum(1)
    return often * np.clip((off / np.maximum(1, count) - 0.15) / 0.15, 0, 1)


def rota(recent: Sequence[Tally], duty: Duty) -> Floats:
    """[member] what the rota alone hands out, beside hours, over the weeks in which the person was there."""
    hours, on = np.array([each.hours for each in recent]), np.array([each.on for each in recent]) > 0
    there = hours > 0
    share = hours / np.maximum(1e-9, hours.sum(1, keepdims=True))
    given = ((duty.taken * (on & there) + (1 - duty.taken) * share) * there).sum(0)
    ratio = given / np.maximum((share * there).sum(0), 1e-9)
    enough = ((on & there).sum(0) >= 3) & (len(recent) >= DUTY_WEEKS)
    return np.where(enough, sigmoid((ratio - 1.35) / 0.05), 0.0)
