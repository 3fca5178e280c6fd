"""How standups, their questions and who takes part are stored."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, Date, Index, String, Text, Time, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PERSON, TEAMS_OWN
from bot.people.domain import TeamId, UserId
from bot.standups.domain import Kind, Question, Schedule, Standup
from bot.standups.domain.questions import Condition, FollowUp, Test
from bot.standups.domain.roster import Exemption, Participant
from bot.standups.domain.schedule import (
    By,
    Destination,
    Moment,
    Openness,
    Part,
    Place,
    Readers,
    Reporting,
    Rules,
    Shows,
)


class StandupRow(InWorkspace, Table):
    __tablename__ = "standups"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("team_id", "teams"),
        Index("ix_standups_team", "workspace_id", "team_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(80), info=TEAMS_OWN)
    at: Mapped[time] = mapped_column(Time)
    days: Mapped[list[int]] = mapped_column(JSON, info=NOTHING)
    anchor_on: Mapped[date] = mapped_column(Date)
    follows_member: Mapped[bool]
    zone: Mapped[str] = mapped_column(String(64), info=NOTHING)
    every_weeks: Mapped[int]
    window_minutes: Mapped[int]
    reminders: Mapped[list[int]] = mapped_column(JSON, info=NOTHING)
    report_channel: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    owner_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    active: Mapped[bool]
    paused_until: Mapped[date | None] = mapped_column(Date)
    monthly: Mapped[int | None]
    month_day: Mapped[int | None]
    evening_before: Mapped[bool] = mapped_column(server_default=false())
    deadline: Mapped[time | None] = mapped_column(Time)
    hour_locked: Mapped[bool] = mapped_column(server_default=false())
    report_by: Mapped[str] = mapped_column(String(20), server_default=By.PERSON)
    report_place: Mapped[str] = mapped_column(String(20), server_default=Place.THREAD)
    report_moment: Mapped[str] = mapped_column(String(20), server_default=Moment.AS_ANSWERED)
    also_to: Mapped[list[dict[str, str]] | None] = mapped_column(JSON(none_as_null=True), info=NOTHING)
    names_missing: Mapped[bool] = mapped_column(server_default=true())
    lets_mentions: Mapped[bool] = mapped_column(server_default=false())
    readers: Mapped[str] = mapped_column(String(20), server_default=Readers.TEAM)
    anonymous: Mapped[bool] = mapped_column(server_default=false())
    picked: Mapped[bool] = mapped_column(server_default=false())
    backfill_days: Mapped[int] = mapped_column(server_default="7")
    ahead_days: Mapped[int] = mapped_column(server_default="7")
    escalate_after: Mapped[int] = mapped_column(server_default="2")
    held: Mapped[str | None] = mapped_column(String(40))
    # What a lead changed in the questions form and did not save yet.
    question_draft: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True), info=TEAMS_OWN)
    failed_reports: Mapped[int] = mapped_column(server_default="0")
    channels_seen: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True), info=NOTHING)
    keep_days: Mapped[int | None]

    def to_standup(self) -> Standup:
        schedule = Schedule(
            at=self.at,
            days=frozenset(self.days),
            anchor_on=self.anchor_on,
            follows_member=self.follows_member,
            zone=self.zone,
            every_weeks=self.every_weeks,
            window=timedelta(minutes=self.window_minutes),
            reminders=tuple(timedelta(minutes=each) for each in self.reminders),
            monthly=self.monthly,
            month_day=self.month_day,
            evening_before=self.evening_before,
            deadline=self.deadline,
            hour_locked=self.hour_locked,
        )
        return Standup(
            id=self.id,
            team_id=TeamId(self.team_id),
            name=self.name,
            schedule=schedule,
            report_channel=self.report_channel,
            version=self.version,
            owner_id=UserId(self.owner_id),
            active=self.active,
            paused_until=self.paused_until,
            reporting=self._reporting(),
            rules=self._rules(),
            held=self.held,
            failed_reports=self.failed_reports,
            channels_seen={channel: Openness(seen) for channel, seen in (self.channels_seen or {}).items()},
        )

    def _reporting(self) -> Reporting:
        return Reporting(
            by=By(self.report_by),
            place=Place(self.report_place),
            moment=Moment(self.report_moment),
            also_to=tuple(Destination(each["channel"], Shows(each["shows"])) for each in self.also_to or ()),
            names_missing=self.names_missing,
            lets_mentions=self.lets_mentions,
        )

    def _rules(self) -> Rules:
        return Rules(
            readers=Readers(self.readers),
            anonymous=self.anonymous,
            picked=self.picked,
            backfill_days=self.backfill_days,
            ahead_days=self.ahead_days,
            escalate_after=self.escalate_after,
            keep_days=self.keep_days,
        )


class QuestionRow(InWorkspace, Table):
    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("standup_id", "standups"),
        UniqueConstraint("workspace_id", "standup_id", "version", "position"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    standup_id: Mapped[int]
    version: Mapped[int]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text, info=TEAMS_OWN)
    kind: Mapped[str] = mapped_column(String(20))
    required: Mapped[bool]
    choices: Mapped[list[str]] = mapped_column(JSON, info=TEAMS_OWN)
    lowest: Mapped[float | None]
    highest: Mapped[float | None]
    key: Mapped[str | None] = mapped_column(String(20))
    days: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True), info=NOTHING)
    condition: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True), info=TEAMS_OWN)
    prefill: Mapped[str | None] = mapped_column(String(20))
    wordings: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True), info=TEAMS_OWN)
    follow_up: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), info=TEAMS_OWN)
    kudos: Mapped[bool] = mapped_column(server_default=false())
    on_duty: Mapped[bool] = mapped_column(server_default=false())

    def to_question(self) -> Question:
        return Question(
            id=self.id,
            position=self.position,
            text=self.text,
            kind=Kind(self.kind),
            required=self.required,
            choices=tuple(self.choices),
            lowest=self.lowest,
            highest=self.highest,
            # Questions from before there were keys are known by their place.
            key=self.key or f"q{self.position}",
            days=None if self.days is None else frozenset(self.days),
            condition=_to_condition(self.condition) if self.condition else None,
            prefill=self.prefill,
            wordings=tuple(self.wordings or ()),
            follow_up=FollowUp(**self.follow_up) if self.follow_up else None,
            kudos=self.kudos,
            on_duty=self.on_duty,
        )


def _to_condition(stored: dict[str, str]) -> Condition:
    return Condition(stored["key"], Test(stored["test"]), stored["value"])


class ParticipantRow(InWorkspace, Table):
    """What one person is to a standup where that is not the rule; `at` is their own hour, `reminders` their most."""

    __tablename__ = "participants"
    __table_args__ = (
        of_same_workspace("standup_id", "standups"),
        UniqueConstraint("workspace_id", "standup_id", "user_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    standup_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    part: Mapped[str | None] = mapped_column(String(20))
    at: Mapped[time | None] = mapped_column(Time)
    reminders: Mapped[int | None]

    def to_participant(self) -> Participant:
        part = Part(self.part) if self.part else None
        return Participant(UserId(self.user_id), part, self.at, self.reminders)


class ExemptionRow(InWorkspace, Table):
    """Days on which one standup does not ask one person, who is here all the same."""

    __tablename__ = "exemptions"
    __table_args__ = (
        of_same_workspace("standup_id", "standups"),
        Index("ix_exemptions_person", "workspace_id", "standup_id", "user_id", "last_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    standup_id: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    first_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date] = mapped_column(Date)
    set_by: Mapped[str] = mapped_column(String(40), info=PERSON)
    set_at: Mapped[datetime]

    def to_exemption(self) -> Exemption:
        who, by = UserId(self.user_id), UserId(self.set_by)
        return Exemption(self.id, self.standup_id, who, self.first_on, self.last_on, by)
