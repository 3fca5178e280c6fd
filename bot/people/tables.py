"""How people, teams, memberships and absences are stored."""

from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.people.domain import Absence, Member, Person, Role, Team, TeamId, UserId


class PersonRow(InWorkspace, Table):
    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "user_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(60))
    is_admin: Mapped[bool]
    is_guest: Mapped[bool]
    is_bot: Mapped[bool]
    is_stranger: Mapped[bool]
    deleted: Mapped[bool]
    days: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    starts: Mapped[time | None]
    ends: Mapped[time | None]

    def to_person(self) -> Person:
        return Person(
            user_id=UserId(self.user_id),
            name=self.name,
            zone=self.zone,
            is_admin=self.is_admin,
            is_guest=self.is_guest,
            is_bot=self.is_bot,
            is_stranger=self.is_stranger,
            deleted=self.deleted,
            days=None if self.days is None else frozenset(self.days),
            starts=self.starts,
            ends=self.ends,
        )


class TeamRow(InWorkspace, Table):
    __tablename__ = "teams"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "name"),
        UniqueConstraint("workspace_id", "channel_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    channel_id: Mapped[str] = mapped_column(String(40))
    follows_channel: Mapped[bool]
    zone: Mapped[str] = mapped_column(String(60))
    days: Mapped[list[int]] = mapped_column(JSON)
    starts: Mapped[time]
    ends: Mapped[time]
    digest_on: Mapped[int]
    digest_at: Mapped[time]
    set_up_at: Mapped[datetime]

    def to_team(self, members: Iterable[Member] = ()) -> Team:
        return Team(
            id=TeamId(self.id),
            name=self.name,
            channel_id=self.channel_id,
            follows_channel=self.follows_channel,
            zone=self.zone,
            days=frozenset(self.days),
            starts=self.starts,
            ends=self.ends,
            digest_on=self.digest_on,
            digest_at=self.digest_at,
            members=tuple(sorted(members, key=_leads_first)),
        )


def _leads_first(member: Member) -> tuple[bool, str, str]:
    return member.role != Role.LEAD, member.name.casefold(), member.user_id


class MembershipRow(InWorkspace, Table):
    __tablename__ = "memberships"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        of_same_workspace("person_id", "people"),
        UniqueConstraint("workspace_id", "team_id", "person_id"),
        Index("ix_memberships_person", "workspace_id", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    person_id: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))


class AbsenceRow(InWorkspace, Table):
    __tablename__ = "absences"
    __table_args__ = (Index("ix_absences_person", "workspace_id", "user_id", "last_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40))
    first_on: Mapped[date]
    last_on: Mapped[date]
    set_by: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(Text)
    set_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    def to_absence(self) -> Absence:
        return Absence(
            id=self.id,
            user_id=UserId(self.user_id),
            first_on=self.first_on,
            last_on=self.last_on,
            set_by=UserId(self.set_by),
            reason=self.reason,
        )
