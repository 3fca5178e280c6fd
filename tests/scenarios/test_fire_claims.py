"""A crowd that wants the same fire at the same moment."""

import asyncio
import re
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.people.domain import Person, Role, TeamSettings, UserId
from bot.people.repository import People, Teams
from bot.sandbox.people import northwind
from bot.sandbox.state import User
from bot.triage.domain import Step
from bot.triage.repository import FireEvents, Fires
from tests.support.world import MONDAY, UNHURRIED, a_world
from tests.triage.builders import GRACE

CROWD = 200
# Everything a click asks of the database, in all its transactions: who asks, is it theirs, is it free, who has it.
MOST_QUERIES_A_CLICK = 30
CLAIMED_BY = re.compile(r"F-1 was already taken by @(Crowd \d+) .*\. Ask them in the thread to hand it over\.")


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_of_two_hundred_who_click_at_once_one_has_it_and_all_others_hear_who(
    migrated_database: str, wire_log: Path | None
) -> None:
    people = northwind()
    crowd = [User(f"UC{number:03}", f"crowd{number}", f"Crowd {number}") for number in range(CROWD)]
    people.users.extend(crowd)
    room = next(each for each in people.channels if each.name == "data-team")
    room.members.extend(each.id for each in crowd)
    async with a_world(migrated_database, "http", wire_log, MONDAY, people) as world:
        async with world.work() as work:
            for each in crowd:
                await People(work).save(Person(UserId(each.id), each.real_name, "Europe/London"))
            roles = {UserId(each.id): Role.MEMBER for each in crowd} | {UserId(crowd[0].id): Role.LEAD}
            settings = TeamSettings("Crowd", room.id, zone="Europe/London", starts=time(0), ends=time(23))
            await Teams(work).create(settings, roles)
            await People(work).save(Person(GRACE, "Grace", "Europe/London"))
        await world.person("grace").types("/triage new Everything is down", channel="general")
        await world.forward(seconds=5)
        card = world.channel("data-team").last_message
        asked = 0

        def count(*_: Any) -> None:
            nonlocal asked
            asked += 1

        engine = world.bot.transactions.database.engine.sync_engine
        # Two hundred wait for eight connections: a busy machine is no slow bot.
        engine.pool._timeout = UNHURRIED * 5  # type: ignore[attr-defined]
        event.listen(engine, "before_cursor_execute", count)
        await asyncio.gather(*(world.person(each.name).clicks("Take it", card) for each in crowd))
        await world.settle()
        event.remove(engine, "before_cursor_execute", count)
        async with world.work() as work:
            fire = await Fires(work).get(1)
            assert fire is not None
            claims = [each.actor_id for each in await FireEvents(work).of(fire.id) if each.kind == Step.CLAIM]
        assert asked / CROWD <= MOST_QUERIES_A_CLICK
        assert claims == [fire.owner_id], "exactly one took it"
        winner = next(each for each in crowd if each.id == fire.owner_id)
        told = {each.id: world.person(each.name).ephemerals for each in crowd}
        assert told.pop(winner.id) == []
        heard = [world.read(message) for messages in told.values() for message in messages]
        assert len(heard) == CROWD - 1
        assert [text for text in heard if not CLAIMED_BY.fullmatch(text)] == []
        assert {found[1] for text in heard if (found := CLAIMED_BY.fullmatch(text))} == {winner.real_name}
