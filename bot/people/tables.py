"""How people, teams, memberships, absences, company days and calendars are stored."""

from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.holidays import Place
from bot.core.marks import NOTHING, PERSON, TEAMS_OWN, words_of
from bot.people.domain import Absence, Calendar, CompanyDay, Known, Member, Person, Role, Team, TeamId, UserId

OF_PERSON = "team_id IS NULL AND ended_at IS NULL"
OF_TEAM = "team_id IS NOT NULL AND ended_at IS NULL"


class PersonRow(InWorkspace, Table):
    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "user_id"),
        Index(
            "ix_people_looks",
            "look_at",
            postgresql_where=text("look_at IS NOT NULL"),
            sqlite_where=text("look_at IS NOT NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    name: Mapped[str] = mapped_column(String(200), info=words_of("user_id"))
    zone: Mapped[str] = mapped_column(String(60), info=NOTHING)
    is_admin: Mapped[bool]
    is_guest: Mapped[bool]
    is_bot: Mapped[bool]
    is_stranger: Mapped[bool]
    deleted: Mapped[bool]
    # When Slack said so.
    left_at: Mapped[datetime | None]
    days: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True), info=NOTHING)
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    country: Mapped[str | None] = mapped_column(String(2))
    region: Mapped[str | None] = mapped_column(String(40))
    # What their Slack status says: away or not and until when, never its words. `look_at`: it is to be asked for then.
    reads_status: Mapped[bool | None]
    status_away: Mapped[bool] = mapped_column(server_default=false())
    status_until: Mapped[datetime | None]
    look_at: Mapped[datetime | None]

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
            place=_place(self.country, self.region),
            reads_status=self.reads_status,
        )


class TeamRow(InWorkspace, Table):
    __tablename__ = "teams"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "name"),
        UniqueConstraint("workspace_id", "channel_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), info=TEAMS_OWN)
    channel_id: Mapped[str] = mapped_column(String(40), info=NOTHING)
    follows_channel: Mapped[bool]
    zone: Mapped[str] = mapped_column(String(60), info=NOTHING)
    days: Mapped[list[int]] = mapped_column(JSON, info=NOTHING)
    starts: Mapped[time]
    ends: Mapped[time]
    digest_on: Mapped[int]
    digest_at: Mapped[time]
    set_up_at: Mapped[datetime]
    country: Mapped[str | None] = mapped_column(String(2))
    region: Mapped[str | None] = mapped_column(String(40))
    reads_status: Mapped[bool] = mapped_column(server_default=false())
    status_words: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True), info=TEAMS_OWN)

    def to_team(self, members: Iterable[Member] = (), company_days: Iterable[CompanyDay] = ()) -> Team:
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
            place=_place(self.country, self.region),
            company_days=tuple(company_days),
            reads_status=self.reads_status,
            status_words=tuple(self.status_words or ()),
        )


def _place(country: str | None, region: str | None) -> Place | None:
    return None if country is None else Place(country, region)


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
    since: Mapped[datetime | None]


class CalendarRow(InWorkspace, Table):
    """An ICS calendar: somebody's absences, or with a team that team's company days.

    `address` is a secret and empty for an uploaded file; `next_at` says when it is read again, `failures` how many
    times in a row that went wrong. One that ended is kept without its address, for what came from it.
    """

    __tablename__ = "calendars"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        UniqueConstraint("workspace_id", "id"),
        Index(
            "uq_calendars_person",
            "workspace_id",
            "user_id",
            unique=True,
            postgresql_where=text(OF_PERSON),
            sqlite_where=text(OF_PERSON),
        ),
        Index(
            "uq_calendars_team",
            "workspace_id",
            "team_id",
            unique=True,
            postgresql_where=text(OF_TEAM),
            sqlite_where=text(OF_TEAM),
        ),
        Index(
            "ix_calendars_due",
            "next_at",
            postgresql_where=text("next_at IS NOT NULL"),
            sqlite_where=text("next_at IS NOT NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    team_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(200), info=words_of("user_id", unless="team_id"))
    address: Mapped[str | None] = mapped_column(Text, info=words_of("user_id", unless="team_id"))
    etag: Mapped[str | None] = mapped_column(Text, info=words_of("user_id", unless="team_id"))
    given_at: Mapped[datetime]
    read_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    failures: Mapped[int]
    ended_at: Mapped[datetime | None]
    # When its server was asked last, whatever it answered.
    asked_at: Mapped[datetime | None]

    def to_calendar(self) -> Calendar:
        return Calendar(
            id=self.id,
            user_id=UserId(self.user_id),
            team_id=None if self.team_id is None else TeamId(self.team_id),
            name=self.name,
            read_at=self.read_at,
            failures=self.failures,
            address=self.address,
            etag=self.etag,
        )


class CompanyDayRow(InWorkspace, Table):
    """A date on which the team is off, or works although it is a holiday. Without a calendar a lead typed it."""

    __tablename__ = "company_days"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        of_same_workspace("calendar_id", "calendars"),
        UniqueConstraint("workspace_id", "calendar_id", "on"),
        Index(
            "uq_company_days_typed",
            "workspace_id",
            "team_id",
            "on",
            unique=True,
            postgresql_where=text("calendar_id IS NULL"),
            sqlite_where=text("calendar_id IS NULL"),
        ),
        Index("ix_company_days_team", "workspace_id", "team_id", "on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    calendar_id: Mapped[int | None]
    on: Mapped[date]
    name: Mapped[str] = mapped_column(String(100), info=TEAMS_OWN)
    worked: Mapped[bool]

    def to_day(self) -> CompanyDay:
        return CompanyDay(self.on, self.name, self.worked, from_calendar=self.calendar_id is not None)


class AbsenceRow(InWorkspace, Table):
    """`starts` and `ends` make it a part of each of its days, on the person's clock; midnight ends a day.

    `occurrence` names the event of a calendar it came from, `as_read` is what that event said when last read.
    """

    __tablename__ = "absences"
    __table_args__ = (
        of_same_workspace("calendar_id", "calendars"),
        UniqueConstraint("workspace_id", "calendar_id", "occurrence"),
        Index("ix_absences_person", "workspace_id", "user_id", "last_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    first_on: Mapped[date]
    last_on: Mapped[date]
    set_by: Mapped[str] = mapped_column(String(40), info=PERSON)
    reason: Mapped[str | None] = mapped_column(Text, info=words_of("user_id", "set_by"))
    set_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    asks_again: Mapped[bool] = mapped_column(server_default=false())
    calendar_id: Mapped[int | None]
    occurrence: Mapped[str | None] = mapped_column(String(64), info=words_of("user_id"))
    as_read: Mapped[str | None] = mapped_column(String(80), info=words_of("user_id"))
    from_status: Mapped[bool] = mapped_column(server_default=false())

    def to_absence(self) -> Absence:
        return Absence(
            id=self.id,
            user_id=UserId(self.user_id),
            first_on=self.first_on,
            last_on=self.last_on,
            set_by=UserId(self.set_by),
            reason=self.reason,
            starts=self.starts,
            ends=self.ends,
            asks_again=self.asks_again,
            calendar_id=self.calendar_id,
            from_status=self.from_status,
        )

    def to_known(self) -> Known:
        """What came from an event."""
        return Known(self.occurrence or "", self.to_absence(), self.as_read, stands=self.cancelled_at is None)
