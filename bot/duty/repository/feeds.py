"""Secret addresses of calendars of one workspace, and whose an address is."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.work import Work
from bot.duty.domain.feeds import Feed
from bot.duty.tables import FeedRow


class Feeds:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def of_person(self, user_id: str) -> Feed | None:
        """The one that works."""
        row = await self._work.session.scalar(
            select(FeedRow)
            .where(
                FeedRow.workspace_id == self._work.workspace_id,
                FeedRow.user_id == user_id,
                FeedRow.revoked_at.is_(None),
            )
            .order_by(FeedRow.id.desc())
            .execution_options(populate_existing=True)
        )
        return row.to_feed() if row else None

    async def add(self, user_id: str, fingerprint: str) -> Feed:
        row = FeedRow(
            workspace_id=self._work.workspace_id, user_id=user_id, fingerprint=fingerprint, made_at=self._work.now
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_feed()

    async def revoke(self, user_id: str) -> bool:
        """All of theirs; False when none worked."""
        revoked = await self._work.session.execute(
            update(FeedRow)
            .where(
                FeedRow.workspace_id == self._work.workspace_id,
                FeedRow.user_id == user_id,
                FeedRow.revoked_at.is_(None),
            )
            .values(revoked_at=self._work.now)
            .returning(FeedRow.id)
        )
        return revoked.first() is not None


async def find_feed(session: AsyncSession, fingerprint: str) -> Feed | None:
    """Of any workspace: the address itself says which. None for one that was revoked."""
    row = await session.scalar(select(FeedRow).where(FeedRow.fingerprint == fingerprint, FeedRow.revoked_at.is_(None)))
    return row.to_feed() if row else None
