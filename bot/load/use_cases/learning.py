"""From what was believed of a team to what is believed after more weeks. The only place that needs numpy, so it is
loaded when weeks are learnt and not before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from bot.load.domain import Doubt, Doubted, Found, Pile, Reason, Suspected
from bot.load.use_cases.weeks import NO_TOPIC, Facts, categories_of, history_of
from bot.people.domain import UserId

if TYPE_CHECKING:
    from bot.load.detector.beliefs import Beliefs
    from bot.load.detector.believe import Belief, Finding
    from bot.load.detector.week import Week
    from bot.load.detector.why import Kind

PILE_WEEKS = 3
FINEST = 1000


@dataclass(frozen=True)
class Learnt:
    """What each week said, in order, and the beliefs after the last, as they are stored."""

    found: tuple[Found, ...]
    beliefs: dict[str, Any] | None


def learn_weeks(beliefs: Mapping[str, Any] | None, settled: Iterable[Doubted], weeks: Sequence[Facts]) -> Learnt:
    """`beliefs` are those after the week before, None before the first. What is `settled` is not doubted again."""
    from bot.load.detector.beliefs import to_plain
    from bot.load.detector.believe import believe
    from bot.load.detector.counting import weeks_of
    from bot.load.detector.doubts import Doubt as Doubtful

    known = _known(beliefs)
    right = frozenset((each.user_id, Doubtful(each.doubt)) for each in settled)
    found = []
    for facts in weeks:
        before = known
        [week] = weeks_of(history_of(facts, categories_of(before.categories, facts)))
        known, finding = believe(before, week, right)
        found.append(_found(facts, week, before, known, finding))
    return Learnt(tuple(found), to_plain(known))


def _known(plain: Mapping[str, Any] | None) -> Beliefs:
    """Beliefs of another format are of no use: what there is to know is learnt anew."""
    from bot.load.detector.beliefs import from_plain, unbiased

    try:
        return from_plain(dict(plain)) if plain is not None else unbiased((NO_TOPIC,))
    except ValueError:
        return unbiased((NO_TOPIC,))


def _found(facts: Facts, week: Week, before: Beliefs, after: Beliefs, finding: Finding) -> Found:
    from bot.load.detector.believe import FIRST_WEEK
    from bot.load.detector.why import fair_shares, kinds

    ways = kinds(after)
    # In the first weeks there is too little of everything to doubt or to flag anybody.
    speaks = after.seen > FIRST_WEEK
    fair = fair_shares(before.duty, week)
    people = [(UserId(each), _fraction(part)) for each, part in zip(week.members, fair, strict=True)]
    return Found(
        monday=facts.monday,
        speaks=speaks,
        suspected=tuple(_suspected(each, ways[each.member]) for each in finding.people if speaks and each.flagged),
        doubted=tuple(_doubted(finding)) if speaks else (),
        team_over=speaks and finding.team.flagged,
        pile=_pile(facts, after),
        fair=dict(people),
    )


def _suspected(belief: Belief, kind: Kind) -> Suspected:
    reasons: list[Reason] = []
    for each in belief.reasons:
        reason = Reason(each.value)
        reasons += _ways(kind) if reason == Reason.SHARE else [reason]
    return Suspected(UserId(belief.member), tuple(reasons), kind.topic)


def _ways(kind: Kind) -> list[Reason]:
    """In which ways somebody's part is too large; of none that stands out the counts are told."""
    of = {Reason.SHARE: kind.more, Reason.WEIGHT: kind.heavier, Reason.CONTACT: bool(kind.topic)}
    return [reason for reason, holds in of.items() if holds] or [Reason.SHARE]


def _doubted(finding: Finding) -> Iterable[Doubted]:
    for belief in finding.people:
        yield from (Doubted(UserId(belief.member), Doubt(each)) for each in belief.doubts)
    yield from (Doubted(None, Doubt(each)) for each in finding.team.doubts)


def _pile(facts: Facts, after: Beliefs) -> Pile:
    last = after.recent[-PILE_WEEKS:]
    if not last:
        return Pile(facts.waiting, 0, 0, 0)
    usual = after.early.arrived / max(1e-9, after.early.hours) * float(last[-1].nominal.sum())
    return Pile(
        waiting=facts.waiting + int(last[-1].open.sum()),
        closed=int(sum(float(each.closed.sum()) for each in last)),
        came=int(sum(each.arrived for each in last)),
        usual=round(usual * len(last)),
    )


def _fraction(part: float) -> Fraction:
    """As a number that can be written down."""
    return Fraction(part).limit_denominator(FINEST)
