"""Both ways in are first-class: sockets are renewed, lost and doubled, and nobody notices."""

from contextlib import AsyncExitStack

import pytest

from tests.support.teams import the_data_team
from tests.support.world import World

FIRE = "The partner export is empty"

pytestmark = pytest.mark.parametrize("backend", ["postgres"], indirect=True)


def cards(world: World) -> list[str]:
    return [text for text in world.texts("data-team") if FIRE in text]


async def test_a_socket_that_slack_renews_is_followed_by_another_and_nothing_is_missed(world: World) -> None:
    await the_data_team(world)
    for _ in range(2):
        await world.sandbox.control.renew_sockets()
        assert (await world.person("grace").types("/triage help", channel="general")).ok
    await world.person("grace").types(f"/triage new {FIRE} p3", channel="general")
    await world.settle()
    assert len(cards(world)) == 1


async def test_what_comes_over_two_sockets_at_once_is_done_once(world: World) -> None:
    await the_data_team(world)
    async with world.bot.socket():
        world.sandbox.repeat_envelopes(1)
        await world.person("grace").types(f"/triage new {FIRE} p3", channel="general")
        await world.settle()
        world.sandbox.repeat_envelopes(1)
        await world.person("ben").clicks("Take it")
        await world.settle()
    (card,) = cards(world)
    assert "@ben" in card
    (told,) = [world.read(each) for each in world.person("grace").dm]
    assert "It is with @ben now." in told


async def test_too_many_sockets_are_refused_and_the_others_go_on(world: World) -> None:
    await the_data_team(world)
    async with AsyncExitStack() as crowd:
        for _ in range(9):
            await crowd.enter_async_context(world.bot.socket())
        eleventh = await crowd.enter_async_context(AsyncExitStack())
        await eleventh.enter_async_context(world.bot.socket())
        await world.person("grace").types(f"/triage new {FIRE} p3", channel="general")
        await world.settle()
    assert len(cards(world)) == 1


async def test_events_in_the_wrong_order_are_harmless(world: World) -> None:
    await the_data_team(world)
    hugo, channel = world.person("hugo"), world.channel("data-team").id
    world.sandbox.shuffle_events(2)
    await world.sandbox.control.join(hugo.id, channel)
    await world.sandbox.control.leave(hugo.id, channel)
    await world.sandbox.release_events()
    await world.settle()
    await hugo.types(f"/triage new {FIRE} p3", channel="general")
    await world.settle()
    assert len(cards(world)) == 1
