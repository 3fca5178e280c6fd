"""Whatever Slack answers, a fire's card appears once."""

import pytest

from bot.sandbox.faults import Fault
from tests.support.teams import the_data_team
from tests.support.world import World

CARD = "Revenue dashboard shows zeros"


def cards(world: World) -> list[str]:
    """The cards of the fire in the team's channel, as people read them."""
    return [text for text in world.channel("data-team").texts if CARD in text]


async def file_a_fire(world: World) -> None:
    await world.person("grace").types(f"/triage new {CARD} p1", channel="general")


@pytest.mark.parametrize(
    "faults",
    [
        pytest.param([Fault("chat.postMessage", "429", times=3, retry_after=7)], id="a limit, three times"),
        pytest.param([Fault("chat.postMessage", "503_before", times=2)], id="unavailable before it took the message"),
        pytest.param([Fault("chat.postMessage", "500_after", times=2)], id="an error after it took the message"),
        pytest.param([Fault("chat.postMessage", "drop_before", times=2)], id="the line dies before"),
        pytest.param([Fault("chat.postMessage", "drop_after", times=3)], id="the line dies after"),
        pytest.param(
            [
                Fault("chat.postMessage", "429", times=1, retry_after=3),
                Fault("chat.postMessage", "503_before", times=1),
                Fault("chat.postMessage", "drop_after", times=1),
            ],
            id="a limit, then unavailable, then dead in mid-send",
        ),
    ],
)
async def test_a_card_is_posted_once_whatever_slack_answers(world: World, faults: list[Fault]) -> None:
    await the_data_team(world)
    for fault in faults:
        world.sandbox.faults.add(fault)
    await file_a_fire(world)
    await world.forward(minutes=10)
    assert all(fault.times == 0 for fault in world.sandbox.faults.all), "each fault must have been met"
    assert len(cards(world)) == 1


async def test_a_change_is_shown_though_slack_fails_while_it_is_made(world: World) -> None:
    await the_data_team(world)
    await file_a_fire(world)
    await world.settle()
    world.sandbox.faults.add(Fault("chat.update", "drop_after", times=2))
    await world.person("ben").types("/triage claim F-1")
    await world.forward(minutes=10)
    (card,) = cards(world)
    assert "@ben" in card


async def test_a_bot_that_ends_in_mid_send_does_not_send_again_what_arrived(world: World) -> None:
    await the_data_team(world)
    world.sandbox.faults.add(Fault("chat.postMessage", "drop_after", times=1))
    await file_a_fire(world)
    await world.settle()
    await world.restart_bot()
    await world.forward(minutes=10)
    assert len(cards(world)) == 1
