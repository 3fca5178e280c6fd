"""Lanes: one process at a time sends for a workspace, and whoever follows a dead one knows what it may have sent."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.outbox.domain import ANCHOR_GONE, TOO_LATE, Delivery, DeliveryState, IfUnsure, Method, Pace, Rank, method_of
from bot.outbox.endings import Result, give_up, store
from bot.outbox.tables import DeliveryRow, LaneRow
from bot.slack.sender import TokenRefused, TryLater

# How long a lane rests whose token Slack refuses: it may be renewed, or the workspace be installed again.
TOKEN_REFUSED_WAIT = timedelta(minutes=5)


@dataclass(frozen=True)
class Held:
    """A lane this process may send for, as long as its token stands in the row."""

    workspace_id: int
    token: str


async def due_lanes(session: AsyncSession, now: datetime) -> list[int]:
    """Workspaces with something to send and nobody alive sending it, the longest waiting first."""
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
    """The next batch: what the pace of each method allows, one message a channel, the most urgent first."""
    lane = await _lane(session, held)
    await _give_up_the_hopeless(session, held, now)
    room = {method: pace.limit(method).tokens(_allow_at(lane, method), now) for method in Method}
    claimed: list[Delivery] = []
    rows = await session.execute(_candidates(held, now, _busy_channels(lane.recent, now, pace), pace))
    for row, thread in rows.all():
        needed = _methods(row.posted_ts is not None, row.maybe_sent)
        if len(claimed) == pace.batch:
            break
        if all(room[method] for method in needed):
            for method in needed:
                room[method] -= 1
                _spend(lane, method, now, pace)
            claimed.append(_claimed(row, thread, now))
    lane.recent = _recent(lane.recent, claimed, now, pace)
    await session.flush()
    return claimed


async def record(session: AsyncSession, results: Mapping[int, Result], held: Held, now: datetime, pace: Pace) -> None:
    """Stores how each message of the batch ended."""
    held_up: list[tuple[Method, timedelta]] = []
    rows = await session.scalars(select(DeliveryRow).where(DeliveryRow.id.in_(list(results))))
    for row in rows:
        if row.state != DeliveryState.SENDING:
            continue
        result = results[row.id]
        method = method_of(row.posted_ts)
        await store(session, row, result, now)
        match result:
            case TryLater(_, _, everybody_waits, looking) if everybody_waits is not None:
                # Slack limits methods, so only what needs this one waits.
                held_up.append((Method.LOOK if looking else method, everybody_waits))
            case TokenRefused():
                held_up.extend((each, TOKEN_REFUSED_WAIT) for each in Method)
    if held_up:
        lane = await _lane(session, held)
        for each, wait in held_up:
            _hold(lane, each, now + wait, pace)
    await session.flush()


async def release(session: AsyncSession, held: Held, now: datetime, pace: Pace) -> None:
    """Gives the lane back, due again when its next message may go out."""
    await session.execute(
        update(LaneRow).where(LaneRow.workspace_id == held.workspace_id).values(lease=None, lease_until=None)
    )
    lane = await _lane(session, held)
    anchor = aliased(DeliveryRow)
    is_posted = DeliveryRow.posted_ts.is_not(None)
    # An answer in a thread wakes nobody while its thread is on the way: who posts that goes on with it.
    waits_for_anchor = and_(
        anchor.posted_ts.is_(None), anchor.state.in_((DeliveryState.PENDING, DeliveryState.SENDING))
    )
    waiting = await session.execute(
        select(is_posted, DeliveryRow.maybe_sent, func.min(DeliveryRow.not_before))
        .outerjoin(anchor, _is_anchor(anchor))
        .where(
            DeliveryRow.workspace_id == held.workspace_id,
            DeliveryRow.state == DeliveryState.PENDING,
            or_(anchor.id.is_(None), not_(waits_for_anchor)),
        )
        .group_by(is_posted, DeliveryRow.maybe_sent)
    )
    moments: list[datetime] = []
    for row in waiting.all():
        free_at = [pace.limit(each).next_at(_allow_at(lane, each)) for each in _methods(row[0], row[1])]
        moments.append(max(row[2], *free_at))
    # Something due but held back by its channel is looked at again a little later.
    lane.next_at = None if lane.parked or not moments else max(min(moments), now + pace.posts.every)
    await session.flush()


def _methods(is_posted: bool, is_unsure: bool) -> tuple[Method, ...]:
    """What sending will ask of Slack: a message that may be there is looked for before it is posted."""
    if is_posted:
        return (Method.EDIT,)
    return (Method.LOOK, Method.POST) if is_unsure else (Method.POST,)


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(LaneRow.lease_until.is_(None), LaneRow.lease_until <= now)


async def _lane(session: AsyncSession, held: Held) -> LaneRow:
    lane = await session.get(LaneRow, held.workspace_id, populate_existing=True)
    assert lane is not None, "a held lane exists"
    return lane


def _candidates(held: Held, now: datetime, busy: set[str], pace: Pace) -> Select[DeliveryRow, DeliveryRow]:
    """What may go out now, the most urgent first. Of each channel only the first post: Slack takes one a second there,
    and what is said later must not come before. Rewrites of what is posted need not wait for their channel.
    """
    anchor = aliased(DeliveryRow)
    is_posted = DeliveryRow.posted_ts.is_not(None)
    rank = case((is_posted, int(Rank.EDIT)), else_=DeliveryRow.rank)
    order = (rank, DeliveryRow.not_before, DeliveryRow.id)
    turn = func.row_number().over(partition_by=(DeliveryRow.channel, is_posted), order_by=order)
    due = (
        select(DeliveryRow.id, turn.label("turn"), is_posted.label("is_posted"))
        .outerjoin(anchor, _is_anchor(anchor))
        .where(
            DeliveryRow.workspace_id == held.workspace_id,
            DeliveryRow.state == DeliveryState.PENDING,
            DeliveryRow.not_before <= now,
            or_(is_posted, DeliveryRow.thread_key.is_(None), anchor.posted_ts.is_not(None)),
            or_(is_posted, not_(DeliveryRow.channel.in_(busy))),
        )
        .subquery()
    )
    return (
        select(DeliveryRow, anchor)
        .join(due, due.c.id == DeliveryRow.id)
        .outerjoin(anchor, _is_anchor(anchor))
        .where(or_(due.c.turn == 1, due.c.is_posted))
        .order_by(*order)
        .limit(4 * pace.batch)
    )


def _is_anchor(anchor: type[DeliveryRow]) -> ColumnElement[bool]:
    return (anchor.workspace_id == DeliveryRow.workspace_id) & (anchor.key == DeliveryRow.thread_key)


async def _give_up_the_hopeless(session: AsyncSession, held: Held, now: datetime) -> None:
    """Messages nobody needs any more, or whose thread will never be there."""
    anchor = aliased(DeliveryRow)
    too_late = (DeliveryRow.use_by < now) & not_(DeliveryRow.maybe_sent)
    ended = (DeliveryState.DEAD, DeliveryState.WITHDRAWN)
    anchor_ended = or_(anchor.id.is_(None), and_(anchor.state.in_(ended), anchor.posted_ts.is_(None)))
    rows = await session.execute(
        select(DeliveryRow, too_late)
        .outerjoin(anchor, _is_anchor(anchor))
        .where(
            DeliveryRow.workspace_id == held.workspace_id,
            DeliveryRow.state == DeliveryState.PENDING,
            DeliveryRow.posted_ts.is_(None),
            or_(too_late, DeliveryRow.thread_key.is_not(None) & anchor_ended),
        )
    )
    for row, is_too_late in rows.all():
        await give_up(session, row, TOO_LATE if is_too_late else ANCHOR_GONE, now)
    await session.flush()


def _allow_at(lane: LaneRow, method: Method) -> datetime:
    if method == Method.POST:
        return lane.allow_at
    stored = (lane.allow or {}).get(method)
    return datetime.fromisoformat(stored) if stored else lane.allow_at - timedelta(days=1)


def _spend(lane: LaneRow, method: Method, now: datetime, pace: Pace) -> None:
    _allow(lane, method, pace.limit(method).after(_allow_at(lane, method), now, 1))


def _hold(lane: LaneRow, method: Method, until: datetime, pace: Pace) -> None:
    _allow(lane, method, max(_allow_at(lane, method), pace.limit(method).none_before(until)))


def _allow(lane: LaneRow, method: Method, allow_at: datetime) -> None:
    if method == Method.POST:
        lane.allow_at = allow_at
    else:
        lane.allow = {**(lane.allow or {}), method: allow_at.isoformat()}


def _busy_channels(recent: Mapping[str, str], now: datetime, pace: Pace) -> set[str]:
    return {channel for channel, at in recent.items() if now - datetime.fromisoformat(at) < pace.channel_gap}


def _recent(recent: Mapping[str, str], claimed: list[Delivery], now: datetime, pace: Pace) -> dict[str, str]:
    busy = _busy_channels(recent, now, pace)
    kept = {channel: at for channel, at in recent.items() if channel in busy}
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
        is_too_late=row.use_by is not None and row.use_by < now,
    )
