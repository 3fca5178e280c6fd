"""How duty is stored: every shift that was ever put, also those that others lie over; who takes turns; and plans."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PEOPLE, PERSON
from bot.core.tenant import WorkspaceId
from bot.duty.domain import (
    DutyPlan,
    Effect,
    PlanId,
    PlannedShift,
    PlanState,
    Role,
    Rota,
    Shift,
    ShiftId,
    Turns,
)
from bot.duty.domain.cover import Cover, CoverId, CoverState
from bot.duty.domain.feeds import Feed
from bot.duty.domain.swaps import Swap, SwapId, SwapState, Turn
from bot.people.domain import TeamId, UserId


class ShiftRow(InWorkspace, Table):
    """What was worked stays: one that is taken back ends when that was said, or before it began."""

    __tablename__ = "shifts"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("team_id", "teams"),
        Index("ix_shifts_team", "workspace_id", "team_id", "ends"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    role: Mapped[str] = mapped_column(String(10), info=NOTHING)
    starts: Mapped[datetime]
    ends: Mapped[datetime]
    put_by: Mapped[str] = mapped_column(String(40), info=PERSON)
    put_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    def to_shift(self) -> Shift:
        return Shift(
            id=ShiftId(self.id),
            team_id=TeamId(self.team_id),
            user_id=UserId(self.user_id),
            role=Role(self.role),
            starts=self.starts,
            ends=self.ends,
            put_by=UserId(self.put_by),
        )


class RotaRow(InWorkspace, Table):
    """How a team takes turns, once somebody proposed a plan or chose."""

    __tablename__ = "rotas"
    __table_args__ = (UniqueConstraint("workspace_id", "team_id"), of_same_workspace("team_id", "teams"))
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    first_on: Mapped[date]
    shift_days: Mapped[int]
    has_backup: Mapped[bool]
    shifts: Mapped[int | None]
    people: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True), info=PEOPLE)

    def to_rota(self) -> Rota:
        return Rota(
            team_id=TeamId(self.team_id),
            first_on=self.first_on,
            shift_days=self.shift_days,
            has_backup=self.has_backup,
            shifts=self.shifts,
            people=None if self.people is None else tuple(UserId(each) for each in self.people),
        )


class DutyPlanRow(InWorkspace, Table):
    """A plan as it was shown, with ids where people stand."""

    __tablename__ = "duty_plans"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("team_id", "teams"),
        Index("ix_duty_plans_team", "workspace_id", "team_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), info=NOTHING)
    turns: Mapped[dict[str, Any]] = mapped_column(JSON, info=PEOPLE)
    made_by: Mapped[str] = mapped_column(String(40), info=PERSON)
    made_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    decided_at: Mapped[datetime | None]
    told_with: Mapped[int | None]

    def to_plan(self) -> DutyPlan:
        return DutyPlan(
            id=PlanId(self.id),
            team_id=TeamId(self.team_id),
            state=PlanState(self.state),
            turns=_turns(self.turns),
            made_by=UserId(self.made_by),
            made_at=self.made_at,
            decided_by=None if self.decided_by is None else UserId(self.decided_by),
            told_with=None if self.told_with is None else PlanId(self.told_with),
        )


def turns_values(turns: Turns) -> dict[str, Any]:
    """As JSON; dates as `2026-11-30`."""
    shifts = [
        {**asdict(each), "first_on": each.first_on.isoformat(), "last_on": each.last_on.isoformat()}
        for each in turns.shifts
    ]
    return {**asdict(turns), "shifts": shifts}


def _turns(stored: Mapping[str, Any]) -> Turns:
    return Turns(
        shifts=tuple(_planned(each) for each in stored["shifts"]),
        given_up=tuple(stored["given_up"]),
        effects=tuple(Effect(**each) for each in stored["effects"]),
        seed=stored["seed"],
        mends=stored["mends"],
    )


def _planned(stored: Mapping[str, Any]) -> PlannedShift:
    lists = {name: tuple(stored[name]) for name in ("held", "impossible")}
    dates = {name: date.fromisoformat(stored[name]) for name in ("first_on", "last_on")}
    return PlannedShift(**{**stored, **lists, **dates})


class CoverRow(InWorkspace, Table):
    """`asked` and `declined` are user ids, in the order in which they were asked and answered."""

    __tablename__ = "cover_requests"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("team_id", "teams"),
        Index("ix_cover_requests_team", "workspace_id", "team_id", "ends"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    asked_by: Mapped[str] = mapped_column(String(40), info=PERSON)
    role: Mapped[str] = mapped_column(String(10), info=NOTHING)
    starts: Mapped[datetime]
    ends: Mapped[datetime]
    asked: Mapped[list[str]] = mapped_column(JSON, info=PEOPLE)
    declined: Mapped[list[str]] = mapped_column(JSON, info=PEOPLE)
    state: Mapped[str] = mapped_column(String(10), info=NOTHING)
    taken_by: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    def to_cover(self) -> Cover:
        return Cover(
            id=CoverId(self.id),
            team_id=TeamId(self.team_id),
            user_id=UserId(self.user_id),
            asked_by=UserId(self.asked_by),
            role=Role(self.role),
            starts=self.starts,
            ends=self.ends,
            asked=tuple(UserId(each) for each in self.asked),
            declined=tuple(UserId(each) for each in self.declined),
            state=CoverState(self.state),
            taken_by=UserId(self.taken_by) if self.taken_by else None,
        )


class SwapRow(InWorkspace, Table):
    """Without a prefix are the days of whoever asked."""

    __tablename__ = "duty_swaps"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("team_id", "teams"),
        Index("ix_duty_swaps_team", "workspace_id", "team_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    asker_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    other_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    role: Mapped[str] = mapped_column(String(10), info=NOTHING)
    starts: Mapped[datetime]
    ends: Mapped[datetime]
    their_role: Mapped[str] = mapped_column(String(10), info=NOTHING)
    their_starts: Mapped[datetime]
    their_ends: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), info=NOTHING)
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    def to_swap(self) -> Swap:
        return Swap(
            id=SwapId(self.id),
            team_id=TeamId(self.team_id),
            asker_id=UserId(self.asker_id),
            other_id=UserId(self.other_id),
            mine=Turn(Role(self.role), self.starts, self.ends),
            theirs=Turn(Role(self.their_role), self.their_starts, self.their_ends),
            state=SwapState(self.state),
        )


class FeedRow(InWorkspace, Table):
    """The address itself is nowhere: `fingerprint` is the SHA-256 of its secret part, by which it is found before a
    workspace is known.
    """

    __tablename__ = "duty_feeds"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        Index("ix_duty_feeds_person", "workspace_id", "user_id"),
        Index("ix_duty_feeds_fingerprint", "fingerprint"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    fingerprint: Mapped[str] = mapped_column(String(64), info=NOTHING)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    def to_feed(self) -> Feed:
        return Feed(self.id, WorkspaceId(self.workspace_id), UserId(self.user_id), self.made_at)
