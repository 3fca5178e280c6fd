"""How a team takes fires, and who knows its topics."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import PERSON, TEAMS_OWN
from bot.people.domain import TeamId, UserId
from bot.triage.domain import JOINS_WITHIN, TARGETS, Desk, Field, FireType, Level, Priority, Target, TopicPerson

MINUTE = timedelta(minutes=1)


class DeskRow(InWorkspace, Table):
    """How a team takes fires. What was never set is null and follows our defaults."""

    __tablename__ = "desks"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        UniqueConstraint("workspace_id", "team_id"),
        UniqueConstraint("workspace_id", "intake_channel"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    targets: Mapped[dict[str, list[int | None]] | None] = mapped_column(JSON(none_as_null=True), info=TEAMS_OWN)
    types: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True), info=TEAMS_OWN)
    topics: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True), info=TEAMS_OWN)
    cap: Mapped[int | None]
    emoji: Mapped[str | None] = mapped_column(String(100), info=TEAMS_OWN)
    intake_channel: Mapped[str | None] = mapped_column(String(40))
    joins_within_minutes: Mapped[int | None]
    asks_readiness: Mapped[bool] = mapped_column(default=False, server_default=false())

    def to_desk(self) -> Desk:
        return Desk(
            team_id=TeamId(self.team_id),
            targets=_targets(self.targets),
            types=tuple(_type(each) for each in self.types or ()),
            topics=tuple(self.topics or ()),
            cap=self.cap,
            emoji=self.emoji,
            intake_channel=self.intake_channel,
            joins_within=(
                JOINS_WITHIN if self.joins_within_minutes is None else timedelta(minutes=self.joins_within_minutes)
            ),
            asks_readiness=self.asks_readiness,
        )


class TopicPersonRow(InWorkspace, Table):
    """Who knows a topic of a team, and who wants to."""

    __tablename__ = "topic_people"
    __table_args__ = (
        of_same_workspace("team_id", "teams"),
        UniqueConstraint("workspace_id", "team_id", "topic", "user_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    topic: Mapped[str] = mapped_column(String(80), info=TEAMS_OWN)
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    level: Mapped[str] = mapped_column(String(20))

    def to_topic_person(self) -> TopicPerson:
        return TopicPerson(self.topic, UserId(self.user_id), Level(self.level))


def desk_values(desk: Desk) -> dict[str, Any]:
    """The columns of a desk, without whose it is. Targets are minutes of working time."""
    return {
        "targets": {
            each: [_minutes(target.response), _minutes(target.resolution)] for each, target in desk.targets.items()
        },
        "types": [asdict(each) for each in desk.types],
        "topics": list(desk.topics),
        "cap": desk.cap,
        "emoji": desk.emoji,
        "intake_channel": desk.intake_channel,
        "joins_within_minutes": _minutes(desk.joins_within),
        "asks_readiness": desk.asks_readiness,
    }


def _targets(stored: Mapping[str, list[int | None]] | None) -> Mapping[Priority, Target]:
    if stored is None:
        return TARGETS
    return {Priority(each): Target(*(_length(minutes) for minutes in pair)) for each, pair in stored.items()}


def _type(stored: Mapping[str, Any]) -> FireType:
    return FireType(stored["name"], tuple(Field(**each) for each in stored["fields"]))


def _minutes(length: timedelta | None) -> int | None:
    return None if length is None else int(length / MINUTE)


def _length(minutes: int | None) -> timedelta | None:
    return None if minutes is None else minutes * MINUTE
