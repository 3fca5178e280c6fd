"""One person becomes the only one asked about a category."""

from collections.abc import Sequence

import numpy as np

from bot.load.detector.filters import sigmoid
from bot.load.detector.share import Duty
from bot.load.detector.week import Floats, Week

SHARES = np.array([0.35, 0.5, 0.65, 0.8, 0.93])
ENTER, LEAVE = 0.002, 0.02
TEMPER, SURE = 1.5, 8.0
START = np.concatenate([[1 - ENTER], np.full(len(SHARES), ENTER / len(SHARES))])
FIRST_WEEK = 5


def guess(week: Week, duty: Duty) -> Floats:
    """[member, category] the part of a category that skills, hours and duty of that week make nobody's fault."""
    share, on = week.tally.share, week.tally.on
    skilled = week.knows * share[:, None]
    skilled = skilled / np.maximum(skilled.sum(0), 1e-9)
    guessed: Floats = 0.8 * skilled + 0.2 * share[:, None]
    if on.any():
        guessed = (1 - duty.taken) * guessed + duty.taken * (on / on.sum())[:, None]
    return guessed


def usual(guessed: Floats, own: Floats, due: Floats) -> Floats:
    """The guess, corrected by what came in the weeks in which the person was no single contact."""
    learnt = (own + SURE * guessed) / np.maximum(due + SURE * guessed, 1e-9)
    base: Floats = np.clip(guessed * learnt, 1e-4, 0.95)
    return base


def step(belief: Floats, week: Week, base: Floats) -> Floats:
    """[member, category, state]: first not the contact, then the contact with one of SHARES."""
    counts = week.tally.handled.sum(2)
    null, contact = belief[:, :, :1], belief[:, :, 1:]
    stays = null * (1 - ENTER) + LEAVE * contact.sum(2, keepdims=True)
    moved = np.concatenate([stays, contact * (1 - LEAVE) + null * ENTER / len(SHARES)], axis=2)
    ratios = np.where(week.tally.present[:, None, None], _ratios(counts, counts.sum(0)[None, :], base), 0.0)
    weighed = moved * np.exp(ratios)
    learnt: Floats = weighed / weighed.sum(2, keepdims=True)
    return learnt


def chances(belief: Floats, base: Floats, expected: Floats, recent: Sequence[Floats]) -> Floats:
    """[member] being the contact of some category, and by that carrying about 1.45 times the expected or more.

    `recent` are the team's counts by category, week by week.
    """
    counts = np.sum(recent, axis=0)
    mix = counts / max(1.0, counts.sum())
    others = (mix[None, :] * base).sum(1)[:, None] - mix[None, :] * base
    shares = mix[None, :, None] * SHARES + others[:, :, None]
    ratio = shares / np.maximum(expected, 1e-6)[:, None, None]
    most: Floats = (belief[:, :, 1:] * sigmoid((ratio - 1.45) / 0.06)).sum(2).max(1)
    return most


def _ratios(counts: Floats, total: Floats, base: Floats) -> Floats:
    chance = base[:, :, None]
    won, lost = counts[:, :, None], (total - counts)[:, :, None]
    ratio = won * np.log(SHARES / chance) + lost * np.log((1 - SHARES) / (1 - chance))
    ratio = np.where(1.3 * chance < SHARES, ratio / TEMPER, -50.0)
    return np.concatenate([np.zeros((*base.shape, 1)), np.minimum(ratio, 300)], axis=2)
