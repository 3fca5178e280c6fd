"""Stories of the agreed mix: written down by a member, shown beside the lived one, and to them alone."""

from tests.support.teams import the_data_team
from tests.support.world import World

FORM = {"Project, in percent": "55", "Fires, in percent": "25", "Growth, in percent": "20"}


async def ben_finishes(world: World, count: int) -> None:
    """Grace asks, Ben takes it and is done the same day; of the first he says that it took him more than a day."""
    grace, ben = world.person("grace"), world.person("ben")
    for number in range(1, count + 1):
        await grace.types(f"/triage new Zeros in report {number}", channel="general")
        await ben.types(f"/triage claim F-{number}")
        await ben.types(f"/triage resolve F-{number}{' fixed' if number > 1 else ''}")
    await ben.fills({"Effort": "L: more than a day"})
    assert (await ben.submits()).closed
    await world.settle()


async def test_the_mix_is_set_on_ones_page_and_stands_beside_the_lived_one(world: World) -> None:
    await the_data_team(world)
    await world.forward(hours=12)
    await ben_finishes(world, 6)
    await world.forward(weeks=1)
    ben = world.person("ben")
    await ben.types("/triage load me", channel="data-team")
    assert "Agreed mix: none yet" in world.read(ben.ephemerals[-1])
    await ben.clicks("Set my agreed mix", ben.ephemerals[-1])
    await ben.fills(FORM | {"Fires, in percent": "30"})
    assert not (await ben.submits()).closed
    assert ben.errors_by_label["Growth, in percent"] == (
        "55 + 30 + 20 is 105: 5 too many. Take that away somewhere, so that it is 100."
    )
    await ben.fills(FORM)
    assert (await ben.submits()).closed
    await world.settle()
    page = world.read(ben.ephemerals[-1])
    assert "55% project, 25% fires, 20% growth. Only you see it." in page
    # One of ten hours and five of three, beside four weeks of forty hours.
    assert "fires took about 16% of your time: 25 of 160 working hours" in page
    assert "5 of your 6 had no size" in page
    assert "Agreed and lived, last four weeks" in page

    ana = world.person("ana")
    await ana.types("/triage load", channel="data-team")
    await ana.opens_home()
    assert not ana.sees("55% project")
    assert "55% project" not in world.read(ana.home)


async def test_on_the_home_tab_it_says_why_nothing_is_shown_and_takes_the_mix_back(world: World) -> None:
    await the_data_team(world)
    await world.forward(hours=12)
    await ben_finishes(world, 1)
    await world.forward(weeks=1)
    ben = world.person("ben")
    await ben.opens_home()
    await ben.clicks("Set my agreed mix")
    await ben.fills(FORM)
    assert (await ben.submits()).closed
    await world.settle()
    assert "You finished only 1 fire in the last four weeks" in world.read(ben.home)
    await ben.clicks("Change my agreed mix")
    await ben.fills(dict.fromkeys(FORM, ""))
    assert (await ben.submits()).closed
    await world.settle()
    assert "Agreed mix: none yet" in world.read(ben.home)
