"""Coming and going: a workspace installs the app, takes it out, and may come back."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.keyring import Keyring
from bot.outbox.repository import park_lane, unpark_lane
from bot.workspaces.domain import Installation, Workspace
from bot.workspaces.repository import Installations, install_workspace, leave


async def install(
    session: AsyncSession,
    keyring: Keyring,
    installation: Installation,
    places: Iterable[tuple[str, str]],
    now: datetime,
) -> list[Workspace]:
    """Stores the consent and opens the workspaces it is for, as (Slack's id, name). What waited there goes on."""
    await Installations(session, keyring).save(installation, now)
    opened = [
        await install_workspace(
            session,
            slack_id=slack_id,
            name=name,
            bot_user_id=installation.bot_user_id,
            enterprise_id=installation.enterprise_id,
            now=now,
        )
        for slack_id, name in places
    ]
    for workspace in opened:
        await unpark_lane(session, workspace.id, now)
    return opened


async def uninstall(
    session: AsyncSession,
    keyring: Keyring,
    *,
    team_id: str | None,
    enterprise_id: str | None,
    happened_at: datetime,
) -> bool:
    """Forgets the token and lets everything of the workspace rest; its data stays for a return.

    False when it was done before, or the app was installed again since: Slack tells us twice, in any order.
    """
    installations = Installations(session, keyring)
    owner = team_id if team_id and await installations.end(team_id, happened_at) else None
    if owner is None and enterprise_id and await installations.end(enterprise_id, happened_at):
        owner = enterprise_id
    if owner is None:
        return False
    for workspace_id in await leave(session, team_id if owner == team_id else None, enterprise_id, happened_at):
        await park_lane(session, workspace_id)
    return True
