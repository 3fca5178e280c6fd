"""Fires, teams and what was promised about them, as tests need them."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from bot.core.clock import HandClock
from bot.core.work import Transactions, Work, WorkspaceId
from bot.outbox.jobs import fire_due
from bot.outbox.tables import DeliveryRow, TimerRow
from bot.people.domain import Team, TeamId, UserId
from bot.people.repository import Absences, People
from bot.slack.message import Message
from bot.triage.announcements import tell, tell_filed
from bot.triage.domain import CaseId, Fire, FireEvent, FireId, Note, Priority, Source, State, Step
from bot.triage.jobs import TIMERS
from bot.triage.use_cases import Change, Filed, FireRequest, file_fire, look_up
from tests.people.builders import ANA, BEN, CHITRA, IRIS, a_person, the_team

GRACE, HUGO = UserId("UGRACE"), UserId("UHUGO")
LAST_MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

FIRE = Fire(
    id=FireId(12),
    number=12,
    team_id=TeamId(7),
    case_id=CaseId(12),
    title="Revenue dashboard shows zeros",
    description="",
    permalink=None,
    source=Source.COMMAND,
    source_channel=None,
    source_ts=None,
    requester_id=GRACE,
    filer_id=GRACE,
    priority_proposed=Priority.P2,
    priority=Priority.P2,
    state=State.NEW,
    owner_id=None,
    last_owner_id=None,
    topic=None,
    effort=None,
    recurrence=None,
    needed_by=None,
    created_at=LAST_MONDAY,
    queued_at=LAST_MONDAY,
    claimed_at=None,
    started_at=None,
    closed_at=None,
    closed_by=None,
    outcome=None,
    dismissed=False,
)


def a_fire(**changes: Any) -> Fire:
    """One that nobody has; a change of priority is one of the proposal too unless said otherwise."""
    if "priority" in changes:
        changes = {"priority_proposed": changes["priority"]} | changes
    if "number" in changes:
        changes = {"id": changes["number"], "case_id": changes["number"]} | changes
    return replace(FIRE, **changes)


def taken(state: State = State.CLAIMED, owner: str = BEN, **changes: Any) -> Fire:
    """One that somebody has, or had when it is over."""
    over = {"closed_at": LAST_MONDAY, "closed_by": owner} if state in (State.DONE, State.DECLINED) else {}
    return a_fire(**{"state": state, "owner_id": owner, "claimed_at": LAST_MONDAY} | over | changes)


def an_event(kind: Step | Note, actor: str = BEN, **changes: Any) -> FireEvent:
    event = FireEvent(1, FireId(12), LAST_MONDAY, UserId(actor), kind, None, None, None, None)
    return replace(event, **changes)


Doing = Callable[..., Awaitable[Change]]


@dataclass
class Desk:
    """A team at work: what its people do to fires, each in a transaction of its own, and what is promised of it."""

    clock: HandClock
    transactions: Transactions
    ours: WorkspaceId
    neighbours: WorkspaceId
    team: Team = field(init=False)

    async def set_up(self) -> None:
        async with self.work() as work:
            self.team = await the_team(work, ANA, BEN, CHITRA)
            await People(work).save(a_person(IRIS, is_admin=True))

    def work(self, next_door: bool = False) -> AbstractAsyncContextManager[Work]:
        return self.transactions.in_workspace(self.neighbours if next_door else self.ours)

    def request(self, title: str = "Revenue dashboard shows zeros", **changes: Any) -> FireRequest:
        asked = FireRequest(self.team.id, title, requester_id=GRACE, filer_id=GRACE, source=Source.COMMAND)
        return replace(asked, **changes)

    async def file(self, title: str = "Revenue dashboard shows zeros", **changes: Any) -> Fire:
        return (await self.filed(title, **changes)).fire

    async def filed(self, title: str = "Revenue dashboard shows zeros", **changes: Any) -> Filed:
        async with self.work() as work:
            filed = await file_fire(work, self.request(title, **changes))
            await tell_filed(work, filed)
            return filed

    async def do(self, doing: Doing, fire: Fire, by: str, *rest: Any, **more: Any) -> Change:
        """`do(claim_fire, fire, BEN)`, with what is told about it."""
        async with self.work() as work:
            change = await doing(work, fire.number, by, *rest, **more)
            await tell(work, change)
            return change

    async def give(self, doing: Doing, fire: Fire, to: str, by: str, **more: Any) -> Change:
        """`give(assign_fire, fire, BEN, by=ANA)`"""
        async with self.work() as work:
            change = await doing(work, fire.number, to, by, **more)
            await tell(work, change)
            return change

    async def now(self, fire: Fire) -> Fire:
        async with self.work() as work:
            return await look_up(work, fire.number)

    async def is_away(self, user_id: str, first_on: date, last_on: date) -> None:
        async with self.work() as work:
            await Absences(work).add(user_id, first_on, last_on, set_by=user_id)

    async def until(self, instant: datetime) -> None:
        """Lets the clock move on, and what is due happen."""
        self.clock.move_to(instant)
        while await fire_due(self.transactions, TIMERS):
            pass

    async def promised(self, channel: str | None = None) -> dict[str, dict[str, Any]]:
        """What was promised, by key: the messages to a channel or person, or all."""
        async with self.work() as work:
            rows = await work.session.scalars(
                select(DeliveryRow).where(DeliveryRow.workspace_id == self.ours).order_by(DeliveryRow.id)
            )
            return {row.key: row.body for row in rows if channel in (None, row.channel)}

    async def told(self, user_id: str) -> list[str]:
        """The sentences somebody was sent, the oldest first."""
        return [body["text"] for body in (await self.promised(user_id)).values()]

    async def timers(self, kind: str) -> list[datetime]:
        async with self.work() as work:
            rows = await work.session.scalars(
                select(TimerRow).where(TimerRow.workspace_id == self.ours, TimerRow.kind == kind)
            )
            return sorted(row.fire_at for row in rows)


def as_payload(message: Message) -> dict[str, Any]:
    return {"channel": "C1", **message.to_dict()}
