"""Stories of what reports show: names without pings, rich text as it was written, and long answers in full."""

import pytest

from bot.core.calendar import DAY
from bot.people.domain import UserId
from bot.sandbox.pings import pinged
from bot.sandbox.state import Message
from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.schedule import By, Part, Reporting
from bot.standups.repository.participants import Participants
from tests.support.standups import DONE, MONDAY, PLAN, a_standup, answers, at, reports
from tests.support.teams import is_away, the_data_team
from tests.support.world import World

TEAM = ("ana", "dan", "elif")
WORK = "What did you do?"
TEXT = (NewQuestion(WORK, Kind.TEXT, key="work"),)


def report(world: World) -> Message:
    return next(each for each in reversed(world.channel("data-team").messages) if "Daily · " in world.read(each))


def below(world: World) -> list[Message]:
    return world.channel("data-team").thread(report(world))


async def test_f4_names_of_those_who_said_nothing_ping_nobody(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif", "ben", "farid"))
    async with world.work() as work:
        await is_away(work, world.person("elif").id, MONDAY, MONDAY + 4 * DAY)
    standup = await a_standup(world, team)
    async with world.work() as work:
        await Participants(work).give_parts(standup.id, {UserId(world.person("farid").id): Part.OPTIONAL})
    await world.forward_to(at(9, 31))
    await answers(world.person("ana"), {DONE: "Board"})
    await world.person("dan").clicks("Skip today")
    await world.forward(seconds=10)
    shown = world.read(report(world))
    assert "1 of 3 answered · 1 away" in shown
    for line in ("Still to come: Ben", "Optional: Farid", "Skipped: Dan", "Away: Elif (until Fri 27 Nov)"):
        assert line in shown
    await world.forward_to(at(23, 30))
    shown = world.read(report(world))
    assert "Missing: Ben" in shown
    assert "Farid" not in shown, "nobody waited for him"
    assert pinged(report(world)) == set()


async def test_f4_names_can_be_left_out(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team, reporting=Reporting(names_missing=False))
    await world.forward_to(at(9, 31))
    await answers(world.person("ana"), {DONE: "Board"})
    await world.forward_to(at(18))
    shown = world.read(report(world))
    assert "2 missing" in shown
    assert "Dan" not in shown


async def test_everybody_away_is_no_report(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    async with world.work() as work:
        for name in ("ana", "dan"):
            await is_away(work, world.person(name).id, MONDAY, MONDAY)
    await a_standup(world, team)
    await world.forward_to(at(23, 30))
    assert reports(world) == []


async def test_c14_rich_text_stands_in_the_report_as_it_was_written(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team, questions=TEXT)
    await world.forward_to(at(9, 31))
    written = "*Loads* with `dbt`\n- one\n- two\nsee https://example.com in #data-team with @elif, @grace, @channel"
    await answers(world.person("dan"), {WORK: written})
    await world.forward(seconds=10)
    (dans,) = below(world)
    (rich,) = [each for each in dans.blocks if each["type"] == "rich_text"]
    assert {each["type"] for each in rich["elements"]} == {"rich_text_section", "rich_text_list"}
    said = world.read(dans)
    for words in ("Loads with", "• one", "https://example.com", "#data-team", "@Elif", "@Grace", "@channel"):
        assert words in said
    assert pinged(dans) == set(), "named, but not called"


@pytest.mark.parametrize("by", [By.PERSON, By.QUESTION])
async def test_mentions_call_where_the_standup_lets_them_but_never_a_whole_channel(world: World, by: By) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team, questions=TEXT, reporting=Reporting(by=by, lets_mentions=True))
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {WORK: "asked @ben and @channel"})
    await world.forward(seconds=10)
    (found,) = below(world)
    assert pinged(found) == {world.person("ben").id}


async def test_plan_items_say_what_became_of_them(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: "Loads", PLAN: "Memo\nBilling\nTests"})
    await world.forward_to(at(9, 31, day=24))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"Memo": "Done", "Billing": "Drop", DONE: "Memo", PLAN: "Exports"})
    await dan.submits()
    await world.forward(seconds=10)
    said = world.read(below(world)[-1])
    for line in ("✓ Memo", "✗ Billing (dropped)", "→ Tests (goes on)", "• Exports"):
        assert line in said


async def test_f8_thirty_people_with_three_thousand_characters_each_are_posted_in_full(world: World) -> None:
    team = await the_data_team(world, TEAM)
    questions = tuple(NewQuestion(f"Part {number}?", Kind.TEXT, key=f"p{number}") for number in range(6))
    await a_standup(world, team, questions=questions)
    await world.forward_to(at(9, 31))
    long = {each.text: f"{each.key} begins. " + "word & <tag> " * 225 + f"{each.key} ends." for each in questions}
    assert all(2900 < len(each) <= 3000 for each in long.values())
    dan = world.person("dan")
    await answers(dan, long)
    await world.forward(seconds=20)
    said = "".join(world.read(each) for each in below(world))
    assert len(below(world)) > 1, "more than one message holds"
    places = [said.index(f"p{number} {edge}") for number in range(6) for edge in ("begins.", "ends.")]
    assert places == sorted(places), "all of it, in order"
    assert said.count("word & <tag>") == 6 * 225
    await answers(dan, {each.text: "Short now" for each in questions}, button="Edit")
    await world.forward(seconds=20)
    (only,) = below(world)
    assert world.read(only).count("Short now") == 6
    await answers(dan, long, button="Edit")
    await world.forward(seconds=20)
    assert "".join(world.read(each) for each in below(world)).count("word & <tag>") == 6 * 225, "and long once more"
