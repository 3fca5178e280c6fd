"""Standups and the versions of their questions."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select, update

from bot.core.errors import NotFound
from bot.core.work import Work
from bot.standups.domain import (
    NewQuestion,
    Question,
    Schedule,
    Standup,
    StandupSettings,
)
from bot.standups.domain.questions import keys_of
from bot.standups.domain.schedule import Reporting
from bot.standups.tables import QuestionRow, StandupRow


def _columns(settings: StandupSettings) -> dict[str, Any]:
    schedule: Schedule = settings.schedule
    return {
        "name": settings.name,
        "report_channel": settings.report_channel,
        "at": schedule.at,
        "days": sorted(schedule.days),
        "anchor_on": schedule.anchor_on,
        "follows_member": schedule.follows_member,
        "zone": schedule.zone,
        "every_weeks": schedule.every_weeks,
        "window_minutes": schedule.window // timedelta(minutes=1),
        "reminders": [each // timedelta(minutes=1) for each in schedule.reminders],
        "monthly": schedule.monthly,
        "month_day": schedule.month_day,
        "evening_before": schedule.evening_before,
        "deadline": schedule.deadline,
        "hour_locked": schedule.hour_locked,
        **_reporting_columns(settings.reporting),
        **asdict(settings.rules),
    }


def _reporting_columns(reporting: Reporting) -> dict[str, Any]:
    return {
        "report_by": reporting.by,
        "report_place": reporting.place,
        "report_moment": reporting.moment,
        "also_to": [asdict(each) for each in reporting.also_to],
        "names_missing": reporting.names_missing,
        "lets_mentions": reporting.lets_mentions,
    }


class Standups:
    """Standups and their questions."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, standup_id: int) -> Standup:
        row = await self._work.session.scalar(self._all().where(StandupRow.id == standup_id))
        if row is None:
            raise NotFound("That standup is not there any more. `/standup list` shows those there are.")
        return row.to_standup()

    async def of_teams(self, team_ids: Iterable[int]) -> list[Standup]:
        """By name."""
        found = await self._work.session.scalars(
            self._all().where(StandupRow.team_id.in_(list(team_ids))).order_by(StandupRow.name, StandupRow.id)
        )
        return [row.to_standup() for row in found]

    async def all(self) -> list[Standup]:
        """Of every team, the oldest first."""
        return [row.to_standup() for row in await self._work.session.scalars(self._all().order_by(StandupRow.id))]

    async def note(self, standup_id: int, **values: Any) -> None:
        """What became of its reports: `held`, `failed_reports`, `channels_seen`."""
        await self._update(standup_id, **values)

    async def move_report(self, standup_id: int, channel: str) -> None:
        """Its own reports go there from now on."""
        await self._update(standup_id, report_channel=channel)

    async def add(self, team_id: int, owner_id: str, settings: StandupSettings) -> Standup:
        row = StandupRow(
            workspace_id=self._work.workspace_id,
            team_id=team_id,
            owner_id=owner_id,
            version=0,
            active=True,
            **_columns(settings),
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_standup()

    async def change(self, standup_id: int, settings: StandupSettings) -> None:
        await self._update(standup_id, **_columns(settings))

    async def give_to(self, standup_id: int, owner_id: str) -> None:
        await self._update(standup_id, owner_id=owner_id)

    async def pick_people(self, standup_id: int, picked: bool) -> None:
        """Whether only those with a part of their own take part."""
        await self._update(standup_id, picked=picked)

    async def pause(self, standup_id: int, until: date | None) -> None:
        await self._update(standup_id, active=False, paused_until=until)

    async def resume(self, standup_id: int) -> None:
        await self._update(standup_id, active=True, paused_until=None)

    async def ask(self, standup: Standup, questions: Sequence[NewQuestion]) -> int:
        """Gives it new questions from the next run on; returns their version."""
        version = standup.version + 1
        self._work.session.add_all(
            QuestionRow(
                workspace_id=self._work.workspace_id,
                standup_id=standup.id,
                version=version,
                position=position,
                text=each.text,
                kind=each.kind,
                required=each.required,
                choices=list(each.choices),
                lowest=each.lowest,
                highest=each.highest,
                key=key,
                days=None if each.days is None else sorted(each.days),
                condition=asdict(each.condition) if each.condition else None,
                prefill=each.prefill,
                wordings=list(each.wordings),
                follow_up=asdict(each.follow_up) if each.follow_up else None,
                kudos=each.kudos,
                on_duty=each.on_duty,
            )
            for position, (key, each) in enumerate(zip(keys_of(questions), questions, strict=True))
        )
        await self._update(standup.id, version=version)
        return version

    async def questions(self, standup_id: int, version: int) -> list[Question]:
        found = await self._work.session.scalars(
            select(QuestionRow)
            .where(
                QuestionRow.workspace_id == self._work.workspace_id,
                QuestionRow.standup_id == standup_id,
                QuestionRow.version == version,
            )
            .order_by(QuestionRow.position)
        )
        return [row.to_question() for row in found]

    def _all(self) -> Select[StandupRow]:
        return (
            select(StandupRow)
            .where(StandupRow.workspace_id == self._work.workspace_id)
            .execution_options(populate_existing=True)
        )

    async def _update(self, standup_id: int, **values: Any) -> None:
        await self._work.session.execute(
            update(StandupRow)
            .where(StandupRow.workspace_id == self._work.workspace_id, StandupRow.id == standup_id)
            .values(**values)
        )
