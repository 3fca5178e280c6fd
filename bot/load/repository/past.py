"""What is kept of load no longer, all teams together. Never commits."""

from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Select, delete, select

from bot.core.database import InWorkspace
from bot.core.work import Work
from bot.load.tables import (
    LoadBeliefRow,
    LoadDoubtRow,
    LoadEpisodeRow,
    LoadFlagRow,
    LoadLimitRow,
    LoadOverloadRow,
    LoadTallyRow,
    LoadViewRow,
    LoadWeekRow,
)


class LoadPast:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def let_go(self, before: date) -> None:
        """Weeks that began before that Monday, with their flags, and what was over or looked at before it.

        What was said to be right stays, because nobody is to be asked again.
        """
        midnight = datetime.combine(before, time.min, UTC)
        weeks, over = LoadWeekRow.monday < before, LoadEpisodeRow.closed_at < midnight
        await self._delete(LoadFlagRow, LoadFlagRow.week_id.in_(self._ids(LoadWeekRow, weeks)))
        await self._delete(LoadFlagRow, LoadFlagRow.episode_id.in_(self._ids(LoadEpisodeRow, over)))
        await self._delete(LoadTallyRow, LoadTallyRow.week_id.in_(self._ids(LoadWeekRow, weeks)))
        await self._delete(LoadWeekRow, weeks)
        await self._delete(LoadEpisodeRow, over)
        await self._delete(LoadBeliefRow, LoadBeliefRow.monday < before, LoadBeliefRow.beliefs.is_(None))
        await self._delete(LoadLimitRow, LoadLimitRow.monday < before)
        await self._delete(LoadDoubtRow, LoadDoubtRow.asked_at < midnight, LoadDoubtRow.right_by.is_(None))
        await self._delete(LoadOverloadRow, LoadOverloadRow.closed_at < midnight)
        await self._delete(LoadViewRow, LoadViewRow.at < midnight)

    async def _delete(self, table: type[InWorkspace], *conditions: ColumnElement[bool]) -> None:
        await self._work.session.execute(
            delete(table)
            .where(table.workspace_id == self._work.workspace_id, *conditions)
            .execution_options(synchronize_session=False)
        )

    def _ids(self, table: type[LoadWeekRow] | type[LoadEpisodeRow], condition: ColumnElement[bool]) -> Select[int]:
        return select(table.id).where(table.workspace_id == self._work.workspace_id, condition)
