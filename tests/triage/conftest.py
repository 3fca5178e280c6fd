"""A fresh workspace with a team for each test, and the neighbours' workspace beside it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from itertools import count

import pytest

from bot.core.clock import HandClock
from bot.core.database import Database, Table, database_url
from bot.core.work import Transactions, WorkspaceId
from bot.triage import tables
from tests.support.postgres import EmbeddedPostgres
from tests.triage.builders import Desk

# A Wednesday, ten in the morning in London.
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
workspaces = count(1)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def database_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with all tables, on SQLite and on Postgres in turn."""
    assert tables.FireRow.metadata is Table.metadata
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('triage') / 'triage.db'}"
        asyncio.run(_make_tables(url))
        yield url
        return
    server: EmbeddedPostgres = request.getfixturevalue("postgres_server")
    server.create_database("triage")
    asyncio.run(_make_tables(server.url("triage")))
    yield server.url("triage")
    server.drop_database("triage")


@pytest.fixture
async def desk(database_address: str) -> AsyncIterator[Desk]:
    """Ana leads ben and chitra in London; grace asks."""
    database = Database(database_url(database_address))
    clock = HandClock(NOW)
    transactions = Transactions(database, clock, committed=lambda _: None)
    made = Desk(clock, transactions, WorkspaceId(next(workspaces)), WorkspaceId(next(workspaces)))
    await made.set_up()
    yield made
    await database.close()


async def _make_tables(url: str) -> None:
    database = Database(database_url(url))
    async with database.engine.begin() as connection:
        await connection.run_sync(Table.metadata.create_all)
    await database.close()
