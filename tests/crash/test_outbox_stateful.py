"""Promises made, reworded and withdrawn in any order, by two replicas that die, with a Slack that fails."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from bot.core.work import Work
from bot.outbox.announcements import announce, retract, revise, withdraw
from bot.outbox.domain import DeliveryState
from bot.outbox.tables import DeliveryRow
from bot.slack.message import Message
from tests.crash.sweep_machines import TROUBLES, Machine, explore
from tests.crash.sweep_slack import Shown
from tests.crash.sweep_story import MONDAY
from tests.crash.sweep_world import HEARTBEAT, Process
from tests.support.world import sqlite_copy

KEYS = [f"k{number}" for number in range(5)]
keys = st.sampled_from(KEYS)
replicas = st.sampled_from([0, 1])


@dataclass
class Promised:
    """What people were told will be there. `shown` is how often Slack showed it when it was withdrawn."""

    channel: str
    text: str
    thread: str | None = None
    withdrawn_with: int | None = None
    may_be_missing: bool = False
    is_retracted: bool = False


class Outbox(Machine):
    """The model is what was promised last; everything else may happen at any time."""

    def __init__(self, url: str) -> None:
        super().__init__(url, MONDAY)
        self.promised: dict[str, Promised] = {}
        self.replicas = [self.world.process, Process(self.world)]

    @rule(key=keys, channel=st.sampled_from(["C1", "C2", "U1"]))
    def promise(self, key: str, channel: str) -> None:
        async def act(work: Work) -> bool:
            return await announce(work, key=key, channel=channel, message=Message(f"{key} first"))

        assert self._do(act) is (key not in self.promised), "the same key is promised once"
        self.promised.setdefault(key, Promised(channel, f"{key} first"))

    @rule(key=keys, anchor=keys)
    def answer_in_thread(self, key: str, anchor: str) -> None:
        under = self.promised.get(anchor)
        if key in self.promised or under is None or under.thread is not None:
            return

        async def act(work: Work) -> bool:
            return await announce(work, key=key, channel=under.channel, message=Message(f"{key} first"), thread=anchor)

        assert self._do(act)
        self.promised[key] = Promised(under.channel, f"{key} first", anchor)

    @rule(key=keys, wording=st.sampled_from(["second", "third"]))
    def reword(self, key: str, wording: str) -> None:
        async def act(work: Work) -> bool:
            return await revise(work, key=key, message=Message(f"{key} {wording}"))

        if self._do(act):
            self.promised[key].text = f"{key} {wording}"
        else:
            assert key not in self.promised or self._may_be_missing(key)

    @rule(key=keys)
    def take_back(self, key: str) -> None:
        async def act(work: Work) -> DeliveryRow | None:
            await withdraw(work, key)
            row: DeliveryRow | None = await work.session.scalar(select(DeliveryRow).where(DeliveryRow.key == key))
            return row

        promised, shown = self.promised.get(key), len(self._shown(key))
        row = self._do(act)
        if row is None or promised is None:
            return
        if row.state == DeliveryState.WITHDRAWN and promised.withdrawn_with is None:
            promised.withdrawn_with = shown
        # What may be on its way arrives, or is not tried again.
        promised.may_be_missing |= row.use_by is not None

    @rule(key=keys)
    def take_back_for_good(self, key: str) -> None:
        async def act(work: Work) -> None:
            await retract(work, key)

        self._do(act)
        if key in self.promised:
            self.promised[key].is_retracted = True

    @rule(replica=replicas, dies_after=st.none() | st.integers(1, 20))
    def beat(self, replica: int, dies_after: int | None) -> None:
        self.dies_after(dies_after)
        self.world.process = self.replicas[replica]
        self.run(self.world.survive(self.world.process.beat))
        self.replicas[replica] = self.world.process
        self.dies_after(None)

    @rule(trouble=st.sampled_from(TROUBLES))
    def slack_fails_next(self, trouble: str | None) -> None:
        self.trouble = trouble

    @rule(seconds=st.sampled_from([1, 5, 40, 70, 3600]))
    def time_passes(self, seconds: int) -> None:
        self.world.clock.move_to(self.world.clock.now() + seconds * HEARTBEAT)

    @invariant()
    def nothing_is_said_twice_or_after_it_was_taken_back(self) -> None:
        for key, promised in self.promised.items():
            count = len(self._shown(key))
            assert count <= 1, f"{key} was sent {count} times"
            assert promised.withdrawn_with in (None, count), f"{key} was sent although it was withdrawn"

    def at_the_end(self) -> None:
        self.trouble = None
        self.run(self.world.live(self.world.clock.now() + 7200 * HEARTBEAT))
        self.nothing_is_said_twice_or_after_it_was_taken_back()
        for key, promised in self.promised.items():
            shown = self._shown(key)
            assert shown or self._may_be_missing(key), f"{key} was never sent"
            above = self.promised.get(promised.thread or "")
            if above is not None and above.is_retracted:
                continue  # what stands below a message that is gone is not seen either
            assert not (shown and promised.is_retracted), f"{key} is still there"
            if shown and promised.withdrawn_with is None:
                assert shown[-1].text == promised.text
                assert shown[-1].channel == promised.channel.replace("U1", "DU1")
                anchors = self._shown(promised.thread) if promised.thread else []
                assert shown[-1].thread_ts == (anchors[0].ts if anchors else None)

    def _may_be_missing(self, key: str) -> bool:
        promised = self.promised[key]
        anchor_missing = promised.thread is not None and self._may_be_missing(promised.thread)
        taken_back = promised.withdrawn_with is not None or promised.is_retracted
        return promised.may_be_missing or taken_back or anchor_missing

    def _shown(self, key: str) -> list[Shown]:
        return [each for each in self.world.slack.messages if each.text.startswith(f"{key} ")]

    def _do(self, act: Callable[[Work], Awaitable[Any]]) -> Any:
        async def in_workspace() -> Any:
            async with self.world.transactions.in_workspace(self.world.workspace) as work:
                return await act(work)

        return self.run(in_workspace())


async def nobody_is_told(*_: object) -> None:
    """What becomes of messages that were given up is another story."""


def test_promises_are_kept_in_whatever_order_things_happen(
    migrated_sqlite: Path, every_boundary: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.TIMERS", {"outbox.gave_up": nobody_is_told})
    with sqlite_copy(migrated_sqlite) as url:
        explore(lambda: Outbox(url), examples=15, steps=25, nightly=every_boundary)
