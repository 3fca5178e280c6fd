"""Promises of one workspace: made, changed, withdrawn. Every row is written in the caller's transaction."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.core.work import Work
from bot.outbox.domain import (
    ANCHOR_GONE,
    MENDABLE,
    REVIVED_FOR,
    DeliveryState,
    IfUnsure,
    Rank,
    Standing,
    TimerState,
    Undelivered,
)
from bot.outbox.tables import DeliveryRow, LaneRow, ReceiptRow, TimerRow
from bot.outbox.waking import insert_into, park_lane, unpark_lane, wake_lane

__all__ = ["Deliveries", "Receipts", "Timers", "insert_into", "park_lane", "unpark_lane"]

A_MOMENT = timedelta(microseconds=1)


class Timers:
    """Moments promised to ourselves, known by deterministic keys such as `close:42`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def set(self, key: str, kind: str, ref: int, at: datetime) -> None:
        """Promises the moment once; a key that exists already, fired or not, stays as it is."""
        await self._work.session.execute(
            self._promise(key, kind, ref, at).on_conflict_do_nothing(index_elements=["workspace_id", "key"])
        )

    async def renew(self, key: str, kind: str, ref: int, at: datetime) -> None:
        """Promises the moment anew, whatever became of that key before: it comes then, and at no other time."""
        again = {"fire_at": at, "state": TimerState.PENDING, "attempt": 0}
        await self._work.session.execute(
            self._promise(key, kind, ref, at).on_conflict_do_update(index_elements=["workspace_id", "key"], set_=again)
        )

    async def move(self, key: str, at: datetime) -> bool:
        """Gives a moment that has not come another time; False when there is none."""
        return await self._change(key, fire_at=at)

    async def cancel(self, *keys: str) -> None:
        """Moments that have not come will not; others stay as they are."""
        for key in keys:
            await self._change(key, state=TimerState.CANCELLED)

    async def pending(self, kind: str) -> dict[str, datetime]:
        """When moments of that kind will come, by key."""
        found = await self._work.session.execute(
            select(TimerRow.key, TimerRow.fire_at).where(
                TimerRow.workspace_id == self._work.workspace_id,
                TimerRow.kind == kind,
                TimerRow.state == TimerState.PENDING,
            )
        )
        return {row.key: row.fire_at for row in found}

    def _promise(self, key: str, kind: str, ref: int, at: datetime) -> Any:
        return insert_into(self._work.session, TimerRow).values(
            workspace_id=self._work.workspace_id,
            key=key,
            kind=kind,
            ref=ref,
            fire_at=at,
            state=TimerState.PENDING,
            attempt=0,
        )

    async def _change(self, key: str, **values: Any) -> bool:
        result = await self._work.session.execute(
            update(TimerRow)
            .where(
                TimerRow.workspace_id == self._work.workspace_id,
                TimerRow.key == key,
                TimerRow.state == TimerState.PENDING,
            )
            .values(**values)
            .returning(TimerRow.id)
        )
        return result.first() is not None


class Deliveries:
    """Messages promised to people and channels, known by deterministic keys such as `prompt:42`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(
        self,
        key: str,
        channel: str,
        body: dict[str, Any],
        *,
        thread_key: str | None,
        if_unsure: IfUnsure,
        use_by: datetime | None,
        rank: Rank,
    ) -> bool:
        """False when the key was promised before: then nothing changes."""
        result = await self._work.session.execute(
            insert_into(self._work.session, DeliveryRow)
            .values(
                workspace_id=self._work.workspace_id,
                key=key,
                channel=channel,
                thread_key=thread_key,
                body=body,
                version=1,
                sent_version=0,
                claimed_version=0,
                # Other apps of the workspace can read metadata, so the mark says nothing.
                mark=secrets.token_hex(8),
                if_unsure=if_unsure,
                rank=int(rank),
                state=DeliveryState.PENDING,
                not_before=self._work.now,
                use_by=use_by,
                attempt=0,
                maybe_sent=False,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "key"])
            .returning(DeliveryRow.id)
        )
        added = result.first() is not None
        if added:
            await wake_lane(self._work.session, self._work.workspace_id, self._work.now)
        return added

    async def reword(self, key: str, body: dict[str, Any]) -> bool:
        """Wants another wording of a promised message, sent or not. False when there is no such live message."""
        await self._hold_lane()
        row = await self._row(key)
        if row is None or row.is_retracted or row.state in (DeliveryState.DEAD, DeliveryState.WITHDRAWN):
            return False
        if row.body == body:
            return True
        await self._want(row, body)
        return True

    async def withdraw(self, *keys: str) -> None:
        """What was not sent yet will not be; what was sent stays. What is on its way arrives, or is not tried again."""
        await self._hold_lane()
        for key in keys:
            row = await self._row(key)
            if row is None or row.posted_ts is not None:
                continue
            if row.state == DeliveryState.SENDING or row.maybe_sent:
                row.use_by = self._work.now - A_MOMENT
            elif row.state == DeliveryState.PENDING:
                row.state = DeliveryState.WITHDRAWN
        await self._work.session.flush()

    async def retract(self, *keys: str) -> None:
        """What was not sent yet will not be; what Slack shows, or may show, is deleted there."""
        await self._hold_lane()
        for key in keys:
            row = await self._row(key)
            if row is None or row.is_retracted or row.state == DeliveryState.WITHDRAWN:
                continue
            if row.posted_ts is None and row.state != DeliveryState.SENDING and not row.maybe_sent:
                row.body, row.state = {}, DeliveryState.WITHDRAWN
            else:
                await self._want(row, {})
        await self._work.session.flush()

    async def _want(self, row: DeliveryRow, body: dict[str, Any]) -> None:
        row.body = body
        row.version += 1
        if row.state in (DeliveryState.SENT, DeliveryState.DEAD):
            row.state = DeliveryState.PENDING
            row.not_before = self._work.now
            row.attempt = 0
        await self._work.session.flush()
        await wake_lane(self._work.session, self._work.workspace_id, self._work.now)

    async def standing(self, keys: Iterable[str]) -> dict[str, Standing]:
        """How those of `keys` stand that were promised; what is being deleted counts as withdrawn."""
        found = await self._work.session.scalars(
            select(DeliveryRow)
            .where(DeliveryRow.workspace_id == self._work.workspace_id, DeliveryRow.key.in_(list(keys)))
            .execution_options(populate_existing=True)
        )
        return {row.key: _standing(row) for row in found}

    async def posted(self, key: str) -> tuple[str, str] | None:
        """(channel, ts) of a message Slack shows; None until then."""
        found = await self._work.session.execute(
            select(DeliveryRow.posted_channel, DeliveryRow.posted_ts).where(
                DeliveryRow.workspace_id == self._work.workspace_id,
                DeliveryRow.key == key,
                DeliveryRow.posted_ts.is_not(None),
            )
        )
        row = found.first()
        return (str(row[0]), str(row[1])) if row else None

    async def given_up(self, delivery_id: int) -> Undelivered | None:
        """What was never shown, and why; None when it lives after all."""
        row = await self._work.session.scalar(
            select(DeliveryRow).where(
                DeliveryRow.workspace_id == self._work.workspace_id,
                DeliveryRow.id == delivery_id,
                DeliveryRow.state == DeliveryState.DEAD,
            )
        )
        return Undelivered(row.key, row.channel, row.error or "", row.posted_ts is not None) if row else None

    async def revive(self, channel: str) -> None:
        """What could not be said there, and still may be, is said after all."""
        await self._hold_lane()
        revived = await self._work.session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == self._work.workspace_id,
                DeliveryRow.channel == channel,
                DeliveryRow.state == DeliveryState.DEAD,
                DeliveryRow.error.in_(MENDABLE | {ANCHOR_GONE}),
                DeliveryRow.posted_ts.is_(None),
                DeliveryRow.first_attempt_at.is_(None) | (DeliveryRow.not_before > self._work.now - REVIVED_FOR),
            )
            .values(state=DeliveryState.PENDING, not_before=self._work.now, attempt=0, error=None)
            .returning(DeliveryRow.id)
        )
        if revived.first() is not None:
            await wake_lane(self._work.session, self._work.workspace_id, self._work.now)

    async def key_of(self, channel: str, ts: str) -> str | None:
        """Which of our promises that message in Slack is."""
        return await self._work.session.scalar(
            select(DeliveryRow.key).where(
                DeliveryRow.workspace_id == self._work.workspace_id,
                DeliveryRow.posted_channel == channel,
                DeliveryRow.posted_ts == ts,
            )
        )

    async def promised(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys` that were promised."""
        found = await self._work.session.scalars(
            select(DeliveryRow.key).where(
                DeliveryRow.workspace_id == self._work.workspace_id, DeliveryRow.key.in_(list(keys))
            )
        )
        return set(found)

    async def _hold_lane(self) -> None:
        """Keeps the sender out until this transaction ends: it takes the lane first and then its messages, so whoever
        took a message first and then the lane would wait for it in a circle, or be overwritten by what it had read.
        """
        await self._work.session.execute(
            select(LaneRow.workspace_id).where(LaneRow.workspace_id == self._work.workspace_id).with_for_update()
        )

    async def _row(self, key: str) -> DeliveryRow | None:
        return await self._work.session.scalar(
            select(DeliveryRow)
            .where(DeliveryRow.workspace_id == self._work.workspace_id, DeliveryRow.key == key)
            .with_for_update()
            .execution_options(populate_existing=True)
        )


def _standing(row: DeliveryRow) -> Standing:
    state = DeliveryState.WITHDRAWN if row.is_retracted else DeliveryState(row.state)
    return Standing(state, row.error, row.posted_channel, row.posted_ts)


class Receipts:
    """What this workspace's Slack already told us."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def is_new(self, key: str) -> bool:
        """True the first time only, however many deliveries of it arrive at once."""
        result = await self._work.session.execute(
            insert_into(self._work.session, ReceiptRow)
            .values(workspace_id=self._work.workspace_id, key=key[:200], received_at=self._work.now)
            .on_conflict_do_nothing(index_elements=["workspace_id", "key"])
            .returning(ReceiptRow.id)
        )
        return result.first() is not None
