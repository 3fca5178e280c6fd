"""Two people exchange shifts: one offers, the other accepts, and both happen at once or neither."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.core.calendar import DAY, WorkingWeek
from bot.core.calendar import days_of as dates_of
from bot.duty.domain.shifts import Role, Shift, ShiftId, Stretch, days_of
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

    @property
    def gets(self) -> tuple[tuple[UserId, Turn], tuple[UserId, Turn]]:
        """Who is on duty when, once it is done."""
        return (self.other_id, self.mine), (self.asker_id, self.theirs)


@dataclass(frozen=True)
class SwapNews:
    """What became of an offer. `today` is the team's; `doubts` say what would not be usual about it."""

    team: Team
    swap: Swap
    today: date
    doubts: tuple[str, ...] = ()


def done(shifts: Sequence[Shift], swap: Swap) -> list[Shift]:
    """All shifts as they would be."""
    newest = max((each.id for each in shifts), default=0)
    return [
        *shifts,
        *(
            Shift(ShiftId(newest + n), swap.team_id, user_id, turn.role, turn.starts, turn.ends, user_id)
            for n, (user_id, turn) in enumerate(swap.gets, 1)
        ),
    ]


def is_in_a_row(found: Iterable[Stretch], user_id: str, turn: Turn, week: WorkingWeek) -> bool:
    """Whether somebody would be on duty beside that turn, too, without a working day of the team between."""
    first, last = days_of(Stretch(turn.role, UserId(user_id), turn.starts, turn.ends), week.zone)
    for each in found:
        if each.user_id != user_id:
            continue
        begins, ends = days_of(each, week.zone)
        if each.role == turn.role and begins <= first and last <= ends:
            if begins < first or ends > last:
                return True
            continue
        between = dates_of(last + DAY, begins - DAY) if begins > last else dates_of(ends + DAY, first - DAY)
        if not any(week.works_on(on) for on in between):
            return True
    return False
