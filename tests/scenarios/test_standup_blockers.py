"""Stories of blockers: opened by a yes, owned, helped with, made a fire, solved, escalated, and left behind."""

from datetime import date

import pytest

from bot.core.errors import BotError
from bot.sandbox.gestures import Person
from bot.standups.domain.blockers import Blocker
from bot.standups.domain.schedule import Readers, Rules
from bot.standups.repository import Blockers
from bot.standups.use_cases import own_blocker
from tests.support.standups import BLOCKED, DONE, WORDS, a_standup, answers, at, dm, reports
from tests.support.teams import is_away, the_data_team
from tests.support.world import World


async def is_blocked(person: Person, by: str, button: str = "Answer") -> None:
    await answers(person, {DONE: "Loads", BLOCKED: "Yes", WORDS: by}, button=button)


async def blockers(world: World) -> list[Blocker]:
    async with world.work() as work:
        return [each for number in range(1, 6) if (each := await Blockers(work).find(number)) is not None]


async def test_d2_only_a_typed_yes_opens_a_blocker(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: "I am blocked by everything", BLOCKED: "No"})
    await answers(world.person("ana"), {DONE: "No blockers"})
    assert await blockers(world) == []
    await is_blocked(world.person("dan"), "No access to billing", button="Edit")
    await world.forward(minutes=1)
    (blocker,) = await blockers(world)
    assert blocker.text == "No access to billing"
    assert "Dan is blocked: No access to billing" in reports(world)[0]
    assert "B-1 · new" in reports(world)[0]


async def test_h3_the_same_words_the_next_day_are_the_same_blocker_and_its_age_counts_working_days(
    world: World,
) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, rules=Rules(escalate_after=0))
    dan = world.person("dan")
    await world.forward_to(at(9, 31, day=26))
    await is_blocked(dan, "No access to billing")
    await world.forward_to(at(9, 31, day=27))
    assert "Still blocked? No access to billing (B-1, for 1 working day)" in world.read(dan.dm[-1])
    await is_blocked(dan, "no access  to billing")
    assert len(await blockers(world)) == 1
    await world.forward_to(at(9, 31, day=30))
    assert "B-1, for 2 working days" in world.read(dan.dm[-1]), "the weekend does not count"
    await answers(dan, {DONE: "Loads", BLOCKED: "No", "No access to billing (B-1)": "Solved"})
    (solved,) = await blockers(world)
    assert not solved.is_open
    await world.forward(minutes=1)
    assert all("Dan is blocked" not in each for each in reports(world)), "every report that named it follows"


async def test_h3_edits_reword_and_a_no_withdraws(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await is_blocked(dan, "No access")
    await is_blocked(dan, "No access to billing", button="Edit")
    await world.forward(minutes=1)
    assert [each.text for each in await blockers(world)] == ["No access to billing"]
    assert "B-1" in reports(world)[0]
    await answers(dan, {BLOCKED: "No"}, button="Edit")
    await world.forward(minutes=1)
    assert await blockers(world) == [], "nobody had to do with it"
    assert "blocked" not in reports(world)[0]


async def test_h3_help_owner_and_fire_are_told_and_shown(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan, ana, elif_ = world.person("dan"), world.person("ana"), world.person("elif")
    await is_blocked(dan, "No access to billing")
    await world.forward(seconds=10)
    await elif_.clicks("I can help")
    await elif_.clicks("I can help")
    await world.forward(seconds=10)
    assert len([each for each in dan.dm if "@elif can help with what blocks you" in world.read(each)]) == 1
    await ana.clicks("I own it")
    await world.forward(seconds=10)
    assert "@ana sees to what blocks you now: No access to billing (B-1)." in world.read(dan.dm[-1])
    await ana.clicks("Make it a fire")
    await world.forward(seconds=10)
    assert "B-1 · new · Ana sees to it · Elif helps · F-1" in reports(world)[0]
    await elif_.clicks("Solved")
    await world.forward(seconds=10)
    assert "@elif says that what blocked you is solved" in world.read(dan.dm[-1])
    assert "Dan was blocked: No access to billing" in reports(world)[0]
    await answers(dan, {DONE: "More loads"}, button="Edit")
    assert not (await blockers(world))[0].is_open, "an edit of something else does not bring it back"
    await dan.clicks("It still blocks me")
    await world.forward(seconds=10)
    assert "Dan is blocked: No access to billing" in reports(world)[0]


async def test_h3_of_two_owners_one_has_it_and_the_other_is_told_who(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    await is_blocked(world.person("dan"), "No access to billing")
    await world.forward(seconds=10)
    card = world.channel("data-team").messages[-1]
    await world.person("elif").clicks("I own it", message=card)
    async with world.work() as work:
        with pytest.raises(BotError, match="Elif sees to B-1 already"):
            await own_blocker(work, 1, world.person("ana").id)


async def test_h3_leads_are_told_once_when_a_blocker_stays_over_working_days_of_whoever_is_blocked(
    world: World,
) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    dan, ana = world.person("dan"), world.person("ana")
    async with world.work() as work:
        await is_away(work, dan.id, date(2026, 11, 25), date(2026, 11, 25))
    await world.forward_to(at(9, 31))
    await is_blocked(dan, "No access to billing")
    await world.forward_to(at(9, 1, day=25))
    assert not ana.sees("Can you help it along?"), "one working day, and then a day off"
    await world.forward_to(at(9, 1, day=26))
    told = dm(world, "ana", "Something stays in the way. Can you help it along?")
    await ana.clicks("I own it", message=told)
    await world.forward_to(at(9, 1, day=30))
    assert "Ana sees to this." in world.read(dm(world, "ana", "is blocked: No access to billing"))
    assert len([each for each in ana.dm if "No access to billing" in world.read(each)]) == 1


async def test_h3_who_leaves_leaves_blockers_to_the_lead(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    await is_blocked(world.person("dan"), "No access to billing")
    await world.forward(seconds=10)
    await world.person("dan").is_deactivated()
    await world.forward_to(at(12, day=24))
    told = [each for each in world.person("ana").dm if "Dan is not in the team any more" in world.read(each)]
    assert len(told) == 1
    assert "Ana sees to it" in world.read(told[0])
    await world.person("ana").clicks("Solved", message=told[0])
    await world.forward(seconds=10)
    assert "This is out of the way." in world.read(dm(world, "ana", "Dan was blocked"))


async def test_h3_buttons_respect_who_may_read_and_a_fire_says_no_more_than_its_queue_may_know(
    world: World,
) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif"))
    await a_standup(world, team, rules=Rules(readers=Readers.LEADS))
    await world.forward_to(at(9, 31))
    await is_blocked(world.person("dan"), "My lead's secret")
    await world.forward(minutes=1)
    assert not world.person("elif").sees("My lead's secret")
    await world.person("ana").clicks("Make it a fire")
    await world.forward(minutes=1)
    assert any("Dan is blocked (B-1)" in text for text in world.texts("data-team"))
    assert not any("secret" in text for text in world.texts("data-team"))
