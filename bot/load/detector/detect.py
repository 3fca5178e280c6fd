"""From a history to what is believed of every person and of the team, week by week.

The model and its constants are those of a published benchmark of load detectors; they were fitted on simulated teams.
Week w uses what was known when week w ended, so a longer history never changes an earlier week.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bot.load.detector.capacity import Capacity, TeamWeek
from bot.load.detector.channels import OVER, Contact, Duty, OffHours, Rota, Share, Weight, sigmoid
from bot.load.detector.evidence import Evidence, Floats
from bot.load.detector.history import History

FLAG_ON, FLAG_OFF = 0.75, 0.55
FIRST_WEEK = 2


class Reason(StrEnum):
    SHARE = "share"
    AFTER_HOURS = "after_hours"
    ROTA = "rota"


@dataclass(frozen=True)
class Belief:
    """Of one person and week. `risk` is a probability and never leaves the machine."""

    member: str
    week: int
    flagged: bool
    risk: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Finding:
    people: tuple[Belief, ...]
    team: tuple[TeamWeek, ...]


def detect(history: History) -> Finding:
    """Everything that can be said of that history."""
    evidence = Evidence(history)
    judge = _Judge(evidence)
    people = [belief for week in range(evidence.weeks) for belief in judge.week(week)]
    return Finding(tuple(people), Capacity(evidence).weeks())


class _Judge:
    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._duty = Duty(evidence)
        self._share, self._weight = Share(evidence, self._duty), Weight(evidence)
        self._contact, self._off = Contact(evidence, self._duty), OffHours(evidence, self._duty)
        self._rota = Rota(evidence, self._duty)
        self._flagged = np.zeros(evidence.members, dtype=bool)

    def week(self, week: int) -> list[Belief]:
        seen = self._evidence
        share, (weight, weights) = self._share.step(week), self._weight.step(week)
        contact = self._contact.step(week)
        more = 1 - (1 - self._both(share, weight, weights)) * (1 - contact)
        chances = {Reason.SHARE: more, Reason.AFTER_HOURS: self._off.step(week), Reason.ROTA: self._rota.step(week)}
        risk = _risk(np.stack(list(chances.values())))
        present = seen.here(week) & (seen.hours[:, week] > 0)
        if week >= FIRST_WEEK:
            rising = np.where(self._flagged, risk >= FLAG_OFF, risk >= FLAG_ON)
            self._flagged = np.where(present, rising, self._flagged)
        return [
            Belief(
                member.id,
                week,
                bool(self._flagged[number]) and week >= FIRST_WEEK,
                float(risk[number]),
                _reasons({reason: float(each[number]) for reason, each in chances.items()}),
            )
            for number, member in enumerate(seen.history.members)
            if present[number]
        ]

    def _both(self, share: Floats, weight: Floats, weights: Floats) -> Floats:
        """How likely count and weight together make 1.4 times the expected or more."""
        sums = self._share.grid.points[:, None] + weights[None, :]
        over: Floats = np.einsum("ig,ih,gh->i", share, weight, (sums >= OVER - 1e-12).astype(float))
        return over


def _risk(chances: Floats) -> Floats:
    raw = np.clip(1 - np.prod(1 - chances, axis=0), 1e-9, 1 - 1e-9)
    return sigmoid(1.5 * np.log(raw / (1 - raw)))


def _reasons(chances: dict[Reason, float]) -> tuple[Reason, ...]:
    most = max(chances.values())
    return tuple(reason for reason, chance in chances.items() if chance >= most / 2 and not math.isclose(chance, 0))
