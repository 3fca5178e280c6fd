"""How promises are stored: timers, deliveries, lanes, what was already received, and what programs are told."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, SmallInteger, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PEOPLE, PERSON, SHOWN
from bot.outbox.domain import DeliveryState, TimerState

PENDING = text("state = 'pending'")


class TimerRow(InWorkspace, Table):
    __tablename__ = "timers"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index("ix_timers_due", "fire_at", postgresql_where=PENDING, sqlite_where=PENDING),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), info=PEOPLE)
    kind: Mapped[str] = mapped_column(String(60), info=NOTHING)
    ref: Mapped[int]
    fire_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default=TimerState.PENDING)
    attempt: Mapped[int] = mapped_column(default=0)


class DeliveryRow(InWorkspace, Table):
    """One Slack message and its wanted wording. `version` counts wordings; Slack shows `sent_version`.

    An empty `body` wants it deleted: that is the last wording there is.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(
            "ix_deliveries_due",
            "workspace_id",
            "not_before",
            "id",
            postgresql_where=PENDING,
            sqlite_where=PENDING,
        ),
        Index("ix_deliveries_posted", "workspace_id", "posted_channel", "posted_ts"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), info=PEOPLE)
    channel: Mapped[str] = mapped_column(String(40), info=PERSON)
    thread_key: Mapped[str | None] = mapped_column(String(200), info=PEOPLE)
    body: Mapped[dict[str, Any]] = mapped_column(JSON, info=SHOWN)
    version: Mapped[int] = mapped_column(default=1)
    sent_version: Mapped[int] = mapped_column(default=0)
    claimed_version: Mapped[int] = mapped_column(default=0)
    mark: Mapped[str] = mapped_column(String(40))
    if_unsure: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    state: Mapped[str] = mapped_column(String(20), default=DeliveryState.PENDING)
    not_before: Mapped[datetime]
    use_by: Mapped[datetime | None]
    attempt: Mapped[int] = mapped_column(default=0)
    maybe_sent: Mapped[bool] = mapped_column(default=False)
    first_attempt_at: Mapped[datetime | None]
    posted_channel: Mapped[str | None] = mapped_column(String(40))
    posted_ts: Mapped[str | None] = mapped_column(String(40))
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text, info=NOTHING)

    @property
    def is_retracted(self) -> bool:
        return not self.body


class LaneRow(Table):
    """The right to send for one workspace, leased to one process at a time.

    `next_at` NULL means idle, `parked` that the workspace took the app out.
    """

    __tablename__ = "lanes"
    __table_args__ = (
        Index(
            "ix_lanes_due",
            "next_at",
            postgresql_where=text("next_at IS NOT NULL"),
            sqlite_where=text("next_at IS NOT NULL"),
        ),
    )
    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next_at: Mapped[datetime | None]
    allow_at: Mapped[datetime]
    # When the other methods may be used again, by their names.
    allow: Mapped[dict[str, str] | None] = mapped_column(JSON, info=NOTHING)
    recent: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, info=NOTHING)
    lease: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None]
    parked: Mapped[bool] = mapped_column(server_default=false())


class ReceiptRow(InWorkspace, Table):
    """What Slack already told us once: events, commands and interactions may come again."""

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("workspace_id", "key"), Index("ix_receipts_received_at", "received_at"))
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), info=PEOPLE)
    received_at: Mapped[datetime]


class WebhookRow(InWorkspace, Table):
    """Where a program listens. `secret` is `locked` with the keys of the settings where there are any.

    Its failures in a row are counted in `attempt`; `leased_until` keeps it to one sender at a time.
    """

    __tablename__ = "webhooks"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("token_id", "api_tokens"),
        Index("ix_webhooks_token", "workspace_id", "token_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    token_id: Mapped[int]
    url: Mapped[str] = mapped_column(Text, info=NOTHING)
    events: Mapped[list[str]] = mapped_column(JSON, info=NOTHING)
    secret: Mapped[str] = mapped_column(Text, info=NOTHING)
    locked: Mapped[bool]
    made_at: Mapped[datetime]
    attempt: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text, info=NOTHING)
    sent_at: Mapped[datetime | None]
    off_at: Mapped[datetime | None]


class HappeningRow(InWorkspace, Table):
    """Something a webhook is still to be told, in the order of the ids; told, it is gone."""

    __tablename__ = "happenings"
    __table_args__ = (
        of_same_workspace("webhook_id", "webhooks"),
        Index("ix_happenings_webhook", "workspace_id", "webhook_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int]
    mark: Mapped[str] = mapped_column(String(40))
    event: Mapped[str] = mapped_column(String(40))
    ids: Mapped[dict[str, Any]] = mapped_column(JSON, info=PEOPLE)
    at: Mapped[datetime]
