"""How big and how urgent somebody's requests are beside those of the others: estimates and priorities together."""

from collections.abc import Sequence

import numpy as np

from bot.duty.planning.tickets import STRAIN
from bot.load.detector.counting import EFFORT
from bot.load.detector.filters import bell, flat, learn, near
from bot.load.detector.week import Floats, Tally

STRAINED = np.array(EFFORT) * np.array([*STRAIN.values()])
MIX = np.array([0.06, 0.20, 0.50, 0.24])
# Extra odds of P1 and P2, and logs of extra effort at the same priority.
TILTS = np.array([0.0, 0.5, 1.0, 1.5, 2.0])
EFFORTS = np.linspace(-0.6, 0.9, 31)
WEEKS = 10
LEAST = 10
SURE = 5.0
MOVES = 0.015
FLOOR = 0.005
# What is solved in a week hangs on what was left over from the last, so it says half of what as many dice would.
PACED = 2.0

_EVEN = np.outer(bell(EFFORTS, 0.0, 0.05), [0.92, 0.08, 0.0, 0.0, 0.0])
_ANY = np.outer(flat(EFFORTS, -0.3, 0.9), np.full(len(TILTS), 1 / len(TILTS)))
_HEAVY = np.outer(flat(EFFORTS, 0.05, 0.8), [0.1, 0.2, 0.2, 0.25, 0.25])
PRIOR = 0.97 * _EVEN + 0.03 * _ANY
_ANEW = 0.4 * _EVEN + 0.6 * _HEAVY
_NEAR = near(EFFORTS, 0.02)


def step(belief: Floats, tally: Tally, recent: Sequence[Tally]) -> tuple[Floats, Floats]:
    """Beliefs, [member, effort, tilt], and the logs of weight beside the others' that they stand for, same shape.

    `recent` are the last weeks, this one included.
    """
    belief = (1 - MOVES) * np.einsum("iet,ef->ift", belief, _NEAR) + MOVES * _ANEW
    mixes = _tilted(recent)
    if sum(each.count.sum() for each in recent) >= LEAST:
        urgency = np.einsum("ip,itp->it", tally.handled.sum(1), np.log(mixes))
        effort = _by_effort(tally, recent) + _by_pace(tally, recent)
        belief = learn(belief, effort[:, :, None] + urgency[:, None, :])
    tilted = np.log(mixes @ STRAINED)
    return belief, EFFORTS[None, :, None] + (tilted - tilted[:, :1])[:, None, :]


def _tilted(recent: Sequence[Tally]) -> Floats:
    """[member, tilt, priority] the mix of the others, with extra odds of P1 and P2."""
    handled = sum(each.handled.sum(1) for each in recent)
    mixes = handled.sum(0)[None, :] - handled + 10 * MIX
    tilted = mixes[:, None, :] * (1 + TILTS[:, None] * np.array([1, 1, 0, 0])[None, :])[None, :, :]
    shares: Floats = tilted / tilted.sum(2, keepdims=True)
    return shares


def _by_effort(tally: Tally, recent: Sequence[Tally]) -> Floats:
    """[member, effort] log-likelihood of the week's mean estimate beside the others' of ten weeks, by category."""
    number, total, squared = (
        sum(getattr(each, name) for each in recent) for name in ("estimated", "effort", "effort_squared")
    )
    if number.sum() < LEAST:
        return np.zeros((len(number), len(EFFORTS)))
    others, theirs = number.sum(0)[None, :] - number, total.sum(0)[None, :] - total
    everybody = theirs.sum(1, keepdims=True) / np.maximum(1, others.sum(1, keepdims=True))
    usual = (theirs + SURE * everybody) / (others + SURE)
    within = squared.sum() - (total.sum(0) ** 2 / np.maximum(1, number.sum(0))).sum()
    variance = max(0.1, within / max(1.0, number.sum() - number.shape[1]))
    own = tally.estimated.sum(1)
    beyond = (tally.effort - tally.estimated * usual).sum(1) / np.maximum(1, own)
    spread = variance / np.maximum(1, own) + variance / np.maximum(1, others.sum(1)) + FLOOR
    distance = -((beyond[:, None] - EFFORTS[None, :]) ** 2) / (2 * spread[:, None])
    return np.where((own > 0)[:, None], distance, 0.0)


def _by_pace(tally: Tally, recent: Sequence[Tally]) -> Floats:
    """[member, effort] log-likelihood of what was solved in the own hours in which something was open.

    The others solve so much in such an hour, by priority, in ten weeks; who has heavier requests solves less of them.
    Solving more is no sign of light ones: people hurry when much waits, and solve some after hours.
    """
    done, busy = np.sum([each.done for each in recent], axis=0), np.sum([each.busy for each in recent], axis=0)
    others, hours = done.sum() - done, busy.sum() - busy
    usual = tally.busy * others / np.maximum(1.0, hours)
    heavier = np.maximum(EFFORTS, 0.0)[None, :]
    likelihood: Floats = -(tally.done[:, None] * heavier + usual[:, None] * np.exp(-heavier)) / PACED
    return np.where((others >= LEAST)[:, None], likelihood, 0.0)
