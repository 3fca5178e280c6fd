"""A fresh workspace with a team for each test, whose weeks are lived one after another."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from itertools import count

import pytest
from sqlalchemy import delete

from bot.core.clock import HandClock
from bot.core.database import Database, Table, database_url
from bot.core.work import Transactions, WorkspaceId
from bot.load import tables
from bot.outbox.tables import TimerRow
from tests.load.office import MONDAY, Office
from tests.support.postgres import EmbeddedPostgres

workspaces = count(1)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def database_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with all tables, on SQLite and on Postgres in turn."""
    assert tables.LoadWeekRow.metadata is Table.metadata
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('load') / 'load.db'}"
        asyncio.run(_make_tables(url))
        yield url
        return
    server: EmbeddedPostgres = request.getfixturevalue("postgres_server")
    # The tests of the digest begin another one in the same run.
    name = f"load_{secrets.token_hex(4)}"
    server.create_database(name)
    asyncio.run(_make_tables(server.url(name)))
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
async def office(database_address: str) -> AsyncIterator[Office]:
    """Ana leads ben, chitra and dan in London."""
    database = Database(database_url(database_address))
    transactions = Transactions(database, HandClock(MONDAY), committed=lambda _: None)
    made = Office(transactions, WorkspaceId(next(workspaces)), WorkspaceId(next(workspaces)))
    await made.set_up()
    yield made
    async with database.transaction() as session:
        await session.execute(delete(TimerRow).where(TimerRow.workspace_id.in_([made.ours, made.neighbours])))
    await database.close()


async def _make_tables(url: str) -> None:
    database = Database(database_url(url))
    async with database.engine.begin() as connection:
        await connection.run_sync(Table.metadata.create_all)
    await database.close()
