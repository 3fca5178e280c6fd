"""How workspaces and the tokens for them are stored."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Table
from bot.core.work import WorkspaceId
from bot.workspaces.domain import Workspace


class WorkspaceRow(Table):
    __tablename__ = "workspaces"
    id: Mapped[int] = mapped_column(primary_key=True)
    slack_id: Mapped[str] = mapped_column(String(40), unique=True)
    enterprise_id: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    bot_user_id: Mapped[str] = mapped_column(String(40))
    installed_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    def to_workspace(self) -> Workspace:
        return Workspace(WorkspaceId(self.id), self.slack_id, self.name, self.bot_user_id, self.enterprise_id)


class InstallationRow(Table):
    """Tokens are encrypted, and emptied when the installation ends. `renewing_until` leases the renewal of a token."""

    __tablename__ = "installations"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(40), unique=True)
    team_id: Mapped[str | None] = mapped_column(String(40))
    enterprise_id: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    bot_user_id: Mapped[str] = mapped_column(String(40))
    bot_token: Mapped[str] = mapped_column(Text)
    refresh_token: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[datetime | None]
    installed_by: Mapped[str] = mapped_column(String(40))
    installed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    renewing_until: Mapped[datetime | None]


class OAuthStateRow(Table):
    """An installation somebody began; the state comes back from Slack once."""

    __tablename__ = "oauth_states"
    state: Mapped[str] = mapped_column(String(80), primary_key=True)
    expires_at: Mapped[datetime]
