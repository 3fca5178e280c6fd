"""How load is stored: weeks as they were counted, flags with their numbers, episodes, and who looked."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PEOPLE, PERSON
from bot.load.domain import Episode, Flag, HolmStep, Move, OwnWeek, Response, Settled, Standing, Tally
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
    """One flag with every number it rests on: `weeks` holds own cases, the team's and the share as a fraction."""

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
    step: Mapped[int]
    family: Mapped[int]
    threshold: Mapped[float]

    def to_flag(self) -> Flag:
        weeks = tuple(
            OwnWeek(date.fromisoformat(each["monday"]), each["own"], each["team"], Fraction(each["share"]))
            for each in self.weeks
        )
        standing = Standing(UserId(self.user_id), weeks)
        return Flag(standing, self.chance, HolmStep(self.step, self.family, self.threshold))


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
