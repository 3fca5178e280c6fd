"""How a team takes fires: its targets, types, topics, caps and doors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.people.domain import TeamId, UserId
from bot.triage.domain.fires import Priority

WORKING_DAY = timedelta(hours=8)
# Unthread waits 60 minutes, ClearFeed 5, Thena 2; five keeps a second thought together and two requests apart.
JOINS_WITHIN = timedelta(minutes=5)
MOST_REQUIRED = 5
# What an option of a menu holds.
LONGEST_TYPE = 75
LONGEST_LABEL = 80


@dataclass(frozen=True)
class Target:
    """How soon somebody takes a fire and how soon it is out, in the team's working time; None: when there is time."""

    response: timedelta | None
    resolution: timedelta | None


TARGETS: Mapping[Priority, Target] = {
    Priority.P1: Target(timedelta(minutes=30), timedelta(hours=4)),
    Priority.P2: Target(timedelta(hours=4), WORKING_DAY),
    Priority.P3: Target(WORKING_DAY, 5 * WORKING_DAY),
    Priority.P4: Target(None, None),
}


@dataclass(frozen=True)
class Field:
    """One thing a type of fire asks for, in one line."""

    label: str
    required: bool


@dataclass(frozen=True)
class FireType:
    """A kind of request with questions of its own."""

    name: str
    fields: tuple[Field, ...] = ()


class Level(StrEnum):
    """How well somebody knows a topic. A learner works on it with an expert behind them."""

    EXPERT = "expert"
    LEARNER = "learner"


@dataclass(frozen=True)
class TopicPerson:
    """Somebody who knows a topic, or wants to."""

    topic: str
    user_id: UserId
    level: Level


@dataclass(frozen=True)
class Desk:
    """`cap`: how many fires one person may have in hand before taking one more asks what moves. `emoji` makes a
    message a fire, named without colons. Every message in `intake_channel` becomes one.
    """

    team_id: TeamId
    targets: Mapping[Priority, Target] = field(default_factory=lambda: TARGETS)
    types: tuple[FireType, ...] = ()
    topics: tuple[str, ...] = ()
    cap: int | None = None
    emoji: str | None = None
    intake_channel: str | None = None
    joins_within: timedelta = JOINS_WITHIN
    asks_readiness: bool = False

    def type_called(self, name: str | None) -> FireType | None:
        return next((each for each in self.types if each.name == name), None)
