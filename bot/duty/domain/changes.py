"""What is asked for, what came of it, and how it stands."""

from dataclasses import dataclass
from datetime import date

from bot.duty.domain.rotas import Days
from bot.duty.domain.shifts import Role, Shift, Stretch
from bot.people.domain import Absence, Team, UserId


@dataclass(frozen=True)
class Wanted:
    """Somebody on duty from the first to the last of these days of the team's calendar, both included."""

    user_id: UserId
    role: Role
    first_on: date
    last_on: date


@dataclass(frozen=True)
class Duty:
    """A team's duty from today on: `now` is who is on, `ahead` what comes within two weeks."""

    team: Team
    today: date
    now: tuple[Stretch, ...]
    ahead: tuple[Stretch, ...]
    may_change: bool


@dataclass(frozen=True)
class Put:
    """A shift somebody put: whom it covers, and on which of its days they are away themselves, take no duty, or would
    rather not.
    """

    team: Team
    shift: Shift
    by: UserId
    today: date
    covered: tuple[UserId, ...]
    away: tuple[Absence, ...] = ()
    exempt: tuple[Days, ...] = ()
    rather_not: tuple[Days, ...] = ()
