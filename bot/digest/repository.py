"""Digests of one workspace: which weeks of a team were told."""

from datetime import date

from sqlalchemy import select

from bot.core.work import Work
from bot.digest.domain import DigestState
from bot.digest.tables import DigestRow
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId


class Digests:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, team_id: TeamId, monday: date, state: DigestState) -> bool:
        """True for the first who does it only."""
        added = await self._work.session.execute(
            insert_into(self._work.session, DigestRow)
            .values(
                workspace_id=self._work.workspace_id, team_id=team_id, monday=monday, state=state, at=self._work.now
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "team_id", "monday"])
            .returning(DigestRow.id)
        )
        return added.first() is not None

    async def state(self, team_id: TeamId, monday: date) -> DigestState | None:
        """What became of that week's; None when there was none."""
        found = await self._work.session.scalar(
            select(DigestRow.state).where(
                DigestRow.workspace_id == self._work.workspace_id,
                DigestRow.team_id == team_id,
                DigestRow.monday == monday,
            )
        )
        return DigestState(found) if found else None
