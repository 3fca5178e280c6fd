"""How teams of one workspace take turns, and the plans that were proposed. Values in, values out; never commits."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select, update

from bot.core.errors import NotFound
from bot.core.work import Work
from bot.duty.domain import DutyPlan, PlanId, PlanState, Rota, Turns
from bot.duty.tables import DutyPlanRow, RotaRow, turns_values
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId


class Rotas:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, team_id: TeamId) -> Rota | None:
        row = await self._work.session.scalar(
            select(RotaRow)
            .where(RotaRow.workspace_id == self._work.workspace_id, RotaRow.team_id == team_id)
            .execution_options(populate_existing=True)
        )
        return row.to_rota() if row else None

    async def put(self, rota: Rota) -> None:
        """Stores it whole."""
        values = _columns(rota)
        await self._work.session.execute(
            insert_into(self._work.session, RotaRow)
            .values(workspace_id=self._work.workspace_id, team_id=rota.team_id, **values)
            .on_conflict_do_update(index_elements=["workspace_id", "team_id"], set_=values)
        )

    async def hold(self, usual: Rota) -> Rota:
        """The team's, stored as `usual` where there is none. Until the end of this unit of work nobody else publishes a
        plan of that team.
        """
        await self._work.session.execute(
            insert_into(self._work.session, RotaRow)
            .values(workspace_id=self._work.workspace_id, team_id=usual.team_id, **_columns(usual))
            .on_conflict_do_nothing(index_elements=["workspace_id", "team_id"])
        )
        row = await self._work.session.scalar(
            select(RotaRow)
            .where(RotaRow.workspace_id == self._work.workspace_id, RotaRow.team_id == usual.team_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        assert row is not None, "it was put just now"
        return row.to_rota()


class DutyPlans:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, team_id: TeamId, turns: Turns, made_by: str) -> DutyPlan:
        row = DutyPlanRow(
            workspace_id=self._work.workspace_id,
            team_id=team_id,
            state=PlanState.PROPOSED,
            turns=turns_values(turns),
            made_by=made_by,
            made_at=self._work.now,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_plan()

    async def get(self, plan_id: int) -> DutyPlan:
        """Raises NotFound."""
        row = await self._work.session.scalar(
            select(DutyPlanRow)
            .where(DutyPlanRow.workspace_id == self._work.workspace_id, DutyPlanRow.id == plan_id)
            .execution_options(populate_existing=True)
        )
        if row is None:
            raise NotFound("That plan is not there any more. `/triage rotate` makes a new one.")
        return row.to_plan()

    async def last_published(self, team_id: TeamId) -> DutyPlan | None:
        row = await self._work.session.scalar(
            select(DutyPlanRow)
            .where(
                DutyPlanRow.workspace_id == self._work.workspace_id,
                DutyPlanRow.team_id == team_id,
                DutyPlanRow.state == PlanState.PUBLISHED,
            )
            .order_by(DutyPlanRow.decided_at.desc(), DutyPlanRow.id.desc())
            .limit(1)
        )
        return row.to_plan() if row else None

    async def decide(self, plan_id: int, outcome: PlanState, by: str, told_with: PlanId | None = None) -> bool:
        """True for the first who decides about it only."""
        changed = await self._work.session.execute(
            update(DutyPlanRow)
            .where(
                DutyPlanRow.workspace_id == self._work.workspace_id,
                DutyPlanRow.id == plan_id,
                DutyPlanRow.state == PlanState.PROPOSED,
            )
            .values(state=outcome, decided_by=by, decided_at=self._work.now, told_with=told_with)
            .returning(DutyPlanRow.id)
        )
        return changed.first() is not None


def _columns(rota: Rota) -> Mapping[str, Any]:
    values = asdict(rota)
    del values["team_id"]
    return {**values, "people": None if rota.people is None else list(rota.people)}
