"""What people say about their own turns in the teams of one workspace. Values in, values out; never commits."""

from typing import Any

from sqlalchemy import select

from bot.core.work import Work
from bot.duty.domain.limits import OwnLimits
from bot.duty.tables import LimitsRow, spans_values
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId, UserId


class Limits:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def of_team(self, team_id: TeamId) -> list[OwnLimits]:
        """Of everybody who ever said any, also of who left."""
        found = await self._work.session.scalars(
            select(LimitsRow)
            .where(LimitsRow.workspace_id == self._work.workspace_id, LimitsRow.team_id == team_id)
            .order_by(LimitsRow.id)
            .execution_options(populate_existing=True)
        )
        return [each.to_limits() for each in found]

    async def of(self, team_id: TeamId, user_id: str) -> OwnLimits:
        """None at all where they said nothing."""
        row = await self._work.session.scalar(
            select(LimitsRow)
            .where(
                LimitsRow.workspace_id == self._work.workspace_id,
                LimitsRow.team_id == team_id,
                LimitsRow.user_id == user_id,
            )
            .execution_options(populate_existing=True)
        )
        return row.to_limits() if row else OwnLimits(team_id, UserId(user_id))

    async def put(self, limits: OwnLimits) -> None:
        """Stores them whole."""
        values: dict[str, Any] = {
            "most_in_a_row": limits.most_in_a_row,
            "exempt": spans_values(limits.exempt),
            "rather_not": spans_values(limits.rather_not),
        }
        await self._work.session.execute(
            insert_into(self._work.session, LimitsRow)
            .values(workspace_id=self._work.workspace_id, team_id=limits.team_id, user_id=limits.user_id, **values)
            .on_conflict_do_update(index_elements=["workspace_id", "team_id", "user_id"], set_=values)
        )
