"""How duty is stored: every shift that was ever put, also those that others lie over."""

from datetime import datetime

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PEOPLE, PERSON
from bot.core.tenant import WorkspaceId
from bot.duty.domain import Role, Shift, ShiftId
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
