"""What somebody did, from all features, by day. Values in, values out; never commits."""

from datetime import date, datetime

from sqlalchemy import and_, or_, select

from bot.core.work import Work
from bot.records.domain.hype import Answered
from bot.standups.domain import from_json
from bot.standups.domain.plans import ItemState, PlanItem
from bot.standups.tables import (
    AnswerRow,
    BlockerHelperRow,
    BlockerRow,
    PlanItemRow,
    PromptRow,
    QuestionRow,
    RunRow,
    StandupRow,
)
from bot.triage.domain import Fire, State
from bot.triage.tables import FireRow


class OwnDeeds:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def answers(self, user_id: str, first_on: date, last_on: date) -> list[Answered]:
        """Given by their name, in the order of days, standups and questions."""
        ours = self._work.workspace_id
        found = await self._work.session.execute(
            select(AnswerRow.value, RunRow.on, RunRow.id, StandupRow.name, QuestionRow)
            .join(PromptRow, and_(PromptRow.workspace_id == ours, PromptRow.id == AnswerRow.prompt_id))
            .join(RunRow, and_(RunRow.workspace_id == ours, RunRow.id == PromptRow.run_id))
            .join(StandupRow, and_(StandupRow.workspace_id == ours, StandupRow.id == RunRow.standup_id))
            .join(QuestionRow, and_(QuestionRow.workspace_id == ours, QuestionRow.id == AnswerRow.question_id))
            .where(
                AnswerRow.workspace_id == self._work.workspace_id,
                PromptRow.user_id == user_id,
                RunRow.on >= first_on,
                RunRow.on <= last_on,
            )
            .order_by(RunRow.on, RunRow.id, QuestionRow.position)
        )
        return [
            Answered(on, run_id, standup, question.to_question(), from_json(value))
            for value, on, run_id, standup, question in found
        ]

    async def done(self, user_id: str, first_at: datetime, until: datetime) -> list[PlanItem]:
        """Items of their plans, in the order in which they were done."""
        found = await self._work.session.scalars(
            select(PlanItemRow)
            .where(
                PlanItemRow.workspace_id == self._work.workspace_id,
                PlanItemRow.user_id == user_id,
                PlanItemRow.state == ItemState.DONE,
                PlanItemRow.settled_at >= first_at,
                PlanItemRow.settled_at < until,
            )
            .order_by(PlanItemRow.settled_at, PlanItemRow.id)
        )
        return [row.to_item() for row in found]

    async def helped(self, user_id: str, first_at: datetime, until: datetime) -> list[int]:
        """Blockers of others to which they offered help in that time, or which they saw to and which went away then."""
        offered = select(BlockerHelperRow.blocker_id).where(
            BlockerHelperRow.workspace_id == self._work.workspace_id,
            BlockerHelperRow.user_id == user_id,
            BlockerHelperRow.offered_at >= first_at,
            BlockerHelperRow.offered_at < until,
        )
        seen_to = and_(
            BlockerRow.owner_id == user_id, BlockerRow.resolved_at >= first_at, BlockerRow.resolved_at < until
        )
        found = await self._work.session.scalars(
            select(BlockerRow.id)
            .where(
                BlockerRow.workspace_id == self._work.workspace_id,
                BlockerRow.user_id != user_id,
                or_(BlockerRow.id.in_(offered), seen_to),
            )
            .order_by(BlockerRow.id)
        )
        return list(found)

    async def fires(self, user_id: str, first_at: datetime, until: datetime) -> list[Fire]:
        """Done in that time and theirs; who closed it for somebody else did not do it. The first closed first."""
        theirs = or_(FireRow.owner_id == user_id, and_(FireRow.owner_id.is_(None), FireRow.closed_by == user_id))
        found = await self._work.session.scalars(
            select(FireRow)
            .where(
                FireRow.workspace_id == self._work.workspace_id,
                theirs,
                FireRow.state == State.DONE,
                FireRow.dismissed.is_(False),
                FireRow.closed_at >= first_at,
                FireRow.closed_at < until,
            )
            .order_by(FireRow.closed_at, FireRow.number)
        )
        return [row.to_fire() for row in found]
