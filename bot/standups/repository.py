"""Standups of one workspace: values in, values out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, select, update

from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import insert_into
from bot.standups.domain import (
    NewQuestion,
    Prompt,
    PromptState,
    Question,
    Run,
    RunState,
    Schedule,
    Standup,
    StandupSettings,
    Value,
    from_json,
    to_json,
)
from bot.standups.tables import AnswerRow, PromptRow, QuestionRow, RunRow, StandupRow


def _columns(settings: StandupSettings) -> dict[str, Any]:
    schedule: Schedule = settings.schedule
    return {
        "name": settings.name,
        "report_channel": settings.report_channel,
        "at": schedule.at,
        "days": sorted(schedule.days),
        "anchor_on": schedule.anchor_on,
        "follows_member": schedule.follows_member,
        "zone": schedule.zone,
        "every_weeks": schedule.every_weeks,
        "window_minutes": schedule.window // timedelta(minutes=1),
        "reminders": [each // timedelta(minutes=1) for each in schedule.reminders],
    }


class Standups:
    """Standups and their questions."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, standup_id: int) -> Standup:
        row = await self._work.session.scalar(self._all().where(StandupRow.id == standup_id))
        if row is None:
            raise BotError("That standup is not there any more. `/standup list` shows those there are.")
        return row.to_standup()

    async def of_teams(self, team_ids: Iterable[int]) -> list[Standup]:
        """By name."""
        found = await self._work.session.scalars(
            self._all().where(StandupRow.team_id.in_(list(team_ids))).order_by(StandupRow.name, StandupRow.id)
        )
        return [row.to_standup() for row in found]

    async def add(self, team_id: int, owner_id: str, settings: StandupSettings) -> Standup:
        row = StandupRow(
            workspace_id=self._work.workspace_id,
            team_id=team_id,
            owner_id=owner_id,
            version=0,
            active=True,
            **_columns(settings),
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_standup()

    async def change(self, standup_id: int, settings: StandupSettings) -> None:
        await self._update(standup_id, **_columns(settings))

    async def pause(self, standup_id: int, until: date | None) -> None:
        await self._update(standup_id, active=False, paused_until=until)

    async def resume(self, standup_id: int) -> None:
        await self._update(standup_id, active=True, paused_until=None)

    async def ask(self, standup: Standup, questions: Sequence[NewQuestion]) -> int:
        """Gives it new questions from the next run on; returns their version."""
        version = standup.version + 1
        self._work.session.add_all(
            QuestionRow(
                workspace_id=self._work.workspace_id,
                standup_id=standup.id,
                version=version,
                position=position,
                text=each.text,
                kind=each.kind,
                required=each.required,
                choices=list(each.choices),
                lowest=each.lowest,
                highest=each.highest,
            )
            for position, each in enumerate(questions)
        )
        await self._update(standup.id, version=version)
        return version

    async def questions(self, standup_id: int, version: int) -> list[Question]:
        found = await self._work.session.scalars(
            select(QuestionRow)
            .where(
                QuestionRow.workspace_id == self._work.workspace_id,
                QuestionRow.standup_id == standup_id,
                QuestionRow.version == version,
            )
            .order_by(QuestionRow.position)
        )
        return [row.to_question() for row in found]

    def _all(self) -> Select[StandupRow]:
        return (
            select(StandupRow)
            .where(StandupRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )

    async def _update(self, standup_id: int, **values: Any) -> None:
        await self._work.session.execute(
            update(StandupRow)
            .where(StandupRow.workspace_id == self._work.workspace_id, StandupRow.id == standup_id)
            .values(**values)
        )


class Runs:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, run_id: int) -> Run:
        row = await self._work.session.scalar(self._all().where(RunRow.id == run_id))
        assert row is not None, "prompts and timers name runs that exist"
        return row.to_run()

    async def on(self, standup_id: int, on: date) -> Run | None:
        row = await self._work.session.scalar(self._all().where(RunRow.standup_id == standup_id, RunRow.on == on))
        return row.to_run() if row else None

    async def open(self, standup: Standup, on: date, close_at: datetime) -> Run | None:
        """The run of that date; None when it was opened before."""
        result = await self._work.session.execute(
            insert_into(self._work.session, RunRow)
            .values(
                workspace_id=self._work.workspace_id,
                standup_id=standup.id,
                on=on,
                version=standup.version,
                state=RunState.OPEN,
                close_at=close_at,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "standup_id", "on"])
            .returning(RunRow.id)
        )
        found = result.first()
        return await self.get(found[0]) if found else None

    async def close(self, run_id: int) -> bool:
        """True for the first to close it."""
        result = await self._work.session.execute(
            update(RunRow)
            .where(RunRow.workspace_id == self._work.workspace_id, RunRow.id == run_id, RunRow.state == RunState.OPEN)
            .values(state=RunState.CLOSED)
            .returning(RunRow.id)
        )
        return result.first() is not None

    async def latest(self, standup_id: int, on: date) -> Run | None:
        """The newest one up to that date."""
        row = await self._work.session.scalar(
            self._all().where(RunRow.standup_id == standup_id, RunRow.on <= on).order_by(RunRow.on.desc()).limit(1)
        )
        return row.to_run() if row else None

    def _all(self) -> Select[RunRow]:
        return (
            select(RunRow)
            .where(RunRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )


class Prompts:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, prompt_id: int) -> Prompt:
        row = await self._work.session.scalar(self._all().where(PromptRow.id == prompt_id))
        if row is None:
            raise BotError("That standup is not there any more.")
        return row.to_prompt()

    async def add(self, run_id: int, user_id: str, zone: str, prompt_at: datetime, close_at: datetime) -> Prompt:
        row = PromptRow(
            workspace_id=self._work.workspace_id,
            run_id=run_id,
            user_id=user_id,
            zone=zone,
            prompt_at=prompt_at,
            close_at=close_at,
            state=PromptState.WAITING,
            late=False,
            chat_step=0,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_prompt()

    async def change(self, prompt: Prompt, **values: Any) -> Prompt | None:
        """None when somebody changed its state since it was read."""
        result = await self._work.session.execute(
            update(PromptRow)
            .where(
                PromptRow.workspace_id == self._work.workspace_id,
                PromptRow.id == prompt.id,
                PromptRow.state == prompt.state,
            )
            .values(**values)
            .returning(PromptRow.id)
        )
        return await self.get(prompt.id) if result.first() else None

    async def of_run(self, run_id: int) -> list[Prompt]:
        found = await self._work.session.scalars(
            self._all().where(PromptRow.run_id == run_id).order_by(PromptRow.prompt_at, PromptRow.id)
        )
        return [row.to_prompt() for row in found]

    async def of_person(self, user_id: str, since: datetime) -> list[Prompt]:
        """Due since then, the newest first."""
        found = await self._work.session.scalars(
            self._all()
            .where(PromptRow.user_id == user_id, PromptRow.prompt_at >= since)
            .order_by(PromptRow.prompt_at.desc(), PromptRow.id.desc())
        )
        return [row.to_prompt() for row in found]

    async def of_team_between(self, team_id: int, first_on: date, last_on: date) -> list[Prompt]:
        """Of runs on these dates, both included."""
        found = await self._work.session.scalars(
            self._all()
            .join(RunRow, RunRow.id == PromptRow.run_id)
            .join(StandupRow, StandupRow.id == RunRow.standup_id)
            .where(StandupRow.team_id == team_id, RunRow.on >= first_on, RunRow.on <= last_on)
            .order_by(RunRow.on.desc(), PromptRow.id)
        )
        return [row.to_prompt() for row in found]

    def _all(self) -> Select[PromptRow]:
        return (
            select(PromptRow)
            .where(PromptRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )


class Answers:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def of(self, prompt_ids: Iterable[int]) -> Mapping[int, Mapping[int, Value]]:
        """By prompt, then by question."""
        found = await self._work.session.execute(
            select(AnswerRow.prompt_id, AnswerRow.question_id, AnswerRow.value).where(
                AnswerRow.workspace_id == self._work.workspace_id, AnswerRow.prompt_id.in_(list(prompt_ids))
            )
        )
        said: dict[int, dict[int, Value]] = {}
        for prompt_id, question_id, value in found:
            said.setdefault(prompt_id, {})[question_id] = from_json(value)
        return said

    async def put(self, prompt_id: int, values: Mapping[int, Value]) -> None:
        """What was said now, by question; None takes an answer back."""
        for question_id, value in values.items():
            await self._work.session.execute(
                delete(AnswerRow).where(
                    AnswerRow.workspace_id == self._work.workspace_id,
                    AnswerRow.prompt_id == prompt_id,
                    AnswerRow.question_id == question_id,
                )
            )
            if value is not None:
                self._work.session.add(
                    AnswerRow(
                        workspace_id=self._work.workspace_id,
                        prompt_id=prompt_id,
                        question_id=question_id,
                        value=to_json(value),
                        said_at=self._work.now,
                    )
                )
        await self._work.session.flush()
