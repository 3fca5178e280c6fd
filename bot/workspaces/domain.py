"""A workspace, and the installation whose token we use there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.tenant import WorkspaceId

# Tokens live twelve hours; renewed this early, a broken renewal leaves time to install again.
RENEW_BEFORE = timedelta(hours=4)


@dataclass(frozen=True)
class Workspace:
    """`slack_id` is Slack's T… id; `bot_user_id` is who we are there; `enterprise_id` its Enterprise Grid org's."""

    id: WorkspaceId
    slack_id: str
    name: str
    bot_user_id: str
    enterprise_id: str | None = None


@dataclass(frozen=True)
class Installation:
    """One consent somebody gave, for a workspace or for a whole org. `expires_at` None: the token does not expire."""

    team_id: str | None
    enterprise_id: str | None
    name: str
    bot_user_id: str
    bot_token: str
    refresh_token: str | None
    expires_at: datetime | None
    installed_by: str

    @property
    def owner(self) -> str:
        """The workspace's id, or the org's when it is for all of its workspaces."""
        owner = self.team_id or self.enterprise_id
        if owner is None:
            raise ValueError("an installation belongs to a workspace or to an org")
        return owner

    @property
    def is_org_wide(self) -> bool:
        return self.team_id is None
