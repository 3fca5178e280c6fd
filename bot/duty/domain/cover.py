"""Somebody asks to be relieved of days of duty: those who could do it are asked, and exactly one of them takes it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.duty.domain.shifts import Role
from bot.people.domain import Team, TeamId, UserId

CoverId = NewType("CoverId", int)

# A message each: in a large team those who owe duty the most are asked.
MOST_ASKED = 8
# Points of credit above or below the fair share from which on it is worth a word; a primary's week counts two.
WORTH_A_WORD = 0.5


class CoverState(StrEnum):
    """`settled`: whoever asked is not on duty then any more, for another reason. `over`: nobody took it in time."""

    OPEN = "open"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"
    OVER = "over"


class Lately(StrEnum):
    """How much duty somebody has had, held against their own fair share."""

    LESS = "less"
    FAIR = "fair"
    MORE = "more"


@dataclass(frozen=True)
class NewCover:
    """`user_id` is on duty from `starts` until `ends`, and `asked_by` asks for them. `asked` are in the order in which
    they should take it.
    """

    team_id: TeamId
    user_id: UserId
    asked_by: UserId
    role: Role
    starts: datetime
    ends: datetime
    asked: tuple[UserId, ...]


@dataclass(frozen=True)
class Cover(NewCover):
    """A request as it stands."""

    id: CoverId
    state: CoverState = CoverState.OPEN
    declined: tuple[UserId, ...] = ()
    taken_by: UserId | None = None

    @property
    def is_open(self) -> bool:
        return self.state == CoverState.OPEN

    @property
    def is_refused_by_all(self) -> bool:
        """Nobody is left who could still say yes."""
        return self.is_open and set(self.asked) <= set(self.declined)


@dataclass(frozen=True)
class Candidate:
    """Somebody who is there while cover is wanted. `points` are credit above (or below) their fair share."""

    user_id: UserId
    name: str
    points: float
    is_on: bool
    """On duty then already, in the other role."""

    @property
    def lately(self) -> Lately:
        if self.points <= -WORTH_A_WORD:
            return Lately.LESS
        return Lately.MORE if self.points >= WORTH_A_WORD else Lately.FAIR


@dataclass(frozen=True)
class CoverNews:
    """What became of a request. `today` is the team's."""

    team: Team
    cover: Cover
    today: date
    candidates: tuple[Candidate, ...] = ()


def in_turn(candidates: list[Candidate]) -> list[Candidate]:
    """Who should take it first: free before on duty otherwise, then the least credit; the name decides the rest."""
    return sorted(candidates, key=lambda each: (each.is_on, each.points, each.name, each.user_id))


def is_there(there: timedelta, whole: timedelta, part: float) -> bool:
    """Whether somebody is there for that part of their own hours; where they have none, nothing is asked of them."""
    return whole > timedelta(0) and there >= part * whole
