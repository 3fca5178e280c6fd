"""Whose lane is due, and whose rests: written in the transaction of whoever promises something."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.work import WAKES_LANE
from bot.outbox.tables import LaneRow

# Before any message was sent: a lane that has its whole burst.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def insert_into(session: AsyncSession, table: Any) -> Any:
    """INSERT with ON CONFLICT, in the database's own dialect."""
    dialect = session.get_bind().dialect.name
    return postgres_insert(table) if dialect == "postgresql" else sqlite_insert(table)


async def wake_lane(session: AsyncSession, workspace_id: int, due: datetime) -> None:
    """The workspace's lane will be drained at `due` at the latest."""
    session.info[WAKES_LANE] = True
    statement = insert_into(session, LaneRow).values(
        workspace_id=workspace_id, next_at=due, allow_at=due - timedelta(minutes=1), recent={}, parked=False
    )
    earlier = func.min if session.get_bind().dialect.name == "sqlite" else func.least
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["workspace_id"],
            set_={
                "next_at": func.coalesce(
                    earlier(LaneRow.next_at, statement.excluded.next_at), statement.excluded.next_at
                )
            },
            where=LaneRow.parked.is_(False),
        )
    )


async def park_lane(session: AsyncSession, workspace_id: int) -> None:
    """Nothing goes out for the workspace, and no moment of its comes, until `unpark_lane`."""
    statement = insert_into(session, LaneRow).values(
        workspace_id=workspace_id, next_at=None, allow_at=LONG_AGO, recent={}, parked=True
    )
    await session.execute(
        statement.on_conflict_do_update(index_elements=["workspace_id"], set_={"parked": True, "next_at": None})
    )


async def unpark_lane(session: AsyncSession, workspace_id: int, now: datetime) -> None:
    """What waited goes on at once, as far as it is still worth saying."""
    await session.execute(
        update(LaneRow)
        .where(LaneRow.workspace_id == workspace_id)
        .values(parked=False, next_at=now, allow_at=LONG_AGO, allow={})
    )
