"""Tokens of one workspace, and whose a token is."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.api.domain import Scope, Token
from bot.api.tables import TokenRow
from bot.core.work import Work


class Tokens:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, token_id: int) -> Token | None:
        """One that was not revoked."""
        row = await self._work.session.scalar(
            select(TokenRow)
            .where(
                TokenRow.workspace_id == self._work.workspace_id,
                TokenRow.id == token_id,
                TokenRow.revoked_at.is_(None),
            )
            .execution_options(populate_existing=True)
        )
        return row.to_token() if row else None

    async def all(self) -> list[Token]:
        """Revoked ones too, the oldest first."""
        rows = await self._work.session.scalars(
            select(TokenRow)
            .where(TokenRow.workspace_id == self._work.workspace_id)
            .order_by(TokenRow.id)
            .execution_options(populate_existing=True)
        )
        return [row.to_token() for row in rows]

    async def add(self, name: str, fingerprint: str, scopes: Iterable[Scope], user_id: str | None) -> Token:
        row = TokenRow(
            workspace_id=self._work.workspace_id,
            name=name,
            fingerprint=fingerprint,
            scopes=sorted(scopes),
            user_id=user_id,
            made_at=self._work.now,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_token()

    async def used(self, token_id: int, on: date) -> None:
        await self._work.session.execute(
            update(TokenRow)
            .where(TokenRow.workspace_id == self._work.workspace_id, TokenRow.id == token_id)
            .values(last_used_on=on)
        )

    async def revoke(self, token_id: int) -> bool:
        """True for the first who does it."""
        revoked = await self._work.session.execute(
            update(TokenRow)
            .where(
                TokenRow.workspace_id == self._work.workspace_id,
                TokenRow.id == token_id,
                TokenRow.revoked_at.is_(None),
            )
            .values(revoked_at=self._work.now)
            .returning(TokenRow.id)
        )
        return revoked.first() is not None


async def find_token(session: AsyncSession, fingerprint: str) -> Token | None:
    """Of any workspace: the token itself says which. None for one that was revoked."""
    row = await session.scalar(
        select(TokenRow).where(TokenRow.fingerprint == fingerprint, TokenRow.revoked_at.is_(None))
    )
    return row.to_token() if row else None
