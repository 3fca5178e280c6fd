"""`firebreak tokens`: who may use the interface for programs."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.api.domain import Scope, Token
from bot.api.repository import Tokens
from bot.api.use_cases.tokens import make_token, revoke_token, workspace_named
from bot.core.clock import SystemClock
from bot.core.database import Database, database_url
from bot.core.errors import BotError
from bot.core.work import Transactions, Work
from bot.settings import DatabaseSettings


async def new(
    settings: DatabaseSettings, name: str, scopes: Sequence[str], user_id: str | None, workspace: str | None
) -> str:
    """The token, which nobody can read again. Raises BotError with what to say instead."""
    wanted = {each.strip() for text in scopes for each in text.split(",") if each.strip()}
    unknown = sorted(wanted - set(Scope))
    if unknown:
        raise BotError(f"There is no scope {unknown[0]}. Scopes are {', '.join(Scope)}.")
    async with _at_work(settings, workspace) as work:
        _, token = await make_token(work, name, {Scope(each) for each in wanted}, user_id)
    return token


async def every(settings: DatabaseSettings, workspace: str | None) -> list[str]:
    """A line for each."""
    async with _at_work(settings, workspace) as work:
        return [_line(each) for each in await Tokens(work).all()]


async def revoke(settings: DatabaseSettings, token_id: int, workspace: str | None) -> None:
    async with _at_work(settings, workspace) as work:
        await revoke_token(work, token_id)


@asynccontextmanager
async def _at_work(settings: DatabaseSettings, workspace: str | None) -> AsyncIterator[Work]:
    database = Database(database_url(settings.database_url))
    transactions = Transactions(database, SystemClock(), committed=lambda _: None)
    try:
        async with transactions.across_workspaces() as (session, _):
            there = await workspace_named(session, workspace)
        async with transactions.in_workspace(there.id) as work:
            yield work
    finally:
        await database.close()


def _line(token: Token) -> str:
    whose = token.user_id or "service"
    used = f"last used {token.last_used_on}" if token.last_used_on else "never used"
    state = f"revoked {token.revoked_at:%Y-%m-%d}" if token.revoked_at else used
    return f"{token.id:>4}  {token.name}  {whose}  {','.join(sorted(token.scopes))}  {state}"
