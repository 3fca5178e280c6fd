"""How digests are stored: one row a team and ISO week, so that none comes twice."""

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace


class DigestRow(InWorkspace, Table):
    __tablename__ = "digests"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        UniqueConstraint("workspace_id", "team_id", "monday"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    monday: Mapped[date]
    state: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
