"""The sweep can fail: it finds each mistake planted in the outbox."""

import pytest

from tests.crash.sweep_lives import DAYS, crash_at, live_through
from tests.crash.sweep_mutants import MUTANTS, Mutant
from tests.crash.sweep_story import handlers, the_story


async def first_violation(url: str) -> str | None:
    """Crashes where it hurts first: around posts, as the story without a crash met them."""
    world, wrong = await live_through(url, the_story(DAYS), lambda _: False)
    if wrong:
        return wrong[0]
    hot = [number for number, name in enumerate(world.trace, 1) if name == "after Slack took it"]
    for number in hot:
        if wrong := await crash_at(url, number):
            return wrong[0]
    return None


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: each.name)
async def test_a_mistake_in_the_outbox_is_found(
    migrated_database: str, mutant: Mutant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.TIMERS", handlers(DAYS))
    mutant.plant(monkeypatch)
    assert await first_violation(migrated_database) is not None
