"""Two fresh workspaces for each test, in one database: they never meet, and no test meets another."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from itertools import count

import pytest

from bot.core.clock import HandClock
from bot.core.database import Database, Table, database_url
from bot.core.work import Transactions, Work, WorkspaceId
from bot.people import tables
from tests.support.postgres import EmbeddedPostgres

# A Wednesday, ten in the morning in London.
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)

Begin = Callable[..., AbstractAsyncContextManager[Work]]
workspaces = count(1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def database_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with all tables, on SQLite and on Postgres in turn."""
    assert tables.PersonRow.metadata is Table.metadata
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('people') / 'people.db'}"
        asyncio.run(_make_tables(url))
        yield url
        return
    server: EmbeddedPostgres = request.getfixturevalue("postgres_server")
    server.create_database("people")
    asyncio.run(_make_tables(server.url("people")))
    yield server.url("people")
    server.drop_database("people")


@pytest.fixture
async def begin(database_address: str, clock: HandClock) -> AsyncIterator[Begin]:
    """Opens a unit of work in our workspace, or in that of the neighbours."""
    database = Database(database_url(database_address))
    transactions = Transactions(database, clock, committed=lambda _: None)
    ours, neighbours = WorkspaceId(next(workspaces)), WorkspaceId(next(workspaces))

    def opened(*, next_door: bool = False) -> AbstractAsyncContextManager[Work]:
        return transactions.in_workspace(neighbours if next_door else ours)

    yield opened
    await database.close()


async def _make_tables(url: str) -> None:
    database = Database(database_url(url))
    async with database.engine.begin() as connection:
        await connection.run_sync(Table.metadata.create_all)
    await database.close()
