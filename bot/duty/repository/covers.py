"""Requests for cover of one workspace. Values in, values out; never commits."""

from datetime import datetime

from sqlalchemy import Select, select, update

from bot.core.errors import NotFound
from bot.core.work import Work
from bot.duty.domain.cover import Cover, CoverState, NewCover
from bot.duty.tables import CoverRow
from bot.people.domain import TeamId


class Covers:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, new: NewCover) -> Cover:
        row = CoverRow(
            workspace_id=self._work.workspace_id,
            team_id=new.team_id,
            user_id=new.user_id,
            asked_by=new.asked_by,
            role=new.role,
            starts=new.starts,
            ends=new.ends,
            asked=list(new.asked),
            declined=[],
            state=CoverState.OPEN,
            asked_at=self._work.now,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_cover()

    async def get(self, cover_id: int) -> Cover:
        """Raises NotFound."""
        return (await self._row(self._ours().where(CoverRow.id == cover_id))).to_cover()

    async def between(self, team_id: TeamId, first: datetime, last: datetime) -> list[Cover]:
        """Those of the team about a part of the time from `first` until before `last`, whatever became of them."""
        rows = await self._work.session.scalars(
            self._ours()
            .where(CoverRow.team_id == team_id, CoverRow.ends > first, CoverRow.starts < last)
            .order_by(CoverRow.id)
        )
        return [row.to_cover() for row in rows]

    async def take(self, cover_id: int, taker_id: str) -> Cover | None:
        """None for everybody but the first, and once it is not open any more."""
        return await self._settle(cover_id, state=CoverState.TAKEN, taken_by=taker_id)

    async def close(self, cover_id: int, closed_as: CoverState) -> Cover | None:
        """None when it was not open any more."""
        return await self._settle(cover_id, state=closed_as)

    async def decline(self, cover_id: int, taker_id: str) -> Cover:
        """Notes that somebody cannot; once. Raises NotFound."""
        row = await self._row(self._ours().where(CoverRow.id == cover_id).with_for_update())
        if taker_id not in row.declined:
            row.declined = [*row.declined, taker_id]
            await self._work.session.flush()
        return row.to_cover()

    async def _settle(self, cover_id: int, **values: str) -> Cover | None:
        changed = await self._work.session.execute(
            update(CoverRow)
            .where(
                CoverRow.workspace_id == self._work.workspace_id,
                CoverRow.id == cover_id,
                CoverRow.state == CoverState.OPEN,
            )
            .values(settled_at=self._work.now, **values)
            .returning(CoverRow.id)
        )
        return await self.get(cover_id) if changed.first() is not None else None

    async def _row(self, wanted: Select[CoverRow]) -> CoverRow:
        row = await self._work.session.scalar(wanted)
        if row is None:
            raise NotFound("That request for cover is not there any more.")
        return row

    def _ours(self) -> Select[CoverRow]:
        return (
            select(CoverRow)
            .where(CoverRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )
