"""The settings form: short at first, everything behind one button, and a sentence beside each field that is wrong."""

from datetime import time

from bot.standups.domain import Standup
from bot.standups.domain.schedule import By, Moment, Place, Readers, Shows
from bot.standups.repository import Standups
from tests.support.standups import a_standup, at
from tests.support.teams import the_data_team
from tests.support.world import World

ALL = "All settings: report, privacy and more"


async def the_standup(world: World) -> Standup:
    async with world.work() as work:
        teams = await Standups(work).of_teams(range(1, 10))
    return teams[-1]


async def save(world: World) -> str:
    """Sends the form; gives what is said then."""
    ana = world.person("ana")
    result = await ana.submits()
    assert not ana.errors_by_label, (result, ana.errors_by_label)
    said = world.read(ana.modal)
    await ana.closes(clear_all=True)
    return said


async def test_a2_often_asks_for_what_it_needs_and_keeps_what_was_typed(world: World) -> None:
    await the_data_team(world, ("ana", "ben"))
    ana = world.person("ana")
    await ana.types("/standup new", channel="data-team")
    await ana.fills({"Name": "Numbers", "Time": "14:00"})
    await ana.fills({"How often": "Monthly, on a date"})
    assert "Days" not in world.read(ana.modal).splitlines()
    await ana.fills({"Day of the month": "31"})
    said = await save(world)
    assert "Numbers\nThe last day of the month at 14:00, everybody's own time" in said
    await ana.types("/standup edit Numbers")
    await ana.fills({"How often": "Every 2 weeks"})
    await ana.fills({"Counted from the week of": "2026-11-30", "Days": ["Monday"]})
    assert "Mon at 14:00, everybody's own time, every 2 weeks" in await save(world)
    assert str((await the_standup(world)).schedule.anchor_on) == "2026-11-30"
    await ana.types("/standup edit Numbers")
    await ana.fills({"How often": "Monthly, on the last of the days below"})
    assert "The last Mon of the month at 14:00" in await save(world)


async def test_a7_a_deadline_instead_of_hours_and_the_evening_before(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")))
    ana = world.person("ana")
    await ana.types("/standup edit Daily")
    await ana.fills({"An answer is in time for": "Until a time of the day"})
    await ana.fills({"An answer is in time until": "09:00"})
    assert not (await ana.submits()).closed
    assert ana.errors_by_label == {"An answer is in time until": "Choose a time after 09:30, when people are asked."}
    await ana.fills({"An answer is in time until": "12:00"})
    await save(world)
    assert (await the_standup(world)).schedule.deadline == time(12)
    await ana.types("/standup edit Daily")
    await ana.fills({"When to ask": "On the working day before"})
    await ana.fills({"Time": "18:00", "An answer is in time until": "10:00"})
    said = await save(world)
    assert "Mon–Fri the evening before at 18:00, everybody's own time" in said
    await ana.types("/standup show Daily")
    assert "an answer is in time until 10:00 of the day itself" in world.read(ana.ephemerals[-1])


async def test_all_settings_are_kept_and_shown_again(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")))
    ana = world.person("ana")
    await ana.types("/standup edit Daily")
    await ana.fills({"Name": "Morning"})
    await ana.clicks(ALL)
    await ana.fills(
        {
            "Own hours": [],
            "Put together": "By question: everybody's answers to it together",
            "Answers stand": "In the channel itself",
            "It appears": "At the end, all at once",
            "Only blockers also in": ["general"],
            "In the report": ["Notify people who are mentioned in answers"],
            "Answer for days past, up to": "2 days",
            "Answer ahead, up to": "Not at all",
            "Leads hear of a blocker after": "Never",
        }
    )
    await save(world)
    saved = await the_standup(world)
    assert saved.name == "Morning", "what was typed before the button was pressed is kept"
    assert saved.schedule.hour_locked
    reporting, rules = saved.reporting, saved.rules
    assert (reporting.by, reporting.place, reporting.moment) == (By.QUESTION, Place.CHANNEL, Moment.AT_END)
    assert [each.shows for each in reporting.also_to] == [Shows.BLOCKERS]
    assert (reporting.names_missing, reporting.lets_mentions) == (False, True)
    assert (rules.backfill_days, rules.ahead_days, rules.escalate_after) == (2, 0, 0)
    await ana.types("/standup edit Morning")
    await save(world)
    assert await the_standup(world) == saved, "what the short form does not show stays as it was"


async def test_what_few_may_read_goes_nowhere_else(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")))
    ana = world.person("ana")
    await ana.types("/standup edit Daily")
    await ana.clicks(ALL)
    await ana.fills({"The whole report also in": ["general"], "Who reads answers": "Leads, in direct messages"})
    assert not (await ana.submits()).closed
    assert "goes nowhere else" in ana.errors_by_label["The whole report also in"]
    await ana.fills({"Who reads answers": "The whole team, in the channel", "Only blockers also in": ["data-team"]})
    assert not (await ana.submits()).closed
    assert ana.errors_by_label == {"Only blockers also in": "One of these channels gets the report already."}
    await ana.fills({"Only blockers also in": [], "The whole report also in": []})
    await ana.fills({"Who reads answers": "Leads, in direct messages"})
    await save(world)
    saved = await the_standup(world)
    assert (saved.rules.readers, saved.reporting.also_to) == (Readers.LEADS, ())


async def test_anonymous_cannot_be_undone_once_it_has_run(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")))
    ana = world.person("ana")
    await ana.types("/standup edit Daily")
    await ana.clicks(ALL)
    await ana.fills({"Anonymous": ["Store answers without names"]})
    await save(world)
    saved = await the_standup(world)
    assert (saved.reporting.by, saved.reporting.moment) == (By.QUESTION, Moment.AT_END)
    await world.forward_to(at(10))
    await ana.types("/standup edit Daily")
    await ana.clicks(ALL)
    await ana.fills({"Anonymous": []})
    assert not (await ana.submits()).closed
    assert "People answered under the promise" in ana.errors_by_label["Anonymous"]


async def test_several_wrong_fields_are_all_told_of_at_once(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await a_standup(world, team, "Retro")
    ana = world.person("ana")
    await ana.types("/standup edit Retro")
    await ana.fills({"Name": "  ", "An answer is in time for": "Until a time of the day"})
    await ana.fills({"An answer is in time until": "08:00"})
    assert not (await ana.submits()).closed
    assert set(ana.errors_by_label) == {"Name", "An answer is in time until"}
    await ana.fills({"An answer is in time until": "18:00", "Name": "Daily"})
    assert not (await ana.submits()).closed
    assert "has a standup called Daily already" in ana.errors_by_label["Name"]
