"""Everything of a workspace, read page by page: a page begins behind the row `after`, and an empty one is the end."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from bot.core.work import Work
from bot.people.tables import AbsenceRow, MembershipRow, PersonRow, TeamRow
from bot.records.domain.export_cells import typed
from bot.records.domain.export_rights import Extent, Row
from bot.standups.domain import PromptState, RunState, worded
from bot.standups.domain.reports import LEAST_ANONYMOUS
from bot.standups.domain.schedule import Readers
from bot.standups.tables import (
    AnonymousAnswerRow,
    AnswerFileRow,
    AnswerRow,
    BlockerRow,
    PlanItemRow,
    PromptRow,
    QuestionRow,
    RevisionRow,
    RunRow,
    StandupRow,
)
from bot.triage.tables import FireEventRow, FireRow

PAGE = 500
PLACE = "_place"
RIGHTS = (
    StandupRow.readers.label("_readers"),
    StandupRow.owner_id.label("_owner_id"),
    StandupRow.anonymous.label("_anonymous"),
)
OF_RUN = (StandupRow.id.label("standup_id"), RunRow.id.label("run_id"), RunRow.on)


def _columns(table: Any, names: str) -> list[InstrumentedAttribute[Any]]:
    return [getattr(table, each) for each in names.split()]


class Everything:
    """Rows by the names of their columns in an export; names that begin with `_` are for those who read on."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def people(self, extent: Extent, after: int) -> list[Row]:
        names = "user_id name zone is_admin is_guest is_bot is_stranger deleted days starts ends country region"
        mine = self._members(extent, PersonRow.user_id)
        return await self._page(select(*_columns(PersonRow, names)).where(mine), PersonRow, after)

    async def teams(self, extent: Extent, after: int) -> list[Row]:
        names = "name channel_id follows_channel zone days starts ends country region set_up_at"
        asked = select(TeamRow.id.label("team_id"), *_columns(TeamRow, names))
        return await self._page(asked.where(self._teams(extent, TeamRow.id)), TeamRow, after)

    async def memberships(self, extent: Extent, after: int) -> list[Row]:
        asked = select(*_columns(MembershipRow, "team_id role"), PersonRow.user_id)
        asked = asked.join(PersonRow, PersonRow.id == MembershipRow.person_id)
        mine = PersonRow.user_id == extent.user_id if extent.user_id else true()
        return await self._page(asked.where(mine, _of_team(extent, MembershipRow.team_id)), MembershipRow, after)

    async def absences(self, extent: Extent, after: int) -> list[Row]:
        names = "user_id first_on last_on starts ends asks_again set_by set_at cancelled_at reason"
        asked = select(AbsenceRow.id.label("absence_id"), *_columns(AbsenceRow, names))
        return await self._page(asked.where(self._members(extent, AbsenceRow.user_id)), AbsenceRow, after)

    async def standups(self, extent: Extent, after: int) -> list[Row]:
        names = (
            "team_id name owner_id at follows_member zone days every_weeks monthly month_day window_minutes deadline "
            "evening_before reminders report_channel readers anonymous active paused_until version keep_days"
        )
        asked = select(StandupRow.id.label("standup_id"), *_columns(StandupRow, names))
        return await self._page(asked.where(self._standups(extent)), StandupRow, after)

    async def questions(self, extent: Extent, after: int) -> list[Row]:
        names = "standup_id version position text wordings kind required choices lowest highest days"
        key = func.coalesce(QuestionRow.key, literal("q") + cast(QuestionRow.position, String)).label("key")
        asked = select(QuestionRow.id.label("question_id"), key, *_columns(QuestionRow, names))
        asked = asked.join(StandupRow, StandupRow.id == QuestionRow.standup_id)
        return await self._page(asked.where(self._standups(extent)), QuestionRow, after)

    async def runs(self, extent: Extent, after: int) -> list[Row]:
        names = "standup_id on version state close_at reason cleared_on"
        asked = select(RunRow.id.label("run_id"), *_columns(RunRow, names))
        asked = asked.join(StandupRow, StandupRow.id == RunRow.standup_id)
        theirs = (
            or_(RunRow.id.in_(self._prompted(extent, PromptRow.run_id)), _owned(extent)) if extent.user_id else true()
        )
        return await self._page(asked.where(_of_team(extent, StandupRow.team_id), theirs), RunRow, after)

    async def prompts(self, extent: Extent, after: int) -> list[Row]:
        names = "user_id part state zone prompt_at close_at answered_at edited_at late deleted_at reason"
        asked = _in_runs(select(PromptRow.id.label("prompt_id"), *OF_RUN, *_columns(PromptRow, names), *RIGHTS))
        return await self._page(asked.where(_own(extent, PromptRow.user_id)), PromptRow, after, _of_standup(extent))

    async def answers(self, extent: Extent, after: int) -> list[Row]:
        """Those with an author. What is being written is the author's own, and so is what was signed before its
        standup became anonymous.
        """
        asked = _in_runs(
            select(
                *(AnswerRow.prompt_id, PromptRow.user_id, AnswerRow.said_at, AnswerRow.value, QuestionRow),
                *(*OF_RUN, *RIGHTS),
            )
        )
        asked = asked.join(AnswerRow, AnswerRow.prompt_id == PromptRow.id)
        asked = asked.join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
        given = and_(PromptRow.state == PromptState.ANSWERED, PromptRow.deleted_at.is_(None), ~StandupRow.anonymous)
        asked = asked.where(or_(given, PromptRow.user_id == extent.user_id))
        theirs = or_(_own(extent, PromptRow.user_id), _owned(extent))
        return _asked(await self._page(asked.where(theirs), AnswerRow, after, _of_standup(extent)))

    async def nameless_answers(self, extent: Extent, after: int) -> list[Row]:
        """Those without an author, in the order of their lot; `after` says how many came before. Nobody's own, they
        are of a person's export only where nobody else reads them.
        """
        here = AnonymousAnswerRow.workspace_id == self._work.workspace_id
        enough = (
            select(AnonymousAnswerRow.run_id, AnonymousAnswerRow.question_id)
            .where(here)
            .group_by(AnonymousAnswerRow.run_id, AnonymousAnswerRow.question_id)
            .having(func.count() >= LEAST_ANONYMOUS)
            .subquery()
        )
        same = and_(
            enough.c.run_id == AnonymousAnswerRow.run_id, enough.c.question_id == AnonymousAnswerRow.question_id
        )
        asked = (
            select(AnonymousAnswerRow.value, QuestionRow, *OF_RUN, *RIGHTS)
            .join(enough, same)
            .join(RunRow, RunRow.id == AnonymousAnswerRow.run_id)
            .join(StandupRow, StandupRow.id == RunRow.standup_id)
            .join(QuestionRow, QuestionRow.id == AnonymousAnswerRow.question_id)
            .where(here, RunRow.state == RunState.CLOSED, _of_standup(extent))
            .where(_owned(extent) if extent.user_id else true())
            .order_by(AnonymousAnswerRow.id)
        )
        found = await self._work.session.execute(asked.offset(after).limit(PAGE))
        rows = [{**row, PLACE: number} for number, row in enumerate(found.mappings(), after + 1)]
        return [{**row, "user_id": None} for row in _asked(rows)]

    async def answer_revisions(self, extent: Extent, after: int) -> list[Row]:
        names = "prompt_id question_id value said_at replaced_at"
        asked = _in_runs(select(PromptRow.user_id, *_columns(RevisionRow, names), *OF_RUN, *RIGHTS))
        asked = asked.join(RevisionRow, RevisionRow.prompt_id == PromptRow.id)
        asked = asked.where(or_(~StandupRow.anonymous, PromptRow.user_id == extent.user_id))
        asked = asked.where(_own(extent, PromptRow.user_id))
        rows = await self._page(asked, RevisionRow, after, _of_standup(extent))
        return [{**row, **typed(row["value"])} for row in rows]

    async def answer_files(self, extent: Extent, after: int) -> list[Row]:
        asked = _in_runs(
            select(PromptRow.user_id, *_columns(AnswerFileRow, "prompt_id file_id name permalink"), *RIGHTS)
        )
        asked = asked.join(AnswerFileRow, AnswerFileRow.prompt_id == PromptRow.id)
        asked = asked.where(or_(~StandupRow.anonymous, PromptRow.user_id == extent.user_id))
        theirs = or_(_own(extent, PromptRow.user_id), _owned(extent))
        return await self._page(asked.where(theirs), AnswerFileRow, after, _of_standup(extent))

    async def plan_items(self, extent: Extent, after: int) -> list[Row]:
        names = "standup_id user_id key text state made_in carried settled_in settled_at"
        asked = select(PlanItemRow.id.label("item_id"), *_columns(PlanItemRow, names), *RIGHTS)
        asked = asked.join(StandupRow, StandupRow.id == PlanItemRow.standup_id)
        asked = asked.where(or_(~StandupRow.anonymous, PlanItemRow.user_id == extent.user_id))
        return await self._page(asked.where(_own(extent, PlanItemRow.user_id)), PlanItemRow, after, _of_standup(extent))

    async def blockers(self, extent: Extent, after: int) -> list[Row]:
        names = (
            "standup_id prompt_id question_id user_id text opened_on owner_id escalated_at resolved_at resolved_by "
            "fire_number"
        )
        asked = select(BlockerRow.id.label("blocker_id"), *_columns(BlockerRow, names), *RIGHTS)
        asked = asked.join(StandupRow, StandupRow.id == BlockerRow.standup_id)
        asked = asked.where(or_(~StandupRow.anonymous, BlockerRow.user_id == extent.user_id))
        theirs = or_(_own(extent, BlockerRow.user_id), _owned(extent))
        return await self._page(asked.where(theirs), BlockerRow, after, _of_standup(extent))

    async def fires(self, extent: Extent, after: int) -> list[Row]:
        names = (
            "number team_id case_id title description permalink source requester_id filer_id priority_proposed "
            "priority state owner_id topic effort recurrence needed_by created_at claimed_at started_at closed_at "
            "closed_by outcome type fields decision readiness private"
        )
        asked = select(*_columns(FireRow, names)).where(_of_team(extent, FireRow.team_id), _of_fire(extent))
        return await self._page(asked, FireRow, after)

    async def fire_events(self, extent: Extent, after: int) -> list[Row]:
        names = "at actor_id kind before after text about_id"
        asked = select(FireEventRow.id.label("event_id"), FireRow.number, *_columns(FireEventRow, names))
        asked = asked.join(FireRow, FireRow.id == FireEventRow.fire_id).where(_of_team(extent, FireRow.team_id))
        mine = or_(FireEventRow.actor_id == extent.user_id, FireEventRow.about_id == extent.user_id, _of_fire(extent))
        return await self._page(asked.where(mine if extent.user_id else _of_fire(extent)), FireEventRow, after)

    async def _page(self, asked: Select[Any], of: Any, after: int, *conditions: ColumnElement[bool]) -> list[Row]:
        found = await self._work.session.execute(
            asked.add_columns(of.id.label(PLACE))
            .where(of.workspace_id == self._work.workspace_id, of.id > after, *conditions)
            .order_by(of.id)
            .limit(PAGE)
        )
        return [dict(row) for row in found.mappings()]

    def _members(self, extent: Extent, user_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        """The person, those in the team, or everybody."""
        members = (
            select(PersonRow.user_id)
            .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
            .where(PersonRow.workspace_id == self._work.workspace_id, MembershipRow.team_id == extent.team_id)
        )
        return and_(_own(extent, user_id), user_id.in_(members) if extent.team_id is not None else true())

    def _teams(self, extent: Extent, team_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        """The team, and those the person is in."""
        mine = (
            select(MembershipRow.team_id)
            .join(PersonRow, PersonRow.id == MembershipRow.person_id)
            .where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id == extent.user_id)
        )
        return and_(_of_team(extent, team_id), team_id.in_(mine) if extent.user_id else true())

    def _standups(self, extent: Extent) -> ColumnElement[bool]:
        """Those of the team, and those that ever asked the person or are theirs."""
        asked = self._prompted(extent, RunRow.standup_id)
        mine = or_(StandupRow.id.in_(asked), StandupRow.owner_id == extent.user_id)
        return and_(_of_standup(extent), mine if extent.user_id else true())

    def _prompted(self, extent: Extent, what: InstrumentedAttribute[int]) -> Select[int]:
        here = PromptRow.workspace_id == self._work.workspace_id
        asked = select(what).select_from(PromptRow).join(RunRow, RunRow.id == PromptRow.run_id)
        return asked.where(here, PromptRow.user_id == extent.user_id)


def _of_team(extent: Extent, team_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return true() if extent.team_id is None else team_id == extent.team_id


def _of_standup(extent: Extent) -> ColumnElement[bool]:
    return _of_team(extent, StandupRow.team_id)


def _own(extent: Extent, user_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return true() if extent.user_id is None else user_id == extent.user_id


def _owned(extent: Extent) -> ColumnElement[bool]:
    """Of a standup that nobody but this person reads."""
    mine = and_(StandupRow.readers == Readers.OWNER, StandupRow.owner_id == extent.user_id)
    return mine if extent.reads_own else ~true()


def _of_fire(extent: Extent) -> ColumnElement[bool]:
    """The person has to do with it. Private ones are in the exports of these only."""
    parts = (FireRow.requester_id, FireRow.filer_id, FireRow.owner_id, FireRow.closed_by)
    return or_(*(each == extent.user_id for each in parts)) if extent.user_id else FireRow.private.is_(False)


def _in_runs(asked: Select[Any]) -> Select[Any]:
    return (
        asked.select_from(PromptRow)
        .join(RunRow, RunRow.id == PromptRow.run_id)
        .join(StandupRow, StandupRow.id == RunRow.standup_id)
    )


def _asked(rows: Sequence[Row]) -> list[Row]:
    """With the question in the words of that run, and what was said in the columns of its type."""
    found: list[Row] = []
    for row in rows:
        question: QuestionRow = row["QuestionRow"]
        asked = worded(question.to_question(), row["on"], None)
        cells = {
            "question_id": question.id,
            "question_key": asked.key,
            "question_version": question.version,
            "question": asked.text,
            "kind": question.kind,
        }
        rest = {name: value for name, value in row.items() if name != "QuestionRow"}
        found.append({**rest, **cells, **typed(row["value"])})
    return found
