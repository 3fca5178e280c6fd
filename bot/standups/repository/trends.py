"""What was asked and what was said in numbers, over many runs of one standup."""

from datetime import date

from sqlalchemy import select

from bot.core.work import Work
from bot.standups.domain import Kind, Prompt, PromptState, RunState
from bot.standups.domain.trends import COUNTED, Told
from bot.standups.tables import AnonymousAnswerRow, AnswerRow, PromptRow, QuestionRow, RunRow

TOLD = (RunRow.on, QuestionRow.key, QuestionRow.kind, QuestionRow.position, QuestionRow.text)


class History:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def asked(self, standup_id: int, first_on: date, last_on: date) -> list[tuple[date, Prompt]]:
        """Prompts of runs on these dates, both included; without runs that were left out."""
        found = await self._work.session.execute(
            select(RunRow.on, PromptRow)
            .join(RunRow, RunRow.id == PromptRow.run_id)
            .where(
                PromptRow.workspace_id == self._work.workspace_id,
                RunRow.standup_id == standup_id,
                RunRow.on >= first_on,
                RunRow.on <= last_on,
                RunRow.state != RunState.SKIPPED,
            )
            .order_by(RunRow.on, PromptRow.id)
            .execution_options(populate_existing=True)
        )
        return [(on, row.to_prompt()) for on, row in found]

    async def told(self, standup_id: int, first_on: date, last_on: date) -> list[Told]:
        """Moods, numbers and yes or no of these dates, with authors or without: nobody asks who said it."""
        mine = QuestionRow.workspace_id == self._work.workspace_id
        within = (RunRow.standup_id == standup_id, RunRow.on >= first_on, RunRow.on <= last_on)
        signed = (
            select(*TOLD, AnswerRow.value)
            .join(PromptRow, PromptRow.run_id == RunRow.id)
            .join(AnswerRow, AnswerRow.prompt_id == PromptRow.id)
            .join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
            .where(mine, *within, QuestionRow.kind.in_(COUNTED), PromptRow.state == PromptState.ANSWERED)
        )
        unsigned = (
            select(*TOLD, AnonymousAnswerRow.value)
            .join(AnonymousAnswerRow, AnonymousAnswerRow.run_id == RunRow.id)
            .join(QuestionRow, QuestionRow.id == AnonymousAnswerRow.question_id)
            .where(mine, *within, QuestionRow.kind.in_(COUNTED), RunRow.state == RunState.CLOSED)
        )
        rows = [*await self._work.session.execute(signed), *await self._work.session.execute(unsigned)]
        return [
            Told(on, key or f"q{position}", Kind(kind), text, float(value))
            for on, key, kind, position, text, value in map(tuple, rows)
            if isinstance(value, bool | int | float)
        ]
