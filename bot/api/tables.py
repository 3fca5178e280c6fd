"""How tokens, and answers that were given once already, are stored."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.api.domain import Scope, Token
from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import NOTHING, PERSON, TEAMS_OWN, words_of
from bot.core.tenant import WorkspaceId
from bot.people.domain import UserId


class TokenRow(InWorkspace, Table):
    """The token itself is nowhere: `fingerprint` is its SHA-256, by which it is found before a workspace is known."""

    __tablename__ = "api_tokens"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "fingerprint"),
        Index("ix_api_tokens_fingerprint", "fingerprint"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), info=TEAMS_OWN)
    fingerprint: Mapped[str] = mapped_column(String(64), info=NOTHING)
    scopes: Mapped[list[str]] = mapped_column(JSON, info=NOTHING)
    user_id: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    made_at: Mapped[datetime]
    last_used_on: Mapped[date | None] = mapped_column(Date)
    revoked_at: Mapped[datetime | None]

    def to_token(self) -> Token:
        return Token(
            id=self.id,
            workspace_id=WorkspaceId(self.workspace_id),
            name=self.name,
            scopes=frozenset(Scope(each) for each in self.scopes),
            user_id=UserId(self.user_id) if self.user_id else None,
            made_at=self.made_at,
            last_used_on=self.last_used_on,
            revoked_at=self.revoked_at,
        )


class ReplyRow(InWorkspace, Table):
    """What a request with an `Idempotency-Key` was answered; `request` tells it from another with the same key."""

    __tablename__ = "api_replies"
    __table_args__ = (
        of_same_workspace("token_id", "api_tokens"),
        UniqueConstraint("workspace_id", "token_id", "key"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    token_id: Mapped[int]
    key: Mapped[str] = mapped_column(String(200), info=NOTHING)
    request: Mapped[str] = mapped_column(String(64), info=NOTHING)
    status: Mapped[int]
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), info=words_of("token_id"))
    made_at: Mapped[datetime]
