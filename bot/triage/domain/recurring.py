"""Fires that come back: same topic, same words. Candidates to automate, found by a rule anybody can check by hand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from bot.triage.domain.fires import Effort, Fire

COMES_BACK_WITHIN = timedelta(days=90)
FEWEST_CASES = 3
SHARED_WORDS = 2
SHORTEST_WORD = 3
WORD = re.compile(r"[^\W_]+")
PLURAL = re.compile(r"(..[^s])s$")
# Words that say nothing about what a request is about.
COMMON_WORDS = (
    "about again all and any are but can cannot could does doesn don for from get gets give has have how into its just "
    "make need needed needs new not now off one our out please same see should show shows some still than that the "
    "their them then there these they this those too was what when where which who why will with without would you "
    "your"
)
COMMON = frozenset(COMMON_WORDS.split())


@dataclass(frozen=True)
class Candidate:
    """Fires that are one thing coming back. `words` is what all their titles share; fires of one case count once."""

    topic: str
    words: tuple[str, ...]
    fires: tuple[Fire, ...]

    @property
    def cases(self) -> int:
        return len({fire.case_id for fire in self.fires})

    @property
    def efforts(self) -> tuple[tuple[Effort, int], ...]:
        """How many fires of each size, the largest first; those without one are in none."""
        counted = [(each, sum(fire.effort == each for fire in self.fires)) for each in reversed(Effort)]
        return tuple((each, count) for each, count in counted if count)


def significant(title: str) -> frozenset[str]:
    """The words of a title that say what it is about, in small letters; a plural `s` makes no other word."""
    words = (each.casefold() for each in WORD.findall(title))
    kept = (each for each in words if len(each) >= SHORTEST_WORD and each not in COMMON and not each.isdigit())
    return frozenset(PLURAL.sub(r"\1", each) for each in kept)


def candidates(fires: Iterable[Fire]) -> list[Candidate]:
    """Of one topic, at least two words shared by all, at least three cases. Each fire is in one group at most: the
    largest group is taken first, of equals the one whose words come first in the alphabet.
    """
    by_topic: dict[str, list[Fire]] = {}
    for fire in fires:
        if fire.topic:
            by_topic.setdefault(fire.topic, []).append(fire)
    found = [group for topic, own in sorted(by_topic.items()) for group in _groups(topic, own)]
    return sorted(found, key=lambda each: (-each.cases, each.topic, each.words))


def _groups(topic: str, fires: Sequence[Fire]) -> Iterable[Candidate]:
    words = {fire.id: significant(fire.title) for fire in fires}
    left = list(fires)
    while left:
        sharing: dict[tuple[str, ...], list[Fire]] = {}
        for fire in left:
            for pair in combinations(sorted(words[fire.id]), SHARED_WORDS):
                sharing.setdefault(pair, []).append(fire)
        best = min(sharing.items(), key=lambda each: (-_cases(each[1]), each[0]), default=None)
        if best is None or _cases(best[1]) < FEWEST_CASES:
            return
        own = best[1]
        shared = frozenset.intersection(*(words[fire.id] for fire in own))
        yield Candidate(topic, tuple(sorted(shared)), tuple(sorted(own, key=lambda fire: fire.number)))
        taken = {fire.id for fire in own}
        left = [fire for fire in left if fire.id not in taken]


def _cases(fires: Sequence[Fire]) -> int:
    return len({fire.case_id for fire in fires})
