"""The ways in which work can be uneven, each as a probability by person and week."""

import math
from collections.abc import Sequence

import numpy as np

from bot.load.detector.evidence import EFFORT, STRAIN, Evidence, Floats, Taken
from bot.load.detector.filters import bell, flat, off_hours_grid, share_grid

# Requests come in clumps, so each says less than one alone would.
TEMPER = 1.3
OVER = math.log(1.4)
PRESENT = 0.15
RECENT = 10
MIX = np.array([0.06, 0.20, 0.50, 0.24])
STRAINED = np.array([EFFORT[each] * STRAIN[each] for each in (1, 2, 3, 4)])
WEIGHT_MOVES = 0.015
WEIGHT_FLOOR = 0.02


def sigmoid(value: Floats | float) -> Floats:
    return 1 / (1 + np.exp(-np.clip(value, -60, 60)))


class Duty:
    """How much of a week's requests the person on duty really takes."""

    def __init__(self, evidence: Evidence) -> None:
        self.on = evidence.duty >= 0.5
        self._evidence = evidence

    def taken_share(self, week: int) -> float:
        """Learnt from the weeks before; 40 % until they say otherwise."""
        seen = self._evidence
        on, count, share = self.on[:, :week], seen.count[:, :week], seen.share[:, :week]
        total = count.sum(0)[None, :]
        more = np.maximum(0, count - share * total)[on].sum()
        could = ((1 - share) * total)[on].sum()
        return float(min(0.8, (10 + more) / (25 + could)))

    def expected(self, week: int) -> Floats:
        share = self._evidence.share[:, week]
        phi = self.taken_share(week)
        return np.where(self.on[:, week], np.maximum(share, phi + (1 - phi) * share), share)


class Share:
    """Handled against expected."""

    def __init__(self, evidence: Evidence, duty: Duty) -> None:
        self._evidence, self._duty, self.grid = evidence, duty, share_grid()
        self.belief = np.tile(self.grid.prior, (evidence.members, 1))

    def step(self, week: int) -> Floats:
        seen, grid = self._evidence, self.grid
        total = seen.count[:, week].sum()
        present = seen.hours[:, week] > PRESENT * seen.nominal
        if week:
            self.belief = np.where(seen.here(week)[:, None], grid.predict(self.belief), self.belief)
        rho = np.exp(grid.points)[None, :]
        rho = np.where(self._duty.on[:, week, None], np.maximum(rho, 1), rho)
        chance = np.clip(rho * self._duty.expected(week)[:, None], 1e-6, 0.93)
        count = seen.count[:, week, None]
        likelihood = (count * np.log(chance) + (total - count) * np.log(1 - chance)) / TEMPER
        learnt = grid.learn(self.belief, likelihood)
        self.belief = np.where((present & (total > 0))[:, None], learnt, self.belief)
        return self.belief


class Weight:
    """How big and how urgent one's requests are beside the team's: effort by estimates, urgency by priorities.

    `grid.points` are logs of effort and strain together; a belief is [member, point].
    """

    TILTS = np.array([0.0, 0.5, 1.0, 1.5, 2.0])
    EFFORTS = np.linspace(-0.6, 0.9, 31)

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        even = np.outer(bell(self.EFFORTS, 0.0, 0.05), [0.92, 0.08, 0.0, 0.0, 0.0])
        anything = np.outer(flat(self.EFFORTS, -0.3, 0.9), np.full(len(self.TILTS), 1 / len(self.TILTS)))
        heavy = np.outer(flat(self.EFFORTS, 0.05, 0.8), [0.1, 0.2, 0.2, 0.25, 0.25])
        prior = 0.97 * even + 0.03 * anything
        anew = 0.4 * even + 0.6 * heavy
        near = np.exp(-0.5 * ((self.EFFORTS[None, :] - self.EFFORTS[:, None]) / 0.02) ** 2)
        self._near = near / near.sum(1, keepdims=True)
        self._anew = anew
        self.belief = np.tile(prior, (evidence.members, 1, 1))
        self._mix = np.array([0.06, 0.20, 0.50, 0.24])

    def step(self, week: int) -> tuple[Floats, Floats]:
        """Beliefs, [member, point], and the points: log weights."""
        seen = self._evidence
        if week:
            moved = (1 - WEIGHT_MOVES) * np.einsum("iet,ef->ift", self.belief, self._near) + WEIGHT_MOVES * self._anew
            self.belief = np.where(seen.here(week)[:, None, None], moved, self.belief)
        recent = [each for each in seen.taken if week - RECENT < each.week <= week]
        if len(recent) >= RECENT:
            self._mix = self._learn_mix(recent)
            likelihood = self._by_effort(recent, week)[:, :, None] + self._by_urgency(recent, week)[:, None, :]
            weighed = self.belief * np.exp(likelihood - likelihood.max((1, 2), keepdims=True))
            self.belief = weighed / weighed.sum((1, 2), keepdims=True)
        tilted = np.log(self._tilted() @ STRAINED) - np.log(self._mix @ STRAINED)
        points = (self.EFFORTS[:, None] + tilted[None, :]).ravel()
        return self.belief.reshape(len(self.belief), -1), points

    def _learn_mix(self, recent: Sequence[Taken]) -> Floats:
        counts = np.bincount([each.priority - 1 for each in recent], minlength=4) + 10 * MIX
        mix: Floats = counts / counts.sum()
        return mix

    def _tilted(self) -> Floats:
        """[tilt, priority]"""
        mixes = self._mix[None, :] * (1 + self.TILTS[:, None] * np.array([1, 1, 0, 0])[None, :])
        tilted: Floats = mixes / mixes.sum(1, keepdims=True)
        return tilted

    def _by_effort(self, recent: Sequence[Taken], week: int) -> Floats:
        """[member, effort]; what an estimate says beyond what such a priority usually takes."""
        found = np.zeros((self._evidence.members, len(self.EFFORTS)))
        rest = [(each, math.log(each.effort / EFFORT[each.priority])) for each in recent if each.effort]
        if len(rest) < RECENT:
            return found
        values = np.array([value for _, value in rest])
        mean, variance = values.mean(), max(0.1, float(values.var()))
        for who in range(self._evidence.members):
            own = [value for each, value in rest if each.who == who and each.week == week]
            if own:
                spread = variance / len(own) + WEIGHT_FLOOR
                found[who] = -((np.mean(own) - mean - self.EFFORTS) ** 2) / (2 * spread)
        return found

    def _by_urgency(self, recent: Sequence[Taken], week: int) -> Floats:
        """[member, tilt]"""
        logs = np.log(self._tilted())
        found = np.zeros((self._evidence.members, len(self.TILTS)))
        for each in recent:
            if each.week == week:
                found[each.who] += logs[:, each.priority - 1] / TEMPER
        return found


class Contact:
    """One person becomes the only one asked about a category."""

    SHARES = np.array([0.35, 0.5, 0.65, 0.8, 0.93])
    ENTER, LEAVE = 0.002, 0.02
    TEMPER, SURE = 1.5, 8.0

    def __init__(self, evidence: Evidence, duty: Duty) -> None:
        self._evidence, self._duty = evidence, duty
        names = evidence.history.categories or ("",)
        self._knows = np.array([[name in each.skills for name in names] for each in evidence.history.members])
        start = np.concatenate([[1 - self.ENTER], np.full(len(self.SHARES), self.ENTER / len(self.SHARES))])
        self.belief = np.tile(start, (evidence.members, len(names), 1))
        self._own = np.zeros((evidence.members, len(names)))
        self._due = np.zeros((evidence.members, len(names)))

    def step(self, week: int) -> Floats:
        guess = self._guess(week)
        usual = (self._own + self.SURE * guess) / np.maximum(self._due + self.SURE * guess, 1e-9)
        base = np.clip(guess * usual, 1e-4, 0.95)
        counts = self._evidence.by_category[:, :, week]
        total = counts.sum(0)[None, :]
        present = self._evidence.hours[:, week] > PRESENT * self._evidence.nominal
        moved = self._move()
        weighed = moved * np.exp(np.where(present[:, None, None], self._ratios(counts, total, base), 0.0))
        self.belief = weighed / weighed.sum(2, keepdims=True)
        null = self.belief[:, :, 0] * present[:, None]
        self._own += counts * null
        self._due += total * guess * null
        return self._contact(week, base) if week >= 5 else np.zeros(self._evidence.members)

    def _guess(self, week: int) -> Floats:
        """[member, category] the part of a category that skills, hours and duty of that week make nobody's fault."""
        share, on = self._evidence.share[:, week], self._duty.on[:, week]
        skilled = self._knows * share[:, None]
        skilled = skilled / np.maximum(skilled.sum(0), 1e-9)
        guess = 0.8 * skilled + 0.2 * share[:, None]
        if on.any():
            phi = self._duty.taken_share(week)
            guess = (1 - phi) * guess + phi * (on / on.sum())[:, None]
        return guess

    def _ratios(self, counts: Floats, total: Floats, base: Floats) -> Floats:
        chance = base[:, :, None]
        ratio = counts[:, :, None] * np.log(self.SHARES / chance) + (total - counts)[:, :, None] * np.log(
            (1 - self.SHARES) / (1 - chance)
        )
        ratio = np.where(self.SHARES > 1.3 * chance, ratio / self.TEMPER, -50.0)
        return np.concatenate([np.zeros((*base.shape, 1)), np.minimum(ratio, 300)], axis=2)

    def _move(self) -> Floats:
        null, contact = self.belief[:, :, :1], self.belief[:, :, 1:]
        stays = null * (1 - self.ENTER) + self.LEAVE * contact.sum(2, keepdims=True)
        return np.concatenate([stays, contact * (1 - self.LEAVE) + null * self.ENTER / len(self.SHARES)], axis=2)

    def _contact(self, week: int, base: Floats) -> Floats:
        recent = self._evidence.by_category[:, :, max(0, week - RECENT + 1) : week + 1].sum((0, 2))
        mix = recent / max(1.0, recent.sum())
        others = (mix[None, :] * base).sum(1)[:, None] - mix[None, :] * base
        shares = mix[None, :, None] * self.SHARES + others[:, :, None]
        ratio = shares / np.maximum(self._duty.expected(week), 1e-6)[:, None, None]
        return (self.belief[:, :, 1:] * sigmoid((ratio - 1.45) / 0.06)).sum(2).max(1)


class OffHours:
    """Requests taken outside the own hours, weeks on duty left out."""

    def __init__(self, evidence: Evidence, duty: Duty) -> None:
        self._evidence, self._duty, self.grid = evidence, duty, off_hours_grid()
        self.belief = np.tile(self.grid.prior, (evidence.members, 1))

    def step(self, week: int) -> Floats:
        seen, grid = self._evidence, self.grid
        if week:
            self.belief = np.where(seen.here(week)[:, None], grid.predict(self.belief), self.belief)
        there = np.maximum(0.2, seen.hours[:, week] / seen.nominal)[:, None]
        rate = np.exp(grid.points)[None, :] * there
        learnt = grid.learn(self.belief, seen.off[:, week, None] * np.log(rate) - rate)
        counts = ~self._duty.on[:, week] & seen.here(week)
        self.belief = np.where(counts[:, None], learnt, self.belief)
        recent = slice(max(0, week - 5), week + 1)
        part = (seen.off * ~self._duty.on)[:, recent].sum(1) / np.maximum(
            1, (seen.count * ~self._duty.on)[:, recent].sum(1)
        )
        return grid.above(self.belief, math.log(1.3)) * np.clip((part - 0.15) / 0.15, 0, 1)


class Rota:
    """On duty more often than an even rota would have it."""

    def __init__(self, evidence: Evidence, duty: Duty) -> None:
        self._evidence, self._duty = evidence, duty

    def step(self, week: int) -> Floats:
        seen = self._evidence
        length = max(8, int(seen.here(week).sum()))
        weeks = slice(max(0, week - length + 1), week + 1)
        there = seen.hours[:, weeks] > 0
        on = self._duty.on[:, weeks] & there
        share = seen.hours[:, weeks] / np.maximum(1e-9, seen.hours[:, weeks].sum(0))[None, :]
        phi = self._duty.taken_share(week)
        given = ((phi * on + (1 - phi) * share) * there).sum(1)
        fair = (share * there).sum(1)
        ratio = given / np.maximum(fair, 1e-9)
        enough = (on.sum(1) >= 3) & (week >= 7)
        return np.where(enough, sigmoid((ratio - 1.35) / 0.05), 0.0)
