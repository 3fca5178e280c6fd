"""Lanes: one process at a time sends for a workspace, and whoever follows a dead one knows what it may have sent."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.core.logs import log
from bot.outbox.domain import (
    MOST_ATTEMPTS,
    Delivery,
    DeliveryState,
    Found,
    HandedBack,
    IfUnsure,
    Pace,
    allow_after,
    next_token_at,
    tokens,
    wait_before,
)
from bot.outbox.tables import DeliveryRow, LaneRow
from bot.slack.sender import GaveUp, Outcome, Sent, TryLater

Result = Outcome | Found | HandedBack


@dataclass(frozen=True)
class Held:
    """A lane this process may send for, as long as its token stands in the row."""

    workspace_id: int
    token: str


async def due_lanes(session: AsyncSession, now: datetime) -> list[int]:
    """Workspaces with something to send and nobody alive sending it."""
    found = await session.scalars(
        select(LaneRow.workspace_id).where(LaneRow.next_at <= now, _free(now)).order_by(LaneRow.next_at).limit(500)
    )
    return list(found)


async def take(session: AsyncSession, workspace_id: int, now: datetime, pace: Pace) -> Held | None:
    """Leases the lane; None when there is nothing to do or somebody else has it."""
    token = secrets.token_hex(8)
    taken = await session.execute(
        update(LaneRow)
        .where(LaneRow.workspace_id == workspace_id, LaneRow.next_at <= now, _free(now))
        .values(lease=token, lease_until=now + pace.lease)
        .returning(LaneRow.workspace_id)
    )
    if taken.first() is None:
        return None
    # What the last holder had in hand when it died may have reached Slack.
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.workspace_id == workspace_id, DeliveryRow.state == DeliveryState.SENDING)
        .values(state=DeliveryState.PENDING, maybe_sent=DeliveryRow.posted_ts.is_(None), not_before=now)
    )
    return Held(workspace_id, token)


async def fence(session: AsyncSession, held: Held, now: datetime, pace: Pace) -> bool:
    """Renews the lease. False when another process took over: then nothing may be stored."""
    renewed = await session.execute(
        update(LaneRow)
        .where(LaneRow.workspace_id == held.workspace_id, LaneRow.lease == held.token)
        .values(lease_until=now + pace.lease)
        .returning(LaneRow.workspace_id)
    )
    return renewed.first() is not None


async def claim(session: AsyncSession, held: Held, now: datetime, pace: Pace) -> list[Delivery]:
    """The next batch: what the pace allows, one message a channel, oldest first; too late ones are dropped."""
    lane = await _lane(session, held)
    busy = _busy_channels(lane.recent, now, pace)
    room = min(tokens(lane.allow_at, now, pace), pace.batch)
    anchor = aliased(DeliveryRow)
    rows = await session.execute(
        select(DeliveryRow, anchor)
        .outerjoin(
            anchor,
            (anchor.workspace_id == DeliveryRow.workspace_id) & (anchor.key == DeliveryRow.thread_key),
        )
        .where(
            DeliveryRow.workspace_id == held.workspace_id,
            DeliveryRow.state == DeliveryState.PENDING,
            DeliveryRow.not_before <= now,
        )
        .order_by(DeliveryRow.not_before, DeliveryRow.id)
        .limit(10 * pace.batch)
    )
    claimed: list[Delivery] = []
    for row, thread in rows.all():
        if len(claimed) >= room:
            break
        reason = _hopeless(row, thread, now)
        if reason is not None:
            row.state, row.error = DeliveryState.DEAD, reason
        elif row.posted_ts is not None:
            # Slack's limit of one a second for each channel is for posts; a rewrite need not wait.
            claimed.append(_claimed(row, thread, now))
        elif row.thread_key and not (thread and thread.posted_ts):
            # Waits for the message it answers, without keeping the lane spinning.
            row.not_before = now + pace.channel_gap
        elif row.channel not in busy:
            busy.add(row.channel)
            claimed.append(_claimed(row, thread, now))
    lane.allow_at = allow_after(lane.allow_at, now, len(claimed), pace)
    lane.recent = _recent(lane.recent, claimed, now, pace)
    await session.flush()
    return claimed


async def record(session: AsyncSession, results: Mapping[int, Result], held: Held, now: datetime, pace: Pace) -> None:
    """Stores how each message of the batch ended."""
    rows = await session.scalars(select(DeliveryRow).where(DeliveryRow.id.in_(list(results))))
    for row in rows:
        if row.state != DeliveryState.SENDING:
            continue
        result = results[row.id]
        _store(row, result, now)
        if isinstance(result, TryLater) and result.everybody_waits is not None:
            lane = await _lane(session, held)
            # The whole burst is spent: nothing goes out before Slack's own waiting time is over.
            lane.allow_at = max(lane.allow_at, now + result.everybody_waits + (pace.burst - 1) * pace.every)
    await session.flush()


async def release(session: AsyncSession, held: Held, now: datetime, pace: Pace) -> None:
    """Gives the lane back, due again when its next message may go out."""
    await session.execute(
        update(LaneRow).where(LaneRow.workspace_id == held.workspace_id).values(lease=None, lease_until=None)
    )
    lane = await _lane(session, held)
    earliest = await session.scalar(
        select(func.min(DeliveryRow.not_before)).where(
            DeliveryRow.workspace_id == held.workspace_id, DeliveryRow.state == DeliveryState.PENDING
        )
    )
    if earliest is None:
        lane.next_at = None
    else:
        # Something due but held back by pace or by its channel is looked at again a channel's gap later.
        lane.next_at = max(earliest, next_token_at(lane.allow_at, pace), now if earliest > now else now + pace.every)
    await session.flush()


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(LaneRow.lease_until.is_(None), LaneRow.lease_until < now)


async def _lane(session: AsyncSession, held: Held) -> LaneRow:
    lane = await session.get(LaneRow, held.workspace_id, populate_existing=True)
    assert lane is not None, "a held lane exists"
    return lane


def _hopeless(row: DeliveryRow, thread: DeliveryRow | None, now: datetime) -> str | None:
    """Why a message will never be posted; None while it may be."""
    if row.posted_ts is not None:
        return None
    if row.use_by is not None and row.use_by < now and not row.maybe_sent:
        return "too late"
    if row.thread_key and (thread is None or thread.state in (DeliveryState.DEAD, DeliveryState.WITHDRAWN)):
        return "its thread was never posted"
    return None


def _busy_channels(recent: Mapping[str, str], now: datetime, pace: Pace) -> set[str]:
    return {channel for channel, at in recent.items() if now - datetime.fromisoformat(at) < pace.channel_gap}


def _recent(recent: Mapping[str, str], claimed: list[Delivery], now: datetime, pace: Pace) -> dict[str, str]:
    kept = {channel: at for channel, at in recent.items() if now - datetime.fromisoformat(at) < pace.channel_gap}
    return kept | {each.channel: now.isoformat() for each in claimed if each.posted_ts is None}


def _claimed(row: DeliveryRow, thread: DeliveryRow | None, now: datetime) -> Delivery:
    row.state = DeliveryState.SENDING
    row.attempt += 1
    row.claimed_version = row.version
    row.first_attempt_at = row.first_attempt_at or now
    return Delivery(
        id=row.id,
        key=row.key,
        channel=row.channel,
        body=row.body,
        version=row.version,
        mark=row.mark,
        if_unsure=IfUnsure(row.if_unsure),
        maybe_sent=row.maybe_sent,
        attempt=row.attempt,
        first_attempt_at=row.first_attempt_at,
        thread_ts=thread.posted_ts if thread is not None else None,
        posted_channel=row.posted_channel,
        posted_ts=row.posted_ts,
    )


def _store(row: DeliveryRow, result: Result, now: datetime) -> None:
    match result:
        case Sent(channel, ts):
            row.posted_channel, row.posted_ts = channel, ts
            row.sent_version, row.sent_at, row.maybe_sent, row.error = row.claimed_version, now, False, None
            row.attempt = 0
            row.state = DeliveryState.SENT if row.version == row.claimed_version else DeliveryState.PENDING
            row.not_before = now
        case Found(channel, ts):
            row.posted_channel, row.posted_ts, row.maybe_sent = channel, ts, False
            row.attempt, row.not_before = 0, now
            # A first wording is what was sent; a later one is written over whatever stands there.
            row.state = DeliveryState.SENT if row.version == 1 else DeliveryState.PENDING
        case TryLater(reason, unsure, everybody_waits):
            row.error = reason
            row.maybe_sent = row.maybe_sent or (unsure and row.posted_ts is None)
            row.attempt -= everybody_waits is not None  # a limit is no fault of the message
            row.not_before = now + (everybody_waits or wait_before(row.attempt))
            row.state = DeliveryState.DEAD if row.attempt >= MOST_ATTEMPTS else DeliveryState.PENDING
        case GaveUp(reason):
            row.state, row.error = DeliveryState.DEAD, reason
            log.warning("message given up", key=row.key, reason=reason)
        case HandedBack():
            row.attempt -= 1
            row.state, row.not_before = DeliveryState.PENDING, now
