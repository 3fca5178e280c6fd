"""What leads do to single runs: left out and back, asked now; and what they hear of runs that were missed."""

from datetime import date

import pytest

from bot.people.domain import UserId
from bot.people.repository import Teams
from bot.standups.domain import Kind, NewQuestion, count_participation
from bot.standups.repository import Prompts
from tests.support.moments import asked
from tests.support.standups import a_standup, at, reports
from tests.support.teams import the_data_team
from tests.support.world import World


def told(world: World, name: str, text: str) -> list[str]:
    """What the bot said to somebody with these words in it."""
    found = [world.read(each) for each in world.person(name).dm]
    return [each for each in found if text in each]


async def test_a10_a_run_is_left_out_and_counts_for_nobody(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, reminders=())
    await world.forward_to(at(9, 31))
    ana, dan = world.person("ana"), world.person("dan")
    await ana.types("/standup skip-run Daily on 24 Nov")
    assert "Daily of Tue 24 Nov is left out: nobody is asked" in world.read(ana.ephemerals[-1])
    await ana.types("/standup skip-run Daily on 28 Nov")
    assert "Daily does not run on Sat 28 Nov. Its next run is on Wed 25 Nov." in world.read(ana.ephemerals[-1])
    await ana.types("/standup skip-run Daily on 23 Nov")
    assert "Daily of Mon 23 Nov has begun" in world.read(ana.ephemerals[-1])
    await dan.types("/standup skip-run Daily")
    assert "Only leads of Data" in world.read(dan.ephemerals[-1])
    await dan.types("/standup show Daily")
    assert "Tue 24 Nov" not in world.read(dan.ephemerals[-1])
    await world.forward_to(at(12, day=25))
    assert await asked(world, "dan") == ["Mon 23 09:30", "Wed 25 09:30"]
    async with world.work() as work:
        prompts = await Prompts(work).of_team_between(team.id, date(2026, 11, 24), date(2026, 11, 24))
    assert count_participation(prompts).expected == 0


async def test_a10_a_run_left_out_by_mistake_comes_after_all(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")), reminders=())
    await world.forward(minutes=1)
    ana = world.person("ana")
    await ana.types("/standup skip-run Daily")
    assert "Daily of Mon 23 Nov is left out" in world.read(ana.ephemerals[-1])
    await ana.clicks("Undo")
    assert "Daily of Mon 23 Nov takes place after all." in world.read(ana.ephemerals[-1])
    await ana.types("/standup skip-run Daily on 1 Dec")
    await ana.types("/standup unskip-run Daily")
    assert "Daily of Tue 1 Dec takes place after all." in world.read(ana.ephemerals[-1])
    await world.forward_to(at(12, day=1, month=12))
    days = [each[:6] for each in await asked(world, "dan")]
    assert days == ["Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27", "Mon 30", "Tue 01"]


async def test_a11_one_person_is_asked_now_and_never_twice(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan", "elif")), reminders=())
    await world.forward_to(at(8))
    ana = world.person("ana")
    await ana.types("/standup run Daily @dan")
    assert "@dan is being asked now." in world.read(ana.ephemerals[-1])
    await world.forward(minutes=1)
    await ana.types("/standup run Daily @dan")
    assert "@dan was asked today already." in world.read(ana.ephemerals[-1])
    await world.forward_to(at(12))
    assert await asked(world, "dan") == ["Mon 23 08:00"]
    assert await asked(world, "elif") == ["Mon 23 09:30"], "the others are asked when they always are"


async def test_a11_who_is_away_is_not_asked_and_who_asks_is_told(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")))
    ana, dan = world.person("ana"), world.person("dan")
    await dan.types("/standup away until 27 Nov")
    await world.forward(minutes=1)
    await ana.types("/standup run Daily @dan")
    assert "Dan is away until Fri 27 Nov, so I do not ask them." in world.read(ana.ephemerals[-1])


@pytest.mark.parametrize("asks_now", [False, True], ids=["left as it is", "asked now"])
async def test_a12_a_run_missed_for_hours_is_on_record_as_skipped_and_its_owner_told_once(
    world: World, asks_now: bool
) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, reminders=())
    await world.forward(minutes=1)
    await world.stop_bot()
    world.clock.move_to(at(13))
    await world.start_bot()
    await world.forward(minutes=5)
    (notice,) = told(world, "ana", "I was down")
    assert (
        "I was down at 09:30, so 2 people were not asked for Daily of Mon 23 Nov. Nobody is counted missing." in notice
    )
    ana = world.person("ana")
    await ana.types("/standup show Daily")
    assert "Mon 23 Nov" not in world.read(ana.ephemerals[-1])
    if asks_now:
        await ana.clicks("Ask them now")
        await world.forward(minutes=1)
    assert len(await asked(world, "dan")) == int(asks_now)
    await world.forward_to(at(23))
    assert len(reports(world)) == int(asks_now)
    async with world.work() as work:
        prompts = await Prompts(work).of_team_between(team.id, date(2026, 11, 23), date(2026, 11, 23))
    assert len(prompts) == 2 * asks_now, "a run that was skipped counts for nobody"
    assert len(told(world, "ana", "I was down")) == 1


async def test_a12_after_days_without_the_bot_its_owner_is_told_once_of_all(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")), reminders=())
    await world.forward(minutes=1)
    await world.stop_bot()
    world.clock.move_to(at(18, day=26))
    await world.start_bot()
    await world.forward(minutes=5)
    (notice,) = told(world, "ana", "I was down")
    assert "for Daily of Thu 26 Nov. It did not happen on Mon 23 Nov, Tue 24 Nov and Wed 25 Nov either." in notice
    await world.forward_to(at(12, day=27))
    assert await asked(world, "dan") == ["Fri 27 09:30"]
    assert reports(world) == []


async def test_d4_on_a_day_on_which_nothing_is_asked_there_is_no_run(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    friday = NewQuestion("How was your week?", Kind.MOOD, key="mood", days=frozenset({4}))
    await a_standup(world, team, questions=(friday,), reminders=())
    dan, ana = world.person("dan"), world.person("ana")
    await dan.types("/standup show Daily")
    assert "Fri 27 Nov 09:30" in world.read(dan.ephemerals[-1])
    assert "Thu 26 Nov" not in world.read(dan.ephemerals[-1])
    await world.forward_to(at(12))
    await ana.types("/standup run Daily")
    assert "None of its questions is asked on this day of the week." in world.read(ana.ephemerals[-1])
    await world.forward_to(at(12, day=27))
    assert await asked(world, "dan") == ["Fri 27 09:30"]


async def test_b3_who_joins_after_somebody_answered_ahead_is_in_that_run_too(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, questions=(NewQuestion("What is next?", Kind.SHORT),), reminders=())
    await world.forward_to(at(8))
    dan = world.person("dan")
    await dan.types("/standup ahead")
    await dan.fills({"What is next?": "Loads"})
    assert (await dan.submits()).closed
    await world.person("elif").opens_home()
    async with world.work() as work:
        await Teams(work).add_member(team.id, UserId(world.person("elif").id))
    await world.forward_to(at(12))
    assert await asked(world, "elif") == ["Mon 23 09:30"]
