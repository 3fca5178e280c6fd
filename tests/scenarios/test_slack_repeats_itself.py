"""Slack delivers at least once, sometimes late, and strangers knock too."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from bot.sandbox.faults import Fault
from tests.support.teams import the_data_team
from tests.support.world import World

EXPORT = "The partner export is empty"


def cards(world: World, about: str = EXPORT) -> list[str]:
    return [text for text in world.texts("data-team") if about in text]


async def test_a_command_delivered_twice_files_one_fire(world: World) -> None:
    await the_data_team(world)
    await world.person("grace").types(f"/triage new {EXPORT}", channel="general")
    await world.settle()
    assert len(cards(world)) == 1
    command = world.sandbox.deliveries[-1]
    assert command.kind == "command"
    assert (await world.sandbox.control.redeliver(command)).ok
    await world.settle()
    assert len(cards(world)) == 1


async def test_a_form_submitted_twice_files_one_fire(world: World) -> None:
    await the_data_team(world)
    grace = world.person("grace")
    await grace.types("/triage new", channel="general")
    await grace.fills({"What is wanted?": EXPORT, "How urgent is it?": "P3"})
    assert (await grace.submits()).closed
    submission = world.sandbox.deliveries[-1]
    assert submission.kind == "view_submission"
    await world.sandbox.control.redeliver(submission)
    await world.settle()
    assert len(cards(world)) == 1


async def test_a_click_delivered_twice_counts_once(world: World) -> None:
    await the_data_team(world)
    await world.person("grace").types(f"/triage new {EXPORT}", channel="general")
    await world.settle()
    ben = world.person("ben")
    await ben.clicks("Take it")
    await world.settle()
    click = next(each for each in reversed(world.sandbox.deliveries) if each.kind == "block_actions")
    await world.sandbox.control.redeliver(click)
    await world.settle()
    told = [message for message in world.person("grace").dm if EXPORT in world.read(message)]
    assert len(told) == 1
    assert "@ben" in world.read(told[0])


async def test_an_event_delivered_twice_counts_once(world: World) -> None:
    await the_data_team(world)
    grace = world.person("grace")
    await grace.says("hello?")
    await world.settle()
    said = len(grace.dm)
    event = next(each for each in reversed(world.sandbox.deliveries) if each.kind == "event")
    await world.sandbox.control.redeliver(event)
    await world.settle()
    assert len(grace.dm) == said


async def test_a_form_that_cannot_open_in_time_asks_to_be_called_once_more(world: World) -> None:
    await the_data_team(world)
    grace = world.person("grace")

    def time_passes(_: object) -> bool:
        world.clock.move_to(world.clock.now() + timedelta(seconds=4))
        return False

    slow = world.sandbox.faults.add(Fault("views.open", "slow", matches=time_passes))
    with world.sandbox.deliberate():
        await grace.types("/triage new", channel="general")
    assert grace.modal is None
    assert "once more" in world.read(grace.ephemerals[-1])
    slow.matches = None
    world.sandbox.faults.clear()
    await grace.types("/triage new", channel="general")
    assert grace.modal is not None


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_strangers_signature_is_refused_and_nothing_happens(world: World) -> None:
    await the_data_team(world)
    body = urlencode({"command": "/triage", "text": f"new {EXPORT}", "team_id": "T0NORTHWIND", "user_id": "UGRACE"})
    forged = await world.sandbox.control.deliver_raw(body.encode(), signature="v0=" + "0" * 64)
    await world.settle()
    assert forged == 401
    assert cards(world) == []
