"""How workspaces are stored."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Table
from bot.core.work import WorkspaceId
from bot.workspaces.domain import Workspace


class WorkspaceRow(Table):
    __tablename__ = "workspaces"
    id: Mapped[int] = mapped_column(primary_key=True)
    slack_id: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    bot_user_id: Mapped[str] = mapped_column(String(40))
    installed_at: Mapped[datetime]

    def to_workspace(self) -> Workspace:
        return Workspace(WorkspaceId(self.id), self.slack_id, self.name, self.bot_user_id)
