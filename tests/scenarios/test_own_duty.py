"""Stories of people who say how much duty suits them: plans keep to it, and nobody is surprised."""

from datetime import UTC, date, datetime

from bot.duty.repository import Limits
from bot.people.repository import Teams
from tests.scenarios.test_rotation import MONDAYS, seats, shown, types
from tests.support.teams import the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
TEAM = ("ana", "ben", "dan", "elif")


async def a_team(world: World) -> None:
    await the_data_team(world, TEAM)
    await world.forward_to(MORNING)


async def says(world: World, name: str, entries: dict[str, str], line: str = "/triage duty me") -> str:
    person = world.person(name)
    await person.types(line, channel="data-team")
    await person.fills(entries)
    await person.submits()
    await world.forward(seconds=15)
    return shown(world, name)


def told(world: World, name: str) -> list[str]:
    return [text for each in world.person(name).dm if "duty" in (text := world.read(each))]


async def test_a_plan_keeps_to_what_people_said_and_says_so(world: World) -> None:
    await a_team(world)
    said = await says(
        world,
        "ben",
        {
            "No duty from": "2026-11-30",
            "No duty until": "2026-12-13",
            "Most shifts in a row": "1",
            "Days you would rather not": "14 Dec to 20 Dec",
        },
    )
    assert "never two shifts in a row, no duty from Mon 30 Nov to Sun 13 Dec" in said
    assert "rather not from Mon 14 Dec to Sun 20 Dec" in said
    page = seats(await types(world, "ana", "/triage rotate"))
    assert "@ben" not in {*page[MONDAYS[0]], *page[MONDAYS[1]]}
    assert any("@ben" in pair for pair in page.values()), "his turns come later"


async def test_a_wish_moves_a_turn_where_that_costs_nobody_anything(world: World) -> None:
    await a_team(world)
    who = seats(await types(world, "ana", "/triage rotate"))[MONDAYS[2]][0]
    await says(world, who[1:], {"Days you would rather not": "14 Dec to 20 Dec"})
    assert who not in seats(await types(world, "ana", "/triage rotate"))[MONDAYS[2]]


async def test_leads_hear_of_a_time_without_duty_and_see_what_everybody_said(world: World) -> None:
    await a_team(world)
    await types(world, "ana", "/triage duty @ben 30 Nov to 6 Dec")
    said = await says(world, "ben", {"No duty from": "2026-11-30", "No duty until": "2026-12-13"})
    assert "Still on duty from Mon 30 Nov to Sun 6 Dec" in said
    assert "@ben takes no duty for Data from Mon 30 Nov to Sun 13 Dec." in told(world, "ana")[-1]
    assert "They are still on duty from Mon 30 Nov to Sun 6 Dec." in told(world, "ana")[-1]
    ana = world.person("ana")
    await ana.types("/triage rotate settings", channel="data-team")
    assert ana.modal is not None
    assert "• @ben: no duty from Mon 30 Nov to Sun 13 Dec" in world.read(ana.modal)


async def test_who_puts_a_shift_by_hand_decides_and_knows_what_was_said_about_these_days(world: World) -> None:
    await a_team(world)
    entries = {"No duty from": "2026-11-30", "No duty until": "2026-12-13", "Days you would rather not": "16 Dec"}
    await says(world, "ben", entries)
    said = await types(world, "ana", "/triage duty @ben 7 Dec to 20 Dec")
    assert "@ben is on duty for Data from Mon 7 Dec to Sun 20 Dec." in said
    assert "They said with /triage duty me: no duty from Mon 30 Nov to Sun 13 Dec." in said
    assert "They said with /triage duty me: rather not on Wed 16 Dec." in said
    own = await types(world, "ben", "/triage duty 16 Dec")
    assert "You said with /triage duty me: rather not on Wed 16 Dec." in own
    assert "duty me" not in await types(world, "ana", "/triage duty @dan 16 Dec")


async def test_a_lead_says_it_for_somebody_who_hears_of_it_and_members_do_not(world: World) -> None:
    await a_team(world)
    said = await says(world, "ana", {"Most shifts in a row": "2"}, "/triage duty me @dan")
    assert "Saved for Data and @dan: at most 2 shifts in a row." in said
    assert "@ana noted for your duty in Data: at most 2 shifts in a row." in told(world, "dan")[-1]
    assert "Only leads of Data can say that for others." in await types(world, "ben", "/triage duty me @dan")
    assert "Only members of Data take turns" in await types(world, "grace", "/triage duty me", "general")
    assert "Pick the name from Slack's list." in await types(world, "ben", "/triage duty me next week")


async def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_stored(world: World) -> None:
    await a_team(world)
    ben = world.person("ben")
    await ben.types("/triage duty me", channel="data-team")
    await ben.fills({"No duty from": "2026-11-02", "No duty until": "2026-12-13"})
    await ben.submits()
    assert "Let it begin today or later." in ben.errors_by_label["No duty until"]
    await ben.fills({"No duty from": "2026-11-26", "No duty until": "2028-12-13"})
    await ben.submits()
    assert "Choose a year at most." in ben.errors_by_label["No duty until"]
    async with world.work() as work:
        team = (await Teams(work).all())[0]
        assert await Limits(work).of_team(team.id) == []


async def test_who_takes_no_duty_is_not_asked_for_cover_and_owes_none_of_it_later(world: World) -> None:
    await a_team(world)
    await types(world, "ana", "/triage duty @dan 30 Nov to 6 Dec")
    await says(world, "ben", {"No duty from": "2026-11-30", "No duty until": "2026-12-20"})
    await types(world, "dan", "/triage cover 30 Nov to 1 Dec")
    assert any("cover" in text for text in told(world, "elif"))
    assert not any("cover" in text for text in told(world, "ben"))
    await world.forward_to(datetime(2026, 12, 9, 10, 0, tzinfo=UTC))
    await says(world, "ben", {"No duty from": "", "No duty until": ""})
    async with world.work() as work:
        team = (await Teams(work).all())[0]
        (limits,) = await Limits(work).of_team(team.id)
    assert limits.exempt == ((date(2026, 11, 30), date(2026, 12, 8)),)


async def test_a_plan_that_was_proposed_before_is_not_published_against_it(world: World) -> None:
    await a_team(world)
    page = await types(world, "ana", "/triage rotate")
    first = seats(page)[MONDAYS[0]][0]
    await says(world, first[1:], {"No duty from": "2026-11-30", "No duty until": "2026-12-04"})
    ana = world.person("ana")
    old = next(each for each in ana.ephemerals[::-1] if world.read(each) == page)
    await ana.clicks("Publish it", old)
    assert f"{first} takes no duty in {MONDAYS[0]}." in world.read(old)


async def test_the_home_tab_opens_it_also_for_who_is_not_on_duty_soon(world: World) -> None:
    await a_team(world)
    ben = world.person("ben")
    await ben.opens_home()
    assert "My duty" not in world.read(ben.home), "the team has no duty yet"
    await types(world, "ana", "/triage duty @dan 30 Nov to 6 Dec")
    await ben.opens_home()
    assert "You are not on duty in the next two weeks." in world.read(ben.home)
    await ben.clicks("My duty…")
    assert ben.modal is not None
    assert "make with /triage rotate" in world.read(ben.modal)
    await ben.fills({"Most shifts in a row": "1"})
    await ben.submits()
    await world.forward(seconds=15)
    assert "Saved for Data: never two shifts in a row." in world.read(ben.dm[-1])
