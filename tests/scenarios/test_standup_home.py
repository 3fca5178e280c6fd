"""Stories of the Home tab: a member's day at a glance, and what a lead does from there."""

from tests.support.standups import BLOCKED, DONE, PLAN, WORDS, a_standup, answers, at
from tests.support.teams import the_data_team
from tests.support.world import World


async def test_home_shows_today_what_blocks_what_is_planned_and_what_comes(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.opens_home()
    assert "Daily for Mon 23 Nov is waiting for you" in world.read(dan.home)
    await dan.clicks("Answer", in_view=dan.home)
    await dan.fills({DONE: "Loads", PLAN: "Metrics", BLOCKED: "Yes"})
    await dan.fills({WORDS: "No access to billing"})
    assert (await dan.submits()).closed
    await world.settle()
    home = world.read(dan.home)
    for words in ("Daily for Mon 23 Nov is answered.", "No access to billing", "B-1", "Metrics", "You are asked next"):
        assert words in home
    await dan.clicks("Solved", in_view=dan.home)
    await dan.clicks("Done", in_view=dan.home)
    await world.settle()
    assert "No access to billing" not in world.read(dan.home)
    assert "Metrics" not in world.read(dan.home)


async def test_home_changes_ones_own_hour_and_nobody_elses(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(8))
    dan, ana = world.person("dan"), world.person("ana")
    await dan.opens_home()
    await dan.clicks("Ask me at…", in_view=dan.home)
    await dan.fills({"Daily": "10:15"})
    assert (await dan.submits()).closed
    await world.settle()
    assert "you at 10:15" in world.read(dan.home)
    await world.forward_to(at(9, 31))
    assert (len(ana.dm), len(dan.dm)) == (1, 0)
    await world.forward_to(at(10, 16))
    assert len(dan.dm) == 1


async def test_home_undoes_days_off_and_answers_late(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.types("/standup off Daily until 25 Nov")
    await dan.opens_home()
    assert "It leaves you alone until Wed 25 Nov." in world.read(dan.home)
    await dan.clicks("Undo", in_view=dan.home)
    await world.forward_to(at(18))
    await dan.opens_home()
    await answers(dan, {DONE: "Loads"}, button="Answer late")
    await world.settle()
    assert "Daily for Mon 23 Nov is answered." in world.read(dan.home)


async def test_home_gives_leads_what_they_need_and_nobody_else(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    ana, dan = world.person("ana"), world.person("dan")
    await dan.opens_home()
    assert "Run now" not in str(dan.home)
    await ana.opens_home()
    for choice, shown in (("Settings", "Daily"), ("Questions", PLAN), ("People", "Daily")):
        await ana.clicks(choice, in_view=ana.home)
        assert shown in str(ana.modal)
        await ana.closes(clear_all=True)
    await ana.clicks("Pause", in_view=ana.home)
    await world.settle()
    assert "paused" in world.read(ana.home)
    await ana.clicks("Resume", in_view=ana.home)
    await ana.clicks("Run now", in_view=ana.home)
    await world.forward(minutes=1)
    assert len(dan.dm) == 1
