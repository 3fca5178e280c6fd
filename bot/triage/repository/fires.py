"""Fires of one workspace: found, numbered, moved and counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, update

from bot.core.work import Work
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId, UserId
from bot.triage.domain import (
    AGED,
    OPEN,
    CaseId,
    Fire,
    FireCounts,
    FireId,
    Priority,
    Readiness,
    Source,
    State,
    Step,
)
from bot.triage.tables import FireCounterRow, FireEventRow, FireRow

MOST_LISTED = 500


@dataclass(frozen=True)
class NewFire:
    """A fire before it has a number. `case_id` is None for the first fire of its case."""

    team_id: TeamId
    title: str
    description: str
    permalink: str | None
    source: Source
    source_channel: str | None
    source_ts: str | None
    source_thread: str | None
    requester_id: UserId
    filer_id: UserId
    priority: Priority
    needed_by: date | None
    case_id: CaseId | None
    type: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    decision: str | None = None
    readiness: Readiness = field(default_factory=Readiness)
    private: bool = False


class Fires:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def last_number(self) -> int:
        """The last number given. Until the transaction ends nobody else is given one."""
        last = await self._work.session.scalar(
            insert_into(self._work.session, FireCounterRow)
            .values(workspace_id=self._work.workspace_id, last_number=0)
            .on_conflict_do_update(index_elements=["workspace_id"], set_={"last_number": FireCounterRow.last_number})
            .returning(FireCounterRow.last_number)
        )
        return int(last)

    async def add(self, new: NewFire, number: int) -> Fire:
        """Stores it in the queue under that number, which must be the next."""
        row = FireRow(
            workspace_id=self._work.workspace_id,
            number=number,
            team_id=new.team_id,
            case_id=new.case_id or number,
            title=new.title,
            description=new.description,
            permalink=new.permalink,
            source=new.source,
            source_channel=new.source_channel,
            source_ts=new.source_ts,
            source_thread=new.source_thread,
            requester_id=new.requester_id,
            filer_id=new.filer_id,
            priority_proposed=new.priority,
            priority=new.priority,
            state=State.NEW,
            needed_by=new.needed_by,
            created_at=self._work.now,
            queued_at=self._work.now,
            dismissed=False,
            type=new.type,
            fields=dict(new.fields) or None,
            decision=new.decision,
            readiness=new.readiness.as_stored,
            private=new.private,
        )
        self._work.session.add(row)
        await self._work.session.execute(
            update(FireCounterRow)
            .where(FireCounterRow.workspace_id == self._work.workspace_id)
            .values(last_number=number)
        )
        await self._work.session.flush()
        return row.to_fire()

    async def get(self, number: int) -> Fire | None:
        return await self._one(FireRow.number == number)

    async def by_id(self, fire_id: int) -> Fire | None:
        return await self._one(FireRow.id == fire_id)

    async def of_message(self, channel: str, ts: str) -> Fire | None:
        """The fire that message was made."""
        return await self._one(FireRow.source_channel == channel, FireRow.source_ts == ts)

    async def of_thread(self, team_id: TeamId, channel: str, thread: str) -> Fire | None:
        """The first fire of that team made in that thread, from its first message or a reply."""
        return await self._one(
            FireRow.team_id == team_id,
            FireRow.source_channel == channel,
            or_(FireRow.source_ts == thread, FireRow.source_thread == thread),
        )

    async def change(self, fire: Fire, **values: Any) -> Fire | None:
        """Stores new values if its state and owner are still as in `fire`; None when somebody was faster."""
        owner = FireRow.owner_id.is_(None) if fire.owner_id is None else FireRow.owner_id == fire.owner_id
        changed = await self._work.session.execute(
            update(FireRow)
            .where(self._ours(), FireRow.id == fire.id, FireRow.state == fire.state, owner)
            .values(**values)
            .returning(FireRow.id)
            .execution_options(synchronize_session=False)
        )
        return await self.by_id(fire.id) if changed.first() is not None else None

    async def open_owned_by(self, user_id: str) -> list[Fire]:
        return await self._all(FireRow.owner_id == user_id, FireRow.state.in_(OPEN))

    async def asked_by(self, user_id: str, closed_since: datetime) -> list[Fire]:
        """What they asked for, or somebody for them: open, or closed lately."""
        return await self._all(
            FireRow.requester_id == user_id,
            or_(FireRow.state.in_(OPEN), FireRow.closed_at >= closed_since),
        )

    async def merged_into(self, fire_id: FireId) -> list[Fire]:
        """What goes on as part of that fire."""
        return await self._all(FireRow.merged_into == fire_id)

    async def snoozed_since(self, team_id: TeamId, before: datetime) -> list[Fire]:
        """What sleeps, and was put to sleep before that moment; being put off further is no awakening."""
        lately = select(FireEventRow.fire_id).where(
            FireEventRow.workspace_id == self._work.workspace_id,
            FireEventRow.kind == Step.SNOOZE,
            FireEventRow.before != State.SNOOZED,
            FireEventRow.at >= before,
        )
        return await self._all(FireRow.team_id == team_id, FireRow.state == State.SNOOZED, FireRow.id.not_in(lately))

    async def taken_between(self, team_id: TeamId, first: datetime, last: datetime) -> list[Fire]:
        """Every fire of the cases of which somebody took one in that span; for load."""
        moments = (FireRow.claimed_at, FireRow.closed_at)
        cases = select(FireRow.case_id).where(
            self._ours(), FireRow.team_id == team_id, or_(*((each >= first) & (each < last) for each in moments))
        )
        statement = self._fires().where(FireRow.team_id == team_id, FireRow.case_id.in_(cases))
        return await self._read(statement.order_by(FireRow.number))

    async def alive_between(self, team_id: TeamId, first: datetime, last: datetime) -> list[Fire]:
        """Every fire of the cases of which one had come before `last` and was open in a part of that span; for load."""
        alive = (FireRow.created_at < last) & (FireRow.closed_at.is_(None) | (FireRow.closed_at >= first))
        cases = select(FireRow.case_id).where(self._ours(), FireRow.team_id == team_id, alive)
        statement = self._fires().where(FireRow.team_id == team_id, FireRow.case_id.in_(cases))
        return await self._read(statement.order_by(FireRow.number))

    async def first_came(self, team_id: TeamId) -> datetime | None:
        """When the team's first fire was filed."""
        return await self._work.session.scalar(
            select(func.min(FireRow.created_at)).where(self._ours(), FireRow.team_id == team_id)
        )

    async def counts(self, team_id: TeamId, first: datetime, last: datetime) -> FireCounts:
        """What came and went in that span, and what was open at its end."""
        closed_in = (FireRow.closed_at >= first) & (FireRow.closed_at < last)
        open_then = (FireRow.created_at < last) & (FireRow.closed_at.is_(None) | (FireRow.closed_at >= last))
        nobodys = (FireRow.state == State.NEW) | FireRow.claimed_at.is_(None) | (FireRow.claimed_at >= last)
        conditions = {
            "arrived": (FireRow.created_at >= first) & (FireRow.created_at < last),
            "done": closed_in & (FireRow.state == State.DONE),
            "declined": closed_in & (FireRow.state == State.DECLINED),
            "open": open_then,
            "unclaimed": open_then & nobodys,
            "aged": open_then & (FireRow.created_at < last - AGED),
        }
        counted = await self._work.session.execute(
            select(*(func.count().filter(condition) for condition in conditions.values())).where(
                self._ours(), FireRow.team_id == team_id, FireRow.dismissed.is_(False)
            )
        )
        return FireCounts(**dict(zip(conditions, counted.one(), strict=True)))

    async def topics(self, team_id: TeamId) -> list[str]:
        """The team's topics, the most used first."""
        found = await self._work.session.scalars(
            select(FireRow.topic)
            .where(self._ours(), FireRow.team_id == team_id, FireRow.topic.is_not(None))
            .group_by(FireRow.topic)
            .order_by(func.count().desc(), FireRow.topic)
            .limit(100)
        )
        return [each for each in found if each]

    def _ours(self) -> ColumnElement[bool]:
        return FireRow.workspace_id == self._work.workspace_id

    def _fires(self) -> Select[FireRow]:
        return select(FireRow).where(self._ours()).execution_options(populate_existing=True)

    async def _one(self, *conditions: ColumnElement[bool]) -> Fire | None:
        found = await self._read(self._fires().where(*conditions).order_by(FireRow.number).limit(1))
        return found[0] if found else None

    async def _all(self, *conditions: ColumnElement[bool]) -> list[Fire]:
        return await self._read(self._fires().where(*conditions).order_by(FireRow.number).limit(MOST_LISTED))

    async def _read(self, statement: Select[FireRow]) -> list[Fire]:
        return [row.to_fire() for row in await self._work.session.scalars(statement)]
