"""User groups that show who is on duty, and when Slack is to be told. Values in, values out; never commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.work import Work, WorkspaceId
from bot.duty.domain.groups import DutyGroup, FoundGroup
from bot.duty.tables import GroupRow
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId

AT_ONCE = 50


class DutyGroups:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def of(self, team_id: TeamId) -> DutyGroup | None:
        row = await self._work.session.scalar(
            select(GroupRow)
            .where(GroupRow.workspace_id == self._work.workspace_id, GroupRow.team_id == team_id)
            .execution_options(populate_existing=True)
        )
        return row.to_group() if row else None

    async def put(self, team_id: TeamId, found: FoundGroup, set_by: str, *, has_backup: bool) -> None:
        """Instead of the one before; Slack is told at once, and a trouble is told anew."""
        values: dict[str, Any] = {
            "group_id": found.group_id,
            "place": found.place,
            "handle": found.handle,
            "has_backup": has_backup,
            "set_by": set_by,
            "set_at": self._work.now,
            "told": [],
            "due_at": self._work.now,
            "attempt": 0,
            "trouble": None,
        }
        await self._work.session.execute(
            insert_into(self._work.session, GroupRow)
            .values(workspace_id=self._work.workspace_id, team_id=team_id, **values)
            .on_conflict_do_update(index_elements=["workspace_id", "team_id"], set_=values)
        )

    async def remove(self, team_id: TeamId) -> None:
        """Its members stay who they are."""
        await self._work.session.execute(
            delete(GroupRow).where(GroupRow.workspace_id == self._work.workspace_id, GroupRow.team_id == team_id)
        )

    async def let_follow(self, team_id: TeamId) -> None:
        """Who is on duty may be somebody else: Slack is told by the next beat."""
        await self._work.session.execute(
            update(GroupRow)
            .where(GroupRow.workspace_id == self._work.workspace_id, GroupRow.team_id == team_id)
            .values(due_at=self._work.now, attempt=0)
        )

    async def followed(self, group: DutyGroup, told: Sequence[str]) -> None:
        """Slack knows; unless it became due again meanwhile, that is all."""
        await self._settle(group, told=list(told), due_at=None, attempt=0, trouble=None)

    async def refused(self, group: DutyGroup, reason: str) -> None:
        """Nothing is tried before who is on duty changes again."""
        await self._settle(group, due_at=None, attempt=0, trouble=reason[:80])

    async def put_off(self, group: DutyGroup, until: datetime) -> None:
        await self._settle(group, due_at=until, attempt=group.attempt + 1)

    async def _settle(self, group: DutyGroup, **values: Any) -> None:
        await self._work.session.execute(
            update(GroupRow)
            .where(
                GroupRow.workspace_id == self._work.workspace_id,
                GroupRow.id == group.id,
                GroupRow.due_at == group.due_at,
                GroupRow.set_at == group.set_at,
            )
            .values(**values)
        )


async def due_groups(session: AsyncSession, now: datetime) -> list[tuple[WorkspaceId, TeamId]]:
    """Of all workspaces, teams of whose group Slack is to be told now."""
    found = await session.execute(
        select(GroupRow.workspace_id, GroupRow.team_id)
        .where(GroupRow.due_at.is_not(None), GroupRow.due_at <= now)
        .order_by(GroupRow.due_at, GroupRow.id)
        .limit(AT_ONCE)
    )
    return [(WorkspaceId(row[0]), TeamId(row[1])) for row in found]
