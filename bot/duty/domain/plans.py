"""A plan of duty as it was proposed: what is shown is what a click publishes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.duty.domain.groups import DutyGroup
from bot.duty.domain.limits import OwnLimits
from bot.duty.domain.rotas import Rota
from bot.people.domain import Team, TeamId, UserId

PlanId = NewType("PlanId", int)


class PlanState(StrEnum):
    PROPOSED = "proposed"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True)
class PlannedShift:
    """One turn. `was_…` is who is on already; `held` is every stretch in it when this was proposed.

    In `label` and the sentences people stand as their ids. `impossible` says what cannot be had.
    """

    label: str
    first_on: date
    last_on: date
    primary: UserId | None
    backup: UserId | None
    was_primary: UserId | None
    was_backup: UserId | None
    held: tuple[str, ...]
    why: str
    runner_up: str
    impossible: tuple[str, ...] = ()

    @property
    def changes_primary(self) -> bool:
        return self.primary is not None and self.primary != self.was_primary

    @property
    def changes_backup(self) -> bool:
        return self.backup is not None and self.backup != self.was_backup

    @property
    def changes(self) -> bool:
        """Nobody new is nothing to publish: who is on then stays."""
        return self.changes_primary or self.changes_backup

    @property
    def then_primary(self) -> UserId | None:
        """Who is on once it is published."""
        return self.primary or self.was_primary

    @property
    def then_backup(self) -> UserId | None:
        """Nobody where the backup of before is the primary now and has no successor."""
        backup = self.backup or self.was_backup
        return None if backup == self.then_primary else backup

    def takes_off(self, user_id: str) -> bool:
        """They are on now, and are not once it is published."""
        return user_id in (self.was_primary, self.was_backup) and user_id not in (self.then_primary, self.then_backup)


@dataclass(frozen=True)
class Effect:
    """How far one person ends from their fair share, in points: 2 are a shift; above 0 they did more."""

    user_id: UserId
    after: float


@dataclass(frozen=True)
class Turns:
    """What the planner made of the facts. `mends`: what is published was kept where its people are there."""

    shifts: tuple[PlannedShift, ...]
    given_up: tuple[str, ...]
    effects: tuple[Effect, ...]
    seed: int
    mends: bool

    @property
    def changed(self) -> tuple[PlannedShift, ...]:
        return tuple(each for each in self.shifts if each.changes)

    @property
    def until(self) -> date:
        return self.shifts[-1].last_on

    @property
    def people(self) -> frozenset[UserId]:
        """Everybody who is named in it."""
        seats = [
            who for each in self.shifts for who in (each.primary, each.backup, each.was_primary, each.was_backup) if who
        ]
        return frozenset([*seats, *(each.user_id for each in self.effects)])

    def of_person(self, user_id: str) -> list[tuple[PlannedShift, bool]]:
        """Their turns once it is published, and whether they are the backup."""
        return [
            (each, each.then_primary != user_id)
            for each in self.shifts
            if user_id in (each.then_primary, each.then_backup)
        ]


@dataclass(frozen=True)
class DutyPlan:
    """A stored proposal. `told_with` is the plan whose messages were brought up to date when it was published."""

    id: PlanId
    team_id: TeamId
    state: PlanState
    turns: Turns
    made_by: UserId
    made_at: datetime
    decided_by: UserId | None = None
    told_with: PlanId | None = None


@dataclass(frozen=True)
class OwnRota:
    """A team and how it takes turns, with what its members said about their own."""

    team: Team
    rota: Rota
    limits: tuple[OwnLimits, ...] = ()
    group: DutyGroup | None = None


@dataclass(frozen=True)
class Proposal:
    """A stored plan, with the team it is for."""

    team: Team
    plan: DutyPlan


@dataclass(frozen=True)
class Published:
    """What a click on it made true; `opens` says that nothing is told yet under the plan it is told with."""

    team: Team
    plan: DutyPlan
    by: UserId
    told_with: PlanId
    opens: bool
    told_before: frozenset[UserId]


@dataclass(frozen=True)
class Overtaken:
    """It cannot be published any more; `why` has people as ids. Without one, somebody decided about it already."""

    team: Team
    plan: DutyPlan
    why: str | None
