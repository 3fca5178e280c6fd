"""Instants in the database are UTC and aware, and a unit of work is all or nothing."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from bot.core.clock import HandClock
from bot.core.database import POSTGRES_PATIENCE, Database, database_url
from bot.core.work import WAKES_LANE, Transactions, WorkspaceId
from bot.outbox.repository import Receipts
from bot.outbox.tables import ReceiptRow

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
async def database(migrated_database: str) -> AsyncIterator[Database]:
    database = Database(database_url(migrated_database))
    yield database
    await database.close()


async def test_an_instant_comes_back_in_utc_whatever_zone_it_was_written_in(database: Database) -> None:
    in_kolkata = NOON.astimezone(ZoneInfo("Asia/Kolkata"))
    async with database.transaction() as session:
        session.add(ReceiptRow(workspace_id=1, key="a", received_at=in_kolkata))
    async with database.transaction() as session:
        stored = await session.scalar(select(ReceiptRow.received_at))
    assert stored == NOON
    assert stored is not None
    assert stored.utcoffset() == timedelta(0)


async def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="instants must carry their zone"):
        async with database.transaction() as session:
            session.add(ReceiptRow(workspace_id=1, key="a", received_at=NOON.replace(tzinfo=None)))


async def test_units_of_work_that_want_the_same_row_wait_for_each_other(database: Database) -> None:
    transactions = Transactions(database, HandClock(NOON), committed=lambda _: None)

    async def once() -> bool:
        async with transactions.in_workspace(WorkspaceId(1)) as work:
            return await Receipts(work).is_new("the same")

    assert sorted(await asyncio.gather(*(once() for _ in range(10)))) == [False] * 9 + [True]


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_a_process_that_stands_still_in_a_transaction_does_not_hold_its_locks_for_longer_than_patience(
    database: Database,
) -> None:
    async with database.transaction() as session:
        limit = await session.scalar(text("SHOW idle_in_transaction_session_timeout"))
    assert limit == f"{POSTGRES_PATIENCE}s"


async def test_one_unit_of_work_has_one_now(database: Database) -> None:
    clock = HandClock(NOON)
    transactions = Transactions(database, clock, committed=lambda _: None)
    async with transactions.in_workspace(WorkspaceId(1)) as work:
        clock.move_to(NOON + timedelta(hours=1))
        assert work.now == NOON


async def test_only_a_unit_of_work_that_promised_something_and_did_not_fail_is_told(database: Database) -> None:
    told: list[WorkspaceId] = []
    transactions = Transactions(database, HandClock(NOON), committed=told.append)
    with pytest.raises(ZeroDivisionError):
        async with transactions.in_workspace(WorkspaceId(1)) as work:
            work.session.info[WAKES_LANE] = True
            raise ZeroDivisionError
    async with transactions.in_workspace(WorkspaceId(1)):
        pass
    assert told == []
    async with transactions.in_workspace(WorkspaceId(1)) as work:
        work.session.info[WAKES_LANE] = True
    assert told == [WorkspaceId(1)]
