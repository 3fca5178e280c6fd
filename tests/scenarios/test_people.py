"""Stories of teams and absences: set up, changed, away and back."""

from bot.people.repository import Teams
from tests.support.standups import a_standup, at
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


async def test_b4_both_days_of_leave_count_and_the_return_needs_no_action(world: World) -> None:
    """Pains 3 and 5: nobody is asked on leave, and afterwards everybody is, told so once."""
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    dan = world.person("dan")
    await dan.types("/standup away 24 Nov to 25 Nov", channel="data-team")
    await world.forward_to(at(8, 59, day=26))
    assert not dan.sees("Daily for Tue 24 Nov\n")
    assert not dan.sees("Daily for Wed 25 Nov\n")
    assert not dan.sees("Welcome back!")
    await world.forward_to(at(9, 31, day=26))
    assert [world.read(each) for each in dan.dm if "Welcome back!" in world.read(each)] == [
        "Welcome back! You were away until Wed 25 Nov. Standups ask you again from today; "
        "there is nothing you need to do."
    ]
    assert dan.sees("Daily for Thu 26 Nov")


async def test_pain_5_two_absences_in_a_row_are_one_return(world: World) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    await dan.types("/standup away 24 Nov to 26 Nov", channel="data-team")
    await dan.types("/standup away 27 Nov to 1 Dec", channel="data-team")
    await world.forward_to(at(23, 0, day=30))
    assert not dan.sees("Welcome back!")
    await world.forward_to(at(23, 0, day=4, month=12))
    assert [world.read(each) for each in dan.dm if "Welcome back!" in world.read(each)] == [
        "Welcome back! You were away until Tue 1 Dec. Standups ask you again from today; "
        "there is nothing you need to do."
    ]


async def test_pain_5_after_a_day_or_an_early_return_nobody_is_welcomed(world: World) -> None:
    await the_data_team(world)
    dan, ana = world.person("dan"), world.person("ana")
    await dan.types("/standup away tomorrow", channel="data-team")
    await ana.types("/standup away until Friday", channel="data-team")
    await ana.types("/standup back", channel="data-team")
    assert ana.sees("Welcome back! You were away until Fri 27 Nov; now you are here from today.")
    await world.forward(days=10)
    assert not [each for each in (*dan.dm, *ana.dm) if "Welcome back!" in world.read(each)]


async def test_part_of_a_day_is_typed_as_people_say_it_and_undone(world: World) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    await dan.types("/standup away tomorrow 13:00-17:00", channel="data-team")
    assert dan.sees("You are away on Tue 24 Nov, 13:00–17:00. Standups still ask you, unless these hours take all")
    assert "You are away on Tue 24 Nov, 13:00–17:00" in world.read(await dan.opens_home())
    home = world.read(await world.person("ana").opens_home())
    assert "Dan for a part of the day on Tue 24 Nov" in home
    assert "13:00" not in home, "on somebody else's clock hours mislead"
    await dan.clicks("Undo")
    await world.settle()
    assert dan.sees("You are not away on Tue 24 Nov, 13:00–17:00: you undid it.")
    assert not dan.sees("Standups still ask you")
    assert "You are away" not in world.read(await dan.opens_home())


async def test_part_of_a_day_is_no_day_away(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    dan = world.person("dan")
    await dan.types("/standup away tomorrow 13:00-17:00", channel="data-team")
    await world.forward_to(at(10, 0, day=24))
    assert dan.sees("Daily for Tue 24 Nov\n"), "there is the morning to answer"


async def test_part_of_a_day_is_chosen_in_the_form(world: World) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    await dan.opens_home()
    await dan.clicks("Set me away")
    await dan.fills({"First day away": "2026-11-26", "Last day away": "2026-11-27", "Only from": "09:00"})
    assert not (await dan.submits()).closed
    assert dan.errors_by_label == {"Only until": "Give both times, or neither for whole days."}
    await dan.fills({"Only until": "12:00"})
    assert (await dan.submits()).closed
    assert dan.sees("You are away from Thu 26 Nov to Fri 27 Nov, each day 09:00–12:00.")


async def test_b5_a_lead_sets_a_part_of_a_day_on_the_members_own_clock(world: World) -> None:
    await the_data_team(world)
    ana, ben = world.person("ana"), world.person("ben")
    await ana.types("/standup away @ben tomorrow afternoon", channel="data-team")
    assert ana.sees("Ben is away on Mon 23 Nov, 12:00–17:00 on their clock (America/New_York)."), "it is Sunday there"
    await world.settle()
    await ben.clicks("Undo")
    await world.settle()
    assert ben.sees("You are not away on Mon 23 Nov, 12:00–17:00: you undid it.")


async def test_until_further_notice_asks_again_after_two_weeks(world: World) -> None:
    """Pain 3: "stop" never ends elsewhere."""
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    dan = world.person("dan")
    await dan.types("/standup away until further notice", channel="data-team")
    assert dan.sees("You are away until further notice. On Sun 6 Dec I ask you whether it goes on")
    await world.forward_to(at(9, 1, day=6, month=12))
    assert dan.sees("Still away? You are away until further notice, and I ask every two weeks.")
    await dan.clicks("Two more weeks")
    await world.settle()
    assert dan.sees("You stay away. On Sun 20 Dec I ask again.")
    assert not dan.sees("Still away?")
    await world.forward_to(at(9, 1, day=20, month=12))
    await dan.clicks("I am back on …")
    await dan.fills({"First day back": "2026-12-23"})
    assert (await dan.submits()).closed
    await world.settle()
    assert dan.sees("You are back on Wed 23 Dec. Standups ask you again from then.")
    await world.forward_to(at(10, 0, day=23, month=12))
    assert dan.sees("Welcome back! You were away until Tue 22 Dec.")
    assert dan.sees("Daily for Wed 23 Dec")
    assert not dan.sees("Daily for Tue 22 Dec")


async def test_until_further_notice_ends_by_itself_when_nobody_answers(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    dan = world.person("dan")
    await dan.opens_home()
    await dan.clicks("Set me away")
    await dan.fills({"No date yet?": ["Until further notice"]})
    assert (await dan.submits()).closed
    await world.forward_to(at(10, 0, day=7, month=12))
    assert dan.sees("If you say nothing, today is your last day away.")
    assert dan.sees("Welcome back! You were away until Sun 6 Dec.")
    assert dan.sees("Daily for Mon 7 Dec")
