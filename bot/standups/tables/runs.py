"""How runs, prompts and answers are stored."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import ANSWER, NOTHING, PERSON, words_of
from bot.people.domain import UserId
from bot.standups.domain import Prompt, PromptState, Run, RunState
from bot.standups.domain.answers import File
from bot.standups.domain.drafts import read_draft
from bot.standups.domain.schedule import Part

# Rows that are still to be made ready for search: few, so that the index is small.
UNFOLDED: dict[str, Any] = {"sqlite_where": text("folded IS NULL"), "postgresql_where": text("folded IS NULL")}


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
    reason: Mapped[str | None] = mapped_column(Text, info=NOTHING)
    # When the standup's retention took what was written in it.
    cleared_on: Mapped[date | None] = mapped_column(Date)

    def to_run(self) -> Run:
        return Run(
            self.id,
            self.standup_id,
            self.on,
            self.version,
            RunState(self.state),
            self.close_at,
            self.reason,
            self.cleared_on,
        )


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
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    zone: Mapped[str] = mapped_column(String(64), info=NOTHING)
    prompt_at: Mapped[datetime]
    close_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    answered_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    late: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text, info=words_of("user_id"))
    asking: Mapped[int | None]
    chat_step: Mapped[int]
    part: Mapped[str] = mapped_column(String(20), server_default=Part.EXPECTED)
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), info=words_of("user_id"))
    snoozed_until: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    follow_up_on: Mapped[int | None]

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
            follow_up_on=self.follow_up_on,
        )


class AnswerRow(InWorkspace, Table):
    """What a member said to one question; the last word counts. `message_ts` is that of the message it was typed in.

    `added` is what they added when they were asked once more; `value` ends with it. `added_ts` is its message.
    """

    __tablename__ = "answers"
    __table_args__ = (
        of_same_workspace("prompt_id", "prompts"),
        of_same_workspace("question_id", "questions"),
        UniqueConstraint("workspace_id", "prompt_id", "question_id"),
        Index("ix_answers_unfolded", "workspace_id", "id", **UNFOLDED),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    prompt_id: Mapped[int]
    question_id: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON, info=ANSWER)
    said_at: Mapped[datetime]
    message_ts: Mapped[str | None] = mapped_column(String(40))
    # The words of `value` as search compares them; None until somebody wrote them down, empty where there are none.
    folded: Mapped[str | None] = mapped_column(Text, info=ANSWER)
    added: Mapped[Any | None] = mapped_column(JSON(none_as_null=True), info=words_of("prompt_id"))
    added_ts: Mapped[str | None] = mapped_column(String(40))


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
    value: Mapped[Any] = mapped_column(JSON, info=words_of("prompt_id", row=True))
    said_at: Mapped[datetime]
    replaced_at: Mapped[datetime]


class AnonymousAnswerRow(InWorkspace, Table):
    """An answer without its author. Its id is drawn by lot and it has no moment: neither gives the order away."""

    __tablename__ = "anonymous_answers"
    __table_args__ = (
        of_same_workspace("run_id", "runs"),
        of_same_workspace("question_id", "questions"),
        Index("ix_anonymous_answers_run", "workspace_id", "run_id"),
        Index("ix_anonymous_answers_unfolded", "workspace_id", "id", **UNFOLDED),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    run_id: Mapped[int]
    question_id: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON, info=ANSWER)
    folded: Mapped[str | None] = mapped_column(Text, info=ANSWER)


class KeptDraftRow(InWorkspace, Table):
    """What somebody wrote ahead for a run that was taken out of the plan; their next run begins with it.

    `version` is that of the questions it answers.
    """

    __tablename__ = "kept_drafts"
    __table_args__ = (
        of_same_workspace("standup_id", "standups"),
        UniqueConstraint("workspace_id", "standup_id", "user_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    standup_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    version: Mapped[int]
    draft: Mapped[dict[str, Any]] = mapped_column(JSON, info=words_of("user_id", row=True))


class AnswerFileRow(InWorkspace, Table):
    """A file given with an answer: Slack keeps it, and we keep where it is."""

    __tablename__ = "answer_files"
    __table_args__ = (
        of_same_workspace("prompt_id", "prompts"),
        UniqueConstraint("workspace_id", "prompt_id", "file_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    prompt_id: Mapped[int]
    file_id: Mapped[str] = mapped_column(String(40), info=words_of("prompt_id", row=True))
    name: Mapped[str] = mapped_column(Text, info=words_of("prompt_id", row=True))
    permalink: Mapped[str] = mapped_column(Text, info=words_of("prompt_id", row=True))

    def to_file(self) -> File:
        return File(self.file_id, self.name, self.permalink)
