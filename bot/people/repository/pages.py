"""Absences in pages, for programs that read them one after another."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select

from bot.core.work import Work
from bot.people.domain import Absence
from bot.people.tables import AbsenceRow, MembershipRow, PersonRow


class AbsencePages:
    """Absences that stand; who may see what of them is checked by whoever asks."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def of_teams(
        self, team_ids: Collection[int], user_id: str | None, *, first: date, last: date, after: int, most: int
    ) -> list[Absence]:
        """Those of members of these teams and of that person which touch the dates from first to last; by id."""
        members = (
            select(PersonRow.user_id)
            .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
            .where(
                PersonRow.workspace_id == self._work.workspace_id,
                MembershipRow.workspace_id == self._work.workspace_id,
                MembershipRow.team_id.in_(list(team_ids)),
            )
        )
        rows = await self._work.session.scalars(
            select(AbsenceRow)
            .where(
                AbsenceRow.workspace_id == self._work.workspace_id,
                AbsenceRow.cancelled_at.is_(None),
                AbsenceRow.id > after,
                or_(AbsenceRow.user_id.in_(members), AbsenceRow.user_id == user_id),
                AbsenceRow.first_on <= last,
                AbsenceRow.last_on >= first,
            )
            .order_by(AbsenceRow.id)
            .limit(most)
            .execution_options(populate_existing=True)
        )
        return [row.to_absence() for row in rows]
