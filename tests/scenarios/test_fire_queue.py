"""Stories of the lead's desk: the queue narrowed and changed in bulk, fires found again, numbers, settings, rows."""

import csv
from datetime import UTC, datetime

from bot.triage.domain import Desk
from bot.triage.repository import Desks
from tests.support.teams import the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


async def some_fires(world: World, *titles: str) -> None:
    """Grace asks at ten on Monday morning."""
    await the_data_team(world, ("ana", "ben", "chitra", "dan"))
    await world.forward_to(MORNING)
    for title in titles:
        await world.person("grace").types(f"/triage new {title}", channel="general")
    await soon(world)


async def soon(world: World) -> None:
    await world.forward(seconds=15)


def shown(world: World, name: str) -> str:
    return world.read(world.person(name).ephemerals[-1])


def card(world: World, number: int) -> str:
    return next(text for text in world.texts("data-team") if f"F-{number} ·" in text)


async def test_a_queue_is_narrowed_and_stays_narrowed_when_something_is_done_in_it(world: World) -> None:
    await some_fires(world, *(f"Number {number} p{1 + number % 2}" for number in range(1, 8)))
    ana, ben = world.person("ana"), world.person("ben")
    await ben.types("/triage claim F-7", channel="data-team")
    await ana.types("/triage", channel="data-team")
    queue = ana.ephemerals[-1]
    assert "Showing all 7." in world.read(queue)
    assert "In hand: Ana 0, Ben 1, Chitra 0, Dan 0" in world.read(queue), "by name, and only what is open"
    await ana.chooses("Narrow it to…", "Priority: P1 (3)", message=queue)
    text = shown(world, "ana")
    assert "Showing Priority: P1: 3 of 7." in text
    assert "F-2 ·" in text
    assert "F-1 ·" not in text
    await ana.clicks("Take it", ana.ephemerals[-1])
    await soon(world)
    text = shown(world, "ana")
    assert "Showing Priority: P1: 3 of 7." in text, "the list she worked in is drawn anew as it was"
    assert "Taken by @ana" in text
    await ana.chooses("Narrow it to…", "With: Ana (1)", message=ana.ephemerals[-1])
    assert "Showing Priority: P1, With: Ana: 1 of 7." in shown(world, "ana")
    await ana.chooses("Narrow it to…", "Show everything", message=ana.ephemerals[-1])
    assert "Showing all 7." in shown(world, "ana")


async def test_a_requester_reads_the_queue_without_what_people_have_in_hand(world: World) -> None:
    await some_fires(world, *(f"Number {number}" for number in range(1, 8)))
    await world.person("grace").types("/triage", channel="general")
    text = shown(world, "grace")
    assert "F-1 ·" in text
    assert "In hand: Ana" not in text
    assert "Assign several…" not in text


async def test_more_than_a_hundred_fires_are_all_reached(world: World) -> None:
    await the_data_team(world, ("ana", "ben"))
    await world.forward_to(MORNING)
    for number in range(1, 105):
        await world.person("grace").types(f"/triage new Number {number}", channel="general")
    ben = world.person("ben")
    await ben.types("/triage", channel="data-team")
    seen = {line for line in shown(world, "ben").splitlines() if " · Number " in line}
    for _ in range(10):
        more = next(
            element["text"]["text"]
            for block in ben.ephemerals[-1].blocks
            for element in block.get("elements", [])
            if element.get("text", {}) and str(element.get("action_id")) == "triage.page"
        )
        await ben.clicks(more, ben.ephemerals[-1])
        seen |= {line for line in shown(world, "ben").splitlines() if " · Number " in line}
    assert len(seen) == 104


async def test_several_are_changed_at_once_and_what_could_not_be_says_why(world: World) -> None:
    await some_fires(world, "Churn numbers", "Campaign numbers", "Which plan sells best?")
    ana, grace = world.person("ana"), world.person("grace")
    await ana.types("/triage", channel="data-team")
    queue = ana.ephemerals[-1]
    await ana.clicks("Assign several…", queue)
    await ana.fills({"Which fires?": ["F-1 · Churn numbers", "F-2 · Campaign numbers"], "Who gets them?": "ben"})
    await world.person("dan").types("/triage resolve F-2 It was <done> already", channel="data-team")
    assert (await ana.submits()).closed
    await soon(world)
    assert "Taken by @ben" in card(world, 1)
    said = next(world.read(each) for each in ana.ephemerals if "Done for F-1." in world.read(each))
    assert "These stay as they are:\n• F-2 is done, so nobody can assign it now." in said
    await ana.clicks("Decline several…", ana.ephemerals[0])
    await ana.fills({"Which fires?": ["F-1 · Churn numbers", "F-3 · Which plan sells best?"]})
    assert not (await ana.submits()).closed
    await ana.fills({"Why not?": "We stop reporting <these>"})
    assert (await ana.submits()).closed
    await soon(world)
    assert "Declined by @ana" in card(world, 1)
    assert "Declined by @ana" in card(world, 3)
    told = [each for each in map(world.read, grace.dm) if "says why" in each]
    assert len([each for each in told if "We stop reporting <these>" in each]) == 2


async def test_a_fire_is_found_by_words_however_they_are_written(world: World) -> None:
    await some_fires(world, "Köln café revenue", "Campaign numbers", "Churn by CAFÉ")
    grace = world.person("grace")
    await grace.types("/triage find cafe REVENUE", channel="general")
    assert "F-1 · Köln café revenue" in shown(world, "grace")
    assert "F-3" not in shown(world, "grace")
    await world.person("ben").types("/triage resolve F-2 The Zürich export was late", channel="data-team")
    await grace.types("/triage find zurich", channel="general")
    assert "F-2 · Campaign numbers" in shown(world, "grace"), "what came of it is looked through too"
    await grace.types("/triage find <nothing> & none", channel="general")
    assert "I found no fire with “<nothing> & none” that you may see." in shown(world, "grace")
    await grace.types("/triage find", channel="general")
    assert "Which words?" in shown(world, "grace")


async def test_many_finds_are_turned_page_by_page(world: World) -> None:
    await some_fires(world, *(f"Churn {number}" for number in range(1, 13)))
    ben = world.person("ben")
    await ben.types("/triage find churn", channel="data-team")
    assert "F-12 ·" in shown(world, "ben")
    assert "F-2 ·" not in shown(world, "ben")
    await ben.clicks("Older ones", ben.ephemerals[-1])
    assert "F-2 ·" in shown(world, "ben")
    assert "F-1 ·" in shown(world, "ben")


async def test_a_private_fire_is_in_no_list_find_row_or_number_of_others(world: World) -> None:
    await some_fires(world, "Salaries of the board", "Campaign numbers")
    ana, ben, grace = world.person("ana"), world.person("ben"), world.person("grace")
    await grace.types("/triage edit F-1", channel="general")
    await grace.fills({"Who may see it?": ["Keep it private"]})
    assert (await grace.submits()).closed
    await soon(world)
    before = len(ben.ephemerals)
    for line in ("", "open", "find salaries", "find board", "suggest F-1", "show F-1", "stats", "export mine"):
        await ben.types(f"/triage {line}", channel="data-team")
    await soon(world)
    heard = [world.read(each) for each in [*ben.ephemerals[before:], *ben.dm]]
    assert len(heard) >= 8
    assert not [each for each in heard if "Salaries" in each]
    assert "There is no F-1 here." in heard[4]
    await ana.types("/triage find salaries", channel="data-team")
    assert "F-1 · Salaries of the board" in shown(world, "ana")


async def test_a_long_history_is_read_to_its_beginning(world: World) -> None:
    await some_fires(world, "Churn numbers")
    ben = world.person("ben")
    for _ in range(16):
        await ben.types("/triage claim F-1", channel="data-team")
        await ben.types("/triage release F-1", channel="data-team")
    await ben.types("/triage show F-1", channel="data-team")
    assert "…and 8 earlier" in shown(world, "ben")
    await ben.clicks("The whole history", ben.ephemerals[-1])
    assert "page 2 of 2" in shown(world, "ben")
    await ben.clicks("Earlier", ben.ephemerals[-1])
    assert "@grace filed it" in shown(world, "ben")


async def test_the_team_reads_its_numbers_and_nobody_is_named_in_them(world: World) -> None:
    await some_fires(world, *(f"Number {number}" for number in range(1, 7)))
    ben = world.person("ben")
    for number in range(1, 7):
        await ben.types(f"/triage claim F-{number}", channel="data-team")
    await world.forward(hours=2)
    for number in range(1, 6):
        await ben.types(f"/triage resolve F-{number} done", channel="data-team")
    await ben.types("/triage stats 2", channel="data-team")
    text = shown(world, "ben")
    assert "6 in, 5 out, 1 still open." in text
    assert "Taken within 1 min (half) and 1 min (nine of ten), of 6; done within 2 h (half) and 2 h" in text
    assert "In/out by week from: 16 Nov 0/0, 23 Nov 6/5" in text
    assert "Ben" not in text
    assert "@" not in text
    await ben.types("/triage stats soon", channel="data-team")
    assert "How many weeks?" in shown(world, "ben")
    await world.person("grace").types("/triage stats", channel="general")
    assert "Only members and leads of Data and workspace admins can see its statistics." in shown(world, "grace")


async def test_a_lead_decides_how_the_team_takes_fires_and_the_other_leads_hear_of_it(world: World) -> None:
    await some_fires(world, "Churn numbers p1")
    ana, ben = world.person("ana"), world.person("ben")
    await ben.types("/triage settings", channel="data-team")
    assert "P1  30 minutes / 4 hours" in shown(world, "ben")
    assert "Change…" not in shown(world, "ben")
    await ana.types("/triage settings", channel="data-team")
    await ana.clicks("Change…", ana.ephemerals[-1])
    await ana.fills({"P1": "soon", "Types of fires": "Bug: a*, b*, c*, d*, e*, f*"})
    assert not (await ana.submits()).closed
    assert "I cannot read `soon`" in str(ana.errors_by_label) or "Write two lengths" in str(ana.errors_by_label)
    assert "asks too much" in str(ana.errors_by_label)
    await ana.fills(
        {
            "P1": "15 min / 2 h",
            "Types of fires": "Dashboard is wrong: Which one?*",
            "Topics": "Billing\nweb traffic",
            "In hand at most": "3",
            "Emoji that makes a message a fire": ":fire:",
        }
    )
    assert (await ana.submits()).closed
    text = shown(world, "ana")
    assert "P1  15 minutes / 2 hours" in text
    assert "In hand at most  3" in text
    assert "billing: nobody knows it yet" in text
    await ana.clicks("Who knows what…", ana.ephemerals[-1])
    await ana.fills({"Who knows billing?": ["chitra"], "Who is learning web traffic?": ["grace"]})
    assert not (await ana.submits()).closed, "only members get fires"
    await ana.fills({"Who is learning web traffic?": ["dan"]})
    assert (await ana.submits()).closed
    assert "billing: @chitra" in shown(world, "ana")
    async with world.work() as work:
        (desk,) = await Desks(work).all()
    assert (desk.cap, desk.emoji, desk.topics) == (3, "fire", ("billing", "web traffic"))
    await ben.types("/triage learn Billing", channel="data-team")
    assert "You are named as learning billing now." in shown(world, "ben")
    await ben.types("/triage learn cooking", channel="data-team")
    assert "Data has these topics: billing, web traffic." in shown(world, "ben")
    await world.person("chitra").types("/triage learn billing", channel="data-team")
    assert "You are named as one who knows billing." in shown(world, "chitra")


async def test_every_lead_hears_who_changed_what(world: World) -> None:
    team = await the_data_team(world, ("ana", "ben"))
    await world.forward_to(MORNING)
    iris = world.person("iris")
    await iris.opens_home()
    await iris.types("/triage settings", channel="general")
    await iris.clicks("Change…", iris.ephemerals[-1])
    await iris.fills({"In hand at most": "4"})
    assert (await iris.submits()).closed
    await soon(world)
    assert world.person("ana").sees(
        "@iris changed how Data takes fires.\n• in hand at most 4 (was as many as it comes)"
    )
    async with world.work() as work:
        assert (await Desks(work).get(team.id)).cap == 4
        assert await Desks(work).all() != [Desk(team.id)]


async def test_rows_come_as_text_that_no_spreadsheet_runs(world: World) -> None:
    await some_fires(world, "=1+1", "Churn, numbers & more ``` here", "Campaign")
    ana, grace = world.person("ana"), world.person("grace")
    await world.person("ben").types("/triage resolve F-3 +done", channel="data-team")
    await ana.types("/triage export", channel="data-team")
    assert "3 rows of CSV come to your direct messages." in shown(world, "ana")
    await soon(world)
    message = next(each for each in ana.dm if "Fires of Data, part 1 of 1" in world.read(each))
    block = next(each["text"]["text"] for each in message.blocks if "```" in each.get("text", {}).get("text", ""))
    lines = block.removeprefix("```\n").removesuffix("\n```").replace("&amp;", "&").splitlines()
    by_number = {each["number"]: each for each in csv.DictReader(lines)}
    assert by_number["F-1"]["title"] == "'=1+1"
    assert by_number["F-2"]["title"] == "Churn, numbers & more ''' here"
    assert by_number["F-3"]["outcome"] == "'+done"
    assert by_number["F-3"]["owner"] == "Ben"
    await grace.types("/triage export", channel="general")
    assert "Only leads of Data and workspace admins can export its fires." in shown(world, "grace")
    await grace.types("/triage export mine", channel="general")
    await soon(world)
    assert grace.sees("Your fires, part 1 of 1")
