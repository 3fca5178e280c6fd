"""Shifts of one workspace. Values in, values out; never commits."""

from datetime import datetime

from sqlalchemy import func, select

from bot.core.errors import NotFound
from bot.core.work import Work
from bot.duty.domain import SHIFTS_CHANGED, Role, Shift, Stretch, stretches
from bot.duty.domain.feeds import Changes
from bot.duty.tables import ShiftRow
from bot.outbox.repository import Timers
from bot.people.domain import TeamId


class Shifts:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(
        self, team_id: TeamId, user_id: str, role: Role, *, starts: datetime, ends: datetime, put_by: str
    ) -> Shift:
        """It lies over those that were put before."""
        row = ShiftRow(
            workspace_id=self._work.workspace_id,
            team_id=team_id,
            user_id=user_id,
            role=role,
            starts=starts,
            ends=ends,
            put_by=put_by,
            put_at=self._work.now,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        await self._tell_changed(row.team_id)
        return row.to_shift()

    async def get(self, shift_id: int) -> Shift:
        """Raises NotFound."""
        row = await self._row(shift_id)
        return row.to_shift()

    async def stretches(self, team_id: TeamId, first: datetime, last: datetime) -> list[Stretch]:
        """Who is on duty from `first` until before `last`, once shifts that lie under others are covered."""
        return stretches(await self.between(team_id, first, last), first, last)

    async def between(self, team_id: TeamId, first: datetime, last: datetime) -> list[Shift]:
        """Those of the team of which a part lies from `first` until before `last`, as they were put."""
        found = await self._work.session.scalars(
            select(ShiftRow)
            .where(
                ShiftRow.workspace_id == self._work.workspace_id,
                ShiftRow.team_id == team_id,
                ShiftRow.ends > first,
                ShiftRow.starts < last,
                ShiftRow.ends > ShiftRow.starts,
            )
            .order_by(ShiftRow.id)
        )
        return [row.to_shift() for row in found]

    async def end(self, shift_id: int, ends: datetime) -> Shift:
        """Raises NotFound."""
        row = await self._row(shift_id)
        row.ends, row.ended_at = ends, self._work.now
        await self._work.session.flush()
        await self._tell_changed(row.team_id)
        return row.to_shift()

    async def changes(self, team_id: TeamId) -> dict[Role, Changes]:
        """How often shifts were put and taken back, by role."""
        found = await self._work.session.execute(
            select(
                ShiftRow.role,
                func.count() + func.count(ShiftRow.ended_at),
                func.max(ShiftRow.put_at),
                func.max(ShiftRow.ended_at),
            )
            .where(ShiftRow.workspace_id == self._work.workspace_id, ShiftRow.team_id == team_id)
            .group_by(ShiftRow.role)
        )
        return {
            Role(role): Changes(int(count), max(put_at, ended_at or put_at)) for role, count, put_at, ended_at in found
        }

    async def _tell_changed(self, team_id: int) -> None:
        """What follows from who is on duty is looked at again, by the features that know of it."""
        now = self._work.now
        await Timers(self._work).set(f"shifts:{team_id}:{now.isoformat()}", SHIFTS_CHANGED, ref=team_id, at=now)

    async def _row(self, shift_id: int) -> ShiftRow:
        row = await self._work.session.scalar(
            select(ShiftRow).where(ShiftRow.workspace_id == self._work.workspace_id, ShiftRow.id == shift_id)
        )
        if row is None:
            raise NotFound("That shift is not there any more.")
        return row
