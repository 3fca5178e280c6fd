"""Answers found by their words, and made ready to be found. Values in, values out; never commits."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from bot.core.work import Work
from bot.records.domain.search import Mark, Match, Query, Reach
from bot.standups.domain import RunState, from_json
from bot.standups.domain.finding import folded_words
from bot.standups.domain.reports import LEAST_ANONYMOUS
from bot.standups.domain.schedule import Moment
from bot.standups.tables import AnonymousAnswerRow, AnswerRow, PromptRow, QuestionRow, RunRow, StandupRow

Searched = type[AnswerRow] | type[AnonymousAnswerRow]


class Finding:
    """Searches what may be read: who asks is in `reach`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def named(self, query: Query, reach: Reach, older_than: Mark | None, most: int) -> list[Match]:
        """The newest first. Others' answers are found from the moment at which their report shows them."""
        shown = and_(
            RunRow.standup_id.in_(reach.readable),
            RunRow.state != RunState.SKIPPED,
            PromptRow.prompt_at <= self._work.now,
            or_(StandupRow.report_moment != Moment.AT_END, self._is_over()),
        )
        whose = PromptRow.user_id == query.from_id if query.from_id is not None else None
        statement = (
            select(AnswerRow, RunRow, QuestionRow, PromptRow.user_id)
            .join(PromptRow, self._same(PromptRow, AnswerRow.prompt_id))
            .join(RunRow, self._same(RunRow, PromptRow.run_id))
            .join(StandupRow, self._same(StandupRow, RunRow.standup_id))
            .join(QuestionRow, self._same(QuestionRow, AnswerRow.question_id))
            .where(
                or_(PromptRow.user_id == reach.by, shown),
                *self._sought(query, reach, AnswerRow),
                *([whose] if whose is not None else []),
                *([_before(older_than, AnswerRow)] if older_than is not None else []),
            )
            .order_by(RunRow.on.desc(), AnswerRow.id.desc())
            .limit(most)
        )
        found = await self._work.session.execute(statement)
        return [
            Match(
                Mark(run.on, True, answer.id),
                run.standup_id,
                run.id,
                question.to_question(),
                from_json(answer.value),
                answer.prompt_id,
                user_id,
            )
            for answer, run, question, user_id in found
        ]

    async def nameless(self, query: Query, reach: Reach, older_than: Mark | None, most: int) -> list[Match]:
        """The newest first; of runs that are over, and of questions that enough people answered."""
        enough = (
            select(AnonymousAnswerRow.run_id, AnonymousAnswerRow.question_id)
            .where(AnonymousAnswerRow.workspace_id == self._work.workspace_id)
            .group_by(AnonymousAnswerRow.run_id, AnonymousAnswerRow.question_id)
            .having(func.count() >= LEAST_ANONYMOUS)
            .subquery()
        )
        statement = (
            select(AnonymousAnswerRow, RunRow, QuestionRow)
            .join(RunRow, self._same(RunRow, AnonymousAnswerRow.run_id))
            .join(QuestionRow, self._same(QuestionRow, AnonymousAnswerRow.question_id))
            .join(
                enough,
                and_(
                    enough.c.run_id == AnonymousAnswerRow.run_id,
                    enough.c.question_id == AnonymousAnswerRow.question_id,
                ),
            )
            .where(
                RunRow.standup_id.in_(reach.nameless),
                RunRow.state != RunState.SKIPPED,
                self._is_over(),
                *self._sought(query, reach, AnonymousAnswerRow),
                *([_before(older_than, AnonymousAnswerRow)] if older_than is not None else []),
            )
            .order_by(RunRow.on.desc(), AnonymousAnswerRow.id.desc())
            .limit(most)
        )
        found = await self._work.session.execute(statement)
        return [
            Match(
                Mark(run.on, False, answer.id),
                run.standup_id,
                run.id,
                question.to_question(),
                from_json(answer.value),
            )
            for answer, run, question in found
        ]

    async def answered_in(self, user_id: str) -> set[int]:
        """The standups in which somebody has answers by their name."""
        found = await self._work.session.scalars(
            select(RunRow.standup_id)
            .distinct()
            .join(PromptRow, self._same(RunRow, PromptRow.run_id))
            .where(
                PromptRow.workspace_id == self._work.workspace_id,
                PromptRow.user_id == user_id,
                PromptRow.answered_at.is_not(None),
            )
        )
        return set(found)

    async def fold_some(self, most: int) -> int:
        """Makes answers ready that no search sees yet, and says how many there were."""
        done = 0
        for table in (AnswerRow, AnonymousAnswerRow):
            rows = await self._work.session.execute(
                select(table.id, table.value)
                .where(table.workspace_id == self._work.workspace_id, table.folded.is_(None))
                .order_by(table.id)
                .limit(most)
            )
            for row_id, value in rows.all():
                await self._work.session.execute(
                    update(table)
                    .where(table.workspace_id == self._work.workspace_id, table.id == row_id, table.folded.is_(None))
                    .values(folded=folded_words(from_json(value)))
                    .execution_options(synchronize_session=False)
                )
                done += 1
        return done

    def _same(self, table: Any, row_id: Any) -> ColumnElement[bool]:
        return and_(table.workspace_id == self._work.workspace_id, table.id == row_id)

    def _is_over(self) -> ColumnElement[bool]:
        return or_(RunRow.state == RunState.CLOSED, RunRow.close_at <= self._work.now)

    def _sought(self, query: Query, reach: Reach, table: Searched) -> list[ColumnElement[bool]]:
        return [
            table.workspace_id == self._work.workspace_id,
            table.folded != "",
            *(table.folded.contains(word, autoescape=True) for word in query.words),
            *([RunRow.standup_id.in_(reach.within)] if reach.within is not None else []),
            *([RunRow.on >= query.after] if query.after else []),
            *([RunRow.on <= query.before] if query.before else []),
        ]


def _before(mark: Mark, table: Searched) -> ColumnElement[bool]:
    """What comes after that place in the list, which has the newest first."""
    is_named = table is AnswerRow
    if is_named == mark.is_named:
        return or_(RunRow.on < mark.on, and_(RunRow.on == mark.on, table.id < mark.id))
    return RunRow.on <= mark.on if mark.is_named else RunRow.on < mark.on
