"""What happened to fires of one workspace."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select

from bot.core.work import Work
from bot.people.domain import TeamId, UserId
from bot.triage.domain import FireEvent, FireId, Kind
from bot.triage.tables import FireEventRow, FireRow


class FireEvents:
    """What happened to fires; only ever added to."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(
        self,
        fire_id: FireId,
        actor_id: str,
        kind: Kind,
        *,
        before: str | None = None,
        after: str | None = None,
        text: str | None = None,
        about_id: str | None = None,
    ) -> FireEvent:
        row = FireEventRow(
            workspace_id=self._work.workspace_id,
            fire_id=fire_id,
            at=self._work.now,
            actor_id=actor_id,
            kind=kind,
            before=before,
            after=after,
            text=text,
            about_id=about_id,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_event()

    async def of(self, fire_id: FireId) -> list[FireEvent]:
        """All of them, the oldest first."""
        rows = await self._work.session.scalars(self._events(fire_id).order_by(FireEventRow.id))
        return [row.to_event() for row in rows]

    async def last(self, fire_id: FireId, kinds: Iterable[Kind]) -> FireEvent | None:
        """The newest of these kinds."""
        row = await self._work.session.scalar(
            self._events(fire_id).where(FireEventRow.kind.in_(list(kinds))).order_by(FireEventRow.id.desc()).limit(1)
        )
        return row.to_event() if row else None

    async def of_workers(
        self, team_id: TeamId, kinds: Iterable[Kind], first: datetime, last: datetime
    ) -> list[tuple[UserId, datetime]]:
        """Who did something of these kinds to the team's fires in that span, and when; requesters are not counted."""
        found = await self._work.session.execute(
            select(FireEventRow.actor_id, FireEventRow.at)
            .join(FireRow, FireRow.id == FireEventRow.fire_id)
            .where(
                FireEventRow.workspace_id == self._work.workspace_id,
                FireRow.workspace_id == self._work.workspace_id,
                FireRow.team_id == team_id,
                FireRow.requester_id != FireEventRow.actor_id,
                FireEventRow.kind.in_(list(kinds)),
                FireEventRow.at >= first,
                FireEventRow.at < last,
            )
            .order_by(FireEventRow.id)
        )
        return [(UserId(actor_id), at) for actor_id, at in found]

    def _events(self, fire_id: FireId) -> Select[FireEventRow]:
        return select(FireEventRow).where(
            FireEventRow.workspace_id == self._work.workspace_id, FireEventRow.fire_id == fire_id
        )
