"""How what outlives a run is stored: blockers with their helpers, and plan items."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import PERSON, words_of
from bot.people.domain import UserId
from bot.standups.domain.blockers import Blocker
from bot.standups.domain.plans import ItemState, PlanItem


class BlockerRow(InWorkspace, Table):
    __tablename__ = "blockers"
    # Ids stand in the keys of promises, so one that was used is never used again.
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("standup_id", "standups"),
        of_same_workspace("prompt_id", "prompts"),
        of_same_workspace("question_id", "questions"),
        UniqueConstraint("workspace_id", "prompt_id", "question_id"),
        Index("ix_blockers_person", "workspace_id", "user_id", "resolved_at"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    standup_id: Mapped[int]
    prompt_id: Mapped[int]
    question_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    text: Mapped[str] = mapped_column(Text, info=words_of("user_id"))
    opened_on: Mapped[date] = mapped_column(Date)
    owner_id: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    escalated_at: Mapped[datetime | None]
    fire_number: Mapped[int | None]

    def to_blocker(self, helpers: Iterable[str] = ()) -> Blocker:
        return Blocker(
            id=self.id,
            standup_id=self.standup_id,
            prompt_id=self.prompt_id,
            question_id=self.question_id,
            user_id=UserId(self.user_id),
            text=self.text,
            opened_on=self.opened_on,
            owner_id=UserId(self.owner_id) if self.owner_id else None,
            helpers=tuple(UserId(each) for each in helpers),
            resolved_at=self.resolved_at,
            resolved_by=UserId(self.resolved_by) if self.resolved_by else None,
            escalated_at=self.escalated_at,
            fire_number=self.fire_number,
        )


class BlockerHelperRow(InWorkspace, Table):
    __tablename__ = "blocker_helpers"
    __table_args__ = (
        of_same_workspace("blocker_id", "blockers"),
        UniqueConstraint("workspace_id", "blocker_id", "user_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    blocker_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    offered_at: Mapped[datetime]


class PlanItemRow(InWorkspace, Table):
    __tablename__ = "plan_items"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("standup_id", "standups"),
        of_same_workspace("made_in", "prompts"),
        Index("ix_plan_items_person", "workspace_id", "standup_id", "user_id", "state"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    standup_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    key: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, info=words_of("user_id"))
    state: Mapped[str] = mapped_column(String(20))
    made_in: Mapped[int]
    carried: Mapped[int]
    carried_in: Mapped[int | None]
    settled_in: Mapped[int | None]
    settled_at: Mapped[datetime | None]
    snoozed_until: Mapped[date | None] = mapped_column(Date)
    snoozed_in: Mapped[int | None]
    told_at: Mapped[datetime | None]

    def to_item(self) -> PlanItem:
        return PlanItem(
            id=self.id,
            standup_id=self.standup_id,
            user_id=UserId(self.user_id),
            key=self.key,
            text=self.text,
            state=ItemState(self.state),
            made_in=self.made_in,
            carried=self.carried,
            carried_in=self.carried_in,
            settled_in=self.settled_in,
            settled_at=self.settled_at,
            snoozed_until=self.snoozed_until,
            snoozed_in=self.snoozed_in,
            told_at=self.told_at,
        )
