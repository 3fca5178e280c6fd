"""Moods by whom they are from. For their own eyes: who asks for them shows them to that person alone."""

from datetime import date

from sqlalchemy import select

from bot.core.work import Work
from bot.standups.domain import Kind, PromptState
from bot.standups.domain.moods import OwnMood
from bot.standups.tables import AnswerRow, PromptRow, QuestionRow, RunRow


class OwnMoods:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def of(self, user_id: str, first_on: date, last_on: date) -> list[OwnMood]:
        """Of runs on these dates, both included, the oldest first. What was said without a name is nobody's."""
        found = await self._work.session.execute(
            select(
                RunRow.standup_id, QuestionRow.key, QuestionRow.position, QuestionRow.text, RunRow.on, AnswerRow.value
            )
            .join(PromptRow, PromptRow.run_id == RunRow.id)
            .join(AnswerRow, AnswerRow.prompt_id == PromptRow.id)
            .join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
            .where(
                PromptRow.workspace_id == self._work.workspace_id,
                PromptRow.user_id == user_id,
                PromptRow.state == PromptState.ANSWERED,
                QuestionRow.kind == Kind.MOOD,
                RunRow.on >= first_on,
                RunRow.on <= last_on,
            )
            .order_by(RunRow.on, AnswerRow.id)
        )
        return [
            OwnMood(standup_id, key or f"q{position}", text, on, int(value))
            for standup_id, key, position, text, on, value in found
            if isinstance(value, int | float)
        ]
