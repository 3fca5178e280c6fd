"""Offers to swap duty of one workspace. Values in, values out; never commits."""

from sqlalchemy import Select, select, update

from bot.core.errors import NotFound
from bot.core.work import Work
from bot.duty.domain.swaps import NewSwap, Swap, SwapState
from bot.duty.tables import SwapRow
from bot.people.domain import TeamId


class Swaps:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, new: NewSwap) -> Swap:
        row = SwapRow(
            workspace_id=self._work.workspace_id,
            team_id=new.team_id,
            asker_id=new.asker_id,
            other_id=new.other_id,
            role=new.mine.role,
            starts=new.mine.starts,
            ends=new.mine.ends,
            their_role=new.theirs.role,
            their_starts=new.theirs.starts,
            their_ends=new.theirs.ends,
            state=SwapState.OPEN,
            asked_at=self._work.now,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_swap()

    async def get(self, swap_id: int) -> Swap:
        """Raises NotFound."""
        row = await self._work.session.scalar(self._ours().where(SwapRow.id == swap_id))
        if row is None:
            raise NotFound("That offer is not there any more.")
        return row.to_swap()

    async def open_of_team(self, team_id: TeamId) -> list[Swap]:
        rows = await self._work.session.scalars(
            self._ours().where(SwapRow.team_id == team_id, SwapRow.state == SwapState.OPEN).order_by(SwapRow.id)
        )
        return [row.to_swap() for row in rows]

    async def settle(self, swap_id: int, settled_as: SwapState) -> Swap | None:
        """None when it was not open any more: of two who press at once, one does it."""
        changed = await self._work.session.execute(
            update(SwapRow)
            .where(
                SwapRow.workspace_id == self._work.workspace_id,
                SwapRow.id == swap_id,
                SwapRow.state == SwapState.OPEN,
            )
            .values(settled_at=self._work.now, state=settled_as)
            .returning(SwapRow.id)
        )
        return await self.get(swap_id) if changed.first() is not None else None

    def _ours(self) -> Select[SwapRow]:
        return (
            select(SwapRow)
            .where(SwapRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )
