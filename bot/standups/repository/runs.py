"""Runs, the prompts of their members, and what was answered."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, select, update

from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import insert_into
from bot.standups.domain import (
    Prompt,
    PromptState,
    Run,
    RunState,
    Standup,
    Value,
    from_json,
    to_json,
)
from bot.standups.tables import AnswerRow, PromptRow, RunRow, StandupRow


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

    async def not_begun(self, standup_id: int) -> list[Run]:
        """Open ones for which nobody was asked yet."""
        begun = select(PromptRow.run_id).where(
            PromptRow.workspace_id == self._work.workspace_id,
            PromptRow.state.not_in([PromptState.WAITING, PromptState.AWAY]),
        )
        found = await self._work.session.scalars(
            self._all().where(RunRow.standup_id == standup_id, RunRow.state == RunState.OPEN, RunRow.id.not_in(begun))
        )
        return [row.to_run() for row in found]

    async def remove(self, run_id: int) -> None:
        """A planned run that did not begin leaves nothing behind."""
        mine = PromptRow.workspace_id == self._work.workspace_id
        await self._work.session.execute(delete(PromptRow).where(mine, PromptRow.run_id == run_id))
        await self._work.session.execute(
            delete(RunRow).where(RunRow.workspace_id == self._work.workspace_id, RunRow.id == run_id)
        )

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
