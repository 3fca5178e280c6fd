"""Stories of plans of duty: a lead says how turns are taken, reads a proposal with its reasons, and publishes it."""

import asyncio
import re
from datetime import UTC, date, datetime

from bot.core.calendar import WEEK
from bot.duty.repository import Shifts
from bot.people.domain import UserId
from bot.people.repository import Teams
from bot.triage.domain import Desk, Level, TopicPerson
from bot.triage.repository import Desks, TopicPeople
from tests.support.teams import is_away, the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
MONDAYS = ("Mon 30 Nov to Sun 6 Dec", "Mon 7 Dec to Sun 13 Dec", "Mon 14 Dec to Sun 20 Dec")


async def a_morning(world: World) -> None:
    """Ten on Wednesday in London."""
    await the_data_team(world)
    await world.forward_to(MORNING)


async def types(world: World, name: str, line: str, channel: str = "data-team") -> str:
    """What they read then."""
    await world.person(name).types(line, channel=channel)
    await world.forward(seconds=15)
    return shown(world, name)


async def clicks(world: World, name: str, button: str) -> str:
    """On the newest thing they were shown alone; what they read then."""
    person = world.person(name)
    await person.clicks(button, person.ephemerals[-1])
    await world.forward(seconds=15)
    return shown(world, name)


def shown(world: World, name: str) -> str:
    return world.read(world.person(name).ephemerals[-1])


def told(world: World, name: str) -> list[str]:
    """What they were told about duty."""
    return [text for each in world.person(name).dm if "duty" in (text := world.read(each))]


def lists(world: World) -> list[str]:
    return [each for each in world.texts("data-team") if "Who is on duty" in each]


def line_of(text: str, days: str) -> str:
    return next(each for each in text.splitlines() if each.startswith(days))


def seats(text: str) -> dict[str, tuple[str, str]]:
    """Primary and backup by days, as a proposal says it."""
    found = {}
    for days in MONDAYS:
        primary, backup = line_of(text, days).removeprefix(days).split("(")[0].split(", backup")
        found[days] = primary.strip(), backup.strip()
    return found


def days_of(text: str) -> list[str]:
    """The shifts of one day that a proposal shows."""
    return re.findall(r"^(\w{3} \d+) (?:Nov|Dec)  @", text, re.MULTILINE)


async def settings(world: World, **entries: object) -> None:
    ana = world.person("ana")
    await ana.types("/triage rotate settings", channel="data-team")
    await ana.fills({"Shifts to plan": "3", **entries})
    await ana.submits()
    await world.forward(seconds=15)


async def test_a_lead_says_how_turns_are_taken_reads_a_plan_and_publishes_it_by_one_click(world: World) -> None:
    await a_morning(world)
    await settings(world)
    assert "Saved for Data: a week is a shift" in shown(world, "ana")
    page = await clicks(world, "ana", "Propose a plan")
    assert "Duty for Data: a proposal" in page
    assert "3 of 3 shifts have somebody new. It goes until Sun 20 Dec, and nothing is changed" in page
    assert page.count("is there all the time") == 3, "each shift has its reason"
    assert len(re.findall(r"^@\w+ was next, but", page, re.MULTILINE)) == 3, "and who was next"
    assert "Where everybody stands after it" in page
    people = {who for pair in seats(page).values() for who in pair}
    assert people == {"@ana", "@ben", "@chitra", "@dan", "@elif", "@farid"}, "everybody is on once"
    assert lists(world) == []
    assert "Nobody is on duty for Data now." in await types(world, "ben", "/triage duty"), "nothing without a click"

    ana = world.person("ana")
    proposal = next(each for each in ana.ephemerals if "a proposal" in world.read(each))
    await ana.clicks("Publish it", proposal)
    await world.forward(seconds=15)
    assert "Published. 3 of 3 shifts have somebody new." in world.read(proposal)
    (listed,) = lists(world)
    first, backup = seats(page)[MONDAYS[0]]
    assert f"{MONDAYS[0]}: {first}, backup {backup}" in listed
    (own,) = told(world, first[1:])
    assert f"You are on duty for Data once until Sun 20 Dec\n• {MONDAYS[0]}" in own
    (own,) = told(world, backup[1:])
    assert f"• {MONDAYS[0]}: as backup" in own
    assert first in line_of(await types(world, "elif", "/triage duty"), "•")


async def test_leave_after_that_is_mended_by_the_next_plan_which_tells_whom_it_concerns(world: World) -> None:
    await a_morning(world)
    await settings(world)
    page = await clicks(world, "ana", "Propose a plan")
    await clicks(world, "ana", "Publish it")
    away = seats(page)[MONDAYS[2]][0]
    still = await types(world, "ana", "/triage rotate")
    assert "What is published for Data until Sun 20 Dec still stands: there is nothing to change." in still
    assert "[Publish it]" not in still
    assert "[Drop it]" not in still
    async with world.work() as work:
        await is_away(work, world.person(away[1:]).id, date(2026, 12, 14), date(2026, 12, 18))
    mended = await types(world, "ana", "/triage rotate")
    assert "Kept as published where people are there; the rest is filled." in mended
    assert away not in seats(mended)[MONDAYS[2]]
    assert f"(instead of {away}" in line_of(mended, MONDAYS[2])
    assert len(lists(world)) == 1, "a proposal is announced nowhere"
    new = seats(mended)[MONDAYS[2]][0]
    before = len(told(world, new[1:]))
    await clicks(world, "ana", "Publish it")
    (listed,) = lists(world)
    assert f"{MONDAYS[2]}: {new}" in listed, "the list was brought up to date"
    channel = world.channel("data-team")
    post = next(each for each in channel.messages if "Who is on duty" in world.read(each))
    (reply,) = (world.read(each) for each in channel.thread(post))
    assert "@ana published a new plan. What changed:" in reply
    assert "you are not on any more" in told(world, away[1:])[-1]
    assert len(told(world, new[1:])) == before + 1
    assert f"{MONDAYS[2]}: you are on duty" in told(world, new[1:])[-1]


async def test_two_clicks_publish_once_and_a_dropped_plan_changes_nothing(world: World) -> None:
    await a_morning(world)
    await settings(world)
    await clicks(world, "ana", "Propose a plan")
    assert "Dropped. What is published for Data stays as it is." in await clicks(world, "ana", "Drop it")
    assert "Nobody is on duty for Data now." in await types(world, "ben", "/triage duty")
    ana = world.person("ana")
    proposal = next(each for each in ana.ephemerals if "Dropped." in world.read(each))
    await ana.clicks("Make a new plan", proposal)
    await world.forward(seconds=15)
    await asyncio.gather(ana.clicks("Publish it", proposal), ana.clicks("Publish it", proposal))
    await world.forward(seconds=15)
    assert len(lists(world)) == 1
    assert [len(told(world, name)) for name in ("ana", "ben", "chitra", "dan", "elif", "farid")] == [1] * 6
    async with world.work() as work:
        team = (await Teams(work).all())[0]
        assert len(await Shifts(work).between(team.id, work.now, work.now + WEEK * 8)) == 6


async def test_what_began_today_is_put_from_now_on_and_once_all_is_over_there_is_a_new_list(world: World) -> None:
    await the_data_team(world)
    await world.forward_to(datetime(2026, 11, 23, 10, 0, tzinfo=UTC))
    await settings(world, **{"Shifts to plan": "1"})
    assert "Mon 23 Nov to Sun 29 Nov" in await clicks(world, "ana", "Propose a plan")
    await clicks(world, "ana", "Publish it")
    async with world.work() as work:
        team = (await Teams(work).all())[0]
        shifts = await Shifts(work).between(team.id, work.now - WEEK, work.now + WEEK)
    assert {each.starts.hour for each in shifts} == {10}, "the morning is past, and stays as it was"
    served = {each.user_id for each in shifts}
    await world.forward_to(datetime(2026, 11, 30, 10, 0, tzinfo=UTC))
    page = await types(world, "ana", "/triage rotate")
    assert not served & {world.person(who[1:]).id for who in re.findall(r"@\w+", line_of(page, MONDAYS[0]))}
    await clicks(world, "ana", "Publish it")
    assert ["until Sun 29 Nov" in lists(world)[0], "until Sun 6 Dec" in lists(world)[1]] == [True, True]


async def test_facts_that_changed_stop_a_publication_and_a_new_plan_is_one_click_away(world: World) -> None:
    await a_morning(world)
    await settings(world)
    page = await clicks(world, "ana", "Propose a plan")
    first = seats(page)[MONDAYS[0]][0]
    async with world.work() as work:
        await is_away(work, world.person(first[1:]).id, date(2026, 11, 30), date(2026, 12, 4))
    said = await clicks(world, "ana", "Publish it")
    assert f"the facts have changed. {first} is away by now in {MONDAYS[0]}. Nothing was changed." in said
    assert lists(world) == []
    assert first not in seats(await clicks(world, "ana", "Make a new plan"))[MONDAYS[0]]
    async with world.work() as work:
        team = (await Teams(work).all())[0]
        gone = next(each for each in seats(shown(world, "ana"))[MONDAYS[1]] if each != "@ana")
        await Teams(work).remove_member(team.id, world.person(gone[1:]).id)
    assert f"{gone} does not take turns any more." in await clicks(world, "ana", "Publish it")
    again = await clicks(world, "ana", "Make a new plan")
    await types(world, "ana", "/triage duty 1 Dec 2026")
    ana = world.person("ana")
    old = next(each for each in ana.ephemerals[::-1] if world.read(each) == again)
    await ana.clicks("Publish it", old)
    assert "Somebody else was put on duty meanwhile" in world.read(old)


async def test_another_plan_is_shown_instead_and_long_plans_have_pages(world: World) -> None:
    await a_morning(world)
    await settings(world)
    first = await clicks(world, "ana", "Propose a plan")
    other = await clicks(world, "ana", "Another plan")
    assert seats(other) != seats(first) or "No other plan is as good" in other
    await settings(world, **{"How long is a shift?": "Each working day", "Shifts to plan": "12"})
    page = await clicks(world, "ana", "Propose a plan")
    assert days_of(page) == ["Thu 26", "Fri 27", "Mon 30", "Tue 1", "Wed 2", "Thu 3", "Fri 4", "Mon 7"]
    later = await clicks(world, "ana", "Later shifts")
    assert days_of(later) == ["Tue 8", "Wed 9", "Thu 10", "Fri 11"]
    assert "[Later shifts]" not in later
    assert days_of(await clicks(world, "ana", "Earlier shifts")) == days_of(page)


async def test_topics_of_the_desk_count_and_are_named_in_the_reasons(world: World) -> None:
    await a_morning(world)
    async with world.work() as work:
        team = (await Teams(work).all())[0]
        await Desks(work).put(Desk(team.id, topics=("billing & tax",)))
        ben, dan = (UserId(world.person(name).id) for name in ("ben", "dan"))
        knowing = [TopicPerson("billing & tax", ben, Level.EXPERT), TopicPerson("billing & tax", dan, Level.LEARNER)]
        await TopicPeople(work).replace(team.id, "billing & tax", knowing)
    await settings(world)
    page = await clicks(world, "ana", "Propose a plan")
    assert "@ben is there all the time, knows billing & tax" in page or "@ben is backup and adds billing & tax" in page
    assert "without billing & tax: @ben could, but rest and other topics came first" in page


async def test_members_and_requesters_cannot_plan_and_bad_settings_are_said_beside_their_field(world: World) -> None:
    await a_morning(world)
    for name, channel in (("ben", "data-team"), ("grace", "general")):
        assert "Only leads of Data plan its duty." in await types(world, name, "/triage rotate", channel)
        await types(world, name, "/triage rotate settings", channel)
        assert world.person(name).modal is None
    ana = world.person("ana")
    await ana.types("/triage rotate settings", channel="data-team")
    await ana.fills({"How long is a shift?": "A number of days"})
    await ana.submits()
    assert ana.errors_by_label == {"How many days?": "Write a number of days from 2 to 28."}
    await ana.fills({"How many days?": "10", "Who takes turns?": ["ben", "grace"]})
    await ana.submits()
    assert "Only members of Data take turns" in ana.errors_by_label["Who takes turns?"]
    await ana.fills({"Who takes turns?": ["ben", "dan"]})
    await ana.submits()
    await world.forward(seconds=15)
    assert "Saved for Data: 10 days are a shift" in shown(world, "ana")
    assert "@ben, @dan take turns" in shown(world, "ana")
