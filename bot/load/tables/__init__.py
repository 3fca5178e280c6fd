"""How load is stored: weeks as they were counted, flags with their numbers, episodes, and who looked."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PEOPLE, PERSON, TEAMS_OWN
from bot.load.domain import (
    Asked,
    Because,
    Doubt,
    Doubted,
    Episode,
    Flag,
    HolmStep,
    Move,
    Overload,
    OwnWeek,
    Pile,
    Reason,
    Response,
    Settled,
    Standing,
    Tally,
)
from bot.people.domain import TeamId, UserId

OPEN = text("closed_at IS NULL")


class LoadWeekRow(InWorkspace, Table):
    """A team's ISO week, evaluated once and never counted again. `lack` says why nothing could be said."""

    __tablename__ = "load_weeks"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("team_id", "teams"),
        UniqueConstraint("workspace_id", "team_id", "monday"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    monday: Mapped[date]
    evaluated_at: Mapped[datetime]
    lack: Mapped[str | None] = mapped_column(String(20))


class LoadTallyRow(InWorkspace, Table):
    __tablename__ = "load_tallies"
    __table_args__ = (
        of_same_workspace("week_id", "load_weeks"),
        UniqueConstraint("workspace_id", "week_id", "user_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    week_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    minutes: Mapped[int]
    cases: Mapped[int]

    def to_tally(self) -> Tally:
        return Tally(UserId(self.user_id), self.minutes, self.cases)


class LoadEpisodeRow(InWorkspace, Table):
    """`proposal` is what the leads were shown: moves, and who has room."""

    __tablename__ = "load_episodes"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("team_id", "teams"),
        Index(
            "uq_load_episodes_open",
            "workspace_id",
            "team_id",
            "user_id",
            unique=True,
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    opened_on: Mapped[date]
    flagged_on: Mapped[date]
    person_told_at: Mapped[datetime | None]
    lead_due_at: Mapped[datetime | None]
    lead_told_at: Mapped[datetime | None]
    told_leads: Mapped[list[str]] = mapped_column(JSON, info=PEOPLE)
    response: Mapped[str | None] = mapped_column(String(20))
    proposal: Mapped[dict[str, Any]] = mapped_column(JSON, info=PEOPLE)
    settled: Mapped[str | None] = mapped_column(String(20))
    settled_by: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    closed_at: Mapped[datetime | None]

    def to_episode(self) -> Episode:
        return Episode(
            id=self.id,
            team_id=TeamId(self.team_id),
            user_id=UserId(self.user_id),
            opened_on=self.opened_on,
            flagged_on=self.flagged_on,
            person_told_at=self.person_told_at,
            lead_due_at=self.lead_due_at,
            lead_told_at=self.lead_told_at,
            told_leads=tuple(UserId(each) for each in self.told_leads),
            response=Response(self.response) if self.response else None,
            moves=tuple(Move(**each) for each in self.proposal.get("moves", ())),
            room=tuple(UserId(each) for each in self.proposal.get("room", ())),
            settled=Settled(self.settled) if self.settled else None,
            settled_by=UserId(self.settled_by) if self.settled_by else None,
            closed_at=self.closed_at,
        )


class LoadFlagRow(InWorkspace, Table):
    """One flag with every number it rests on: `weeks` holds own cases, the team's and the share as a fraction. The
    step is null where the weeks together raised it; `because` says what was seen then.
    """

    __tablename__ = "load_flags"
    __table_args__ = (
        of_same_workspace("week_id", "load_weeks"),
        of_same_workspace("episode_id", "load_episodes"),
        UniqueConstraint("workspace_id", "week_id", "user_id"),
        Index("ix_load_flags_episode", "workspace_id", "episode_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    week_id: Mapped[int]
    episode_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    weeks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, info=NOTHING)
    chance: Mapped[float]
    step: Mapped[int | None]
    family: Mapped[int | None]
    threshold: Mapped[float | None]
    because: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True), info=TEAMS_OWN)

    def to_flag(self) -> Flag:
        weeks = tuple(
            OwnWeek(date.fromisoformat(each["monday"]), each["own"], each["team"], Fraction(each["share"]))
            for each in self.weeks
        )
        standing = Standing(UserId(self.user_id), weeks)
        step = None
        if self.step is not None and self.family is not None and self.threshold is not None:
            step = HolmStep(self.step, self.family, self.threshold)
        because = tuple(Because(**each | {"reason": Reason(each["reason"])}) for each in self.because or ())
        return Flag(standing, self.chance, step, because)


class LoadViewRow(InWorkspace, Table):
    """Somebody was shown another's load. `place` says where."""

    __tablename__ = "load_views"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        Index("ix_load_views_user", "workspace_id", "user_id", "at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    viewer_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    place: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


class LoadBeliefRow(InWorkspace, Table):
    """A week of a team that was believed, once: what was found, and, for the newest week only, what is believed."""

    __tablename__ = "load_beliefs"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        UniqueConstraint("workspace_id", "team_id", "monday"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    monday: Mapped[date]
    beliefs: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), info=PEOPLE)
    finding: Mapped[dict[str, Any]] = mapped_column(JSON, info=PEOPLE)


class LoadDoubtRow(InWorkspace, Table):
    """A doubt that people were asked about: of somebody, or of the whole team."""

    __tablename__ = "load_doubts"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        Index("ix_load_doubts_team", "workspace_id", "team_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    doubt: Mapped[str] = mapped_column(String(20))
    told: Mapped[list[str]] = mapped_column(JSON, info=PEOPLE)
    asked_at: Mapped[datetime]
    right_by: Mapped[str | None] = mapped_column(String(40), info=PERSON)

    def to_asked(self) -> Asked:
        return Asked(
            id=self.id,
            team_id=TeamId(self.team_id),
            doubted=Doubted(UserId(self.user_id) if self.user_id else None, Doubt(self.doubt)),
            told=tuple(UserId(each) for each in self.told),
            asked_at=self.asked_at,
            right_by=UserId(self.right_by) if self.right_by else None,
        )


class LoadChoiceRow(InWorkspace, Table):
    """What a team chose about load."""

    __tablename__ = "load_choices"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        UniqueConstraint("workspace_id", "team_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    person_only: Mapped[bool]
    chosen_by: Mapped[str] = mapped_column(String(40), info=PERSON)


class LoadOverloadRow(InWorkspace, Table):
    """A time in which the whole team has too much; `pile` are the counts its leads were told."""

    __tablename__ = "load_overloads"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        Index(
            "uq_load_overloads_open", "workspace_id", "team_id", unique=True, postgresql_where=OPEN, sqlite_where=OPEN
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    opened_on: Mapped[date]
    pile: Mapped[dict[str, int]] = mapped_column(JSON, info=NOTHING)
    told: Mapped[list[str]] = mapped_column(JSON, info=PEOPLE)
    closed_at: Mapped[datetime | None]

    def to_overload(self) -> Overload:
        return Overload(
            id=self.id,
            team_id=TeamId(self.team_id),
            opened_on=self.opened_on,
            pile=Pile(**self.pile),
            told=tuple(UserId(each) for each in self.told),
            closed_at=self.closed_at,
        )
