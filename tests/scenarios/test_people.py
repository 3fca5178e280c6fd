"""Stories of teams and absences: set up, changed, away and back."""

from bot.people.repository import Teams
from tests.support.teams import the_data_team
from tests.support.world import World

FOLLOW = "Members come and go with the channel"
EVERYBODY = ["Everybody in the channel is a member"]


async def test_a_team_is_set_up_and_its_people_come_from_the_channel(world: World) -> None:
    ana = world.person("ana")
    await ana.opens_home()
    assert "Hello, Ana" in world.read(ana.home)
    await ana.clicks("Set up a team")
    await ana.fills({"Name": "Data", "Channel": "data-team", FOLLOW: EVERYBODY})
    assert (await ana.submits()).closed
    await world.settle()
    assert ana.sees("Data is set up: 6 members in")
    home = await ana.opens_home()
    assert "led by Ana" in str(home)

    await world.person("grace").joins("data-team")
    await world.person("farid").leaves("data-team")
    await world.settle()
    async with world.work() as work:
        [team] = await Teams(work).all()
    assert {each.user_id for each in team.members} == {
        world.person(name).id for name in ("ana", "ben", "chitra", "dan", "elif", "grace")
    }


async def test_the_bot_joins_the_channel_of_a_team_by_itself(world: World) -> None:
    ana = world.person("ana")
    await ana.types("/standup team", channel="data-team")
    await ana.fills({"Name": "Everybody", "Channel": "general", "Members": ["ana", "ben"]})
    assert (await ana.submits()).closed
    assert ana.sees("Everybody is set up: 2 members in")


async def test_a_private_channel_asks_for_an_invitation(world: World) -> None:
    ana = world.person("ana")
    await ana.types("/standup team", channel="data-team")
    await ana.fills({"Name": "Board", "Channel": "exec-numbers", "Members": ["grace"]})
    with world.sandbox.deliberate():
        assert not (await ana.submits()).closed
    assert "/invite @Firebreak" in ana.errors_by_label["Channel"]


async def test_bots_are_no_members(world: World) -> None:
    ana = world.person("ana")
    await ana.types("/standup team", channel="data-team")
    await ana.fills({"Name": "Data", "Channel": "data-team", "Members": ["ana", "firebreak"]})
    assert not (await ana.submits()).closed
    assert "is a bot" in ana.errors_by_label["Members"]


async def test_guests_are_told_who_can_set_up_a_team(world: World) -> None:
    jo = world.person("jo")
    await jo.types("/standup team", channel="general")
    assert jo.modal is None
    assert jo.sees("Guests cannot set up teams")


async def test_a_lead_sets_somebody_away_and_they_undo_it(world: World) -> None:
    await the_data_team(world)
    ana, dan = world.person("ana"), world.person("dan")
    await ana.types("/standup away @dan 24 Dec to 26 Dec", channel="data-team")
    assert ana.sees("Dan is away from Thu 24 Dec to Sat 26 Dec. Back on Mon 28 Dec.")
    await world.settle()
    assert dan.sees("Ana set you away from Thu 24 Dec to Sat 26 Dec.")
    await dan.clicks("Undo")
    await world.settle()
    assert dan.sees("You are not away from Thu 24 Dec to Sat 26 Dec: you undid it.")
    assert not dan.sees("Ana set you away")
    assert ana.sees("Dan will be here after all")


async def test_somebody_is_away_and_back_early(world: World) -> None:
    await the_data_team(world)
    chitra = world.person("chitra")
    # It is Monday morning in Kolkata.
    await chitra.types("/standup away until Wednesday", channel="data-team")
    assert chitra.sees("You are away until Wed 25 Nov. Back on Thu 26 Nov.")
    assert "You are away" in str(await chitra.opens_home())
    await chitra.clicks("I am back")
    await world.settle()
    assert chitra.sees("Welcome back!")
    assert "You are away" not in str(chitra.home)


async def test_days_that_cannot_be_read_are_answered_with_examples(world: World) -> None:
    await the_data_team(world)
    ana = world.person("ana")
    await ana.types("/standup away whenever", channel="data-team")
    assert ana.sees("Write `tomorrow`, `until Friday`") or ana.sees("Write tomorrow, until Friday")


async def test_a_member_sets_their_own_hours_from_home(world: World) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    await dan.opens_home()
    await dan.clicks("My hours")
    await dan.fills({"I work": "own", "Working days": ["0", "1", "2"], "Work begins": "08:00", "Work ends": "16:00"})
    assert (await dan.submits()).closed
    await world.settle()
    assert "Mon–Wed 08:00–16:00" in str(dan.home)


async def test_a_move_to_another_zone_is_followed(world: World) -> None:
    await the_data_team(world)
    await world.person("dan").moves_to("Asia/Tokyo")
    await world.settle()
    assert "Asia/Tokyo" in str(await world.person("dan").opens_home())


async def test_only_leads_change_the_team(world: World) -> None:
    await the_data_team(world)
    ana, ben = world.person("ana"), world.person("ben")
    await ben.types("/standup team", channel="data-team")
    assert ben.modal is None
    assert ben.sees("led by Ana")
    await ana.types("/standup team", channel="data-team")
    await ana.fills({"Name": "Insights"})
    assert (await ana.submits()).closed
    assert "Insights" in str(await ben.opens_home())
