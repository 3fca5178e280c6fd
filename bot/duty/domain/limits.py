"""What somebody says about their own turns: what a plan never does to them, and what it avoids where it can. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from bot.core.calendar import DAY
from bot.duty.domain.rotas import A_YEAR, Days
from bot.people.domain import Member, Team, TeamId, UserId

# More of them in a row than that is no limit any more.
MOST_IN_A_ROW = 12
MOST_WISHES = 20
LONGEST_EXEMPT = A_YEAR


@dataclass(frozen=True)
class OwnLimits:
    """Of one person in one team. `exempt` periods are in the order of time and do not touch each other; those that are
    over stay, because no duty is owed for them.
    """

    team_id: TeamId
    user_id: UserId
    most_in_a_row: int | None = None
    exempt: tuple[Days, ...] = ()
    rather_not: tuple[Days, ...] = ()

    def exempt_ahead(self, today: date) -> Days | None:
        """The period that is running or comes; a person says one at a time."""
        return next((each for each in self.exempt if each[1] >= today), None)

    def wishes_ahead(self, today: date) -> tuple[Days, ...]:
        return tuple(each for each in self.rather_not if each[1] >= today)

    def is_exempt(self, first_on: date, last_on: date) -> bool:
        return bool(self.exempt_in(first_on, last_on))

    def exempt_in(self, first_on: date, last_on: date) -> tuple[Days, ...]:
        """Periods that meet these days, whole."""
        return _meeting(self.exempt, first_on, last_on)

    def wishes_in(self, first_on: date, last_on: date) -> tuple[Days, ...]:
        return _meeting(self.rather_not, first_on, last_on)

    def says_anything(self, today: date) -> bool:
        return bool(self.most_in_a_row or self.exempt_ahead(today) or self.wishes_ahead(today))


@dataclass(frozen=True)
class WantedLimits:
    """As somebody filled in the form; None and nothing take back what was said before."""

    most_in_a_row: int | None = None
    exempt: Days | None = None
    rather_not: tuple[Days, ...] = ()


@dataclass(frozen=True)
class SeenLimits:
    """With whose they are, and the team's today. `clashes` are days on which they are on duty and exempt."""

    team: Team
    member: Member
    limits: OwnLimits
    today: date
    clashes: tuple[Days, ...] = ()


def _meeting(said: tuple[Days, ...], first_on: date, last_on: date) -> tuple[Days, ...]:
    return tuple(each for each in said if each[0] <= last_on and first_on <= each[1])


def changed_limits(limits: OwnLimits, wanted: WantedLimits, today: date) -> OwnLimits:
    """What of an exempt period is over already stays, however the rest of it changes."""
    running = limits.exempt_ahead(today)
    kept = [each for each in limits.exempt if each[1] < today]
    ahead = wanted.exempt
    if running is not None and running[0] < today and (ahead is None or ahead[0] != running[0]):
        until = today - DAY if ahead is None else min(today, ahead[0]) - DAY
        kept.append((running[0], until))
    rather_not = tuple(sorted(set(wanted.rather_not)))
    return replace(
        limits,
        most_in_a_row=wanted.most_in_a_row,
        exempt=(*kept, *([ahead] if ahead else [])),
        rather_not=rather_not,
    )
