"""Kudos: kept with who gave them to whom, as far as that is known."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Select, delete, select, update

from bot.core.work import Work
from bot.standups.domain.kudos import Kudos
from bot.standups.tables import KudosRow

LOT_BITS = 62


class KudosGiven:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, kudos: Kudos) -> Kudos:
        """Under an id that is drawn by lot where it has none yet."""
        facts = asdict(kudos) | {"id": kudos.id or secrets.randbits(LOT_BITS)}
        row = KudosRow(workspace_id=self._work.workspace_id, **facts)
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_kudos()

    async def change(self, kudos_id: int, **values: Any) -> None:
        await self._work.session.execute(
            update(KudosRow)
            .where(KudosRow.workspace_id == self._work.workspace_id, KudosRow.id == kudos_id)
            .values(**values)
        )

    async def remove(self, kudos_ids: Iterable[int]) -> None:
        await self._work.session.execute(
            delete(KudosRow).where(KudosRow.workspace_id == self._work.workspace_id, KudosRow.id.in_(list(kudos_ids)))
        )

    async def of_prompt(self, prompt_id: int) -> list[Kudos]:
        """What somebody gave with that answer, taken back or not."""
        return await self._read(self._all().where(KudosRow.prompt_id == prompt_id))

    async def of_run(self, run_id: int) -> list[Kudos]:
        """Taken back or not."""
        return await self._read(self._all().where(KudosRow.run_id == run_id))

    async def received(self, user_id: str, first_on: date, last_on: date) -> list[Kudos]:
        """On these dates, both included, the oldest first."""
        return await self._read(
            self._standing().where(KudosRow.receiver_id == user_id, KudosRow.on >= first_on, KudosRow.on <= last_on)
        )

    async def of_team(self, team_id: int, first_on: date, last_on: date) -> list[Kudos]:
        """On these dates, both included, the oldest first."""
        return await self._read(
            self._standing().where(KudosRow.team_id == team_id, KudosRow.on >= first_on, KudosRow.on <= last_on)
        )

    async def _read(self, statement: Select[KudosRow]) -> list[Kudos]:
        found = await self._work.session.scalars(statement.order_by(KudosRow.on, KudosRow.id))
        return [row.to_kudos() for row in found]

    def _standing(self) -> Select[KudosRow]:
        return self._all().where(KudosRow.taken_back.is_(False))

    def _all(self) -> Select[KudosRow]:
        return (
            select(KudosRow)
            .where(KudosRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )
