"""Whether the team as a whole has more than it can do: then turns do not help."""

from dataclasses import dataclass

import numpy as np

from bot.load.detector.channels import sigmoid
from bot.load.detector.evidence import Evidence, Floats

TEAM_ON, TEAM_OFF = 0.40, 0.25
FIRST_WEEK = 3
KEEPS = 0.7


@dataclass(frozen=True)
class TeamWeek:
    week: int
    flagged: bool
    risk: float


class Capacity:
    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def weeks(self) -> tuple[TeamWeek, ...]:
        found, smooth, flagged = [], 0.0, False
        for week in range(self._evidence.weeks):
            risk = self._risk(week)
            smooth = risk if week == 0 else KEEPS * smooth + (1 - KEEPS) * risk
            if week >= FIRST_WEEK:
                flagged = smooth >= (TEAM_OFF if flagged else TEAM_ON)
            found.append(TeamWeek(week, flagged, smooth))
        return tuple(found)

    def _risk(self, week: int) -> float:
        signs = (self._arrivals(week), self._queue(week), self._pace(week), self._use(week))
        weighed = sum(weight * sign for weight, sign in zip((3.5, 3.5, 1.2, 1.3), signs, strict=True))
        return float(sigmoid(-8.2 + weighed))

    def _nominal(self, weeks: slice) -> float:
        """Hours of the members of these weeks, as if nobody had been away."""
        seen = self._evidence
        return float(sum(seen.nominal[seen.here(week)].sum() for week in range(weeks.start, weeks.stop)))

    def _arrivals(self, week: int) -> float:
        recent, first = slice(max(0, week - 2), week + 1), slice(0, min(9, week + 1))
        rates = [
            self._evidence.arrived[each].sum() / max(1e-9, self._nominal(each)) * self._nominal(slice(week, week + 1))
            for each in (recent, first)
        ]
        return float(np.log((rates[0] + 1) / (rates[1] + 1)))

    def _queue(self, week: int) -> float:
        seen = self._evidence
        here = seen.here(week)
        intake = seen.count[:, max(0, week - 7) : week + 1].mean(1)
        waiting: Floats = seen.open[:, week] / np.maximum(0.5, intake)
        return float(np.log(1 + np.median(waiting[here])))

    def _pace(self, week: int) -> float:
        seen = self._evidence
        closed = seen.closed[:, max(0, week - 7) : week + 1].sum() / min(8, week + 1)
        return float(np.log(1 + seen.open[:, week].sum() / max(1.0, closed)))

    def _use(self, week: int) -> float:
        seen = self._evidence
        recent = range(max(0, week - 2), week + 1)
        taken = [each for each in seen.taken if each.week in recent]
        estimates = [each.effort for each in taken if each.effort]
        hours = seen.hours[:, recent.start : recent.stop].sum() * (seen.history.adhoc or 0.5)
        if len(estimates) < 8 or hours <= 0:
            return 0.0
        return float(np.log(max(0.2, np.mean(estimates) * len(taken) / hours) / 0.85))
