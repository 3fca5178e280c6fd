"""Dips: somebody's own answers from 1 to 5 were lower for three weeks than in the eight before. Pure and exact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from itertools import combinations
from math import lcm

from bot.core.calendar import WEEK, week_start
from bot.people.domain import UserId
from bot.standups.domain.moods import OwnMood

LATELY, BEFORE = 3, 8
LARGEST_CHANCE = Fraction(1, 100)
LEAST_DROP = Fraction(3, 4)
# Weeks without an answer are passed over, but what is compared lies no further back than this.
WEEKS_BACK = 16


@dataclass(frozen=True)
class AnswerWeek:
    """What somebody answered to one question in an ISO week: so many answers, which add up to `total`."""

    monday: date
    total: int
    count: int

    @property
    def mean(self) -> Fraction:
        return Fraction(self.total, self.count)


@dataclass(frozen=True)
class Comparison:
    """Eleven weeks of answers to one question, the oldest first; `question` is its newest wording."""

    question: str
    weeks: tuple[AnswerWeek, ...]

    @property
    def before(self) -> Fraction:
        """The mean of the weekly means: a week with many answers weighs no more than one with few."""
        return _mean(self.weeks[:BEFORE])

    @property
    def lately(self) -> Fraction:
        return _mean(self.weeks[BEFORE:])

    @property
    def chance(self) -> Fraction:
        """Of all ways to pick three of the weeks, the part that is as low as the newest three: an exact test."""
        # Whole numbers compare as exactly as fractions, and much faster.
        scale = lcm(*(week.count for week in self.weeks))
        means = [week.total * scale // week.count for week in self.weeks]
        seen = sum(means[BEFORE:])
        picks = [sum(pick) <= seen for pick in combinations(means, LATELY)]
        return Fraction(sum(picks), len(picks))

    @property
    def is_dip(self) -> bool:
        return self.chance <= LARGEST_CHANCE and self.before - self.lately >= LEAST_DROP


@dataclass(frozen=True)
class Dip:
    """One that was found, told once, and goes with its last week. `leads` are whom its owner may share it with, as they
    were when it was told; once shared, who was sent it.
    """

    id: int
    user_id: UserId
    opened_on: date
    seen_on: date
    comparison: Comparison
    told_at: datetime | None
    shared_at: datetime | None
    leads: tuple[UserId, ...]


@dataclass(frozen=True)
class ToldDip:
    """As its messages tell it; `names` are those of its owner and of the leads."""

    dip: Dip
    names: Mapping[UserId, str]


def compare(moods: Iterable[OwnMood], monday: date) -> Comparison | None:
    """The eleven newest weeks with an answer, the last of them that of `monday`. Of several questions the one that was
    answered in most weeks, so that no week is judged twice. None where there is no such question.
    """
    by_question: dict[tuple[int, str], list[OwnMood]] = {}
    for each in moods:
        if monday - (WEEKS_BACK - 1) * WEEK <= week_start(each.on) <= monday:
            by_question.setdefault((each.standup_id, each.key), []).append(each)
    weeks = {question: _by_week(given) for question, given in by_question.items()}
    ready = [each for each in weeks if len(weeks[each]) >= LATELY + BEFORE and weeks[each][-1].monday == monday]
    if not ready:
        return None
    chosen = min(ready, key=lambda each: (-len(weeks[each]), each))
    newest = max(by_question[chosen], key=lambda each: each.on)
    return Comparison(newest.text, tuple(weeks[chosen][-LATELY - BEFORE :]))


def _by_week(moods: Sequence[OwnMood]) -> list[AnswerWeek]:
    values: dict[date, list[int]] = {}
    for each in moods:
        values.setdefault(week_start(each.on), []).append(each.value)
    return [AnswerWeek(monday, sum(given), len(given)) for monday, given in sorted(values.items())]


def _mean(weeks: Sequence[AnswerWeek]) -> Fraction:
    return sum((week.mean for week in weeks), Fraction(0)) / len(weeks)
