"""Stories of load: the person hears first, a lead a working day later, and nothing moves without a click."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.state import Message
from tests.support.teams import the_data_team
from tests.support.world import World

# Ben's morning in New York, on the Monday after, and the Tuesday.
BEN_AT_WORK = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
A_DAY_LATER = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
COUNTS = "you handled 7 of Data's 10 requests"


async def ben_takes_most(world: World) -> None:
    """Grace asks ten times on Monday; Ben takes seven, and has four of them still."""
    await the_data_team(world)
    await world.forward(hours=7)
    grace, ben = world.person("grace"), world.person("ben")
    takers = [ben] * 7 + [world.person(name) for name in ("ana", "chitra", "dan")]
    for number, taker in enumerate(takers, start=1):
        await grace.types(f"/triage new Zeros in report {number}", channel="general")
        await taker.types(f"/triage claim F-{number}")
    for number in (1, 2, 3):
        await ben.types(f"/triage resolve F-{number} fixed")
    await world.settle()


async def just_after(world: World, moment: datetime) -> None:
    await world.forward_to(moment)
    await world.forward(seconds=20)


def about_load(world: World, name: str) -> list[Message]:
    return [each for each in world.person(name).dm if "Burnout risk" in world.read(each)]


async def test_the_person_hears_first_and_the_lead_a_day_later_with_a_hand_over_to_click(world: World) -> None:
    await ben_takes_most(world)
    ana = world.person("ana")
    await world.forward_to(BEN_AT_WORK.replace(hour=13, minute=59))
    assert about_load(world, "ben") == []
    await just_after(world, BEN_AT_WORK)
    [notice] = about_load(world, "ben")
    assert COUNTS in world.read(notice)
    assert "about 1.7 was expected" in world.read(notice)
    assert "Nobody else has seen this. Ana will see the same counts" in world.read(notice)

    await world.forward_to(A_DAY_LATER.replace(hour=13, minute=59))
    assert about_load(world, "ana") == []
    await just_after(world, A_DAY_LATER)
    [card] = about_load(world, "ana")
    assert "7 of 10 requests" in world.read(card)
    assert "hand 2 open fires of Ben over" in world.read(card)
    [notice] = about_load(world, "ben")
    assert "Ana can see the same counts now" in world.read(notice)
    for name in ("chitra", "dan", "elif", "farid", "grace"):
        assert about_load(world, name) == []

    assert len(in_hand(world, "ben")) == 4
    await ana.clicks("Apply", card)
    await world.forward(minutes=1)
    [card] = about_load(world, "ana")
    assert "Ana applied the proposal" in world.read(card)
    assert "[Apply]" not in world.read(card)
    assert len(in_hand(world, "ben")) == 2
    assert len([each for each in world.person("ben").dm if "which you had" in world.read(each)]) == 2


def in_hand(world: World, name: str) -> list[str]:
    """The cards in the team's channel that say somebody has taken it."""
    cards = [world.read(each) for each in world.channel("data-team").messages]
    return [card for card in cards if f"Taken by @{name}" in card]


@pytest.mark.parametrize(("button", "answer"), [("Planned", "planned"), ("Wrong data", "the data is wrong")])
async def test_what_was_planned_or_wrong_stays_with_the_person(world: World, button: str, answer: str) -> None:
    await ben_takes_most(world)
    await just_after(world, BEN_AT_WORK)
    await world.person("ben").clicks(button)
    await world.forward(minutes=1)
    [notice] = about_load(world, "ben")
    assert f"You said: {answer}. Nobody else is told." in world.read(notice)
    await just_after(world, A_DAY_LATER)
    await world.forward(days=8)
    assert about_load(world, "ana") == []


async def test_what_was_asked_of_one_person_directly_is_a_source_and_the_lead_may_ask_everybody_to_come_to_the_team(
    world: World,
) -> None:
    await ben_is_asked_directly(world)
    await just_after(world, BEN_AT_WORK)
    [notice] = about_load(world, "ben")
    assert "Main sources: asked of you directly 5." in world.read(notice)
    await just_after(world, A_DAY_LATER)
    [card] = about_load(world, "ana")
    assert "Main sources: asked of Ben directly 5." in world.read(card)
    assert "And: ask everybody to use the queue" in world.read(card)
    assert "Ben was asked directly for 5 of these requests." in world.read(card)
    await world.person("ana").clicks("Apply", card)
    await world.forward(minutes=1)
    assert world.texts("data-team")[-1].startswith("Please bring new requests here instead of asking one person")


async def ben_is_asked_directly(world: World) -> None:
    """He makes fires of five messages and claims two that others filed; three go to others."""
    await the_data_team(world)
    await world.forward(hours=7)
    grace, ben = world.person("grace"), world.person("ben")
    for number in range(1, 6):
        said = await grace.says(f"p3 @ben Zeros in report {number}", channel="general")
        await ben.uses_shortcut("Make it a fire", said)
        assert (await ben.submits()).closed
        await ben.types(f"/triage claim F-{number}")
    for number, taker in enumerate([ben, ben, *(world.person(name) for name in ("ana", "chitra", "dan"))], start=6):
        await grace.types(f"/triage new Zeros in report {number}", channel="general")
        await taker.types(f"/triage claim F-{number}")
    await world.settle()


async def test_who_wants_to_talk_is_heard_and_the_lead_may_dismiss_the_proposal(world: World) -> None:
    await ben_takes_most(world)
    await just_after(world, BEN_AT_WORK)
    await world.person("ben").clicks("I want to talk")
    await just_after(world, A_DAY_LATER)
    [card] = about_load(world, "ana")
    assert "Ben would like to talk about it" in world.read(card)
    await world.person("ana").clicks("Dismiss", card)
    await world.forward(minutes=1)
    [card] = about_load(world, "ana")
    assert "Ana dismissed the proposal" in world.read(card)
    assert len(in_hand(world, "ben")) == 4


async def test_a_restart_tells_nobody_twice(world: World) -> None:
    await ben_takes_most(world)
    await just_after(world, BEN_AT_WORK)
    await world.restart_bot()
    await just_after(world, A_DAY_LATER)
    await world.restart_bot()
    await world.bot.worker.tick()
    await world.forward(hours=1)
    assert len(about_load(world, "ben")) == len(about_load(world, "ana")) == 1


async def test_a_lead_sees_the_team_a_member_themselves_and_who_looked(world: World) -> None:
    await ben_takes_most(world)
    await world.forward_to(BEN_AT_WORK)
    ana, ben = world.person("ana"), world.person("ben")
    await ana.types("/triage load", channel="data-team")
    page = world.read(ana.ephemerals[-1])
    assert "Data handled 10 requests in the last four weeks" in page
    assert "Ben: 7 handled, about 1.7 expected" in page
    assert page.index("• Ana:") < page.index("• Ben:") < page.index("• Chitra:")

    await ben.types("/triage load", channel="data-team")
    own = world.read(ben.ephemerals[-1])
    assert "7 of 10 requests" in own
    assert "Ana at the team's load" in own
    assert "Chitra" not in own

    await ana.types("/triage load me", channel="data-team")
    assert "1 of 10 requests" in world.read(ana.ephemerals[-1])


async def test_who_does_not_belong_to_the_team_sees_no_load(world: World) -> None:
    await ben_takes_most(world)
    grace = world.person("grace")
    await grace.types("/triage load", channel="general")
    assert "Load is shown to Data itself" in world.read(grace.ephemerals[-1])
