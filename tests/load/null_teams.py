"""Teams in which chance alone decides, drawn many at a time: hours, days off, duty and requests, day by day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from bot.core.calendar import WEEK
from bot.load.detector.share import Duty
from bot.load.detector.week import Tally as Counted
from bot.load.detector.week import Week
from bot.load.detector.why import fair_shares
from bot.load.domain import WINDOW, CountedWeek, Judgement, Tally, judge
from bot.load.domain.judgement import LEAST_ABOVE, LEAST_RATIO
from bot.people.domain import UserId

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

MONDAY = date(2026, 1, 5)
# How requests spread over Monday to Friday.
DAYS = np.array((0.235, 0.205, 0.20, 0.19, 0.17))
MINUTES_A_DAY = 480
# Days a week by contract: most work full-time.
CONTRACTS = (5, 5, 5, 4, 3)
AWAY_A_WEEK, AWAY_A_DAY = 0.06, 0.03
FINEST = 1000


@dataclass(frozen=True)
class Plot:
    """`taken` is the part of the requests that goes to duty, None without a rota. `clump` is how many requests a case
    has on average; all of them go to whoever took the first. From week `since` on the first member takes `times` their
    share.
    """

    people: int
    rate: float
    weeks: int
    taken: float | None = None
    clump: float = 1.5
    times: float = 1.0
    since: int = 0


@dataclass(frozen=True)
class Lived:
    """`minutes` [week, day, member]; `cases` and `requests` [week, member]; `duty` is who is on in each week."""

    plot: Plot
    members: tuple[UserId, ...]
    minutes: Floats
    cases: Numbers
    requests: Numbers
    duty: tuple[int, ...] | None


def live(plot: Plot, random: np.random.Generator) -> Lived:
    here = _hours(plot, random)
    duty = tuple(week % plot.people for week in range(plot.weeks)) if plot.taken is not None else None
    chances = _chances(plot, here, duty)
    came = random.poisson(plot.rate * DAYS, (plot.weeks, 5)) * (here.sum(2) > 0)
    cases = random.multinomial(came, chances).sum(1)
    # A geometric number of requests a case, one at least.
    more = random.negative_binomial(np.maximum(cases, 1), 1 / plot.clump) * (cases > 0)
    members = tuple(UserId(f"U{number}") for number in range(plot.people))
    return Lived(plot, members, here * MINUTES_A_DAY, cases, cases + more, duty)


def judged(lived: Lived, counted: Numbers, *, all_weeks: bool = False) -> Iterator[tuple[int, Judgement]]:
    """By week, as the product judges it, from the fourth week on. With `all_weeks` False those are left out in which
    nobody is near the gate of one and a half times what was expected, or of what is rare: they can have no flag.
    """
    fair = shares(lived, counted)
    near = _near_the_gate(counted, fair)
    near[WINDOW - 1 :] |= all_weeks
    weeks: dict[int, CountedWeek] = {}
    for week in np.flatnonzero(near):
        window = range(week - WINDOW + 1, week + 1)
        weeks = {each: weeks.get(each) or _counted(lived, counted, fair, each) for each in window}
        yield int(week), judge([weeks[each] for each in window], lived.members)


def shares(lived: Lived, counted: Numbers) -> Floats:
    """[week, member] what was to be expected of everybody; what duty takes is learnt as the product learns it."""
    belief, found = Duty(), []
    for week in range(lived.plot.weeks):
        known = week_of(lived, counted, week)
        found.append(fair_shares(belief, known))
        belief = belief.after(known.tally)
    return np.array(found)


def week_of(lived: Lived, counted: Numbers, week: int) -> Week:
    """As the detector reads it, with nothing but hours, duty and counts."""
    people = lived.plot.people
    hours = lived.minutes[week] / 60
    total = hours.sum(1)
    by_day = np.divide(hours, total[:, None], out=np.zeros_like(hours), where=total[:, None] > 0)
    weights = DAYS * (total > 0)
    share = weights @ by_day / weights.sum() if weights.any() else np.full(people, 1 / people)
    on = np.zeros(people)
    if lived.duty is not None:
        on[lived.duty[week]] = 1.0
    none, nothing = np.zeros(people), np.zeros((people, 1))
    tally = Counted(
        hours=hours.sum(0),
        nominal=np.full(people, 40.0),
        share=share,
        on=on,
        handled=counted[week].astype(float).reshape(people, 1, 1),
        estimated=nothing,
        effort=nothing,
        effort_squared=nothing,
        off=none,
        open=none,
        closed=none,
        done=none,
        busy=none,
        arrived=float(counted[week].sum()),
        hours_estimated=0.0,
    )
    empty = np.zeros((people, 7, 24))
    return Week(tuple(lived.members), ("",), np.ones((people, 1)), tally, None, empty, empty, np.zeros((people, 2)))


def _hours(plot: Plot, random: np.random.Generator) -> Floats:
    """[week, day, member] 1 where somebody is at work: contracts, whole weeks and single days off."""
    days = np.zeros((5, plot.people))
    for member, many in enumerate(random.choice(CONTRACTS, plot.people)):
        days[:many, member] = 1.0
    shape = (plot.weeks, 1, plot.people)
    here = days[None] * (random.random(shape) > AWAY_A_WEEK)
    here = here * (random.random((plot.weeks, 5, plot.people)) > AWAY_A_DAY)
    return np.asarray(here)


def _chances(plot: Plot, here: Floats, duty: Sequence[int] | None) -> Floats:
    """[week, day, member] to whom a request goes: by hours of that day, more to who is on duty and there."""
    total = here.sum(2, keepdims=True)
    chances = np.divide(here, total, out=np.full_like(here, 1 / plot.people), where=total > 0)
    if duty is not None and plot.taken is not None:
        on = np.eye(plot.people)[list(duty)][:, None, :] * here
        takes = plot.taken * on.sum(2, keepdims=True)
        chances = (1 - takes) * chances + plot.taken * on
    if plot.times != 1:
        first = chances[plot.since :, :, 0]
        most = np.minimum(0.9, plot.times * first)
        others = np.divide(1 - most, 1 - first, out=np.ones_like(first), where=first < 1)
        chances[plot.since :, :, 1:] *= others[..., None]
        chances[plot.since :, :, 0] = np.where(first < 1, most, first)
    return np.asarray(chances / chances.sum(2, keepdims=True))


def _near_the_gate(counted: Numbers, fair: Floats) -> NDArray[np.bool_]:
    """[week]. A little below it: the product rounds shares. What lies less than 1.8 standard deviations above the
    expected is more probable than any level of the test.
    """
    total = counted.sum(1, keepdims=True)
    own, due, spread = (_of_windows(each) for each in (counted, total * fair, total * fair * (1 - fair)))
    above = own - due
    near = (own >= float(LEAST_RATIO) * due - 0.15) & (above >= LEAST_ABOVE - 0.1) & (above >= 1.8 * np.sqrt(spread))
    return np.asarray(near.any(1) & (np.arange(len(counted)) >= WINDOW - 1))


def _of_windows(by_week: Floats | Numbers) -> Floats:
    """[week, member] the sum of the weeks of the window that ends with that week."""
    sums = np.cumsum(by_week, axis=0, dtype=np.float64)
    sums[WINDOW:] -= sums[:-WINDOW].copy()
    return np.asarray(sums)


def _counted(lived: Lived, counted: Numbers, fair: Floats, week: int) -> CountedWeek:
    minutes = lived.minutes[week].sum(0)
    tallies = tuple(Tally(who, int(minutes[row]), int(counted[week, row])) for row, who in enumerate(lived.members))
    return CountedWeek(MONDAY + week * WEEK, tallies, _fair(lived, fair[week]))


def _fair(lived: Lived, parts: Floats) -> Mapping[UserId, Fraction]:
    """As the product keeps them."""
    return {
        who: Fraction(float(part)).limit_denominator(FINEST) for who, part in zip(lived.members, parts, strict=True)
    }
