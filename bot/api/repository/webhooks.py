"""Webhooks of one workspace, and what each is still to be told."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.api.domain.webhooks import Happening, Webhook
from bot.core.keyring import Keyring
from bot.core.work import Work, WorkspaceId
from bot.outbox.domain import Event
from bot.outbox.tables import HappeningRow, LaneRow, WebhookRow

# Longer than a receiver may take to answer.
LEASE = timedelta(seconds=60)
MOST_AT_ONCE = 100


class Webhooks:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, webhook_id: int) -> Webhook | None:
        row = await self._row(webhook_id)
        return _webhook(row) if row else None

    async def of_token(self, token_id: int) -> list[Webhook]:
        """The oldest first."""
        rows = await self._work.session.scalars(
            select(WebhookRow)
            .where(WebhookRow.workspace_id == self._work.workspace_id, WebhookRow.token_id == token_id)
            .order_by(WebhookRow.id)
            .execution_options(populate_existing=True)
        )
        return [_webhook(row) for row in rows]

    async def add(self, token_id: int, url: str, events: Iterable[Event], secret: str, *, locked: bool) -> Webhook:
        """`locked`: the secret is encrypted already."""
        row = WebhookRow(
            workspace_id=self._work.workspace_id,
            token_id=token_id,
            url=url,
            events=sorted(events),
            secret=secret,
            locked=locked,
            made_at=self._work.now,
            attempt=0,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return _webhook(row)

    async def remove(self, webhook_id: int) -> None:
        await self.forget(webhook_id)
        await self._work.session.execute(
            delete(WebhookRow).where(WebhookRow.workspace_id == self._work.workspace_id, WebhookRow.id == webhook_id)
        )

    async def secret_of(self, webhook_id: int) -> tuple[str, bool] | None:
        """As it is stored, and whether that is locked."""
        row = await self._row(webhook_id)
        return (row.secret, row.locked) if row else None

    async def take(self, webhook_id: int) -> Webhook | None:
        """For one sender at a time; None while another has it, it rests after a failure, or it is off."""
        now = self._work.now
        taken = await self._work.session.execute(
            update(WebhookRow)
            .where(
                WebhookRow.workspace_id == self._work.workspace_id,
                WebhookRow.id == webhook_id,
                WebhookRow.off_at.is_(None),
                _has_come(WebhookRow.leased_until, now),
                _has_come(WebhookRow.not_before, now),
            )
            .values(leased_until=now + LEASE)
            .returning(WebhookRow.id)
        )
        return await self.get(webhook_id) if taken.first() is not None else None

    async def put(self, webhook_id: int, **values: Any) -> None:
        """How sending went; with it the next may take the webhook."""
        await self._work.session.execute(
            update(WebhookRow)
            .where(WebhookRow.workspace_id == self._work.workspace_id, WebhookRow.id == webhook_id)
            .values(leased_until=None, **values)
        )

    async def next_for(self, webhook_id: int) -> Happening | None:
        """The oldest it is still to be told."""
        row = await self._work.session.scalar(
            select(HappeningRow)
            .where(HappeningRow.workspace_id == self._work.workspace_id, HappeningRow.webhook_id == webhook_id)
            .order_by(HappeningRow.id)
            .limit(1)
        )
        return Happening(row.id, row.mark, Event(row.event), row.ids, row.at) if row else None

    async def waiting(self, webhook_ids: Iterable[int]) -> dict[int, int]:
        """How many things each is still to be told; nothing for one that knows all."""
        found = await self._work.session.execute(
            select(HappeningRow.webhook_id, func.count())
            .where(HappeningRow.workspace_id == self._work.workspace_id, HappeningRow.webhook_id.in_(list(webhook_ids)))
            .group_by(HappeningRow.webhook_id)
        )
        return {row[0]: row[1] for row in found}

    async def done(self, happening_id: int) -> None:
        """It was told, or is not to be told any more."""
        await self._work.session.execute(
            delete(HappeningRow).where(
                HappeningRow.workspace_id == self._work.workspace_id, HappeningRow.id == happening_id
            )
        )

    async def forget(self, webhook_id: int) -> None:
        """Nothing that waits for it will be told."""
        await self._work.session.execute(
            delete(HappeningRow).where(
                HappeningRow.workspace_id == self._work.workspace_id, HappeningRow.webhook_id == webhook_id
            )
        )

    async def _row(self, webhook_id: int) -> WebhookRow | None:
        return await self._work.session.scalar(
            select(WebhookRow)
            .where(WebhookRow.workspace_id == self._work.workspace_id, WebhookRow.id == webhook_id)
            .execution_options(populate_existing=True)
        )


def _has_come(moment: Any, now: datetime) -> Any:
    return or_(moment.is_(None), moment <= now)


def _webhook(row: WebhookRow) -> Webhook:
    return Webhook(
        id=row.id,
        token_id=row.token_id,
        url=row.url,
        events=frozenset(Event(each) for each in row.events),
        made_at=row.made_at,
        attempt=row.attempt,
        failing_since=row.failing_since,
        error=row.error,
        sent_at=row.sent_at,
        off_at=row.off_at,
    )


async def due_webhooks(session: AsyncSession, now: datetime) -> list[tuple[WorkspaceId, int]]:
    """Of all workspaces that have the app, those with something to be told that may be tried now."""
    waits = exists().where(
        HappeningRow.workspace_id == WebhookRow.workspace_id, HappeningRow.webhook_id == WebhookRow.id
    )
    found = await session.execute(
        select(WebhookRow.workspace_id, WebhookRow.id)
        .where(
            WebhookRow.off_at.is_(None),
            _has_come(WebhookRow.leased_until, now),
            _has_come(WebhookRow.not_before, now),
            waits,
            WebhookRow.workspace_id.not_in(select(LaneRow.workspace_id).where(LaneRow.parked)),
        )
        .order_by(WebhookRow.sent_at, WebhookRow.id)
        .limit(MOST_AT_ONCE)
    )
    return [(WorkspaceId(row[0]), int(row[1])) for row in found]


async def relock_webhooks(session: AsyncSession, keyring: Keyring) -> int:
    """Brings every secret under the newest key, those too that were stored before there was one. Raises NoKeyFits."""
    rows = list(await session.scalars(select(WebhookRow)))
    for row in rows:
        row.secret = keyring.relock(row.secret) if row.locked else keyring.lock(row.secret)
        row.locked = True
    await session.flush()
    return len(rows)
