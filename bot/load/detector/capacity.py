"""Whether the team as a whole has more than it can do: then turns do not help."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.load.detector.filters import sigmoid
from bot.load.detector.week import Floats, Tally

ON, OFF = 0.50, 0.30
FIRST_WEEK = 3
KEEPS = 0.3
EARLY_WEEKS = 9
# Logistic regression on simulated teams.
BASE = -8.8
WEIGHTS = np.array([6.5, 4.85, 0.42, 0.75, 1.0, 3.5])


@dataclass(frozen=True)
class Early:
    """Requests and nominal hours of the team's first nine weeks: what was usual."""

    arrived: float = 0.0
    hours: float = 0.0

    def after(self, week: int, tally: Tally) -> "Early":
        if week >= EARLY_WEEKS:
            return self
        return Early(self.arrived + tally.arrived, self.hours + float(tally.nominal.sum()))


def chance(recent: Sequence[Tally], early: Early, adhoc: float | None) -> float:
    return float(sigmoid(BASE + float(WEIGHTS @ signs(recent, early, adhoc))))


def signs(recent: Sequence[Tally], early: Early, adhoc: float | None) -> Floats:
    """Logs: arrivals beside the usual, own queues beside own intake, the queue beside what is closed, use of hours, and
    nominal hours beside those worked, in three weeks and in the last.
    """
    last, now = recent[-3:], recent[-1]
    nominal = float(now.nominal.sum())
    rate = sum(each.arrived for each in last) / max(1e-9, sum(float(each.nominal.sum()) for each in last)) * nominal
    usual = early.arrived / max(1e-9, early.hours) * nominal
    intake = np.mean([each.count for each in recent[-8:]], axis=0)
    # One person's queue is no team's: hence the median.
    waiting = float(np.median(now.open / np.maximum(0.5, intake)))
    closed = sum(float(each.closed.sum()) for each in recent[-8:]) / len(recent[-8:])
    return np.array(
        [
            np.log((rate + 1) / (usual + 1)),
            np.log(1 + waiting),
            np.log(1 + float(now.open.sum()) / max(1.0, closed)),
            _use(last, adhoc),
            _away(last),
            _away(last[-1:]),
        ]
    )


def _away(weeks: Sequence[Tally]) -> float:
    nominal, hours = (sum(float(getattr(each, name).sum()) for each in weeks) for name in ("nominal", "hours"))
    return float(np.log(max(1.0, nominal) / max(1.0, hours)))


def _use(last: Sequence[Tally], adhoc: float | None) -> float:
    """Estimated hours of work beside the hours there are for it; 0 where too little is estimated."""
    estimated = sum(float(each.estimated.sum()) for each in last)
    hours = sum(float(each.hours.sum()) for each in last) * (adhoc or 0.5)
    if estimated < 8 or hours <= 0:
        return 0.0
    mean = sum(each.hours_estimated for each in last) / estimated
    return float(np.log(max(0.2, mean * sum(float(each.count.sum()) for each in last) / hours) / 0.85))
