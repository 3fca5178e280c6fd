"""An office for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.outbox.office import Office


@pytest.fixture
async def office(migrated_database: str) -> AsyncIterator[Office]:
    office = Office(migrated_database)
    yield office
    await office.database.close()
