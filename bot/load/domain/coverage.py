"""Who takes what of each topic: where one person is all there is."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.people.domain import UserId
from bot.triage.domain import HandledCase

WEEKS = 12
FEWEST_OF_TOPIC = 8
FEWEST_PEOPLE = 3
# Of so many in a hundred somebody took nearly all.
NEARLY_ALL = 80


class Cover(StrEnum):
    """How many people hold nearly all of a topic."""

    ONE = "one"
    TWO = "two"
    MORE = "more"


@dataclass(frozen=True)
class TopicCover:
    """`taken` has the members in the team's order; `others` took what those took who are no members any more."""

    topic: str
    total: int
    taken: tuple[tuple[UserId, int], ...]
    others: int
    cover: Cover


@dataclass(frozen=True)
class Coverage:
    """Of the last twelve weeks, by topic. `too_few` topics had too few requests to say anything; `too_small` is a team
    of too few people for it.
    """

    topics: tuple[TopicCover, ...]
    too_few: int
    too_small: bool


def coverage(cases: Sequence[HandledCase], members: Collection[UserId]) -> Coverage:
    """Private fires and those without a topic are in none."""
    taken: dict[str, Counter[UserId]] = {}
    for case in cases:
        if case.topic and not case.private and not case.dismissed:
            taken.setdefault(case.topic, Counter())[case.handler] += 1
    if len(members) < FEWEST_PEOPLE:
        return Coverage((), len(taken), too_small=True)
    enough = {topic: counts for topic, counts in sorted(taken.items()) if counts.total() >= FEWEST_OF_TOPIC}
    topics = tuple(
        TopicCover(
            topic=topic,
            total=counts.total(),
            taken=tuple((each, counts[each]) for each in members if counts[each]),
            others=counts.total() - sum(counts[each] for each in members),
            cover=_cover(counts),
        )
        for topic, counts in enough.items()
    )
    return Coverage(topics, len(taken) - len(enough), too_small=False)


def _cover(counts: Counter[UserId]) -> Cover:
    """The fewest people who together took nearly all."""
    held = 0
    for number, (_, count) in enumerate(counts.most_common(2)):
        held += count
        if 100 * held >= NEARLY_ALL * counts.total():
            return Cover.TWO if number else Cover.ONE
    return Cover.MORE
