"""Plan items: made by one answer, carried from run to run, settled by another."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, select, update

from bot.core.work import Work
from bot.standups.domain import Prompt
from bot.standups.domain.plans import ItemState, PlanItem
from bot.standups.tables import PlanItemRow, PromptRow, RunRow


class PlanItems:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, item_id: int) -> PlanItem | None:
        row = await self._work.session.scalar(self._all().where(PlanItemRow.id == item_id))
        return row.to_item() if row else None

    async def add(self, standup_id: int, prompt: Prompt, key: str, text: str) -> PlanItem:
        row = PlanItemRow(
            workspace_id=self._work.workspace_id,
            standup_id=standup_id,
            user_id=prompt.user_id,
            key=key,
            text=text,
            state=ItemState.OPEN,
            made_in=prompt.id,
            carried=0,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_item()

    async def change(self, item_id: int, **values: Any) -> None:
        await self._work.session.execute(
            update(PlanItemRow)
            .where(PlanItemRow.workspace_id == self._work.workspace_id, PlanItemRow.id == item_id)
            .values(**values)
        )

    async def remove(self, item_ids: Iterable[int]) -> None:
        await self._work.session.execute(
            delete(PlanItemRow).where(
                PlanItemRow.workspace_id == self._work.workspace_id, PlanItemRow.id.in_(list(item_ids))
            )
        )

    async def made_in(self, prompt_id: int) -> list[PlanItem]:
        """In any state, in the order they were planned."""
        found = await self._work.session.scalars(
            self._all().where(PlanItemRow.made_in == prompt_id).order_by(PlanItemRow.id)
        )
        return [row.to_item() for row in found]

    async def before(self, standup_id: int, prompt: Prompt, on: date) -> list[PlanItem]:
        """Of this person, planned in runs before that date: open, or said to be done or dropped in this prompt.

        What a later run has dealt with is that run's.
        """
        later = (
            select(PromptRow.id)
            .join(RunRow, RunRow.id == PromptRow.run_id)
            .where(
                PromptRow.workspace_id == self._work.workspace_id,
                PromptRow.user_id == prompt.user_id,
                RunRow.standup_id == standup_id,
                RunRow.on > on,
            )
        )
        found = await self._work.session.scalars(
            self._all()
            .join(PromptRow, PromptRow.id == PlanItemRow.made_in)
            .join(RunRow, RunRow.id == PromptRow.run_id)
            .where(
                PlanItemRow.standup_id == standup_id,
                PlanItemRow.user_id == prompt.user_id,
                (PlanItemRow.state == ItemState.OPEN) | (PlanItemRow.settled_in == prompt.id),
                RunRow.on < on,
                PlanItemRow.carried_in.is_(None) | PlanItemRow.carried_in.not_in(later),
            )
            .order_by(PlanItemRow.id)
        )
        return [row.to_item() for row in found]

    async def open_of(self, user_id: str) -> list[PlanItem]:
        """In all standups, the oldest first."""
        found = await self._work.session.scalars(
            self._all()
            .where(PlanItemRow.user_id == user_id, PlanItemRow.state == ItemState.OPEN)
            .order_by(PlanItemRow.id)
        )
        return [row.to_item() for row in found]

    async def often_in(self, standup_id: int, prompt: Prompt, carried: int) -> list[PlanItem]:
        """Those this prompt said something of, and that came back at least so many times; in the order they were
        planned.
        """
        found = await self._work.session.scalars(
            self._all()
            .where(
                PlanItemRow.standup_id == standup_id,
                PlanItemRow.user_id == prompt.user_id,
                (PlanItemRow.carried_in == prompt.id) | (PlanItemRow.settled_in == prompt.id),
                PlanItemRow.carried >= carried,
            )
            .order_by(PlanItemRow.id)
        )
        return [row.to_item() for row in found]

    async def done_since(self, standup_id: int, user_id: str, since: datetime) -> list[PlanItem]:
        """In the order they were planned."""
        found = await self._work.session.scalars(
            self._all()
            .where(
                PlanItemRow.standup_id == standup_id,
                PlanItemRow.user_id == user_id,
                PlanItemRow.state == ItemState.DONE,
                PlanItemRow.settled_at >= since,
            )
            .order_by(PlanItemRow.id)
        )
        return [row.to_item() for row in found]

    def _all(self) -> Select[PlanItemRow]:
        return (
            select(PlanItemRow)
            .where(PlanItemRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )
