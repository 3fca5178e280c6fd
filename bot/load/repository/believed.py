"""What is believed of each team after each week. Values in, values out; never commits."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, select, update

from bot.core.work import Work
from bot.load.domain import Found, findings
from bot.load.tables import LoadBeliefRow
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId, UserId


class LoadBeliefs:
    """Only the newest beliefs of a team are kept; what was found stays with every week."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def newest(self, team_id: TeamId) -> tuple[date, dict[str, Any] | None] | None:
        """The Monday of the last week believed, and the beliefs after it."""
        row = await self._work.session.scalar(
            select(LoadBeliefRow).where(*self._of(team_id)).order_by(LoadBeliefRow.monday.desc()).limit(1)
        )
        return (row.monday, row.beliefs) if row else None

    async def add(self, team_id: TeamId, found: Found, beliefs: dict[str, Any] | None) -> bool:
        """For good; the beliefs before it go. False when that week was believed before."""
        added = await self._work.session.scalar(
            insert_into(self._work.session, LoadBeliefRow)
            .values(
                workspace_id=self._work.workspace_id,
                team_id=team_id,
                monday=found.monday,
                beliefs=beliefs,
                finding=findings.to_plain(found),
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "team_id", "monday"])
            .returning(LoadBeliefRow.id)
        )
        if added is None:
            return False
        before = (LoadBeliefRow.monday < found.monday, LoadBeliefRow.beliefs.is_not(None))
        await self._work.session.execute(
            update(LoadBeliefRow)
            .where(*self._of(team_id), *before)
            .values(beliefs=None)
            .execution_options(synchronize_session=False)
        )
        return True

    async def found(self, team_id: TeamId, monday: date) -> Found | None:
        """What that week said; None while it was not believed."""
        row = await self._work.session.scalar(
            select(LoadBeliefRow).where(*self._of(team_id), LoadBeliefRow.monday == monday)
        )
        return findings.from_plain(row.monday, row.finding) if row else None

    async def fair_shares(self, team_id: TeamId, first: date, last: date) -> dict[date, Mapping[UserId, Fraction]]:
        """By Monday, both included: those weeks in which somebody was on duty."""
        rows = await self._work.session.scalars(
            select(LoadBeliefRow).where(*self._of(team_id), LoadBeliefRow.monday >= first, LoadBeliefRow.monday <= last)
        )
        all_found = [findings.from_plain(row.monday, row.finding) for row in rows]
        return {found.monday: found.fair for found in all_found if found.fair is not None}

    def _of(self, team_id: TeamId) -> tuple[ColumnElement[bool], ...]:
        return (LoadBeliefRow.workspace_id == self._work.workspace_id, LoadBeliefRow.team_id == team_id)
