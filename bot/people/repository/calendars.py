"""Calendars that are read every night, and the absences that came from their events."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.ics import Event
from bot.core.work import Work, WorkspaceId
from bot.people.domain import Absence, Calendar, Known, said_by
from bot.people.tables import AbsenceRow, CalendarRow

MOST_AT_ONCE = 100


class Calendars:
    """Those that are read; one that ended is kept, without its address, for what came from it."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, calendar_id: int) -> Calendar | None:
        return await self._find(CalendarRow.id == calendar_id)

    async def of_person(self, user_id: str) -> Calendar | None:
        """The one with their absences."""
        return await self._find(CalendarRow.user_id == user_id, CalendarRow.team_id.is_(None))

    async def of_team(self, team_id: int) -> Calendar | None:
        """The one with the team's company days."""
        return await self._find(CalendarRow.team_id == team_id)

    async def add(
        self, user_id: str, team_id: int | None, name: str, address: str | None = None, etag: str | None = None
    ) -> Calendar:
        """A calendar that was just read. Without an address it is a file, which is read once."""
        row = CalendarRow(
            workspace_id=self._work.workspace_id,
            user_id=user_id,
            team_id=team_id,
            name=name,
            address=address,
            etag=etag,
            given_at=self._work.now,
            read_at=self._work.now,
            asked_at=self._work.now,
            failures=0,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_calendar()

    async def end(self, calendar_id: int) -> bool:
        """Forgets the address; True for the first only."""
        return await self._change(calendar_id, ended_at=self._work.now, address=None, etag=None, next_at=None)

    async def plan(self, calendar_id: int, at: datetime) -> bool:
        """Lets it be read then."""
        return await self._change(calendar_id, next_at=at)

    async def take(self, calendar_id: int, at: datetime) -> Calendar | None:
        """One that is due, for whoever asks first; it is due again at `at`, whatever becomes of this reading."""
        changed = await self._work.session.execute(
            update(CalendarRow)
            .where(*self._read(), CalendarRow.id == calendar_id, CalendarRow.next_at <= self._work.now)
            .values(next_at=at, asked_at=self._work.now)
            .returning(CalendarRow.id)
        )
        return None if changed.first() is None else await self.get(calendar_id)

    async def was_read(self, calendar_id: int, etag: str | None) -> bool:
        """All of it."""
        return await self._change(calendar_id, read_at=self._work.now, etag=etag, failures=0)

    async def was_the_same(self, calendar_id: int) -> bool:
        """Its server says that nothing changed."""
        return await self._change(calendar_id, failures=0)

    async def failed(self, calendar_id: int) -> int:
        """How many times in a row by now; 0 for one that ended."""
        changed = await self._work.session.execute(
            update(CalendarRow)
            .where(*self._read(), CalendarRow.id == calendar_id)
            .values(failures=CalendarRow.failures + 1)
            .returning(CalendarRow.failures)
        )
        return int(changed.scalar() or 0)

    async def read_anew(self, user_id: str) -> None:
        """Their own clock changed, on which its hours are: it is read again at once, and all of it."""
        await self._work.session.execute(
            update(CalendarRow)
            .where(
                *self._read(),
                CalendarRow.user_id == user_id,
                CalendarRow.team_id.is_(None),
                CalendarRow.address.is_not(None),
            )
            .values(next_at=self._work.now, etag=None)
        )

    async def read_if_older(self, user_id: str, asked_before: datetime) -> bool:
        """Lets the calendar of their absences be read now, if its server was last asked before that."""
        changed = await self._work.session.execute(
            update(CalendarRow)
            .where(
                *self._read(),
                CalendarRow.user_id == user_id,
                CalendarRow.team_id.is_(None),
                CalendarRow.address.is_not(None),
                CalendarRow.asked_at.is_(None) | (CalendarRow.asked_at < asked_before),
                CalendarRow.next_at > self._work.now,
            )
            .values(next_at=self._work.now)
            .returning(CalendarRow.id)
        )
        return changed.first() is not None

    async def _find(self, *which: ColumnElement[bool]) -> Calendar | None:
        row = await self._work.session.scalar(
            select(CalendarRow).where(*self._read(), *which).execution_options(populate_existing=True)
        )
        return row.to_calendar() if row else None

    async def _change(self, calendar_id: int, **values: object) -> bool:
        changed = await self._work.session.execute(
            update(CalendarRow)
            .where(*self._read(), CalendarRow.id == calendar_id)
            .values(**values)
            .returning(CalendarRow.id)
        )
        return changed.first() is not None

    def _read(self) -> tuple[ColumnElement[bool], ...]:
        return (CalendarRow.workspace_id == self._work.workspace_id, CalendarRow.ended_at.is_(None))


class ReadAbsences:
    """Absences that came from events of a calendar, with those of them that do not stand any more."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def of(self, calendar_id: int, since: date) -> list[Known]:
        """Those that end on that date or later, and those called off."""
        rows = await self._work.session.scalars(
            select(AbsenceRow)
            .where(
                AbsenceRow.workspace_id == self._work.workspace_id,
                AbsenceRow.calendar_id == calendar_id,
                AbsenceRow.last_on >= since,
            )
            .order_by(AbsenceRow.id)
            .execution_options(populate_existing=True)
        )
        return [row.to_known() for row in rows]

    async def add(self, calendar_id: int, user_id: str, events: Iterable[Event]) -> list[Absence]:
        rows = [
            AbsenceRow(
                workspace_id=self._work.workspace_id,
                calendar_id=calendar_id,
                user_id=user_id,
                set_by=user_id,
                set_at=self._work.now,
                occurrence=each.key,
                **_columns(each),
            )
            for each in events
        ]
        self._work.session.add_all(rows)
        await self._work.session.flush()
        return [row.to_absence() for row in rows]

    async def change(self, absence_id: int, event: Event) -> None:
        """It is what the event says now, and stands."""
        await self._change(absence_id, cancelled_at=None, **_columns(event))

    async def rename(self, absence_id: int, title: str) -> None:
        await self._change(absence_id, reason=title or None)

    async def gone(self, absence_id: int) -> None:
        """Its event is: should it come back, that is news."""
        await self._change(absence_id, as_read=None)

    async def _change(self, absence_id: int, **values: object) -> None:
        await self._work.session.execute(
            update(AbsenceRow)
            .where(
                AbsenceRow.workspace_id == self._work.workspace_id,
                AbsenceRow.id == absence_id,
                AbsenceRow.calendar_id.is_not(None),
            )
            .values(**values)
        )


def _columns(event: Event) -> dict[str, object]:
    return {
        "first_on": event.first_on,
        "last_on": event.last_on,
        "starts": event.starts,
        "ends": event.ends,
        "reason": event.title or None,
        "as_read": said_by(event),
    }


async def due_calendars(session: AsyncSession, now: datetime) -> list[tuple[WorkspaceId, int]]:
    """Of all workspaces, those to be read now."""
    found = await session.execute(
        select(CalendarRow.workspace_id, CalendarRow.id)
        .where(CalendarRow.next_at.is_not(None), CalendarRow.next_at <= now)
        .order_by(CalendarRow.next_at, CalendarRow.id)
        .limit(MOST_AT_ONCE)
    )
    return [(WorkspaceId(row[0]), int(row[1])) for row in found]
