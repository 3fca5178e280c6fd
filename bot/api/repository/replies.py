"""Replies to requests that may come again: the same key gives the same reply."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.api.tables import ReplyRow
from bot.core.work import Work
from bot.outbox.repository import insert_into

REPLIES_KEPT = timedelta(hours=24)


@dataclass(frozen=True)
class Stored:
    """What was replied before to `request`."""

    request: str
    status: int
    body: dict[str, Any] | None


class Replies:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def begin(self, token_id: int, key: str, request: str) -> Stored | None:
        """None for the first with that key in 24 hours: it is to be answered. Whoever comes while the first is still
        being answered waits for it.
        """
        mine = (
            ReplyRow.workspace_id == self._work.workspace_id,
            ReplyRow.token_id == token_id,
            ReplyRow.key == key,
        )
        await self._work.session.execute(
            delete(ReplyRow).where(*mine, ReplyRow.made_at <= self._work.now - REPLIES_KEPT)
        )
        begun = await self._work.session.execute(
            insert_into(self._work.session, ReplyRow)
            .values(
                workspace_id=self._work.workspace_id,
                token_id=token_id,
                key=key,
                request=request,
                status=0,
                made_at=self._work.now,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "token_id", "key"])
            .returning(ReplyRow.id)
        )
        if begun.first() is not None:
            return None
        row = await self._work.session.scalar(select(ReplyRow).where(*mine).execution_options(populate_existing=True))
        assert row is not None, "the key was taken a moment ago, in this transaction or one that ended"
        return Stored(row.request, row.status, row.body)

    async def finish(self, token_id: int, key: str, status: int, body: dict[str, Any] | None) -> None:
        await self._work.session.execute(
            update(ReplyRow)
            .where(ReplyRow.workspace_id == self._work.workspace_id, ReplyRow.token_id == token_id, ReplyRow.key == key)
            .values(status=status, body=body)
        )


async def forget_replies(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(ReplyRow).where(ReplyRow.made_at <= now - REPLIES_KEPT))
