"""Yes, and: what could move of what somebody has in hand, before they take one more."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.people.domain import Team
from bot.triage.domain.fires import Fire
from bot.triage.domain.steps import Step, next_state
from bot.triage.domain.suggesting import Candidate


class Move(StrEnum):
    """What becomes of a fire to make room for another."""

    STAY = "stay"
    RELEASE = "release"
    HAND = "hand"
    SNOOZE = "snooze"
    LATER = "later"


@dataclass(frozen=True)
class Open:
    """A fire somebody has in hand, to whom it could go, and until when it could wait."""

    fire: Fire
    to: Candidate | None
    later: date


@dataclass(frozen=True)
class Room:
    """Somebody with full hands, before they take one more: what could move, what is least urgent first."""

    fire: Fire
    team: Team
    user_id: str
    name: str
    cap: int
    count: int
    open: tuple[Open, ...]
    monday: date

    @property
    def excess(self) -> int:
        """How many have to move."""
        return max(0, self.count - self.cap + 1)


def moves_for(open_fire: Open) -> tuple[Move, ...]:
    """What can be done with it, staying first."""
    fire = open_fire.fire
    found = [Move.STAY]
    if next_state(fire.state, Step.RELEASE):
        found.append(Move.RELEASE)
    if open_fire.to is not None and next_state(fire.state, Step.ASSIGN):
        found.append(Move.HAND)
    if next_state(fire.state, Step.SNOOZE):
        found.append(Move.SNOOZE)
    return (*found, Move.LATER)
