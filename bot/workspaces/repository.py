"""Finding workspaces: the only queries that cross tenants."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.repository import insert_into
from bot.workspaces.domain import Workspace
from bot.workspaces.tables import WorkspaceRow


async def find_workspace(session: AsyncSession, slack_id: str) -> Workspace | None:
    row = await session.scalar(select(WorkspaceRow).where(WorkspaceRow.slack_id == slack_id))
    return row.to_workspace() if row else None


async def install_workspace(
    session: AsyncSession, *, slack_id: str, name: str, bot_user_id: str, now: datetime
) -> Workspace:
    """Registers the workspace, or brings its name and bot user up to date."""
    await session.execute(
        insert_into(session, WorkspaceRow)
        .values(slack_id=slack_id, name=name, bot_user_id=bot_user_id, installed_at=now)
        .on_conflict_do_update(index_elements=["slack_id"], set_={"name": name, "bot_user_id": bot_user_id})
    )
    row = await session.scalar(select(WorkspaceRow).where(WorkspaceRow.slack_id == slack_id))
    assert row is not None, "the upsert above wrote it"
    return row.to_workspace()


async def all_workspaces(session: AsyncSession) -> list[Workspace]:
    rows = await session.scalars(select(WorkspaceRow).order_by(WorkspaceRow.id))
    return [row.to_workspace() for row in rows]
