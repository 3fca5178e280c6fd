"""What people say of their own turns, and the user group that shows who is on duty."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PEOPLE, PERSON, TEAMS_OWN
from bot.duty.domain import Days
from bot.duty.domain.groups import DutyGroup, GroupId
from bot.duty.domain.limits import OwnLimits
from bot.people.domain import TeamId, UserId


class LimitsRow(InWorkspace, Table):
    """Spans are pairs of dates, first and last."""

    __tablename__ = "duty_limits"
    __table_args__ = (UniqueConstraint("workspace_id", "team_id", "user_id"), of_same_workspace("team_id", "teams"))
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    most_in_a_row: Mapped[int | None]
    exempt: Mapped[list[list[str]]] = mapped_column(JSON, info=NOTHING)
    rather_not: Mapped[list[list[str]]] = mapped_column(JSON, info=NOTHING)

    def to_limits(self) -> OwnLimits:
        return OwnLimits(
            team_id=TeamId(self.team_id),
            user_id=UserId(self.user_id),
            most_in_a_row=self.most_in_a_row,
            exempt=_spans(self.exempt),
            rather_not=_spans(self.rather_not),
        )


def spans_values(spans: Iterable[Days]) -> list[list[str]]:
    """As JSON; dates as `2026-11-30`."""
    return [[first.isoformat(), last.isoformat()] for first, last in spans]


def _spans(stored: Iterable[list[str]]) -> tuple[Days, ...]:
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in stored)


class GroupRow(InWorkspace, Table):
    """`due_at` is when Slack is to be told next, None when it knows; `told` who it was told last; `trouble` is Slack's
    word for why it refused, of which the lead heard.
    """

    __tablename__ = "duty_groups"
    __table_args__ = (
        UniqueConstraint("workspace_id", "team_id"),
        of_same_workspace("team_id", "teams"),
        Index("ix_duty_groups_due", "due_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    group_id: Mapped[str] = mapped_column(String(40), info=NOTHING)
    place: Mapped[str] = mapped_column(String(30))
    handle: Mapped[str] = mapped_column(String(80), info=TEAMS_OWN)
    has_backup: Mapped[bool]
    set_by: Mapped[str] = mapped_column(String(40), info=PERSON)
    set_at: Mapped[datetime]
    told: Mapped[list[str]] = mapped_column(JSON, info=PEOPLE)
    due_at: Mapped[datetime | None]
    attempt: Mapped[int]
    trouble: Mapped[str | None] = mapped_column(String(80), info=NOTHING)

    def to_group(self) -> DutyGroup:
        return DutyGroup(
            id=GroupId(self.id),
            team_id=TeamId(self.team_id),
            group_id=self.group_id,
            place=self.place,
            handle=self.handle,
            has_backup=self.has_backup,
            set_by=UserId(self.set_by),
            set_at=self.set_at,
            told=tuple(UserId(each) for each in self.told),
            due_at=self.due_at,
            attempt=self.attempt,
            trouble=self.trouble,
        )
