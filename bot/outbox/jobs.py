"""The clock speaks: send what was promised, and let promised moments come."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import metrics
from bot.core.clock import Clock
from bot.core.database import Database
from bot.core.logs import log
from bot.core.work import Transactions, Work, WorkspaceId
from bot.outbox import lanes
from bot.outbox.domain import (
    TOO_LATE,
    Absent,
    Delivery,
    DeliveryState,
    Found,
    HandedBack,
    IfUnsure,
    Pace,
    Timer,
    TimerState,
    method_of,
    wait_before,
)
from bot.outbox.endings import Result, outcome_of
from bot.outbox.tables import DeliveryRow, LaneRow, ReceiptRow, TimerRow
from bot.slack import deadline, sender
from bot.slack.sender import GaveUp, NotThere, Sent, TokenRefused, TryLater

TimerHandler = Callable[[Work, Timer], Awaitable[None]]
ClientFor = Callable[[WorkspaceId], Awaitable[AsyncWebClient]]

TIMERS_AT_ONCE = 200
RECEIPTS_KEPT = timedelta(days=7)
TIMERS_KEPT = timedelta(days=90)


async def drain(workspace_id: WorkspaceId, database: Database, clock: Clock, client_for: ClientFor, pace: Pace) -> None:
    """Sends what is due for one workspace. Safe to call at any time, from any process, any number of times."""
    async with database.transaction() as session:
        held = await lanes.take(session, workspace_id, clock.now(), pace)
    if held is None:
        return
    client = await client_for(workspace_id)
    until = clock.now() + pace.hold
    results: Mapping[int, Result] = {}
    while True:
        # Counted from before the lease is renewed: a pause anywhere after this line is noticed.
        begin_before = time.monotonic() + pace.begin_within.total_seconds()
        async with database.transaction() as session:
            now = clock.now()
            if not await lanes.fence(session, held, now, pace):
                return
            if results:
                await lanes.record(session, results, held, now, pace)
            batch = await lanes.claim(session, held, now, pace) if now < until else []
            if not batch:
                await lanes.release(session, held, now, pace)
                return
        sent = await asyncio.gather(*(_measured(client, each, begin_before, pace) for each in batch))
        results = dict(zip((each.id for each in batch), sent, strict=True))


async def _measured(client: AsyncWebClient, delivery: Delivery, begin_before: float, pace: Pace) -> Result:
    method = method_of(delivery.posted_ts)
    with metrics.SEND_SECONDS.labels(method).time(), deadline.begin_before(begin_before):
        try:
            deadline.check()
            result = await _send(client, delivery, pace)
        except deadline.TooLateToBegin:
            result = HandedBack()
    metrics.SENDS.labels(method, outcome_of(result)).inc()
    return result


async def _send(client: AsyncWebClient, delivery: Delivery, pace: Pace) -> Result:
    """One message: rewritten or deleted if it is there already, looked for if it may be, posted otherwise."""
    if delivery.posted_ts is not None and delivery.posted_channel is not None:
        where: _Where = {"channel": delivery.posted_channel, "ts": delivery.posted_ts, "timeout": pace.timeout}
        if delivery.is_retracted:
            gone = await sender.remove(client, **where)
            return Absent() if isinstance(gone, NotThere) else gone
        return await sender.rewrite(client, body=delivery.body, **where)
    if delivery.maybe_sent:
        found = await _look(client, delivery, pace)
        if not isinstance(found, NotThere):
            return found
        if delivery.is_retracted:
            return Absent()
        if delivery.is_too_late:
            return GaveUp(TOO_LATE)
    return await sender.post(
        client,
        channel=delivery.channel,
        body=delivery.body,
        mark=delivery.mark,
        thread_ts=delivery.thread_ts,
        timeout=pace.timeout,
    )


class _Where(TypedDict):
    channel: str
    ts: str
    timeout: timedelta


async def _look(
    client: AsyncWebClient, delivery: Delivery, pace: Pace
) -> Found | NotThere | TryLater | GaveUp | TokenRefused:
    found = await sender.find(
        client,
        channel=delivery.channel,
        thread_ts=delivery.thread_ts,
        mark=delivery.mark,
        since=delivery.first_attempt_at,
        timeout=pace.timeout,
    )
    match found:
        case Sent(channel, ts):
            return Found(channel, ts)
        case TryLater(reason, _, everybody_waits):
            return TryLater(reason, unsure=True, everybody_waits=everybody_waits, looking=True)
        case GaveUp(reason) if delivery.is_retracted:
            return GaveUp(f"it may be there, and history cannot be read: {reason}")
        case GaveUp(reason) if delivery.if_unsure == IfUnsure.RESEND:
            log.warning("history cannot be read, posting again", key=delivery.key, reason=reason)
            return NotThere()
        case GaveUp(reason):
            return GaveUp(f"it may have been sent, and history cannot be read: {reason}")
    return found


async def fire_due(transactions: Transactions, handlers: Mapping[str, TimerHandler]) -> int:
    """Lets every moment that has come come, each in a transaction of its own. Returns how many there were.

    One of its own, because a handler takes locks in the order of a listener: its rows, then the lane.
    """
    async with transactions.across_workspaces() as (session, now):
        due = await session.execute(
            select(TimerRow.id, TimerRow.workspace_id)
            .where(
                TimerRow.state == TimerState.PENDING, TimerRow.fire_at <= now, TimerRow.workspace_id.not_in(_parked())
            )
            .order_by(TimerRow.fire_at, TimerRow.id)
            .limit(TIMERS_AT_ONCE)
        )
        found = [(row[0], WorkspaceId(row[1])) for row in due]
    return sum([await _fire(timer_id, workspace_id, transactions, handlers) for timer_id, workspace_id in found])


async def _fire(
    timer_id: int, workspace_id: WorkspaceId, transactions: Transactions, handlers: Mapping[str, TimerHandler]
) -> bool:
    """Runs one handler; a failing one is put off, so that neither those after it nor other workspaces wait."""
    timer = None
    try:
        async with transactions.in_workspace(workspace_id) as work:
            timer = await _claim(work, timer_id)
            if timer is not None:
                await handlers[timer.kind](work, timer)
        if timer is not None:
            metrics.TIMERS.labels(timer.kind, "came").inc()
            metrics.LATENESS.labels(timer.kind).observe((work.now - timer.fire_at).total_seconds())
        return timer is not None
    except Exception:
        log.exception("timer failed, will come again", timer=timer.key if timer else timer_id)
        metrics.TIMERS.labels(timer.kind if timer else "unknown", "failed").inc()
        async with transactions.in_workspace(workspace_id) as work:
            await _put_off(work, timer_id)
    return True


async def _claim(work: Work, timer_id: int) -> Timer | None:
    """None when it was fired, cancelled or moved since it was found due, or another process has it in hand."""
    row = await work.session.scalar(
        select(TimerRow)
        .where(TimerRow.id == timer_id, TimerRow.state == TimerState.PENDING, TimerRow.fire_at <= work.now)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.state = TimerState.FIRED
    await work.session.flush()
    return _timer(row)


async def _put_off(work: Work, timer_id: int) -> None:
    row = await work.session.get(TimerRow, timer_id)
    if row is not None and row.state == TimerState.PENDING:
        row.attempt += 1
        row.fire_at = work.now + wait_before(row.attempt)


def _timer(row: TimerRow) -> Timer:
    return Timer(row.id, row.workspace_id, row.key, row.kind, row.ref, row.fire_at, row.attempt)


def _parked() -> Select[int]:
    """Workspaces that took the app out: their moments wait until it is back."""
    return select(LaneRow.workspace_id).where(LaneRow.parked)


@dataclass(frozen=True)
class Backlog:
    """What is due and not in Slack yet; `oldest` is how long the first of it has been."""

    depth: int
    oldest: timedelta


async def backlog(session: AsyncSession, now: datetime) -> Backlog:
    """Of all workspaces that have the app."""
    found = await session.execute(
        select(func.count(), func.min(DeliveryRow.not_before)).where(
            DeliveryRow.state == DeliveryState.PENDING,
            DeliveryRow.not_before <= now,
            DeliveryRow.workspace_id.not_in(_parked()),
        )
    )
    depth, first = found.one()
    return Backlog(depth, now - first if first else timedelta(0))


async def next_due(session: AsyncSession) -> datetime | None:
    """The earliest moment at which there will be something to do; None when nothing is promised."""
    timer = await session.scalar(
        select(func.min(TimerRow.fire_at)).where(
            TimerRow.state == TimerState.PENDING, TimerRow.workspace_id.not_in(_parked())
        )
    )
    lanes_due = await session.execute(select(LaneRow.next_at, LaneRow.lease_until).where(LaneRow.next_at.is_not(None)))
    moments = [max(next_at, lease_until or next_at) for next_at, lease_until in lanes_due if next_at is not None]
    if timer is not None:
        moments.append(timer)
    return min(moments, default=None)


async def forget_timers(session: AsyncSession, now: datetime) -> None:
    """Moments that came long ago; their keys name things that are over."""
    await session.execute(
        delete(TimerRow).where(TimerRow.state != TimerState.PENDING, TimerRow.fire_at < now - TIMERS_KEPT)
    )


async def forget_receipts(session: AsyncSession, now: datetime) -> None:
    """Slack repeats itself for hours at most; receipts older than a week have done their work."""
    await session.execute(delete(ReceiptRow).where(ReceiptRow.received_at < now - RECEIPTS_KEPT))
