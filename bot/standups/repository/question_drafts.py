"""Questions a lead is still changing: kept with their standup until they are saved or thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select, update

from bot.core.work import Work
from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.questions import Condition, FollowUp, Test
from bot.standups.tables import StandupRow


class QuestionDrafts:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def of(self, standup_id: int) -> list[NewQuestion] | None:
        """None when nobody is changing them."""
        stored = await self._work.session.scalar(
            select(StandupRow.question_draft).where(
                StandupRow.workspace_id == self._work.workspace_id, StandupRow.id == standup_id
            )
        )
        return [_read(each) for each in stored] if stored is not None else None

    async def put(self, standup_id: int, questions: Sequence[NewQuestion] | None) -> None:
        """None throws them away."""
        kept = None if questions is None else [_written(each) for each in questions]
        await self._work.session.execute(
            update(StandupRow)
            .where(StandupRow.workspace_id == self._work.workspace_id, StandupRow.id == standup_id)
            .values(question_draft=kept)
        )


def _written(question: NewQuestion) -> dict[str, Any]:
    days = None if question.days is None else sorted(question.days)
    return asdict(question) | {"days": days}


def _read(stored: Mapping[str, Any]) -> NewQuestion:
    condition = stored["condition"]
    return NewQuestion(
        **{
            **stored,
            "kind": Kind(stored["kind"]),
            "choices": tuple(stored["choices"]),
            "wordings": tuple(stored["wordings"]),
            "days": None if stored["days"] is None else frozenset(stored["days"]),
            "condition": Condition(condition["key"], Test(condition["test"]), condition["value"])
            if condition
            else None,
            # Drafts from before there were follow-ups have none.
            "follow_up": FollowUp(**stored["follow_up"]) if stored.get("follow_up") else None,
        }
    )
