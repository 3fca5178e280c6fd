"""How limits that people reached are stored."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PEOPLE, PERSON
from bot.load.domain import Limit, LimitNote, limit_notes
from bot.people.domain import TeamId, UserId


class LoadLimitRow(InWorkspace, Table):
    """The limits that somebody reached in a week, with the counts they were told; `to_tell` are names of limits."""

    __tablename__ = "load_limits"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        UniqueConstraint("workspace_id", "team_id", "user_id", "monday"),
        Index("ix_load_limits_user", "workspace_id", "user_id", "monday"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    monday: Mapped[date]
    reached: Mapped[list[dict[str, Any]]] = mapped_column(JSON, info=NOTHING)
    to_tell: Mapped[list[str]] = mapped_column(JSON, info=NOTHING)
    person_told_at: Mapped[datetime | None]
    lead_due_at: Mapped[datetime | None]
    lead_told_at: Mapped[datetime | None]
    told_leads: Mapped[list[str]] = mapped_column(JSON, info=PEOPLE)

    def to_note(self) -> LimitNote:
        return LimitNote(
            id=self.id,
            team_id=TeamId(self.team_id),
            user_id=UserId(self.user_id),
            monday=self.monday,
            reached=tuple(limit_notes.from_plain(each) for each in self.reached),
            to_tell=frozenset(Limit(each) for each in self.to_tell),
            person_told_at=self.person_told_at,
            lead_due_at=self.lead_due_at,
            lead_told_at=self.lead_told_at,
            told_leads=tuple(UserId(each) for each in self.told_leads),
        )
