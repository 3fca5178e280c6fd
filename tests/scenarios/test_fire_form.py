"""Stories of the form: it follows the kind of request, keeps what was typed, and what is private stays so."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.people.repository import Teams
from bot.triage.domain import Desk, Field, FireType, Priority
from bot.triage.repository import Desks, Fires
from bot.triage.use_cases import open_fires
from tests.support.teams import the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
WANTED, DETAILS, PRIORITY, KIND = "What is wanted?", "Details", "How urgent is it?", "What kind of request is it?"
DECISION, WHO_SEES = "Which decision does it serve?", "Who may see it?"
TYPES = (
    FireType("Broken number", (Field("Which dashboard?", True), Field("Since when?", False))),
    FireType("New report", (Field("Who reads it?", True), Field("Since when?", False))),
)


async def at_work(world: World) -> None:
    await the_data_team(world)
    async with world.work() as work:
        [team] = await Teams(work).all()
        await Desks(work).put(replace(Desk(team.id), types=TYPES, asks_readiness=True))
    await world.forward_to(MORNING)


async def soon(world: World) -> None:
    await world.forward(seconds=5)


async def test_the_form_follows_the_kind_of_request_and_keeps_what_was_typed(world: World) -> None:
    await at_work(world)
    grace, ana = world.person("grace"), world.person("ana")
    await grace.types("/triage new", channel="fires")
    await grace.fills({WANTED: "Revenue shows zeros", DETAILS: "On the front page", PRIORITY: "P2"})
    await grace.chooses(KIND, "Broken number")
    await grace.fills({"Since when?": "Monday", DECISION: "Pricing for March"})
    await grace.chooses(KIND, "New report")
    shown = world.read(grace.modal)
    assert "Who reads it?" in shown
    assert "Which dashboard?" not in shown
    await grace.chooses(KIND, "Broken number")
    result = await grace.submits()
    assert not result.closed
    assert list(grace.errors_by_label) == ["Which dashboard?"]
    await grace.fills({"Which dashboard?": "Finance & <b>", "What is it worth?": "The board meets on Friday"})
    await grace.fills({"Who is waiting for it?": "The CFO"})
    assert (await grace.submits()).closed
    await soon(world)
    card = world.texts("data-team")[-1]
    for said in (
        "Revenue shows zeros",
        "On the front page",
        "Which dashboard?: Finance & <b>",
        "Since when?: Monday",
        "kind: Broken number",
        "Serves the decision: Pricing for March",
        "2 of 4 readiness questions answered: value, who waits. Open: way into use, data at hand.",
    ):
        assert said in card
    await ana.types("/triage show F-1", channel="data-team")
    assert "The board meets on Friday" in world.read(ana.ephemerals[-1])
    assert "Broken number" in world.read(ana.ephemerals[-1])


async def test_a_fire_is_changed_by_who_asked_and_by_the_team(world: World) -> None:
    await at_work(world)
    grace, ben, hugo = world.person("grace"), world.person("ben"), world.person("hugo")
    await grace.types("/triage new", channel="fires")
    await grace.chooses(KIND, "Broken number")
    await grace.fills({WANTED: "Revenue shows zeros", PRIORITY: "P3", "Which dashboard?": "Finance"})
    await grace.fills({"What is it worth?": "A lot"})
    assert (await grace.submits()).closed
    await ben.types("/triage edit F-1", channel="data-team")
    await ben.fills({WANTED: "Revenue dashboard shows zeros", DECISION: "Pricing"})
    assert (await ben.submits()).closed
    await grace.types("/triage edit 1", channel="fires")
    await grace.chooses(KIND, "New report")
    await grace.fills({"Who reads it?": "The board", PRIORITY: "P1", "Needed by": "2026-11-22"})
    assert not (await grace.submits()).closed
    assert "That day is over" in grace.errors_by_label["Needed by"]
    await grace.fills({"Needed by": "2026-11-27"})
    assert (await grace.submits()).closed
    async with world.work() as work:
        fire = await Fires(work).get(1)
    assert fire is not None
    assert (fire.title, fire.decision, fire.type) == ("Revenue dashboard shows zeros", "Pricing", "New report")
    assert (fire.fields, fire.readiness.value) == ({"Who reads it?": "The board"}, "A lot")
    assert (fire.priority, fire.priority_proposed) == (Priority.P1, Priority.P1)
    await hugo.types("/triage edit F-1", channel="fires")
    assert hugo.modal is None
    assert hugo.sees("Only the requester, its owner, members of the team or leads of the team can edit F-1.")


async def test_a_private_fire_is_seen_by_those_it_concerns_and_nobody_learns_of_it(world: World) -> None:
    await at_work(world)
    grace, ana, ben, hugo = (world.person(each) for each in ("grace", "ana", "ben", "hugo"))
    said = await grace.says("Salaries of the sales team look wrong", channel="fires")
    await grace.uses_shortcut("Make it a fire", said)
    await grace.fills({PRIORITY: "P2", WHO_SEES: ["Keep it private"]})
    assert (await grace.submits()).closed
    await soon(world)
    assert world.texts("data-team") == []
    assert "Salaries" in world.read(ana.dm[-1])
    assert "Private: the requester, its owner and the leads see it, nobody else." in world.read(ana.dm[-1])
    assert grace.sees("It is private: the leads of Data were sent it.")
    for line in ("show F-1", "claim F-1", "edit F-1", "assign F-1 @ben", "resolve F-1 done", "12 show", "reopen F-1"):
        await ben.types(f"/triage {line}", channel="data-team")
        assert f"There is no F-{12 if '12' in line else 1} here." in world.read(ben.ephemerals[-1])
    for line in ("", "open", "mine"):
        await ben.types(f"/triage {line}", channel="data-team")
        assert "Salaries" not in world.read(ben.ephemerals[-1])
    await hugo.uses_shortcut("Make it a fire", said)
    await hugo.fills({PRIORITY: "P3"})
    assert (await hugo.submits()).closed
    await soon(world)
    assert not hugo.sees("F-1 "), "he files one of his own and learns of no other"
    assert hugo.sees("F-2")
    await ana.types("/triage", channel="data-team")
    assert "F-1 ·" in world.read(ana.ephemerals[-1])
    async with world.work() as work:
        [team] = await Teams(work).all()
        assert [fire.number for fire in await open_fires(work, team.id)] == [2]
    await ana.types("/triage assign F-1 @ben", channel="data-team")
    await soon(world)
    assert ben.sees("@ana gave you F-1 · Salaries")
    await ben.types("/triage show F-1", channel="data-team")
    assert "Salaries" in world.read(ben.ephemerals[-1])
    assert len(world.texts("data-team")) == 1


async def test_who_sees_a_fire_can_be_changed_and_the_card_moves(world: World) -> None:
    await at_work(world)
    grace, ana = world.person("grace"), world.person("ana")
    await grace.types("/triage new Salaries look wrong", channel="fires")
    await soon(world)
    assert len(world.texts("data-team")) == 1
    for kept, in_channel in (("private", 0), ("open", 1), ("private", 0)):
        await grace.types("/triage edit F-1", channel="fires")
        await grace.fills({WHO_SEES: ["Keep it private"] if kept == "private" else []})
        assert (await grace.submits()).closed
        await soon(world)
        assert len(world.texts("data-team")) == in_channel
        cards = [each for each in ana.dm if "Salaries" in world.read(each) and "Asked by" in world.read(each)]
        assert len(cards) == 1 - in_channel


async def test_what_was_typed_is_in_the_fire_or_in_the_answer(world: World) -> None:
    await at_work(world)
    grace, ben = world.person("grace"), world.person("ben")
    for line, answer in (
        ("nwe Revenue dashboard shows zeros", "Did you mean /triage new?"),
        ("wait which month do you need?", "Which fire?"),
        ("decline F-99 we have no such data", "There is no F-99 here."),
    ):
        await grace.types(f"/triage {line}", channel="fires")
        shown = world.read(grace.ephemerals[-1])
        assert answer in shown
        assert f"You typed: /triage {line}" in shown
    await grace.types("/triage P2: dashboard - and export - down", channel="fires")
    assert "dashboard - and export - down" in world.read(grace.ephemerals[-1])
    await grace.types("/triage NEW p2 dashboard down", channel="fires")
    await ben.types("/triage 1 take", channel="data-team")
    await ben.types("/triage @chitra 1", channel="data-team")
    await ben.types("/triage f 1", channel="data-team")
    shown = world.read(ben.ephemerals[-1])
    assert "F-1 · dashboard down" in shown
    assert "Taken by @chitra" in shown
