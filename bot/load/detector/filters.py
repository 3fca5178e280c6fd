"""Beliefs on a grid, carried from week to week: how far somebody's share, effort or off-hours work is from even."""

from dataclasses import dataclass

import numpy as np

from bot.load.detector.evidence import Floats

TINY = 1e-300


@dataclass(frozen=True)
class Grid:
    """Points, what is believed at first, and how a belief drifts in a week (`drift[from, to]`)."""

    points: Floats
    prior: Floats
    drift: Floats

    def predict(self, belief: Floats) -> Floats:
        return belief @ self.drift

    def learn(self, belief: Floats, log_likelihood: Floats) -> Floats:
        """Beliefs and likelihoods are [member, point]."""
        weighed = belief * np.exp(log_likelihood - log_likelihood.max(1, keepdims=True))
        return weighed / np.maximum(weighed.sum(1, keepdims=True), TINY)

    def above(self, belief: Floats, point: float) -> Floats:
        return belief[:, self.points >= point - 1e-12].sum(1)


def bell(points: Floats, mean: float | Floats, deviation: float) -> Floats:
    """A normal density on the points, as masses."""
    return _as_masses(np.exp(-0.5 * ((points - mean) / deviation) ** 2))


def flat(points: Floats, low: float, high: float) -> Floats:
    """The same belief in every point between these, as masses."""
    return _as_masses(((points >= low - 1e-12) & (points <= high + 1e-12)).astype(float))


def drifting(points: Floats, stays: float, deviation: float, elsewhere: Floats) -> Floats:
    """Mostly it stays about where it is; now and then it begins anew `elsewhere`."""
    near = np.exp(-0.5 * ((points[None, :] - points[:, None]) / deviation) ** 2)
    return stays * near / near.sum(1, keepdims=True) + (1 - stays) * elsewhere[None, :]


def _as_masses(density: Floats) -> Floats:
    masses: Floats = density / density.sum()
    return masses


def share_grid() -> Grid:
    """Log of handled over expected."""
    points = np.linspace(np.log(0.3), np.log(5.5), 59)
    even, less, more = bell(points, 0.0, 0.10), flat(points, -1.0, 0.0), flat(points, np.log(1.3), np.log(4.5))
    prior = 0.99 * (0.75 * even + 0.25 * less) + 0.01 * more
    return Grid(points, prior, drifting(points, 0.97, 0.02, 0.5 * even + 0.1 * less + 0.4 * more))


def weight_grid() -> Grid:
    """Log of the effort and strain of one's requests over the team's."""
    points = np.linspace(-0.7, 0.9, 41)
    usual = bell(points, 0.0, 0.05)
    prior = 0.97 * usual + 0.03 * flat(points, -0.3, 0.9)
    return Grid(points, prior, drifting(points, 0.99, 0.02, 0.5 * usual + 0.5 * flat(points, 0.1, 0.9)))


def off_hours_grid() -> Grid:
    """Log of requests a week taken outside the own hours."""
    points = np.linspace(np.log(0.08), np.log(7), 31)
    rate = np.exp(points)
    # A gamma density of shape .8 and scale .5, on a logarithmic axis.
    prior = _as_masses(rate**0.8 * np.exp(-rate / 0.5))
    anew = 0.6 * prior + 0.4 * flat(points, np.log(1.5), np.log(5))
    return Grid(points, prior, drifting(points, 0.97, 0.15, anew))
