"""A workspace: one Slack installation."""

from dataclasses import dataclass

from bot.core.tenant import WorkspaceId


@dataclass(frozen=True)
class Workspace:
    """`slack_id` is Slack's T… id; `bot_user_id` is who we are there."""

    id: WorkspaceId
    slack_id: str
    name: str
    bot_user_id: str
