"""How duty is stored: every shift that was ever put, also those that others lie over."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PERSON
from bot.duty.domain import Role, Shift, ShiftId
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
