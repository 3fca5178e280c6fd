"""How runs, prompts and answers are stored."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.people.domain import UserId
from bot.standups.domain import Prompt, PromptState, Run, RunState
from bot.standups.domain.answers import File
from bot.standups.domain.drafts import read_draft
from bot.standups.domain.schedule import Part


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
    reason: Mapped[str | None] = mapped_column(Text)

    def to_run(self) -> Run:
        return Run(self.id, self.standup_id, self.on, self.version, RunState(self.state), self.close_at, self.reason)


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
    part: Mapped[str] = mapped_column(String(20), server_default=Part.EXPECTED)
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    snoozed_until: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

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
            part=Part(self.part),
            draft=read_draft(self.draft),
            snoozed_until=self.snoozed_until,
            deleted_at=self.deleted_at,
        )


class AnswerRow(InWorkspace, Table):
    """What a member said to one question; the last word counts. `message_ts` is that of the message it was typed in."""

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
    message_ts: Mapped[str | None] = mapped_column(String(40))


class RevisionRow(InWorkspace, Table):
    """What an answer said before it was changed."""

    __tablename__ = "answer_revisions"
    __table_args__ = (
        of_same_workspace("prompt_id", "prompts"),
        of_same_workspace("question_id", "questions"),
        Index("ix_answer_revisions_prompt", "workspace_id", "prompt_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    prompt_id: Mapped[int]
    question_id: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON)
    said_at: Mapped[datetime]
    replaced_at: Mapped[datetime]


class AnonymousAnswerRow(InWorkspace, Table):
    """An answer without its author. Its id is drawn by lot and it has no moment: neither gives the order away."""

    __tablename__ = "anonymous_answers"
    __table_args__ = (
        of_same_workspace("run_id", "runs"),
        of_same_workspace("question_id", "questions"),
        Index("ix_anonymous_answers_run", "workspace_id", "run_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    run_id: Mapped[int]
    question_id: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON)


class AnswerFileRow(InWorkspace, Table):
    """A file given with an answer: Slack keeps it, and we keep where it is."""

    __tablename__ = "answer_files"
    __table_args__ = (
        of_same_workspace("prompt_id", "prompts"),
        UniqueConstraint("workspace_id", "prompt_id", "file_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    prompt_id: Mapped[int]
    file_id: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(Text)
    permalink: Mapped[str] = mapped_column(Text)

    def to_file(self) -> File:
        return File(self.file_id, self.name, self.permalink)
