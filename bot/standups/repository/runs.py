"""Runs, and the prompts of their members."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select, update

from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import insert_into
from bot.standups.domain import (
    Prompt,
    PromptState,
    Run,
    RunState,
    Standup,
)
from bot.standups.domain.schedule import Part
from bot.standups.tables import PromptRow, RunRow, StandupRow


class Runs:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, run_id: int) -> Run:
        row = await self._work.session.scalar(self._all().where(RunRow.id == run_id))
        assert row is not None, "prompts and timers name runs that exist"
        return row.to_run()

    async def find(self, run_id: int) -> Run | None:
        """None for one that was planned and removed again."""
        row = await self._work.session.scalar(self._all().where(RunRow.id == run_id))
        return row.to_run() if row else None

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

    async def change(self, run_id: int, **values: Any) -> Run:
        await self._work.session.execute(
            update(RunRow).where(RunRow.workspace_id == self._work.workspace_id, RunRow.id == run_id).values(**values)
        )
        return await self.get(run_id)

    async def of(self, standup_ids: Iterable[int], since: date) -> list[Run]:
        """Open ones, and those of a date since then, in order of their dates."""
        found = await self._work.session.scalars(
            self._all()
            .where(RunRow.standup_id.in_(list(standup_ids)), or_(RunRow.state == RunState.OPEN, RunRow.on >= since))
            .order_by(RunRow.on, RunRow.id)
        )
        return [row.to_run() for row in found]

    async def remove(self, run_id: int) -> None:
        """A planned run that did not begin leaves nothing behind."""
        mine = PromptRow.workspace_id == self._work.workspace_id
        await self._work.session.execute(delete(PromptRow).where(mine, PromptRow.run_id == run_id))
        await self._work.session.execute(
            delete(RunRow).where(RunRow.workspace_id == self._work.workspace_id, RunRow.id == run_id)
        )

    async def since(self, standup_id: int, on: date) -> list[Run]:
        """Those of that date and later, the oldest first."""
        found = await self._work.session.scalars(
            self._all().where(RunRow.standup_id == standup_id, RunRow.on >= on).order_by(RunRow.on)
        )
        return [row.to_run() for row in found]

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

    async def find(self, prompt_id: int) -> Prompt | None:
        """None for one of a plan that was changed."""
        row = await self._work.session.scalar(self._all().where(PromptRow.id == prompt_id))
        return row.to_prompt() if row else None

    async def add(
        self,
        run_id: int,
        user_id: str,
        zone: str,
        prompt_at: datetime,
        close_at: datetime,
        *,
        part: Part = Part.EXPECTED,
        state: PromptState = PromptState.WAITING,
        reason: str | None = None,
    ) -> Prompt:
        row = PromptRow(
            workspace_id=self._work.workspace_id,
            run_id=run_id,
            user_id=user_id,
            zone=zone,
            prompt_at=prompt_at,
            close_at=close_at,
            state=state,
            reason=reason,
            part=part,
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

    async def remove(self, prompt_ids: Iterable[int]) -> None:
        """Those of people who were never asked and never wrote anything."""
        await self._work.session.execute(
            delete(PromptRow).where(
                PromptRow.workspace_id == self._work.workspace_id, PromptRow.id.in_(list(prompt_ids))
            )
        )

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

    async def last_before(
        self, standup_id: int, user_id: str, on: date, states: Iterable[PromptState]
    ) -> tuple[date, Prompt] | None:
        """Somebody's newest in one of these states before that date, and its date; left out runs do not count."""
        found = await self._work.session.execute(
            select(RunRow.on, PromptRow)
            .join(RunRow, RunRow.id == PromptRow.run_id)
            .where(
                PromptRow.workspace_id == self._work.workspace_id,
                RunRow.workspace_id == self._work.workspace_id,
                RunRow.standup_id == standup_id,
                RunRow.state != RunState.SKIPPED,
                RunRow.on < on,
                PromptRow.user_id == user_id,
                PromptRow.state.in_(list(states)),
            )
            .order_by(RunRow.on.desc())
            .limit(1)
        )
        row = found.first()
        return (row[0], row[1].to_prompt()) if row else None

    async def forget_drafts(self, run_id: int) -> None:
        """What its members wrote and did not send goes for good."""
        await self._work.session.execute(
            update(PromptRow)
            .where(PromptRow.workspace_id == self._work.workspace_id, PromptRow.run_id == run_id)
            .values(draft=None, asking=None)
        )

    async def answered_on(self, user_id: str, on: date) -> list[tuple[Run, Prompt]]:
        """What somebody answered in runs of that date, in all standups."""
        found = await self._work.session.execute(
            select(RunRow, PromptRow)
            .join(RunRow, RunRow.id == PromptRow.run_id)
            .where(
                PromptRow.workspace_id == self._work.workspace_id,
                RunRow.workspace_id == self._work.workspace_id,
                RunRow.on == on,
                PromptRow.user_id == user_id,
                PromptRow.state == PromptState.ANSWERED,
            )
            .order_by(PromptRow.answered_at.desc())
        )
        return [(run.to_run(), prompt.to_prompt()) for run, prompt in found]

    async def of_team_between(self, team_id: int, first_on: date, last_on: date) -> list[Prompt]:
        """Of runs held on these dates, both included."""
        found = await self._work.session.scalars(
            self._all()
            .join(RunRow, RunRow.id == PromptRow.run_id)
            .join(StandupRow, StandupRow.id == RunRow.standup_id)
            .where(
                StandupRow.team_id == team_id,
                RunRow.on >= first_on,
                RunRow.on <= last_on,
                RunRow.state != RunState.SKIPPED,
            )
            .order_by(RunRow.on.desc(), PromptRow.id)
        )
        return [row.to_prompt() for row in found]

    def _all(self) -> Select[PromptRow]:
        return (
            select(PromptRow)
            .where(PromptRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )
