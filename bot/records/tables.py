"""How it is stored that somebody was forgotten, and that somebody may be the one who left."""

from datetime import datetime

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table
from bot.core.marks import PEOPLE, PERSON
from bot.people.domain import UserId
from bot.records.domain.reunions import Reunion


class ForgettingRow(InWorkspace, Table):
    """Somebody was forgotten: `former_id` stands for them since. Without `asked_by` it was the operator."""

    __tablename__ = "forgettings"
    __table_args__ = (UniqueConstraint("workspace_id", "former_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    former_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    asked_by: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    at: Mapped[datetime]


class ReunionRow(InWorkspace, Table):
    """Two accounts that may be one person's. `told` are the admins who were asked; `same` is what one of them said."""

    __tablename__ = "reunions"
    __table_args__ = (UniqueConstraint("workspace_id", "old_id", "new_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    old_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    new_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    told: Mapped[list[str]] = mapped_column(JSON, info=PEOPLE)
    same: Mapped[bool | None]
    decided_by: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    decided_at: Mapped[datetime | None]

    def to_reunion(self) -> Reunion:
        return Reunion(
            id=self.id,
            old_id=UserId(self.old_id),
            new_id=UserId(self.new_id),
            told=tuple(UserId(each) for each in self.told),
            same=self.same,
            decided_by=UserId(self.decided_by) if self.decided_by else None,
        )
