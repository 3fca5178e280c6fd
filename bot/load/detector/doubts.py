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
# Log of how much likelier an unknown rota must make the weeks, how fast that fades, and at most how much is kept.
TURNING, TURNS_FADE, TURNS_MOST = 2.5, 0.97, 9.0
ON_DUTY, NOBODYS = 0.4, 0.4
WEEKDAYS = 5


class Doubt(StrEnum):
    """The values are read by programs and stay."""

    ZONE = "zone"
    HOURS = "hours"
    DAYS_OFF = "days_off"
    ABSENCES = "absences"
    ROTA = "rota"


# What somebody said is right: a member and a doubt about them, or None and one about the team.
Settled = frozenset[tuple[str | None, Doubt]]
NOTHING_SETTLED: Settled = frozenset()


@dataclass(frozen=True)
class Doubts:
    """`people` in the order of the week's members; what stands in `team` makes every share doubtful."""

    people: tuple[tuple[Doubt, ...], ...]
    team: tuple[Doubt, ...]


def found(beliefs: Beliefs, week: Week, settled: Settled = NOTHING_SETTLED) -> Doubts:
    """After the week was learnt. What is `settled` is not doubted again."""
    members = list(enumerate(week.members))
    zoned = [(each, Doubt.ZONE) not in settled for each in week.members]
    clocks = [_clock(beliefs.clock[row], week.workday[row]) for row, _ in members]
    zones = [may and each.is_surely_another for may, each in zip(zoned, clocks, strict=True)]
    busy = [
        (member, Doubt.DAYS_OFF) not in settled and _answers_on_days_off(beliefs.clock[row], week.workday[row])
        for row, member in members
    ]
    silent = [
        (member, Doubt.HOURS) not in settled
        and (_fewer_days(beliefs.clock[row], week.workday[row]) or _fewer_hours(beliefs.late[row], week.workday[row]))
        for row, member in members
    ]
    checks = {
        # A third of the team, with less to go by for each of them.
        Doubt.ZONE: sum(may and each.is_another for may, each in zip(zoned, clocks, strict=True))
        >= max(2, len(clocks) / 3),
        Doubt.HOURS: any(silent),
        Doubt.DAYS_OFF: any(busy),
        Doubt.ABSENCES: _nobody_was_away(beliefs.recent),
        Doubt.ROTA: bool(len(beliefs.turns)) and float(beliefs.turns.min()) > TURNING,
    }
    people = tuple(
        tuple(
            doubt
            for doubt, holds in ((Doubt.ZONE, zones[row]), (Doubt.HOURS, silent[row]), (Doubt.DAYS_OFF, busy[row]))
            if holds
        )
        for row, _ in members
    )
    return Doubts(people, tuple(doubt for doubt, holds in checks.items() if holds and (None, doubt) not in settled))


def turns(before: Floats, tally: Tally) -> Floats:
    """[member] log-likelihood by which a rota of the *others* explains the weeks better than a steady split does.

    In each week somebody unknown would take 40 % on top. One person who takes most in every week is no rota: without
    them nothing is explained better. Weeks with a known rota say nothing.
    """
    count, share = tally.count, np.maximum(tally.share, 1e-4)
    if tally.on.any() or len(count) < 3 or count.sum() == 0:
        return TURNS_FADE * before
    more = (1 - ON_DUTY) * share + ON_DUTY
    gain = (count * np.log(more / share) + (count.sum() - count) * math.log(1 - ON_DUTY)) / TEMPER
    best = np.array([np.delete(gain, row).max() for row in range(len(gain))])
    rest = np.array([np.exp(np.delete(gain, row) - best[row]).mean() for row in range(len(gain))])
    # A week in which none of the others stands out is no proof: it may have been that member's turn.
    likelier = np.log(NOBODYS + (1 - NOBODYS) * np.exp(np.minimum(best + np.log(rest), 50.0)))
    rise: Floats = np.clip(TURNS_FADE * before + likelier, 0.0, TURNS_MOST)
    return rise


@dataclass(frozen=True)
class _Clock:
    """Requests taken in all; outside the hours said to be worked; outside as many hours, and one more, that fit best;
    and of those the ones within the hours said.
    """

    total: float
    outside: float
    left: float
    left_within: float

    @property
    def is_another(self) -> bool:
        """Another part of the day fits nearly all of them. Who works late as well has requests at both ends of it."""
        return (
            self.outside >= max(1.5, 0.1 * self.total)
            and self.outside >= 1.7 * self.left
            and self.left_within <= 0.12 * (self.total - self.outside) + 0.5
        )

    @property
    def is_surely_another(self) -> bool:
        return (
            self.is_another
            and self.total >= 5
            and self.left <= 0.15 * self.total
            and self.outside >= max(2.0, 2 * self.left + 2)
        )


def _clock(clock: Floats, workday: Floats) -> _Clock:
    by_hour, said = clock.sum(0), workday.max(0)
    width = min(HOURS, int(said.sum()) + 1)
    # [first, hour] is in the part of the day that is as long and begins there.
    parts = (np.arange(HOURS)[None, :] - np.arange(HOURS)[:, None]) % HOURS < width
    best = parts[int(np.argmax(parts @ by_hour))]
    total, left = float(by_hour.sum()), by_hour * ~best
    return _Clock(total, total - float((by_hour * said).sum()), float(left.sum()), float((left * said).sum()))


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
    return bool(-clock[works].sum() * math.log(1 - part) > 8.0)


def _fewer_hours(late: Floats, workday: Floats) -> bool:
    """What comes in the second half of a day is never taken on that day."""
    return bool(workday.sum(1).max() > 5 and late[0] >= 7 and late[1] < 0.06 * late[0])


def _nobody_was_away(recent: Sequence[Tally]) -> bool:
    """No absence is known, yet people take nothing for whole weeks and then go on as before."""
    weeks = recent[-10:]
    if any((each.hours < each.nominal).any() for each in weeks):
        return False
    count = np.array([each.count for each in weeks])
    quiet = count == 0
    before, after = np.cumsum(count, axis=0) > 0, np.cumsum(count[::-1], axis=0)[::-1] > 0
    usual = count.sum(0) / np.maximum(1, (~quiet).sum(0))
    gone = quiet & before & after & (usual >= 4)[None, :]
    return bool(gone.sum() >= 3 and gone.any(0).sum() >= 2)
