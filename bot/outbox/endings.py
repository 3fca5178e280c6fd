"""How an attempt to send ends, and what that makes of the promise."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.logs import log
from bot.outbox.domain import (
    GAVE_UP,
    MOST_ATTEMPTS,
    Absent,
    DeliveryState,
    Found,
    HandedBack,
    TimerState,
    wait_before,
)
from bot.outbox.tables import DeliveryRow, TimerRow
from bot.slack.sender import GaveUp, Outcome, Sent, TokenRefused, TryLater

Result = Outcome | Found | Absent | HandedBack


OUTCOMES: Mapping[type[Any], str] = {
    Sent: "sent",
    Found: "found",
    Absent: "absent",
    TryLater: "later",
    TokenRefused: "token_refused",
    GaveUp: "gave_up",
    HandedBack: "handed_back",
}


def outcome_of(result: Result) -> str:
    """The ending's name for those who count."""
    limited = isinstance(result, TryLater) and result.everybody_waits is not None
    return "limited" if limited else OUTCOMES[type(result)]


async def store(session: AsyncSession, row: DeliveryRow, result: Result, now: datetime) -> None:
    """Writes into a message's row how the attempt in hand ended."""
    match result:
        case Sent(channel, ts):
            row.posted_channel, row.posted_ts = channel, ts
            row.sent_version, row.sent_at, row.maybe_sent, row.error = row.claimed_version, now, False, None
            row.attempt, row.not_before = 0, now
            row.state = DeliveryState.SENT if row.version == row.claimed_version else DeliveryState.PENDING
        case Found(channel, ts):
            row.posted_channel, row.posted_ts, row.maybe_sent = channel, ts, False
            row.attempt, row.not_before = 0, now
            # A first wording is what was sent; a later one is written over whatever stands there.
            row.state = DeliveryState.SENT if row.version == 1 else DeliveryState.PENDING
        case Absent():
            be_absent(row)
        case TryLater():
            await _put_off(session, row, result, now)
        case TokenRefused(reason):
            row.error, row.state, row.not_before = reason, DeliveryState.PENDING, now
            row.attempt -= 1  # no fault of the message
        case GaveUp(reason):
            await give_up(session, row, reason, now)
        case HandedBack():
            row.attempt -= 1
            row.state, row.not_before = DeliveryState.PENDING, now
    if row.is_retracted and row.state == DeliveryState.PENDING and row.posted_ts is None and not row.maybe_sent:
        be_absent(row)


def be_absent(row: DeliveryRow) -> None:
    """Nothing of it stands in Slack, and nothing will."""
    row.state, row.posted_channel, row.posted_ts = DeliveryState.WITHDRAWN, None, None
    row.maybe_sent, row.error, row.sent_version = False, None, row.version


async def give_up(session: AsyncSession, row: DeliveryRow, reason: str, now: datetime) -> None:
    """The message will not be sent; whoever should know is told of it in a moment of its own."""
    if row.is_retracted and row.state == DeliveryState.SENDING and row.claimed_version < row.version:
        # What Slack refused was an earlier wording; what it shows of it is still to be deleted.
        row.state, row.not_before, row.attempt = DeliveryState.PENDING, now, 0
        return
    if row.is_retracted:
        row.state, row.error = DeliveryState.DEAD, reason
        log.warning("message not deleted", key=row.key, reason=reason)
        return
    row.state, row.error = DeliveryState.DEAD, reason
    log.warning("message given up", key=row.key, reason=reason)
    session.add(
        TimerRow(
            workspace_id=row.workspace_id,
            # It may be revived and given up again.
            key=f"gave-up:{row.id}:{now.isoformat()}",
            kind=GAVE_UP,
            ref=row.id,
            fire_at=now,
            state=TimerState.PENDING,
        )
    )


async def _put_off(session: AsyncSession, row: DeliveryRow, result: TryLater, now: datetime) -> None:
    limited = result.everybody_waits is not None
    row.error = result.reason
    row.maybe_sent = row.maybe_sent or (result.unsure and row.posted_ts is None)
    row.attempt -= limited  # a limit is no fault of the message
    if row.attempt >= MOST_ATTEMPTS:
        await give_up(session, row, result.reason, now)
        return
    row.state = DeliveryState.PENDING
    row.not_before = now + (result.everybody_waits or wait_before(row.attempt))
