"""Stories of plans from run to run: done, continued, dropped; equal lines, long lists, and items nobody asks for."""

from sqlalchemy import select

from bot.sandbox.gestures import Person
from bot.sandbox.reading import read_text
from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.plans import PlanItem
from bot.standups.tables import PlanItemRow
from bot.standups.use_cases import change_questions
from tests.support.standups import DONE, PLAN, a_standup, answers, at, dm
from tests.support.teams import the_data_team
from tests.support.world import World


async def items(world: World) -> list[PlanItem]:
    async with world.work() as work:
        return [row.to_item() for row in await work.session.scalars(select(PlanItemRow).order_by(PlanItemRow.id))]


async def texts(world: World) -> list[tuple[str, str]]:
    return [(each.text, str(each.state)) for each in await items(world)]


def labels(person: Person) -> list[str]:
    assert person.modal is not None, "the form is open"
    return [read_text(block["label"]) for block in person.modal["blocks"] if block["type"] == "input"]


async def test_c9_plan_items_come_back_and_are_done_continued_or_dropped(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await answers(dan, {DONE: "Loads", PLAN: "Metrics\nRefunds\nBoard"})
    await world.forward_to(at(9, 31, day=24))
    assert "From last time: Metrics, Refunds, Board" in world.read(dan.dm[-1])
    await answers(dan, {DONE: "Half", PLAN: "Cleanup", "Metrics": "Done", "Board": "Drop"})
    await world.forward_to(at(9, 31, day=25))
    assert "From last time: Refunds, Cleanup" in world.read(dan.dm[-1])
    states = [("Metrics", "done"), ("Refunds", "open"), ("Board", "dropped"), ("Cleanup", "open")]
    assert await texts(world) == states
    assert [each.carried for each in await items(world)] == [0, 1, 0, 0]


async def test_c9_two_equal_lines_stay_two_items_and_an_edit_changes_only_what_it_changes(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await answers(dan, {DONE: "Loads", PLAN: "Review\nReview\nBoard"})
    before = await items(world)
    assert [each.text for each in before] == ["Review", "Review", "Board"]
    await answers(dan, {PLAN: "Review\nReview\nMetrics"}, button="Edit")
    after = await items(world)
    assert [each.text for each in after] == ["Review", "Review", "Metrics"]
    assert [each.id for each in after[:2]] == [each.id for each in before[:2]], "unchanged lines keep their ids"
    await world.forward_to(at(9, 31, day=24))
    await dan.clicks("Answer")
    assert labels(dan).count("Review") == 2


async def test_c9_forty_long_items_still_open(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    lines = [f"{number} " + "long words " * 6 for number in range(40)]
    await answers(dan, {DONE: "Loads", PLAN: "\n".join(lines)})
    await world.forward_to(at(9, 31, day=24))
    await dan.clicks("Answer")
    assert len([label for label in labels(dan) if "long words" in label]) == 40
    await dan.fills({DONE: "Nothing"})
    assert (await dan.submits()).closed
    assert {each.carried for each in await items(world)} == {1}


async def test_c9_carried_three_times_an_item_is_asked_about_first(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    dan = world.person("dan")
    await world.forward_to(at(9, 31))
    await answers(dan, {DONE: "Loads", PLAN: "Fresh"})
    for day in (24, 25, 26):
        await world.forward_to(at(9, 31, day=day))
        await answers(dan, {DONE: "Loads", PLAN: f"Newer {day}"})
    await world.forward_to(at(9, 31, day=27))
    await dan.clicks("Answer")
    assert labels(dan)[0] == "Does this still belong to your plan? It came back 3 times: Fresh"
    await dan.fills({DONE: "Loads"})
    result = await dan.submits()
    assert not result.closed, "it has to be answered"
    await dan.fills({labels(dan)[0]: "Drop"})
    assert (await dan.submits()).closed
    assert ("Fresh", "dropped") in await texts(world)


async def test_c9_skipped_days_carry_nothing_and_an_edit_of_marks_counts_once(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    dan = world.person("dan")
    await world.forward_to(at(9, 31))
    await answers(dan, {DONE: "Loads", PLAN: "Metrics"})
    await world.forward_to(at(9, 31, day=24))
    await dan.clicks("Skip today")
    await world.forward_to(at(9, 31, day=25))
    assert [each.carried for each in await items(world)] == [0]
    await answers(dan, {DONE: "Loads"})
    await world.forward(seconds=10)
    await answers(dan, {"Metrics": "Done"}, button="Edit")
    assert [(each.carried, str(each.state)) for each in await items(world)] == [(0, "done")]
    await answers(dan, {"Metrics": "Continue"}, button="Edit")
    assert [(each.carried, str(each.state)) for each in await items(world)] == [(1, "open")]


async def test_c9_items_of_a_question_that_is_asked_no_more_stay_on_home_until_settled(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    standup = await a_standup(world, team)
    dan = world.person("dan")
    await world.forward_to(at(9, 31))
    await answers(dan, {DONE: "Loads", PLAN: "Metrics\nRefunds"})
    async with world.work() as work:
        await change_questions(work, standup.id, world.person("ana").id, [NewQuestion(DONE, Kind.SHORT, key="done")])
    await world.forward_to(at(9, 31, day=24))
    assert "From last time" not in world.read(dm(world, "dan", "Daily"))
    await dan.opens_home()
    await dan.clicks("Done", in_view=dan.home)
    await world.settle()
    assert await texts(world) == [("Metrics", "done"), ("Refunds", "open")]
    assert "Metrics" not in str(dan.home)
    assert "Refunds" in str(dan.home)
