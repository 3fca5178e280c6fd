"""Times in which a whole team has too much. Values in, values out; never commits."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from sqlalchemy import ColumnElement, select, update

from bot.core.work import Work
from bot.load.domain import Overload, Pile
from bot.load.tables import LoadOverloadRow
from bot.people.domain import TeamId, UserId


class Overloads:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, overload_id: int) -> Overload | None:
        return await self._one(LoadOverloadRow.id == overload_id)

    async def open_of(self, team_id: TeamId) -> Overload | None:
        return await self._one(LoadOverloadRow.team_id == team_id, LoadOverloadRow.closed_at.is_(None))

    async def open(self, team_id: TeamId, monday: date, pile: Pile) -> Overload:
        row = LoadOverloadRow(
            workspace_id=self._work.workspace_id, team_id=team_id, opened_on=monday, told=[], pile=asdict(pile)
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_overload()

    async def told(self, overload_id: int, leads: Iterable[UserId]) -> None:
        await self._change(overload_id, told=list(leads))

    async def close(self, overload_id: int) -> None:
        await self._change(overload_id, closed_at=self._work.now)

    async def _change(self, overload_id: int, **values: object) -> None:
        await self._work.session.execute(
            update(LoadOverloadRow)
            .where(LoadOverloadRow.workspace_id == self._work.workspace_id, LoadOverloadRow.id == overload_id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )

    async def _one(self, *conditions: ColumnElement[bool]) -> Overload | None:
        row = await self._work.session.scalar(
            select(LoadOverloadRow)
            .where(LoadOverloadRow.workspace_id == self._work.workspace_id, *conditions)
            .execution_options(populate_existing=True)
        )
        return row.to_overload() if row else None
