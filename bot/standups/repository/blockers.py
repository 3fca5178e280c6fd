"""Blockers and who offered to help."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, delete, select, update

from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import insert_into
from bot.standups.domain import Prompt
from bot.standups.domain.blockers import Blocker
from bot.standups.tables import BlockerHelperRow, BlockerRow


class Blockers:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, blocker_id: int) -> Blocker:
        row = await self._work.session.scalar(self._all().where(BlockerRow.id == blocker_id))
        if row is None:
            raise BotError("That blocker is not there any more: the answer that named it was changed.")
        return (await self._with_helpers([row]))[0]

    async def find(self, blocker_id: int) -> Blocker | None:
        """As `get`, for timers, which may outlive what they are about."""
        return next(iter(await self._found(self._all().where(BlockerRow.id == blocker_id))), None)

    async def add(self, standup_id: int, prompt: Prompt, question_id: int, text: str, opened_on: date) -> Blocker:
        row = BlockerRow(
            workspace_id=self._work.workspace_id,
            standup_id=standup_id,
            prompt_id=prompt.id,
            question_id=question_id,
            user_id=prompt.user_id,
            text=text,
            opened_on=opened_on,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_blocker()

    async def change(self, blocker_id: int, **values: Any) -> None:
        await self._work.session.execute(
            update(BlockerRow)
            .where(BlockerRow.workspace_id == self._work.workspace_id, BlockerRow.id == blocker_id)
            .values(**values)
        )

    async def resolve(self, blocker_id: int, by: str | None) -> bool:
        """True for the first who does it."""
        return await self._if_still(blocker_id, BlockerRow.resolved_at, resolved_at=self._work.now, resolved_by=by)

    async def own(self, blocker_id: int, by: str) -> bool:
        """True for the first who takes it."""
        return await self._if_still(blocker_id, BlockerRow.owner_id, owner_id=by)

    async def escalate(self, blocker_id: int) -> bool:
        """True once."""
        return await self._if_still(blocker_id, BlockerRow.escalated_at, escalated_at=self._work.now)

    async def add_helper(self, blocker_id: int, user_id: str) -> bool:
        """False when they offered before."""
        result = await self._work.session.execute(
            insert_into(self._work.session, BlockerHelperRow)
            .values(
                workspace_id=self._work.workspace_id,
                blocker_id=blocker_id,
                user_id=user_id,
                offered_at=self._work.now,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "blocker_id", "user_id"])
            .returning(BlockerHelperRow.id)
        )
        return result.first() is not None

    async def remove(self, blocker_id: int) -> None:
        await self._work.session.execute(
            delete(BlockerHelperRow).where(
                BlockerHelperRow.workspace_id == self._work.workspace_id, BlockerHelperRow.blocker_id == blocker_id
            )
        )
        await self._work.session.execute(
            delete(BlockerRow).where(BlockerRow.workspace_id == self._work.workspace_id, BlockerRow.id == blocker_id)
        )

    async def of_prompt(self, prompt_id: int) -> list[Blocker]:
        """Opened by that answer, solved ones too."""
        return await self._found(self._all().where(BlockerRow.prompt_id == prompt_id))

    async def open_of(self, user_id: str, standup_ids: Iterable[int] | None = None) -> list[Blocker]:
        """Theirs that stand, of these standups or of all; the oldest first."""
        mine = self._all().where(BlockerRow.user_id == user_id, BlockerRow.resolved_at.is_(None))
        if standup_ids is not None:
            mine = mine.where(BlockerRow.standup_id.in_(list(standup_ids)))
        return await self._found(mine)

    async def open_in(self, standup_ids: Iterable[int]) -> list[Blocker]:
        """The oldest first."""
        wanted = self._all().where(BlockerRow.standup_id.in_(list(standup_ids)), BlockerRow.resolved_at.is_(None))
        return await self._found(wanted)

    async def of_people(self, standup_id: int, user_ids: Iterable[str], up_to: date) -> list[Blocker]:
        """Opened by them in runs up to that date, solved ones too."""
        return await self._found(
            self._all().where(
                BlockerRow.standup_id == standup_id,
                BlockerRow.user_id.in_(list(user_ids)),
                BlockerRow.opened_on <= up_to,
            )
        )

    async def _if_still(self, blocker_id: int, empty: Any, **values: Any) -> bool:
        result = await self._work.session.execute(
            update(BlockerRow)
            .where(BlockerRow.workspace_id == self._work.workspace_id, BlockerRow.id == blocker_id, empty.is_(None))
            .values(**values)
            .returning(BlockerRow.id)
        )
        return result.first() is not None

    async def _found(self, wanted: Select[BlockerRow]) -> list[Blocker]:
        return await self._with_helpers((await self._work.session.scalars(wanted.order_by(BlockerRow.id))).all())

    async def _with_helpers(self, rows: Sequence[BlockerRow]) -> list[Blocker]:
        found = await self._work.session.execute(
            select(BlockerHelperRow.blocker_id, BlockerHelperRow.user_id)
            .where(
                BlockerHelperRow.workspace_id == self._work.workspace_id,
                BlockerHelperRow.blocker_id.in_([each.id for each in rows]),
            )
            .order_by(BlockerHelperRow.id)
        )
        helpers: dict[int, list[str]] = {}
        for blocker_id, user_id in found:
            helpers.setdefault(blocker_id, []).append(user_id)
        return [each.to_blocker(helpers.get(each.id, ())) for each in rows]

    def _all(self) -> Select[BlockerRow]:
        return (
            select(BlockerRow)
            .where(BlockerRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )
