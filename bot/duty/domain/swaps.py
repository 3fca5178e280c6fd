"""Two people exchange shifts: one offers, the other accepts, and both happen at once or neither."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.duty.domain.shifts import Role
from bot.people.domain import Team, TeamId, UserId

SwapId = NewType("SwapId", int)


class SwapState(StrEnum):
    """`settled`: one of the two is not on duty then any more."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"


@dataclass(frozen=True)
class Turn:
    """Days of duty that somebody gives away in an exchange."""

    role: Role
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class NewSwap:
    """`asker_id` gives `mine` and wants `theirs` of `other_id`."""

    team_id: TeamId
    asker_id: UserId
    other_id: UserId
    mine: Turn
    theirs: Turn


@dataclass(frozen=True)
class Swap(NewSwap):
    """An offer as it stands."""

    id: SwapId
    state: SwapState = SwapState.OPEN


@dataclass(frozen=True)
class SwapNews:
    """What became of an offer. `today` is the team's; `doubts` say what would not be usual about it."""

    team: Team
    swap: Swap
    today: date
    doubts: tuple[str, ...] = ()
