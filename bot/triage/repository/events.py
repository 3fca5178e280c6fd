"""What happened to fires of one workspace."""

from collections.abc import Iterable

from sqlalchemy import Select, select

from bot.core.work import Work
from bot.triage.domain import FireEvent, FireId, Kind
from bot.triage.tables import FireEventRow


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

    def _events(self, fire_id: FireId) -> Select[FireEventRow]:
        return select(FireEventRow).where(
            FireEventRow.workspace_id == self._work.workspace_id, FireEventRow.fire_id == fire_id
        )
