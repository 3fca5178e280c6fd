"""The days of a company: off, or worked although they are holidays."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, delete, select

from bot.core.work import Work
from bot.people.domain import CompanyDay
from bot.people.tables import CompanyDayRow

# Older ones matter to nothing that is still counted.
KEPT_IN_SIGHT = timedelta(days=400)


class CompanyDays:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def of_teams(self, team_ids: Iterable[int]) -> Mapping[int, list[CompanyDay]]:
        """Those of the last and all coming months, in order, by team; nothing for a team without."""
        rows = await self._work.session.scalars(
            select(CompanyDayRow)
            .where(
                CompanyDayRow.workspace_id == self._work.workspace_id,
                CompanyDayRow.team_id.in_(list(team_ids)),
                CompanyDayRow.on >= self._work.now.date() - KEPT_IN_SIGHT,
            )
            .order_by(CompanyDayRow.on, CompanyDayRow.id)
        )
        found: dict[int, list[CompanyDay]] = defaultdict(list)
        for row in rows:
            found[row.team_id].append(row.to_day())
        return found

    async def put(
        self, team_id: int, since: date, company_days: Iterable[CompanyDay], calendar_id: int | None = None
    ) -> None:
        """From that date on exactly these, of those typed by leads, or of those read from a calendar."""
        await self._work.session.execute(
            delete(CompanyDayRow).where(
                CompanyDayRow.workspace_id == self._work.workspace_id,
                CompanyDayRow.team_id == team_id,
                self._from(calendar_id),
                CompanyDayRow.on >= since,
            )
        )
        self._work.session.add_all(
            CompanyDayRow(
                workspace_id=self._work.workspace_id,
                team_id=team_id,
                calendar_id=calendar_id,
                on=each.on,
                name=each.name,
                worked=each.worked,
            )
            for each in company_days
            if each.on >= since
        )
        await self._work.session.flush()

    def _from(self, calendar_id: int | None) -> ColumnElement[bool]:
        """Who made them."""
        if calendar_id is None:
            return CompanyDayRow.calendar_id.is_(None)
        return CompanyDayRow.calendar_id == calendar_id
