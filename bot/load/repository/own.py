"""What somebody chose about their own load, and their dips. Values in, values out; never commits."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from bot.core.work import Work
from bot.load.domain.dips import Comparison, Dip
from bot.load.domain.mixes import Mix
from bot.load.tables.own import LoadDipRow, LoadOwnRow, to_plain
from bot.outbox.repository import insert_into
from bot.people.domain import UserId


class OwnChoices:
    """Nothing here is shown to anybody but the person."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def watched(self, user_ids: Iterable[str]) -> set[UserId]:
        """Those of them who have their own answers watched."""
        found = await self._work.session.scalars(
            select(LoadOwnRow.user_id).where(
                LoadOwnRow.workspace_id == self._work.workspace_id,
                LoadOwnRow.user_id.in_(list(user_ids)),
                LoadOwnRow.watched,
            )
        )
        return {UserId(each) for each in found}

    async def mix(self, user_id: str) -> Mix | None:
        row = await self._work.session.scalar(
            select(LoadOwnRow)
            .where(LoadOwnRow.workspace_id == self._work.workspace_id, LoadOwnRow.user_id == user_id)
            .execution_options(populate_existing=True)
        )
        return row.to_mix() if row else None

    async def watch(self, user_id: str, *, watched: bool) -> None:
        await self._put(user_id, {"watched": watched}, {"mix": None})

    async def agree(self, user_id: str, mix: Mix | None) -> None:
        """None takes it back."""
        await self._put(user_id, {"mix": asdict(mix) if mix else None}, {"watched": False})

    async def _put(self, user_id: str, values: dict[str, Any], at_first: dict[str, Any]) -> None:
        """A row that says nothing any more goes: that somebody once chose is nobody's matter either."""
        keys = {"workspace_id": self._work.workspace_id, "user_id": user_id}
        await self._work.session.execute(
            insert_into(self._work.session, LoadOwnRow)
            .values(**keys, **values, **at_first)
            .on_conflict_do_update(index_elements=["workspace_id", "user_id"], set_=values)
        )
        await self._work.session.execute(
            delete(LoadOwnRow)
            .where(
                LoadOwnRow.workspace_id == self._work.workspace_id,
                LoadOwnRow.user_id == user_id,
                ~LoadOwnRow.watched,
                LoadOwnRow.mix.is_(None),
            )
            .execution_options(synchronize_session=False)
        )


class Dips:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, dip_id: int) -> Dip | None:
        return await self._one(LoadDipRow.id == dip_id)

    async def of(self, user_id: str) -> Dip | None:
        return await self._one(LoadDipRow.user_id == user_id)

    async def last_seen_before(self, monday: date) -> list[Dip]:
        rows = await self._work.session.scalars(
            select(LoadDipRow)
            .where(LoadDipRow.workspace_id == self._work.workspace_id, LoadDipRow.seen_on < monday)
            .order_by(LoadDipRow.id)
            .execution_options(populate_existing=True)
        )
        return [row.to_dip() for row in rows]

    async def open(self, user_id: UserId, monday: date, comparison: Comparison) -> Dip:
        row = LoadDipRow(
            workspace_id=self._work.workspace_id,
            user_id=user_id,
            opened_on=monday,
            seen_on=monday,
            comparison=to_plain(comparison),
            leads=[],
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_dip()

    async def seen_again(self, dip_id: int, monday: date) -> None:
        """It goes on; what was told stays as it was told."""
        await self._change(dip_id, seen_on=monday)

    async def told(self, dip_id: int, leads: Iterable[UserId]) -> bool:
        """True for the first who tells it only."""
        return await self._change(dip_id, LoadDipRow.told_at.is_(None), told_at=self._work.now, leads=list(leads))

    async def shared(self, dip_id: int, leads: Iterable[UserId]) -> bool:
        """Keeps who was sent it. True for the first click only."""
        return await self._change(dip_id, LoadDipRow.shared_at.is_(None), shared_at=self._work.now, leads=list(leads))

    async def forget(self, dip_id: int) -> None:
        await self._work.session.execute(
            delete(LoadDipRow)
            .where(LoadDipRow.workspace_id == self._work.workspace_id, LoadDipRow.id == dip_id)
            .execution_options(synchronize_session=False)
        )

    async def _change(self, dip_id: int, *conditions: ColumnElement[bool], **values: object) -> bool:
        changed = await self._work.session.execute(
            update(LoadDipRow)
            .where(LoadDipRow.workspace_id == self._work.workspace_id, LoadDipRow.id == dip_id, *conditions)
            .values(**values)
            .returning(LoadDipRow.id)
            .execution_options(synchronize_session=False)
        )
        return changed.first() is not None

    async def _one(self, condition: ColumnElement[bool]) -> Dip | None:
        row = await self._work.session.scalar(
            select(LoadDipRow)
            .where(LoadDipRow.workspace_id == self._work.workspace_id, condition)
            .execution_options(populate_existing=True)
        )
        return row.to_dip() if row else None
