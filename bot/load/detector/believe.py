"""One week more: from what was believed to what is believed now, and what that says of people and of the team.

A discrete Bayes filter for each way of uneven work (hidden states on a grid, moved a little each week, then weighed by
what the week brought), joined as if they were independent, and calibrated by logistic regression on simulated teams.
Week w uses what was known when week w ended, so a longer history never changes an earlier week.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from bot.load.detector import capacity, contact, doubts, share, timing, weight
from bot.load.detector.beliefs import Beliefs, seated
from bot.load.detector.doubts import NOTHING_SETTLED, Doubt, Settled
from bot.load.detector.filters import logit, sigmoid
from bot.load.detector.week import Floats, Tally, Week

# Chosen on simulated teams of our own: early, at less than one false alarm in two years of a healthy team.
FLAG_ON, FLAG_OFF = 0.60, 0.50
# Logistic regression on simulated teams: what the signs' probabilities, the own queue, the own busy hours and evenings
# say together. Evenings count once more, since they must be both often and a good part of the own requests.
BASE, OF_SIGNS, OF_QUEUE, OF_BUSY, OF_EVENINGS = -1.57, 1.26, 0.27, 0.41, 4.3
SUREST = 12.0
FIRST_WEEK = 2
REMEMBERED = 10
# About 55 hours beside 40, where WHO and ILO (2021) see long hours begin to harm.
OVER = 1.4
# What is left of a risk where inputs look wrong.
DOUBTED = 0.05


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
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class TeamWeek:
    week: int
    flagged: bool
    risk: float
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Finding:
    """Of one week; people who were away all week are not in it."""

    people: tuple[Belief, ...]
    team: TeamWeek


@dataclass(frozen=True)
class Signs:
    """[member] how likely each way of uneven work is; the log of the own queue beside the team's, and the log odds of
    own hours in which anything was open beside those of the others.
    """

    over: Floats
    contact: Floats
    off_hours: Floats
    rota: Floats
    queue: Floats
    busy: Floats


def believe(beliefs: Beliefs, week: Week, settled: Settled = NOTHING_SETTLED) -> tuple[Beliefs, Finding]:
    """The week must be the one that follows `beliefs.seen` others. What is `settled` is not doubted."""
    if not week.members:
        return replace(seated(beliefs, week), seen=beliefs.seen + 1), _of_nobody(beliefs.seen)
    beliefs, signs = learn(beliefs, week)
    found = doubts.found(beliefs, week, settled)
    risk = _risk(signs)
    doubted = np.array([bool(each) for each in found.people]) | bool(found.team)
    risk = np.where(doubted, np.minimum(risk, DOUBTED), risk)
    present = week.tally.hours > 0
    flagged = beliefs.flagged
    if beliefs.seen > FIRST_WEEK:
        rising = np.where(beliefs.flagged > 0, risk >= FLAG_OFF, risk >= FLAG_ON)
        flagged = np.where(present, rising, beliefs.flagged).astype(float)
    beliefs, team = _team(replace(beliefs, flagged=flagged), week, found.team)
    people = tuple(
        Belief(
            member,
            beliefs.seen - 1,
            bool(flagged[row]) and not doubted[row],
            float(risk[row]),
            _reasons(signs, row),
            found.people[row],
        )
        for row, member in enumerate(week.members)
        if present[row]
    )
    return beliefs, Finding(people, team)


def _of_nobody(week: int) -> Finding:
    return Finding((), TeamWeek(week, False, 0.0, ()))


def learn(beliefs: Beliefs, week: Week) -> tuple[Beliefs, Signs]:
    """All beliefs of people after that week, and what they say together."""
    beliefs = seated(beliefs, week)
    tally, duty = week.tally, beliefs.duty
    expected = duty.expected(tally)
    guessed = contact.guess(week, duty)
    base = contact.usual(guessed, beliefs.own, beliefs.due)
    kept = max(REMEMBERED, timing.DUTY_WEEKS, len(week.members))
    recent = (*beliefs.recent, tally)[-kept:]
    shares = share.step(beliefs.share, tally, expected)
    weights, points = weight.step(beliefs.weight, tally, recent[-weight.WEEKS :])
    contacts = contact.step(beliefs.contact, week, base)
    off = timing.step(beliefs.off, tally)
    signs = Signs(
        over=_over(shares, weights, points, expected),
        contact=contact.chances(contacts, base, expected, [each.handled.sum((0, 2)) for each in recent[-REMEMBERED:]])
        * (beliefs.seen >= contact.FIRST_WEEK),
        off_hours=timing.off_hours(off, recent[-6:]),
        rota=timing.rota(recent[-max(timing.DUTY_WEEKS, len(week.members)) :], duty),
        queue=_queue(recent[-8:]),
        busy=_busy(recent[-4:]),
    )
    null = contacts[:, :, 0] * tally.present[:, None]
    handled = tally.handled.sum(2)
    return replace(
        beliefs,
        seen=beliefs.seen + 1,
        share=shares,
        weight=weights,
        contact=contacts,
        off=off,
        own=beliefs.own + handled * null,
        due=beliefs.due + handled.sum(0) * guessed * null,
        clock=doubts.FADES * beliefs.clock + np.where(tally.on[:, None, None] > 0, 0.0, week.clock),
        late=doubts.FADES * beliefs.late + week.late,
        turns=doubts.turns(beliefs.turns, tally),
        duty=duty.after(tally),
        early=beliefs.early.after(beliefs.seen, tally),
        recent=recent,
    ), signs


def _over(shares: Floats, weights: Floats, points: Floats, expected: Floats) -> Floats:
    """[member] how likely count and weight together make 1.4 times the allowed part of the team's strain, or more.

    With ratio r of the expected part e of requests, each of them w times as heavy as another's, the part of the strain
    is r e w / (r e w + 1 - r e).
    """
    ratio = np.exp(share.GRID.points)[None, :, None]
    heavy = np.exp(points.reshape(len(points), 1, -1))
    part = np.clip(ratio * expected[:, None, None], 1e-6, share.MOST)
    strain = ratio * heavy / (part * heavy + 1 - part)
    both = shares[:, :, None] * weights.reshape(len(weights), 1, -1)
    over: Floats = (both * (strain >= OVER - 1e-9)).sum((1, 2))
    return over


def _queue(recent: Sequence[Tally]) -> Floats:
    """[member] log of what waits with somebody beside what would if it were as long as the team's usual one.

    `recent` are the last eight weeks. Work that is heavier than it looks piles up.
    """
    intake = np.mean([each.count for each in recent], axis=0)
    waiting = recent[-1].open
    usual = np.median(waiting / np.maximum(0.5, intake))
    queue: Floats = np.log((waiting + 1) / (usual * intake + 1))
    return queue


def _busy(recent: Sequence[Tally]) -> Floats:
    """[member] of the last four weeks. Where requests stay open with everybody, it says nothing of anybody."""
    busy, hours = np.sum([each.busy for each in recent], axis=0), np.sum([each.hours for each in recent], axis=0)
    own, others = busy / np.maximum(1, hours), (busy.sum() - busy) / np.maximum(1, hours.sum() - hours)
    beside: Floats = _odds(own) - _odds(others)
    return beside


def _odds(part: Floats) -> Floats:
    """Logs, with a twentieth added on both sides: nobody is busy always or never."""
    odds: Floats = np.log((part + 0.05) / (1.05 - np.minimum(part, 1)))
    return odds


def _risk(signs: Signs) -> Floats:
    chances = np.stack([signs.over, signs.contact, signs.off_hours, signs.rota])
    raw = 1 - np.prod(1 - chances, axis=0)
    together = BASE + OF_SIGNS * np.clip(logit(raw), -SUREST, SUREST)
    pressed = OF_QUEUE * np.clip(signs.queue, -2, 2.5) + OF_BUSY * signs.busy
    return sigmoid(together + pressed + OF_EVENINGS * signs.off_hours)


def _reasons(signs: Signs, row: int) -> tuple[Reason, ...]:
    """Every way at least half as likely as the likeliest."""
    more = 1 - (1 - signs.over[row]) * (1 - signs.contact[row])
    chances = {Reason.SHARE: more, Reason.AFTER_HOURS: signs.off_hours[row], Reason.ROTA: signs.rota[row]}
    most = max(chances.values())
    return tuple(reason for reason, chance in chances.items() if chance > 0 and chance >= most / 2)


def _team(beliefs: Beliefs, week: Week, doubted: tuple[Doubt, ...]) -> tuple[Beliefs, TeamWeek]:
    now = capacity.chance(beliefs.recent, beliefs.early, week.adhoc)
    risk = now if beliefs.seen == 1 else capacity.KEEPS * beliefs.team_risk + (1 - capacity.KEEPS) * now
    flagged = beliefs.seen > capacity.FIRST_WEEK and risk >= (capacity.OFF if beliefs.team_flagged else capacity.ON)
    beliefs = replace(beliefs, team_risk=risk, team_flagged=flagged)
    return beliefs, TeamWeek(beliefs.seen - 1, flagged, risk, doubted)
