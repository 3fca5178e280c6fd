"""How what is somebody's alone is stored: that they have their answers watched, their mix, and dips while they last."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table
from bot.core.marks import PEOPLE, PERSON, words_of
from bot.load.domain.dips import AnswerWeek, Comparison, Dip
from bot.load.domain.mixes import Mix
from bot.people.domain import UserId


class LoadOwnRow(InWorkspace, Table):
    """What somebody chose about their own load. Who chose nothing, or took it back, has none."""

    __tablename__ = "load_own"
    __table_args__ = (UniqueConstraint("workspace_id", "user_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    watched: Mapped[bool]
    mix: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True), info=words_of("user_id", row=True))

    def to_mix(self) -> Mix | None:
        return Mix(**self.mix) if self.mix else None


class LoadDipRow(InWorkspace, Table):
    """A dip, at most one a person; it is deleted when it is over, or when they no longer have their answers watched.

    `comparison` is what was found in the week of `seen_on`, as it is told.
    """

    __tablename__ = "load_dips"
    # Ids stand in the keys of promises, so one that was used is never used again.
    __table_args__ = (UniqueConstraint("workspace_id", "user_id"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    opened_on: Mapped[date]
    seen_on: Mapped[date]
    comparison: Mapped[dict[str, Any]] = mapped_column(JSON, info=words_of("user_id", row=True))
    told_at: Mapped[datetime | None]
    shared_at: Mapped[datetime | None]
    leads: Mapped[list[str]] = mapped_column(JSON, info=PEOPLE)

    def to_dip(self) -> Dip:
        return Dip(
            id=self.id,
            user_id=UserId(self.user_id),
            opened_on=self.opened_on,
            seen_on=self.seen_on,
            comparison=from_plain(self.comparison),
            told_at=self.told_at,
            shared_at=self.shared_at,
            leads=tuple(UserId(each) for each in self.leads),
        )


def to_plain(comparison: Comparison) -> dict[str, Any]:
    weeks = [{"monday": each.monday.isoformat(), "total": each.total, "count": each.count} for each in comparison.weeks]
    return {"question": comparison.question, "weeks": weeks}


def from_plain(plain: dict[str, Any]) -> Comparison:
    weeks = (AnswerWeek(date.fromisoformat(each["monday"]), each["total"], each["count"]) for each in plain["weeks"])
    return Comparison(plain["question"], tuple(weeks))
