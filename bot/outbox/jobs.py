"""The clock speaks: send what was promised, and let promised moments come."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import Clock
from bot.core.database import Database
from bot.core.logs import log
from bot.core.work import Transactions, Work, WorkspaceId
from bot.outbox import lanes
from bot.outbox.domain import Delivery, Found, HandedBack, IfUnsure, Pace, Timer, TimerState, wait_before
from bot.outbox.tables import LaneRow, ReceiptRow, TimerRow
from bot.slack import sender
from bot.slack.sender import GaveUp, NotThere, Sent, TryLater

TimerHandler = Callable[[Work, Timer], Awaitable[None]]
ClientFor = Callable[[WorkspaceId], Awaitable[AsyncWebClient]]

TIMERS_AT_ONCE = 200
RECEIPTS_KEPT = timedelta(days=7)


async def drain(workspace_id: WorkspaceId, database: Database, clock: Clock, client_for: ClientFor, pace: Pace) -> None:
    """Sends what is due for one workspace. Safe to call at any time, from any process, any number of times."""
    async with database.transaction() as session:
        held = await lanes.take(session, workspace_id, clock.now(), pace)
    if held is None:
        return
    client = await client_for(workspace_id)
    until = clock.now() + pace.hold
    results: Mapping[int, lanes.Result] = {}
    while True:
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
        begin_before = time.monotonic() + pace.begin_within.total_seconds()
        sent = await asyncio.gather(*(_send(client, each, begin_before, pace) for each in batch))
        results = dict(zip((each.id for each in batch), sent, strict=True))


async def _send(client: AsyncWebClient, delivery: Delivery, begin_before: float, pace: Pace) -> lanes.Result:
    """One message: rewritten if it is there already, looked for if it may be, posted otherwise."""
    if time.monotonic() > begin_before:
        return HandedBack()
    if delivery.posted_ts is not None and delivery.posted_channel is not None:
        return await sender.rewrite(
            client,
            channel=delivery.posted_channel,
            ts=delivery.posted_ts,
            body=delivery.body,
            timeout=pace.timeout,
        )
    if delivery.maybe_sent:
        found = await _look(client, delivery, pace)
        if not isinstance(found, NotThere):
            return found
    return await sender.post(
        client,
        channel=delivery.channel,
        body=delivery.body,
        mark=delivery.mark,
        thread_ts=delivery.thread_ts,
        timeout=pace.timeout,
    )


async def _look(client: AsyncWebClient, delivery: Delivery, pace: Pace) -> Found | NotThere | TryLater | GaveUp:
    found = await sender.find(
        client,
        channel=delivery.channel,
        mark=delivery.mark,
        since=delivery.first_attempt_at,
        timeout=pace.timeout,
    )
    match found:
        case Sent(channel, ts):
            return Found(channel, ts)
        case TryLater(reason, _, everybody_waits):
            return TryLater(reason, unsure=True, everybody_waits=everybody_waits)
        case GaveUp(reason) if delivery.if_unsure == IfUnsure.RESEND:
            log.warning("history cannot be read, posting again", key=delivery.key, reason=reason)
            return NotThere()
        case GaveUp(reason):
            return GaveUp(f"it may have been sent, and history cannot be read: {reason}")
    return found


async def fire_due(transactions: Transactions, handlers: Mapping[str, TimerHandler]) -> int:
    """Lets every moment that has come come, one transaction a workspace. Returns how many there were."""
    async with transactions.across_workspaces() as (session, now):
        due = await session.execute(
            select(TimerRow.workspace_id)
            .where(TimerRow.state == TimerState.PENDING, TimerRow.fire_at <= now)
            .group_by(TimerRow.workspace_id)
        )
        workspaces = [WorkspaceId(row[0]) for row in due]
    count = 0
    for workspace_id in workspaces:
        try:
            count += await _fire_in(workspace_id, transactions, handlers)
        except Exception:  # one workspace's trouble must not stop the next
            log.exception("timers of a workspace failed", workspace=workspace_id)
    return count


async def _fire_in(workspace_id: WorkspaceId, transactions: Transactions, handlers: Mapping[str, TimerHandler]) -> int:
    async with transactions.in_workspace(workspace_id) as work:
        rows = await work.session.scalars(
            select(TimerRow)
            .where(
                TimerRow.workspace_id == workspace_id,
                TimerRow.state == TimerState.PENDING,
                TimerRow.fire_at <= work.now,
            )
            .order_by(TimerRow.fire_at, TimerRow.id)
            .limit(TIMERS_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        timers = [_timer(row) for row in rows]
        for timer in timers:
            await _fire(work, timer, handlers)
    return len(timers)


async def _fire(work: Work, timer: Timer, handlers: Mapping[str, TimerHandler]) -> None:
    """Runs one handler in a savepoint; a failing one is put off, so that those after it are not."""
    try:
        async with work.session.begin_nested():
            still_due = await work.session.execute(
                update(TimerRow)
                .where(TimerRow.id == timer.id, TimerRow.state == TimerState.PENDING, TimerRow.fire_at <= work.now)
                .values(state=TimerState.FIRED)
                .returning(TimerRow.id)
            )
            # One that fired just before it may have cancelled or moved it.
            if still_due.first() is not None:
                await handlers[timer.kind](work, timer)
    except Exception:
        log.exception("timer failed, will come again", timer=timer.key, attempt=timer.attempt)
        await work.session.execute(
            update(TimerRow)
            .where(TimerRow.id == timer.id)
            .values(attempt=timer.attempt + 1, fire_at=work.now + wait_before(timer.attempt + 1))
        )


def _timer(row: TimerRow) -> Timer:
    return Timer(row.id, row.workspace_id, row.key, row.kind, row.ref, row.fire_at, row.attempt)


async def next_due(session: AsyncSession) -> datetime | None:
    """The earliest moment at which there will be something to do; None when nothing is promised."""
    timer = await session.scalar(select(func.min(TimerRow.fire_at)).where(TimerRow.state == TimerState.PENDING))
    lanes_due = await session.execute(select(LaneRow.next_at, LaneRow.lease_until).where(LaneRow.next_at.is_not(None)))
    moments = [max(next_at, lease_until or next_at) for next_at, lease_until in lanes_due if next_at is not None]
    if timer is not None:
        moments.append(timer)
    return min(moments, default=None)


async def forget_receipts(session: AsyncSession, now: datetime) -> None:
    """Slack repeats itself for hours at most; receipts older than a week have done their work."""
    await session.execute(delete(ReceiptRow).where(ReceiptRow.received_at < now - RECEIPTS_KEPT))
