"""The mix of work that somebody and their lead agreed on, and what of it can be seen in closed fires."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.duty.planning.efforts import USUAL as USUAL_EFFORT
from bot.load.domain.reasons import SIZES
from bot.people.domain import UserId
from bot.triage.domain import Effort, Fire, Priority, State

WHOLE = 100
# Fewer closed fires say more of chance than of somebody's weeks.
FEWEST_FIRES = 5
# Hours of a fire whose effort nobody said: a middling one, bigger where it was urgent.
USUAL = {priority: SIZES[Effort.MEDIUM] * USUAL_EFFORT[priority] for priority in Priority}


@dataclass(frozen=True)
class Mix:
    """Parts of a hundred."""

    project: int
    fires: int
    growth: int

    @property
    def total(self) -> int:
        return self.project + self.fires + self.growth


class TooLittle(StrEnum):
    """Why nothing can be said of the weeks as they were."""

    FIRES = "fires"
    HOURS = "hours"


@dataclass(frozen=True)
class Lived:
    """Four weeks: `closed` fires, of which `guessed` have no effort said, and the hours beside those declared."""

    closed: int
    guessed: int
    hours: float
    declared: float
    too_little: TooLittle | None = None

    @property
    def fires(self) -> int:
        """Percent of the declared hours; more than a hundred where fires took more than those."""
        return round(WHOLE * self.hours / self.declared)

    @property
    def rest(self) -> int:
        return max(0, WHOLE - self.fires)


@dataclass(frozen=True)
class Own:
    """What only the person sees of themselves, and chose: nothing of it is anybody else's."""

    watched: bool = False
    mix: Mix | None = None
    lived: Lived | None = None


NOTHING_CHOSEN = Own()


def lived(fires: Iterable[Fire], user_id: UserId, first: datetime, last: datetime, minutes: int) -> Lived:
    """From fires that this person finished from `first` until before `last`; `minutes` are declared working time."""
    done = [
        fire
        for fire in fires
        if fire.handler == user_id and fire.state == State.DONE and fire.closed_at and first <= fire.closed_at < last
    ]
    hours = sum(SIZES[fire.effort] if fire.effort else USUAL[fire.priority] for fire in done)
    guessed = sum(fire.effort is None for fire in done)
    lack = TooLittle.HOURS if not minutes else TooLittle.FIRES if len(done) < FEWEST_FIRES else None
    return Lived(len(done), guessed, hours, minutes / 60, lack)
