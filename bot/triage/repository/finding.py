"""Many fires of one workspace at once: to look through, to count, to write out."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from bot.core.work import Work
from bot.people.domain import TeamId, UserId
from bot.triage.domain import OPEN, Fire, FireEvent, FireId, Kind, Step
from bot.triage.tables import FireEventRow, FireRow


class ManyFires:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def open_of(self, team_id: TeamId) -> list[Fire]:
        """Every one of them, however many."""
        return await self._read(self._fires().where(FireRow.team_id == team_id, FireRow.state.in_(OPEN)))

    async def before(self, number: int, limit: int, team_id: TeamId | None = None) -> list[Fire]:
        """The newest with a smaller number, the newest first; of all teams where none is named."""
        statement = self._fires().where(FireRow.number < number).order_by(FireRow.number.desc()).limit(limit)
        return await self._read(statement if team_id is None else statement.where(FireRow.team_id == team_id))

    async def concerning(self, user_id: str) -> list[Fire]:
        """What they asked for or filed, and what they had, took last or closed; the oldest first."""
        columns = (
            FireRow.requester_id,
            FireRow.filer_id,
            FireRow.owner_id,
            FireRow.last_owner_id,
            FireRow.closed_by,
        )
        statement = self._fires().where(or_(*(each == user_id for each in columns)))
        return await self._read(statement.order_by(FireRow.number))

    async def since(self, team_id: TeamId, first: datetime) -> list[Fire]:
        """What came, was taken or was closed since then; what never was a request is left out."""
        moments = (FireRow.created_at, FireRow.claimed_at, FireRow.responded_at, FireRow.closed_at)
        statement = self._fires().where(
            FireRow.team_id == team_id, FireRow.dismissed.is_(False), or_(*(each >= first for each in moments))
        )
        return await self._read(statement.order_by(FireRow.number))

    async def said(self, fire_ids: Collection[FireId], kinds: Collection[Kind]) -> list[FireEvent]:
        """What people wrote about these, of these kinds."""
        rows = await self._work.session.scalars(
            select(FireEventRow)
            .where(
                FireEventRow.workspace_id == self._work.workspace_id,
                FireEventRow.fire_id.in_(list(fire_ids)),
                FireEventRow.kind.in_([each.value for each in kinds]),
                FireEventRow.text.is_not(None),
            )
            .order_by(FireEventRow.id)
        )
        return [row.to_event() for row in rows]

    async def last_taken(self, team_id: TeamId) -> dict[UserId, datetime]:
        """When each person took, or was given, the newest of the team's fires that they have or had to the end."""
        found = await self._work.session.execute(
            select(FireRow.owner_id, func.max(FireRow.claimed_at))
            .where(
                self._ours(),
                FireRow.team_id == team_id,
                FireRow.owner_id.is_not(None),
                FireRow.claimed_at.is_not(None),
            )
            .group_by(FireRow.owner_id)
        )
        return {UserId(owner): at for owner, at in found if owner is not None and at is not None}

    async def reopened(self, team_id: TeamId, first: datetime, last: datetime) -> tuple[int, int]:
        """How many of the fires that were closed in that span were opened again in it, and how many were closed; each
        fire counts once, and what never was a request not at all.
        """
        closed = [Step.RESOLVE, Step.DECLINE, Step.WITHDRAW]
        found = await self._work.session.execute(
            select(
                func.count(func.distinct(case((FireEventRow.kind == Step.REOPEN, FireEventRow.fire_id)))),
                func.count(func.distinct(FireEventRow.fire_id)),
            )
            .join(FireRow, FireRow.id == FireEventRow.fire_id)
            .where(
                self._ours(),
                FireEventRow.workspace_id == self._work.workspace_id,
                FireRow.team_id == team_id,
                FireRow.dismissed.is_(False),
                FireEventRow.kind.in_([*closed, Step.REOPEN]),
                FireEventRow.at >= first,
                FireEventRow.at < last,
            )
        )
        again, every = found.one()
        return again, every

    def _ours(self) -> ColumnElement[bool]:
        return FireRow.workspace_id == self._work.workspace_id

    def _fires(self) -> Select[FireRow]:
        return select(FireRow).where(self._ours()).execution_options(populate_existing=True)

    async def _read(self, statement: Select[FireRow]) -> list[Fire]:
        return [row.to_fire() for row in await self._work.session.scalars(statement)]
