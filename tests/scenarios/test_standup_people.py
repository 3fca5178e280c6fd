"""Who is in a standup, as what, and what happens when they join, leave, are off it, or it loses its owner."""

from dataclasses import replace
from datetime import date, timedelta

from bot.people.domain import Role, TeamSettings, UserId
from bot.people.repository import Teams
from bot.standups.domain import PromptState, Standup, count_participation
from bot.standups.repository import Prompts, Runs, Standups
from tests.support.moments import asked
from tests.support.standups import DONE, a_standup, answers, at, dm, reports
from tests.support.teams import the_data_team
from tests.support.world import World

MONDAY = date(2026, 11, 23)


async def following(world: World, *names: str) -> Standup:
    """A standup of the team that follows #data-team, in which are exactly these people."""
    team = await the_data_team(world, names)
    async with world.work() as work:
        settings = TeamSettings("Data", team.channel_id, follows_channel=True, zone="Europe/London")
        roles = {each.user_id: each.role for each in team.members}
        team = await Teams(work).update(team.id, settings, roles)
    for user_id in world.channel("data-team").members:
        name = world.sandbox.workspace.users[user_id].name
        if name not in (*names, "firebreak"):
            await world.person(name).leaves("data-team")
    await world.settle()
    return await a_standup(world, team, reminders=())


async def states(world: World, standup: Standup, on: date = MONDAY) -> dict[str, PromptState]:
    async with world.work() as work:
        run = await Runs(work).on(standup.id, on)
        assert run is not None
        prompts = await Prompts(work).of_run(run.id)
    return {world.sandbox.workspace.users[each.user_id].name: each.state for each in prompts}


def reminders(world: World, name: str) -> int:
    return len([each for each in world.person(name).dm if world.read(each).startswith("A reminder")])


async def test_b1_b3_who_joins_is_in_the_next_run_and_who_leaves_is_out_at_once(world: World) -> None:
    standup = await following(world, "ana", "dan", "elif")
    await world.forward_to(at(9, 31))
    await world.person("grace").joins("data-team")
    await world.person("elif").leaves("data-team")
    await world.forward(minutes=1)
    assert await states(world, standup) == {
        "ana": PromptState.ASKED,
        "dan": PromptState.ASKED,
        "elif": PromptState.LEFT,
    }
    await world.forward_to(at(23, day=24))
    assert len(await asked(world, "grace")) == 1
    assert len(await asked(world, "elif")) == 1
    monday = reports(world)[0]
    assert "0 of 2 answered" in monday
    assert "Elif" not in monday


async def test_b1_what_slack_never_told_us_of_heals_at_night(world: World) -> None:
    standup = await following(world, "ana", "dan", "elif")
    world.sandbox.deliver_to, heard = None, world.sandbox.deliver_to
    await world.forward(minutes=1)
    with world.sandbox.allow("ack"):
        await world.person("grace").joins("data-team")
        await world.person("elif").leaves("data-team")
    world.sandbox.deliver_to = heard
    assert set(await states(world, standup)) == {"ana", "dan", "elif"}, "nothing was heard of it"
    await world.bot.worker.channels.read_all()
    await world.forward_to(at(12))
    assert set(await states(world, standup)) == {"ana", "dan", "grace"}


async def test_b3_a_deactivated_member_is_no_longer_expected(world: World) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan", "elif")), reminders=())
    await world.forward_to(at(9, 31))
    await answers(world.person("ana"), {DONE: "Board numbers"})
    await world.person("elif").is_deactivated()
    await world.forward(minutes=1)
    assert (await states(world, standup))["elif"] == PromptState.LEFT
    assert "1 of 2 answered" in reports(world)[0]
    await world.forward_to(at(12, day=24))
    assert "elif" not in await states(world, standup, date(2026, 11, 24))
    await world.person("elif").is_reactivated()
    await world.forward_to(at(12, day=25))
    assert (await states(world, standup, date(2026, 11, 25)))["elif"] == PromptState.ASKED


async def test_b2_only_the_expected_are_waited_for(world: World) -> None:
    team = await the_data_team(world, ("ana", "ben", "dan", "elif"))
    hours = tuple(timedelta(hours=each) for each in (1, 2, 3))
    standup = await a_standup(world, team, reminders=hours)
    ana = world.person("ana")
    await ana.types("/standup people Daily")
    await ana.fills({"Optional": ["dan"], "Observers": ["ben"], "Left out": ["elif"]})
    assert (await ana.submits()).closed
    await world.forward_to(at(9, 31))
    await answers(ana, {DONE: "Board numbers"})
    await world.forward_to(at(13))
    assert set(await states(world, standup)) == {"ana", "dan"}
    assert reminders(world, "dan") == 1
    await world.forward_to(at(18))
    (report,) = reports(world)
    assert "1 of 1 answered" in report
    assert "Missing" not in report
    await ana.types("/standup people Daily")
    shown = world.read(ana.modal)
    assert "Optional\n@dan" in shown
    assert "Observers\n@ben" in shown


async def test_b2_only_picked_people_take_part(world: World) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan", "elif")), reminders=())
    ana = world.person("ana")
    await ana.types("/standup people Daily")
    await ana.fills({"Who takes part": "Only some people"})
    assert not (await ana.submits()).closed
    assert ana.errors_by_label == {"Only these people": "Choose at least one person."}
    await ana.fills({"Only these people": ["dan"], "Optional": ["dan"]})
    assert not (await ana.submits()).closed
    assert "in two of these lists" in ana.errors_by_label["Optional"]
    await ana.fills({"Optional": []})
    assert (await ana.submits()).closed
    await world.forward_to(at(12))
    assert set(await states(world, standup)) == {"dan"}


async def test_b2_bots_and_people_of_other_teams_are_refused_beside_the_field(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")))
    ana = world.person("ana")
    await ana.types("/standup people Daily")
    await ana.fills({"Optional": ["firebreak"]})
    assert not (await ana.submits()).closed
    assert "is a bot. Bots do not do standups." in ana.errors_by_label["Optional"]
    await ana.fills({"Optional": ["grace"]})
    assert not (await ana.submits()).closed
    assert "Grace is not in Data." in ana.errors_by_label["Optional"]
    await ana.fills({"Optional": [], "Observers": ["grace", "jo"]})
    assert (await ana.submits()).closed, "whoever only reads may be from outside, guests too"


async def test_b5_a_lead_frees_somebody_of_one_standup_who_can_undo_it(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    standup = await a_standup(world, team, reminders=())
    retro = await a_standup(world, team, "Retro", reminders=())
    await world.forward_to(at(9, 31))
    ana, dan = world.person("ana"), world.person("dan")
    await ana.types("/standup off Daily @dan until 25 Nov")
    said = world.read(ana.ephemerals[-1])
    assert "Dan is not asked for Daily until Wed 25 Nov. After that all is as before, without a click." in said
    await world.forward(minutes=1)
    assert (await states(world, standup))["dan"] == PromptState.AWAY
    assert (await states(world, retro))["dan"] == PromptState.ASKED
    assert "Ana said that Daily need not ask you until Wed 25 Nov." in world.read(dm(world, "dan", "need not ask"))
    await world.forward_to(at(12, day=24))
    assert (await states(world, standup, date(2026, 11, 24)))["dan"] == PromptState.AWAY
    await dan.clicks("Undo", dm(world, "dan", "need not ask"))
    await world.forward_to(at(12, day=25))
    assert (await states(world, standup, date(2026, 11, 25)))["dan"] == PromptState.ASKED
    assert "Undone: Daily asks you as always" in world.read(dm(world, "dan", "Undone"))


async def test_b5_days_off_one_standup_always_end(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif"))
    standup = await a_standup(world, team, reminders=())
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.types("/standup off Daily")
    assert "Until when? It always ends by itself" in world.read(dan.ephemerals[-1])
    await dan.types("/standup off Daily @elif until 25 Nov")
    assert "Only leads of Data" in world.read(dan.ephemerals[-1])
    await dan.types("/standup off until tomorrow")
    assert "You are not asked for Daily until Tue 24 Nov." in world.read(dan.ephemerals[-1])
    await world.forward_to(at(12, day=25))
    assert await asked(world, "dan") == ["Mon 23 09:30", "Wed 25 09:30"]
    async with world.work() as work:
        prompts = await Prompts(work).of_team_between(standup.team_id, date(2026, 11, 24), date(2026, 11, 24))
    assert count_participation(prompts).away == 1


async def test_c4_c5_reminders_come_inside_work_and_members_have_fewer_but_never_more(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif"))
    hours = tuple(timedelta(hours=each) for each in (2, 4, 9))
    await a_standup(world, team, reminders=hours, window=timedelta(hours=14))
    await world.forward_to(at(9))
    dan = world.person("dan")
    await dan.types("/standup reminders Daily 1")
    assert "Daily reminds you once at most." in world.read(dan.ephemerals[-1])
    await dan.types("/standup reminders Daily 4")
    assert "Daily reminds 3 times. You can have fewer reminders than that" in world.read(dan.ephemerals[-1])
    await world.forward_to(at(23))
    reminded = {name: reminders(world, name) for name in ("ana", "dan", "elif")}
    assert reminded == {"ana": 2, "dan": 1, "elif": 2}, "the third would come after work"


async def test_i7_an_owner_who_left_is_followed_by_the_first_lead_and_admins_can_take_over(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif"))
    async with world.work() as work:
        await Teams(work).add_member(team.id, world.person("dan").id, Role.LEAD)
    standup = await a_standup(world, team, reminders=())
    await world.forward(minutes=1)
    await world.person("ana").is_deactivated()
    await world.forward(minutes=1)
    async with world.work() as work:
        after = await Standups(work).get(standup.id)
    assert after == replace(after, owner_id=UserId(world.person("dan").id))
    dan = world.person("dan")
    assert "Ana left, so the standup Daily is yours now." in world.read(dm(world, "dan", "yours now"))
    assert len([each for each in dan.dm if "yours now" in world.read(each)]) == 1
