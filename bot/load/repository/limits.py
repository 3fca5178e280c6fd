"""Limits that people reached, week by week. Values in, values out; never commits."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from bot.core.work import Work
from bot.load.domain import Limit, LimitNote, Reached, limit_notes
from bot.load.tables import LoadLimitRow
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId, UserId


class LimitNotes:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(
        self, team_id: TeamId, user_id: UserId, monday: date, reached: Sequence[Reached], to_tell: Iterable[Limit]
    ) -> int | None:
        """None when that week of the person was noted before."""
        added = await self._work.session.scalar(
            insert_into(self._work.session, LoadLimitRow)
            .values(
                workspace_id=self._work.workspace_id,
                team_id=team_id,
                user_id=user_id,
                monday=monday,
                reached=[limit_notes.to_plain(each) for each in reached],
                to_tell=sorted(to_tell),
                told_leads=[],
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "team_id", "user_id", "monday"])
            .returning(LoadLimitRow.id)
        )
        return int(added) if added is not None else None

    async def get(self, note_id: int) -> LimitNote | None:
        found = await self._all(LoadLimitRow.id == note_id)
        return found[0] if found else None

    async def of_person(self, user_id: str, first: date, last: date) -> list[LimitNote]:
        """Of all teams; of weeks whose Monday lies between these, both included."""
        span = (LoadLimitRow.monday >= first, LoadLimitRow.monday <= last)
        return await self._all(LoadLimitRow.user_id == user_id, *span)

    async def of_team(self, team_id: TeamId, monday: date) -> list[LimitNote]:
        return await self._all(LoadLimitRow.team_id == team_id, LoadLimitRow.monday == monday)

    async def person_told(self, note_id: int, lead_due_at: datetime | None) -> bool:
        """True for the first who tells them only."""
        return await self._change(
            note_id, LoadLimitRow.person_told_at.is_(None), person_told_at=self._work.now, lead_due_at=lead_due_at
        )

    async def leads_told(self, note_id: int, leads: Iterable[UserId]) -> bool:
        """True for the first who tells them only."""
        return await self._change(
            note_id, LoadLimitRow.lead_told_at.is_(None), lead_told_at=self._work.now, told_leads=list(leads)
        )

    async def _change(self, note_id: int, *conditions: ColumnElement[bool], **values: Any) -> bool:
        changed = await self._work.session.execute(
            update(LoadLimitRow)
            .where(LoadLimitRow.workspace_id == self._work.workspace_id, LoadLimitRow.id == note_id, *conditions)
            .values(**values)
            .returning(LoadLimitRow.id)
            .execution_options(synchronize_session=False)
        )
        return changed.first() is not None

    async def _all(self, *conditions: ColumnElement[bool]) -> list[LimitNote]:
        rows = await self._work.session.scalars(
            select(LoadLimitRow)
            .where(LoadLimitRow.workspace_id == self._work.workspace_id, *conditions)
            .order_by(LoadLimitRow.monday, LoadLimitRow.id)
            .execution_options(populate_existing=True)
        )
        return [row.to_note() for row in rows]
