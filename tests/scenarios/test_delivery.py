"""Whatever Slack answers, a fire's card appears once."""

import pytest

from bot.sandbox.faults import Fault, FaultKind
from tests.support.teams import the_data_team
from tests.support.world import World

CARD = "Revenue dashboard shows zeros"


def cards(world: World) -> list[str]:
    """The cards of the fire in the team's channel, as people read them."""
    return [text for text in world.texts("data-team") if CARD in text]


async def file_a_fire(world: World) -> None:
    await world.person("grace").types(f"/triage new {CARD} p1", channel="general")


@pytest.mark.parametrize(
    "troubles",
    [
        pytest.param([("429", 3)], id="a limit, three times"),
        pytest.param([("503_before", 2)], id="unavailable before it took the message"),
        pytest.param([("500_after", 2)], id="an error after it took the message"),
        pytest.param([("drop_before", 2)], id="the line dies before"),
        # Two messages: the card, and word of a P1 to the lead.
        pytest.param([("drop_after", 2)], id="the line dies after"),
        pytest.param([("429", 1), ("503_before", 1), ("drop_after", 1)], id="a limit, unavailable, dead in mid-send"),
    ],
)
async def test_a_card_is_posted_once_whatever_slack_answers(
    world: World, troubles: list[tuple[FaultKind, int]]
) -> None:
    await the_data_team(world)
    faults = [
        world.sandbox.faults.add(Fault("chat.postMessage", kind, times=times, retry_after=7))
        for kind, times in troubles
    ]
    await file_a_fire(world)
    await world.forward(minutes=10)
    assert [fault.struck for fault in faults] == [times for _, times in troubles], "each trouble must have been met"
    assert len(cards(world)) == 1
    assert len([message for message in world.person("ana").dm if CARD in world.read(message)]) == 1


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
