"""Where what a team said of itself cannot be right: wrong hours or zones, absences or a rota nobody told us."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bot.load.detector.beliefs import Beliefs
from bot.load.detector.counting import ARRIVALS
from bot.load.detector.share import TEMPER
from bot.load.detector.week import DAYS, HOURS, Floats, Tally, Week

FADES = 0.93
WEEKDAYS = 5


class Doubt(StrEnum):
    """The values are read by programs and stay."""

    ZONE = "zone"
    HOURS = "hours"
    DAYS_OFF = "days_off"
    ABSENCES = "absences"
    ROTA = "rota"


@dataclass(frozen=True)
class Doubts:
    """`people` in the order of the week's members; what stands in `team` makes every share doubtful."""

    people: tuple[tuple[Doubt, ...], ...]
    team: tuple[Doubt, ...]


def found(beliefs: Beliefs, week: Week) -> Doubts:
    """After the week was learnt."""
    rows = range(len(week.members))
    zones = [_another_clock(beliefs.clock[row], week.workday[row]) for row in rows]
    busy = [_answers_on_days_off(beliefs.clock[row], week.workday[row]) for row in rows]
    silent = [
        _fewer_days(beliefs.clock[row], week.workday[row]) or _fewer_hours(beliefs.late[row], week.workday[row])
        for row in rows
    ]
    checks = {
        Doubt.ZONE: 2 * sum(zones) > len(rows),
        Doubt.HOURS: any(silent),
        Doubt.DAYS_OFF: any(busy),
        Doubt.ABSENCES: _nobody_was_away(beliefs.recent),
        Doubt.ROTA: bool(len(beliefs.turns)) and float(beliefs.turns.min()) > 5.0,
    }
    people = tuple(
        tuple(
            doubt
            for doubt, holds in ((Doubt.ZONE, zones[row]), (Doubt.HOURS, silent[row]), (Doubt.DAYS_OFF, busy[row]))
            if holds
        )
        for row in rows
    )
    return Doubts(people, tuple(doubt for doubt, holds in checks.items() if holds))


def turns(before: Floats, tally: Tally) -> Floats:
    """[member] log-likelihood by which a rota of the *others* explains the weeks better than a steady split does.

    In each week somebody unknown would take 45 % on top. One person who takes most in every week is no rota: without
    them nothing is explained better. Weeks with a known rota say nothing.
    """
    count, share = tally.count, np.maximum(tally.share, 1e-4)
    if tally.on.any() or len(count) < 3 or count.sum() == 0:
        return FADES * before
    more = 0.55 * share + 0.45
    gain = (count * np.log(more / share) + (count.sum() - count) * math.log(0.55)) / TEMPER
    best = np.array([np.delete(gain, row).max() for row in range(len(gain))])
    rest = np.array([np.exp(np.delete(gain, row) - best[row]).mean() for row in range(len(gain))])
    rise: Floats = np.maximum(0.0, FADES * before + best + np.log(rest) + 0.0)
    return rise


def _another_clock(clock: Floats, workday: Floats) -> bool:
    """All requests are taken within ten hours of the day, but not within those said to be worked.

    Somebody who works late as well has requests in both, and fits no such ten hours.
    """
    by_hour, said = clock.sum(0), workday.max(0)
    total = by_hour.sum()
    if total < 5:
        return False
    outside = total - (by_hour * said).sum()
    twice = np.concatenate([by_hour, by_hour])
    fits = max(float(twice[first : first + 10].sum()) for first in range(HOURS))
    return bool(outside >= max(2.0, 0.12 * total) and fits >= 0.92 * total and outside - (total - fits) >= 2)


def _answers_on_days_off(clock: Floats, workday: Floats) -> bool:
    """Requests are taken on weekdays said to be free much as on the others."""
    works = workday.max(1)[:WEEKDAYS] > 0
    hours = workday.max(0) > 0
    taken = clock[:WEEKDAYS][:, hours].sum(1)
    if works.all() or not works.any():
        return False
    return bool(taken[~works].sum() >= 4 and taken[~works].mean() >= 0.5 * taken[works].mean())


def _fewer_days(clock: Floats, workday: Floats) -> bool:
    """Nothing is ever taken on weekdays said to be worked."""
    works = (workday.max(1) > 0) & (np.arange(DAYS) < WEEKDAYS)
    silent = works & (clock.sum(1) < 0.1)
    if not silent.any() or not (works & ~silent).any():
        return False
    part = ARRIVALS[silent].sum() / ARRIVALS[works].sum()
    return bool(-clock[works].sum() * math.log(1 - part) > 6.0)


def _fewer_hours(late: Floats, workday: Floats) -> bool:
    """What comes in the second half of a day is never taken on that day."""
    return bool(workday.sum(1).max() > 5 and late[0] >= 5 and late[1] < 0.06 * late[0])


def _nobody_was_away(recent: Sequence[Tally]) -> bool:
    """No absence is known, yet people take nothing for whole weeks and then go on as before."""
    weeks = recent[-10:]
    if any((each.hours < each.nominal).any() for each in weeks):
        return False
    count = np.array([each.count for each in weeks])
    quiet = count == 0
    before, after = np.cumsum(count, axis=0) > 0, np.cumsum(count[::-1], axis=0)[::-1] > 0
    usual = count.sum(0) / np.maximum(1, (~quiet).sum(0))
    return int((quiet & before & after & (usual >= 3)[None, :]).sum()) >= 3
