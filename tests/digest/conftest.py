"""The same team as in the tests of load, with its digest on Fridays at three."""

import pytest

from bot.digest import tables
from bot.digest.use_cases import ensure_timers
from tests.load.conftest import database_address, office
from tests.load.office import Office

__all__ = ["database_address", "office"]

DIGESTS = tables.DigestRow.__table__


@pytest.fixture
async def room(office: Office) -> Office:
    """It is early on Monday 26 October 2026, and digests are promised."""
    async with office.work() as work:
        await ensure_timers(work)
    return office
