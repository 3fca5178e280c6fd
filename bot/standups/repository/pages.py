"""Standups, runs and blockers in pages, for programs that read them one after another."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from bot.core.work import Work
from bot.standups.domain import Prompt, PromptState, Run, Standup
from bot.standups.domain.blockers import Blocker
from bot.standups.repository.blockers import Blockers
from bot.standups.tables import BlockerRow, ParticipantRow, PromptRow, RunRow, StandupRow


class Pages:
    """What comes after the last thing seen; never everything. Who may see what is checked by whoever asks."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def find(self, standup_id: int) -> Standup | None:
        row = await self._work.session.scalar(self._standups().where(StandupRow.id == standup_id))
        return row.to_standup() if row else None

    async def standups(
        self, after: int, most: int, team_ids: Collection[int] | None, user_id: str | None
    ) -> list[Standup]:
        """Those of these teams (None: of all), and others that this person owns or has a part in; by id."""
        found = await self._work.session.scalars(
            self._standups()
            .where(StandupRow.id > after, *self._near(StandupRow.id, team_ids, user_id))
            .order_by(StandupRow.id)
            .limit(most)
        )
        return [row.to_standup() for row in found]

    async def runs(self, standup_id: int, before: date | None, most: int) -> list[Run]:
        """The newest first; `before` is a date."""
        found = await self._work.session.scalars(
            select(RunRow)
            .where(
                RunRow.workspace_id == self._work.workspace_id,
                RunRow.standup_id == standup_id,
                *([RunRow.on < before] if before is not None else []),
            )
            .order_by(RunRow.on.desc())
            .limit(most)
            .execution_options(populate_existing=True)
        )
        return [row.to_run() for row in found]

    async def answered(self, run_id: int, after: int, most: int, user_id: str | None) -> list[Prompt]:
        """Answered and not taken back, by id; `user_id` leaves out everybody else."""
        found = await self._work.session.scalars(
            select(PromptRow)
            .where(
                PromptRow.workspace_id == self._work.workspace_id,
                PromptRow.run_id == run_id,
                PromptRow.id > after,
                PromptRow.state == PromptState.ANSWERED,
                PromptRow.deleted_at.is_(None),
                *([PromptRow.user_id == user_id] if user_id is not None else []),
            )
            .order_by(PromptRow.id)
            .limit(most)
            .execution_options(populate_existing=True)
        )
        return [row.to_prompt() for row in found]

    async def blockers(
        self, after: int, most: int, team_ids: Collection[int] | None, user_id: str | None, is_open: bool | None
    ) -> list[Blocker]:
        """Of the standups that `standups` gives, and this person's own; by id."""
        near: list[ColumnElement[bool]] = self._near(BlockerRow.standup_id, team_ids, user_id)
        if near and user_id is not None:
            near = [or_(*near, BlockerRow.user_id == user_id)]
        states = {None: [], True: [BlockerRow.resolved_at.is_(None)], False: [BlockerRow.resolved_at.is_not(None)]}
        ids = await self._work.session.scalars(
            select(BlockerRow.id)
            .where(BlockerRow.workspace_id == self._work.workspace_id, BlockerRow.id > after, *near, *states[is_open])
            .order_by(BlockerRow.id)
            .limit(most)
        )
        return [each for blocker_id in ids if (each := await Blockers(self._work).find(blocker_id)) is not None]

    def _near(self, standup: Any, team_ids: Collection[int] | None, user_id: str | None) -> list[ColumnElement[bool]]:
        """Conditions on the column with a standup's id."""
        if team_ids is None:
            return []
        mine = select(ParticipantRow.standup_id).where(
            ParticipantRow.workspace_id == self._work.workspace_id, ParticipantRow.user_id == user_id
        )
        near = select(StandupRow.id).where(
            StandupRow.workspace_id == self._work.workspace_id,
            or_(StandupRow.team_id.in_(list(team_ids)), StandupRow.owner_id == user_id, StandupRow.id.in_(mine)),
        )
        return [standup.in_(near)]

    def _standups(self) -> Select[StandupRow]:
        return (
            select(StandupRow)
            .where(StandupRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )
