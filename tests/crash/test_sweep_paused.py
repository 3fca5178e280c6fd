"""Whoever sleeps past the end of their lease has lost the lane: they store nothing, and nothing is said twice."""

import asyncio
from collections.abc import Callable
from itertools import count
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from bot.outbox.tables import DeliveryRow, LaneRow
from bot.slack import deadline
from tests.crash.sweep_mutants import NO_FENCE, outbox_modules
from tests.crash.sweep_story import MONDAY, promises, rewords
from tests.crash.sweep_world import HEARTBEAT, Gate, Process, World

workspaces = count(1)
# The first commit of a drain takes the lane, the second one claims.
CLAIMED, POSTED = ("after COMMIT", 2), ("after Slack took it", 1)


class Office:
    """A world with a second process, in which one of them may be held up."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.late, self.heir = world.process, Process(world, "heir")

    async def promise(self, act: Any) -> None:
        async with self.world.transactions.in_workspace(self.world.workspace) as work:
            await act(work)

    def drains(self, process: Process) -> "asyncio.Task[None]":
        process.kick(self.world.workspace)
        return asyncio.create_task(process.drain())

    async def pauses(self, process: Process, at: tuple[str, int]) -> "tuple[Gate, asyncio.Task[None]]":
        """Lets a process drain until it is there."""
        gate = process.gate = Gate(*at)
        task = self.drains(process)
        await asyncio.wait_for(gate.reached.wait(), 10)
        return gate, task

    def lease_ends(self) -> None:
        self.world.clock.move_to(self.world.clock.now() + self.world.pace.lease + HEARTBEAT)

    async def stored(self) -> list[Any]:
        async with self.world.transactions.across_workspaces() as (session, _):
            rows = await session.execute(
                select(*DeliveryRow.__table__.c).where(DeliveryRow.workspace_id == self.world.workspace)
            )
            lanes = await session.execute(
                select(*LaneRow.__table__.c).where(LaneRow.workspace_id == self.world.workspace)
            )
            return [*map(tuple, rows), *map(tuple, lanes)]

    def shown(self) -> list[str]:
        return [each.text for each in self.world.slack.messages]


async def an_office(url: str, monkeypatch: pytest.MonkeyPatch, use: Callable[[Office], Any]) -> None:
    """The seconds that a process counts for itself go with the virtual clock."""
    monkeypatch.setattr("bot.worker.TIMERS", {})
    async with World(url, next(workspaces), MONDAY) as world:
        virtual = SimpleNamespace(monotonic=lambda: world.clock.now().timestamp())
        for module in (*outbox_modules(), deadline):
            if isinstance(vars(module).get("time"), ModuleType):
                monkeypatch.setattr(module, "time", virtual)
        office = Office(world)
        try:
            await use(office)
        finally:
            await office.heir.database.close()


async def wakes_beside_an_heir_at_work(office: Office, at: tuple[str, int]) -> bool:
    """Whether what was stored stayed as it was when the late one woke and ended."""
    await office.promise(promises(("card", "C1")))
    gate, late = await office.pauses(office.late, at)
    office.lease_ends()
    heirs_gate, heir = await office.pauses(office.heir, ("before a look-up", 1))
    before = await office.stored()
    gate.opened.set()
    await late
    same = await office.stored() == before
    heirs_gate.opened.set()
    await heir
    assert office.shown() == ["card first"]
    return same


@pytest.mark.parametrize("at", [CLAIMED, POSTED], ids=["before its post", "after its post"])
async def test_a_late_holder_stores_nothing_while_its_heir_is_at_work(
    migrated_database: str, monkeypatch: pytest.MonkeyPatch, at: tuple[str, int]
) -> None:
    async def story(office: Office) -> None:
        assert await wakes_beside_an_heir_at_work(office, at)

    await an_office(migrated_database, monkeypatch, story)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_without_the_fence_a_late_holder_is_found_out(
    migrated_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    NO_FENCE.plant(monkeypatch)

    async def story(office: Office) -> None:
        assert not await wakes_beside_an_heir_at_work(office, POSTED)

    await an_office(migrated_database, monkeypatch, story)


@pytest.mark.parametrize("at", [CLAIMED, POSTED], ids=["before its post", "after its post"])
async def test_a_message_is_sent_once_though_its_first_sender_wakes_after_the_heir(
    migrated_database: str, monkeypatch: pytest.MonkeyPatch, at: tuple[str, int]
) -> None:
    async def story(office: Office) -> None:
        await office.promise(promises(("card", "C1")))
        gate, late = await office.pauses(office.late, at)
        office.lease_ends()
        await office.drains(office.heir)
        before = await office.stored()
        gate.opened.set()
        await late
        assert office.shown() == ["card first"]
        assert await office.stored() == before

    await an_office(migrated_database, monkeypatch, story)


async def test_a_late_rewrite_does_not_undo_the_newest_wording(
    migrated_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(office: Office) -> None:
        await office.promise(promises(("card", "C1")))
        await office.drains(office.late)
        office.world.clock.move_to(office.world.clock.now() + 60 * HEARTBEAT)
        await office.promise(rewords("card", "old"))
        gate, late = await office.pauses(office.late, CLAIMED)
        office.lease_ends()
        await office.promise(rewords("card", "new"))
        await office.drains(office.heir)
        gate.opened.set()
        await late
        assert office.shown() == ["card new"]

    await an_office(migrated_database, monkeypatch, story)
