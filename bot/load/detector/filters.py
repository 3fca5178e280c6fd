"""Beliefs on a grid, carried from week to week (a discrete Bayes filter): move a little, then learn."""

from dataclasses import dataclass

import numpy as np

from bot.load.detector.week import Floats

TINY = 1e-300


@dataclass(frozen=True)
class Grid:
    """Points, what is believed at first, and how a belief drifts in a week (`drift[from, to]`)."""

    points: Floats
    prior: Floats
    drift: Floats

    def predict(self, belief: Floats) -> Floats:
        return belief @ self.drift


def learn(belief: Floats, log_likelihood: Floats) -> Floats:
    """Bayes' rule; the first axis is the member, the others are the points."""
    axes = tuple(range(1, belief.ndim))
    weighed = belief * np.exp(log_likelihood - log_likelihood.max(axes, keepdims=True))
    learnt: Floats = weighed / np.maximum(weighed.sum(axes, keepdims=True), TINY)
    return learnt


def bell(points: Floats, mean: float, deviation: float) -> Floats:
    """A normal density on the points, as masses."""
    return as_masses(np.exp(-0.5 * ((points - mean) / deviation) ** 2))


def flat(points: Floats, low: float, high: float) -> Floats:
    """The same belief in every point between these, as masses."""
    return as_masses(((points >= low - 1e-12) & (points <= high + 1e-12)).astype(float))


def near(points: Floats, deviation: float) -> Floats:
    """[from, to] it stays about where it is."""
    close = np.exp(-0.5 * ((points[None, :] - points[:, None]) / deviation) ** 2)
    moves: Floats = close / close.sum(1, keepdims=True)
    return moves


def drifting(points: Floats, stays: float, deviation: float, elsewhere: Floats) -> Floats:
    """Mostly it stays about where it is; now and then it begins anew `elsewhere`."""
    return stays * near(points, deviation) + (1 - stays) * elsewhere[None, :]


def as_masses(density: Floats) -> Floats:
    masses: Floats = density / density.sum()
    return masses


def sigmoid(value: Floats | float) -> Floats:
    chance: Floats = 1 / (1 + np.exp(-np.clip(value, -60, 60)))
    return chance


def logit(chance: Floats, edge: float = 1e-9) -> Floats:
    inside = np.clip(chance, edge, 1 - edge)
    odds: Floats = np.log(inside / (1 - inside))
    return odds
