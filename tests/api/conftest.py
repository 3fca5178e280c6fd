"""A world with programs in it."""

from collections.abc import AsyncIterator

import pytest

from tests.support.programs import Programs, Receiver, programs_of, receiving
from tests.support.world import World


@pytest.fixture
async def programs(world: World) -> AsyncIterator[Programs]:
    async with programs_of(world) as made:
        yield made


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as running:
        yield running
