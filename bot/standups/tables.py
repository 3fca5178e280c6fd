"""How standups, their questions, runs, prompts and answers are stored."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, Date, Index, String, Text, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.people.domain import TeamId, UserId
from bot.standups.domain import Kind, Prompt, PromptState, Question, Run, RunState, Schedule, Standup


class StandupRow(InWorkspace, Table):
    __tablename__ = "standups"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("team_id", "teams"),
        Index("ix_standups_team", "workspace_id", "team_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    at: Mapped[time] = mapped_column(Time)
    days: Mapped[list[int]] = mapped_column(JSON)
    anchor_on: Mapped[date] = mapped_column(Date)
    follows_member: Mapped[bool]
    zone: Mapped[str] = mapped_column(String(64))
    every_weeks: Mapped[int]
    window_minutes: Mapped[int]
    reminders: Mapped[list[int]] = mapped_column(JSON)
    report_channel: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    owner_id: Mapped[str] = mapped_column(String(40))
    active: Mapped[bool]
    paused_until: Mapped[date | None] = mapped_column(Date)

    def to_standup(self) -> Standup:
        schedule = Schedule(
            at=self.at,
            days=frozenset(self.days),
            anchor_on=self.anchor_on,
            follows_member=self.follows_member,
            zone=self.zone,
            every_weeks=self.every_weeks,
            window=timedelta(minutes=self.window_minutes),
            reminders=tuple(timedelta(minutes=each) for each in self.reminders),
        )
        return Standup(
            id=self.id,
            team_id=TeamId(self.team_id),
            name=self.name,
            schedule=schedule,
            report_channel=self.report_channel,
            version=self.version,
            owner_id=UserId(self.owner_id),
            active=self.active,
            paused_until=self.paused_until,
        )


class QuestionRow(InWorkspace, Table):
    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("standup_id", "standups"),
        UniqueConstraint("workspace_id", "standup_id", "version", "position"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    standup_id: Mapped[int]
    version: Mapped[int]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    required: Mapped[bool]
    choices: Mapped[list[str]] = mapped_column(JSON)
    lowest: Mapped[float | None]
    highest: Mapped[float | None]

    def to_question(self) -> Question:
        return Question(
            id=self.id,
            position=self.position,
            text=self.text,
            kind=Kind(self.kind),
            required=self.required,
            choices=tuple(self.choices),
            lowest=self.lowest,
            highest=self.highest,
        )


class RunRow(InWorkspace, Table):
    """One standup on one local date: there is never a second one."""

    __tablename__ = "runs"
    # Ids stand in the keys of promises, so one that was used is never used again.
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("standup_id", "standups"),
        UniqueConstraint("workspace_id", "standup_id", "on"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    standup_id: Mapped[int]
    on: Mapped[date] = mapped_column(Date)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    close_at: Mapped[datetime]

    def to_run(self) -> Run:
        return Run(self.id, self.standup_id, self.on, self.version, RunState(self.state), self.close_at)


class PromptRow(InWorkspace, Table):
    __tablename__ = "prompts"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("run_id", "runs"),
        UniqueConstraint("workspace_id", "run_id", "user_id"),
        Index("ix_prompts_person", "workspace_id", "user_id", "prompt_at"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40))
    zone: Mapped[str] = mapped_column(String(64))
    prompt_at: Mapped[datetime]
    close_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    answered_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    late: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)
    asking: Mapped[int | None]
    chat_step: Mapped[int]

    def to_prompt(self) -> Prompt:
        return Prompt(
            id=self.id,
            run_id=self.run_id,
            user_id=UserId(self.user_id),
            zone=self.zone,
            prompt_at=self.prompt_at,
            close_at=self.close_at,
            state=PromptState(self.state),
            answered_at=self.answered_at,
            edited_at=self.edited_at,
            late=self.late,
            reason=self.reason,
            asking=self.asking,
            chat_step=self.chat_step,
        )


class AnswerRow(InWorkspace, Table):
    """What a member said to one question; the last word counts."""

    __tablename__ = "answers"
    __table_args__ = (
        of_same_workspace("prompt_id", "prompts"),
        of_same_workspace("question_id", "questions"),
        UniqueConstraint("workspace_id", "prompt_id", "question_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    prompt_id: Mapped[int]
    question_id: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON)
    said_at: Mapped[datetime]
