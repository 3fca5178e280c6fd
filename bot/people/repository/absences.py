"""When people are away."""

from collections.abc import Iterable
from datetime import date, time

from sqlalchemy import ColumnElement, select, update

from bot.core.work import Work
from bot.people.domain import Absence
from bot.people.tables import AbsenceRow


class Absences:
    """Absences that stand; cancelled ones are kept, and never shown."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, absence_id: int) -> Absence | None:
        row = await self._work.session.scalar(
            select(AbsenceRow)
            .where(*self._kept(), AbsenceRow.id == absence_id)
            .execution_options(populate_existing=True)
        )
        return row.to_absence() if row else None

    async def recorded(self, absence_id: int) -> Absence | None:
        """As `get`, and cancelled ones too: what a timer about it needs to know whose it was."""
        row = await self._work.session.scalar(
            select(AbsenceRow)
            .where(AbsenceRow.workspace_id == self._work.workspace_id, AbsenceRow.id == absence_id)
            .execution_options(populate_existing=True)
        )
        return row.to_absence() if row else None

    async def between(self, user_ids: Iterable[str], first: date, last: date) -> list[Absence]:
        """Those of these people that touch the dates from first to last, in order of their beginning."""
        rows = await self._work.session.scalars(
            select(AbsenceRow)
            .where(
                *self._kept(),
                AbsenceRow.user_id.in_(list(user_ids)),
                AbsenceRow.first_on <= last,
                AbsenceRow.last_on >= first,
            )
            .order_by(AbsenceRow.first_on, AbsenceRow.id)
            .execution_options(populate_existing=True)
        )
        return [row.to_absence() for row in rows]

    async def add(
        self,
        user_id: str,
        first_on: date,
        last_on: date,
        set_by: str,
        reason: str | None = None,
        *,
        starts: time | None = None,
        ends: time | None = None,
        asks_again: bool = False,
        from_status: bool = False,
    ) -> Absence:
        row = AbsenceRow(
            workspace_id=self._work.workspace_id,
            user_id=user_id,
            first_on=first_on,
            last_on=last_on,
            set_by=set_by,
            reason=reason,
            set_at=self._work.now,
            starts=starts,
            ends=ends,
            asks_again=asks_again,
            from_status=from_status,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_absence()

    async def shorten(self, absence_id: int, last_on: date) -> bool:
        """Lets it end earlier; False when it does not reach beyond that date any more."""
        changed = await self._work.session.execute(
            update(AbsenceRow)
            .where(*self._kept(), AbsenceRow.id == absence_id, AbsenceRow.last_on > last_on)
            .values(last_on=last_on)
            .returning(AbsenceRow.id)
        )
        return changed.first() is not None

    async def until(self, absence_id: int, last_on: date, *, asks_again: bool) -> Absence | None:
        """Lets it end then, earlier or later; None for one that was cancelled."""
        changed = await self._work.session.execute(
            update(AbsenceRow)
            .where(*self._kept(), AbsenceRow.id == absence_id)
            .values(last_on=last_on, asks_again=asks_again)
            .returning(AbsenceRow.id)
        )
        return None if changed.first() is None else await self.get(absence_id)

    async def cancel(self, absence_id: int) -> bool:
        """True for the first who cancels it only."""
        changed = await self._work.session.execute(
            update(AbsenceRow)
            .where(*self._kept(), AbsenceRow.id == absence_id)
            .values(cancelled_at=self._work.now)
            .returning(AbsenceRow.id)
        )
        return changed.first() is not None

    def _kept(self) -> tuple[ColumnElement[bool], ...]:
        return (AbsenceRow.workspace_id == self._work.workspace_id, AbsenceRow.cancelled_at.is_(None))
