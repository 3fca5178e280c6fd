"""How fires are stored: the fires, what happened to them, and what was said, shown and answered about them."""

from datetime import date, datetime

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PERSON, TEAMS_OWN, words_of
from bot.people.domain import TeamId, UserId
from bot.triage.domain import (
    CaseId,
    Effort,
    FileReference,
    Fire,
    FireEvent,
    FireId,
    Kind,
    Mark,
    Note,
    Priority,
    Readiness,
    Recurrence,
    Source,
    State,
    Step,
)


class FireRow(InWorkspace, Table):
    __tablename__ = "fires"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("team_id", "teams"),
        of_same_workspace("merged_into", "fires"),
        UniqueConstraint("workspace_id", "number"),
        UniqueConstraint("workspace_id", "source_channel", "source_ts"),
        Index("ix_fires_team", "workspace_id", "team_id", "state"),
        Index("ix_fires_case", "workspace_id", "team_id", "case_id"),
        Index("ix_fires_owner", "workspace_id", "owner_id", "state"),
        Index("ix_fires_requester", "workspace_id", "requester_id", "state"),
        Index("ix_fires_thread", "workspace_id", "source_channel", "source_thread"),
        Index("ix_fires_closed", "workspace_id", "team_id", "closed_at"),
        Index("ix_fires_merged", "workspace_id", "merged_into"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    team_id: Mapped[int]
    case_id: Mapped[int]
    title: Mapped[str] = mapped_column(Text, info=words_of("requester_id", "filer_id", instead="(forgotten)"))
    description: Mapped[str] = mapped_column(Text, info=words_of("requester_id", "filer_id"))
    permalink: Mapped[str | None] = mapped_column(Text, info=words_of("requester_id", "filer_id"))
    source: Mapped[str] = mapped_column(String(20))
    source_channel: Mapped[str | None] = mapped_column(String(40))
    source_ts: Mapped[str | None] = mapped_column(String(40))
    source_thread: Mapped[str | None] = mapped_column(String(40))
    requester_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    filer_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    priority_proposed: Mapped[str] = mapped_column(String(2))
    priority: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    last_owner_id: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    topic: Mapped[str | None] = mapped_column(String(80), info=TEAMS_OWN)
    effort: Mapped[str | None] = mapped_column(String(1))
    recurrence: Mapped[str | None] = mapped_column(String(20))
    needed_by: Mapped[date | None]
    created_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    outcome: Mapped[str | None] = mapped_column(Text, info=words_of("closed_by"))
    dismissed: Mapped[bool] = mapped_column(default=False)
    type: Mapped[str | None] = mapped_column(String(80), info=TEAMS_OWN)
    fields: Mapped[dict[str, str] | None] = mapped_column(
        JSON(none_as_null=True), info=words_of("requester_id", "filer_id")
    )
    decision: Mapped[str | None] = mapped_column(Text, info=words_of("requester_id", "filer_id"))
    readiness: Mapped[dict[str, str | None] | None] = mapped_column(
        JSON(none_as_null=True), info=words_of("requester_id", "filer_id")
    )
    private: Mapped[bool] = mapped_column(default=False, server_default=false())
    snoozed_until: Mapped[datetime | None]
    merged_into: Mapped[int | None]
    responded_at: Mapped[datetime | None]
    response_due_at: Mapped[datetime | None]
    resolution_due_at: Mapped[datetime | None]
    response_told: Mapped[str | None] = mapped_column(String(10))
    resolution_told: Mapped[str | None] = mapped_column(String(10))
    case_before: Mapped[int | None]

    def to_fire(self) -> Fire:
        return Fire(
            id=FireId(self.id),
            number=self.number,
            team_id=TeamId(self.team_id),
            case_id=CaseId(self.case_id),
            title=self.title,
            description=self.description,
            permalink=self.permalink,
            source=Source(self.source),
            source_channel=self.source_channel,
            source_ts=self.source_ts,
            requester_id=UserId(self.requester_id),
            filer_id=UserId(self.filer_id),
            priority_proposed=Priority(self.priority_proposed),
            priority=Priority(self.priority),
            state=State(self.state),
            owner_id=_user(self.owner_id),
            last_owner_id=_user(self.last_owner_id),
            topic=self.topic,
            effort=Effort(self.effort) if self.effort else None,
            recurrence=Recurrence(self.recurrence) if self.recurrence else None,
            needed_by=self.needed_by,
            created_at=self.created_at,
            queued_at=self.queued_at,
            claimed_at=self.claimed_at,
            started_at=self.started_at,
            closed_at=self.closed_at,
            closed_by=_user(self.closed_by),
            outcome=self.outcome,
            dismissed=self.dismissed,
            type=self.type,
            fields=self.fields or {},
            decision=self.decision,
            readiness=Readiness(**(self.readiness or {})),
            private=self.private,
            snoozed_until=self.snoozed_until,
            merged_into=FireId(self.merged_into) if self.merged_into is not None else None,
            responded_at=self.responded_at,
            response_due_at=self.response_due_at,
            resolution_due_at=self.resolution_due_at,
            response_told=Mark(self.response_told) if self.response_told else None,
            resolution_told=Mark(self.resolution_told) if self.resolution_told else None,
            case_before=CaseId(self.case_before) if self.case_before is not None else None,
        )


class FireEventRow(InWorkspace, Table):
    """Append-only: rows are never changed and never deleted."""

    __tablename__ = "fire_events"
    __table_args__ = (
        of_same_workspace("fire_id", "fires"),
        Index("ix_fire_events_fire", "workspace_id", "fire_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    fire_id: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    kind: Mapped[str] = mapped_column(String(20))
    before: Mapped[str | None] = mapped_column(String(20))
    after: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str | None] = mapped_column(Text, info=words_of("actor_id"))
    about_id: Mapped[str | None] = mapped_column(String(40), info=PERSON)

    def to_event(self) -> FireEvent:
        return FireEvent(
            id=self.id,
            fire_id=FireId(self.fire_id),
            at=self.at,
            actor_id=UserId(self.actor_id),
            kind=_kind(self.kind),
            before=self.before,
            after=self.after,
            text=self.text,
            about_id=_user(self.about_id),
        )


class FireCounterRow(InWorkspace, Table):
    """The last number given; who holds this row's lock gives the next one."""

    __tablename__ = "fire_counters"
    __table_args__ = (UniqueConstraint("workspace_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    last_number: Mapped[int]


class FireMessageRow(InWorkspace, Table):
    """A message that belongs to a fire: the one it was made from, and those of the requester that joined it."""

    __tablename__ = "fire_messages"
    __table_args__ = (
        of_same_workspace("fire_id", "fires"),
        UniqueConstraint("workspace_id", "channel", "ts"),
        Index("ix_fire_messages_fire", "workspace_id", "fire_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    fire_id: Mapped[int]
    channel: Mapped[str] = mapped_column(String(40), info=NOTHING)
    ts: Mapped[str] = mapped_column(String(40))
    thread: Mapped[str | None] = mapped_column(String(40))
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    at: Mapped[datetime]


class FireFileRow(InWorkspace, Table):
    """Where a file is that somebody added; the file itself stays in Slack."""

    __tablename__ = "fire_files"
    __table_args__ = (
        of_same_workspace("fire_id", "fires"),
        UniqueConstraint("workspace_id", "fire_id", "file_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    fire_id: Mapped[int]
    file_id: Mapped[str] = mapped_column(String(40), info=NOTHING)
    name: Mapped[str] = mapped_column(Text, info=words_of("added_by", row=True))
    permalink: Mapped[str] = mapped_column(Text, info=words_of("added_by", row=True))
    added_by: Mapped[str] = mapped_column(String(40), info=PERSON)
    at: Mapped[datetime]

    def to_reference(self) -> FileReference:
        return FileReference(self.file_id, self.name, self.permalink)


class FireRatingRow(InWorkspace, Table):
    """How it went for the requester, in one tap. It is counted by team and topic, never by who did the work."""

    __tablename__ = "fire_ratings"
    __table_args__ = (
        of_same_workspace("fire_id", "fires"),
        UniqueConstraint("workspace_id", "fire_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    fire_id: Mapped[int]
    good: Mapped[bool]
    at: Mapped[datetime]


def _user(user_id: str | None) -> UserId | None:
    return UserId(user_id) if user_id is not None else None


def _kind(word: str) -> Kind:
    return Step(word) if word in set(Step) else Note(word)
