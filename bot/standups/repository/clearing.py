"""What people wrote, taken out of what is kept: by a standup's retention, or because somebody is to be forgotten."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select, update

from bot.core.work import Work
from bot.standups.domain import PromptState, RunState, from_json, to_json
from bot.standups.domain.answers import Cleared, is_kept
from bot.standups.domain.plans import ItemState
from bot.standups.tables import (
    AnonymousAnswerRow,
    AnswerFileRow,
    AnswerRow,
    BlockerRow,
    KudosRow,
    PlanItemRow,
    PromptRow,
    QuestionRow,
    RevisionRow,
    RunRow,
)

SomeAnswer = type[AnswerRow] | type[AnonymousAnswerRow]


class Words:
    """Words go; who was asked, who answered, and what is counted stays."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def runs_older_than(self, standup_id: int, on: date, most: int) -> list[int]:
        """Closed ones before that date in which there is something to clear, the oldest first."""
        found = await self._work.session.scalars(
            select(RunRow.id)
            .where(
                RunRow.workspace_id == self._work.workspace_id,
                RunRow.standup_id == standup_id,
                RunRow.on < on,
                RunRow.state != RunState.OPEN,
                RunRow.cleared_on.is_(None),
            )
            .order_by(RunRow.on)
            .limit(most)
        )
        return list(found)

    async def clear_run(self, run_id: int, on: date) -> None:
        """Its answers say from then on that they were cleared on that date. Drafts, files and reasons to skip go."""
        prompts = self._prompts(PromptRow.run_id == run_id)
        await self._mark(AnswerRow, AnswerRow.prompt_id.in_(prompts), on)
        await self._mark(AnonymousAnswerRow, AnonymousAnswerRow.run_id == run_id, on)
        for table in (RevisionRow, AnswerFileRow):
            await self._work.session.execute(
                delete(table).where(table.workspace_id == self._work.workspace_id, table.prompt_id.in_(prompts))
            )
        given = (KudosRow.workspace_id == self._work.workspace_id, KudosRow.run_id == run_id)
        await self._work.session.execute(update(KudosRow).where(*given).values(text=""))
        mine = (PromptRow.workspace_id == self._work.workspace_id, PromptRow.run_id == run_id)
        await self._work.session.execute(update(PromptRow).where(*mine).values(draft=None))
        await self._work.session.execute(
            update(PromptRow).where(*mine, PromptRow.state == PromptState.SKIPPED).values(reason=None)
        )
        await self._work.session.execute(
            update(RunRow)
            .where(RunRow.workspace_id == self._work.workspace_id, RunRow.id == run_id)
            .values(cleared_on=on)
        )

    async def clear_ended(self, standup_id: int) -> list[int]:
        """Blockers and plan items of cleared runs, once they are over. Gives the blockers."""
        cleared = (
            select(PromptRow.id)
            .join(RunRow, RunRow.id == PromptRow.run_id)
            .where(
                PromptRow.workspace_id == self._work.workspace_id,
                RunRow.standup_id == standup_id,
                RunRow.cleared_on.is_not(None),
            )
        )
        blockers = await self._work.session.scalars(
            update(BlockerRow)
            .where(
                BlockerRow.workspace_id == self._work.workspace_id,
                BlockerRow.prompt_id.in_(cleared),
                BlockerRow.resolved_at.is_not(None),
                BlockerRow.text != "",
            )
            .values(text="")
            .returning(BlockerRow.id)
            .execution_options(synchronize_session=False)
        )
        found = list(blockers)
        await self._work.session.execute(
            update(PlanItemRow)
            .where(
                PlanItemRow.workspace_id == self._work.workspace_id,
                PlanItemRow.made_in.in_(cleared),
                PlanItemRow.state != ItemState.OPEN,
                PlanItemRow.text != "",
            )
            .values(text="")
            .execution_options(synchronize_session=False)
        )
        return found

    async def prompts_in(self, run_ids: Sequence[int]) -> list[int]:
        """Those of these runs."""
        return list(await self._work.session.scalars(self._prompts(PromptRow.run_id.in_(run_ids))))

    async def prompts_of(self, user_id: str) -> list[int]:
        return list(await self._work.session.scalars(self._prompts(PromptRow.user_id == user_id)))

    async def runs_of(self, user_id: str) -> list[int]:
        """In which they were asked, or would have been."""
        found = await self._work.session.scalars(
            select(PromptRow.run_id).where(
                PromptRow.workspace_id == self._work.workspace_id, PromptRow.user_id == user_id
            )
        )
        return list(found)

    async def forget_answers(self, user_id: str) -> None:
        """What somebody answered in words; what is counted stays, for the means it is part of."""
        prompts = self._prompts(PromptRow.user_id == user_id)
        for row, question in await self._answers(AnswerRow, AnswerRow.prompt_id.in_(prompts)):
            if not is_kept(question.to_question(), from_json(row.value)):
                await self._work.session.delete(row)
        await self._work.session.flush()

    async def _mark(self, table: SomeAnswer, which: ColumnElement[bool], on: date) -> None:
        for row, question in await self._answers(table, which):
            if not is_kept(question.to_question(), from_json(row.value)):
                # Empty, and not without: what has none is given one.
                row.value, row.folded = to_json(Cleared(on)), ""
        await self._work.session.flush()

    async def _answers(
        self, table: SomeAnswer, which: ColumnElement[bool]
    ) -> list[tuple[AnswerRow | AnonymousAnswerRow, QuestionRow]]:
        found: Any = await self._work.session.execute(
            select(table, QuestionRow)
            .join(QuestionRow, QuestionRow.id == table.question_id)
            .where(table.workspace_id == self._work.workspace_id, which)
            .execution_options(populate_existing=True)
        )
        return [(row, question) for row, question in found]

    def _prompts(self, which: ColumnElement[bool]) -> Select[int]:
        return select(PromptRow.id).where(PromptRow.workspace_id == self._work.workspace_id, which)
