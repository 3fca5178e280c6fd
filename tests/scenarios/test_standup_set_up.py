"""Leads make standups and change them, from Slack alone."""

from datetime import UTC, datetime

from tests.support.teams import the_data_team
from tests.support.world import World

NINE_THIRTY_ONE = datetime(2026, 11, 23, 9, 31, tzinfo=UTC)


async def make_one(world: World, **filled: object) -> None:
    ana = world.person("ana")
    await ana.types("/standup new", channel="data-team")
    await ana.fills({label.replace("_", " "): value for label, value in filled.items()})
    await ana.submits()
    assert "All set" in world.read(ana.modal)
    await ana.closes(clear_all=True)


async def test_a_standup_is_made_from_a_template_and_shown_in_both_zones(world: World) -> None:
    await the_data_team(world, ("ana", "ben"))
    ana = world.person("ana")
    await ana.types("/standup new", channel="data-team")
    await ana.fills({"Start from": "Fires and focus"})
    await ana.fills({"Name": "Focus", "Time": "10:00", "How often": "Every 2 weeks"})
    await ana.submits()
    assert "Mon–Fri at 10:00, everybody's own time, every 2 weeks" in world.read(ana.modal)
    await ana.closes(clear_all=True)
    await ana.types("/standup show focus")
    shown = world.read(ana.ephemerals[-1])
    assert "What pulled you away since last time?" in shown
    assert "Mon 23 Nov 10:00 Europe/London" in shown
    assert "Mon 23 Nov 10:00 America/New_York = Mon 23 Nov 15:00 Europe/London" in shown
    assert "Mon 7 Dec 10:00 Europe/London" not in shown, "five sends, of one week"


async def test_a_missing_day_is_said_beside_the_field(world: World) -> None:
    await the_data_team(world, ("ana", "ben"))
    ana = world.person("ana")
    await ana.types("/standup new", channel="data-team")
    await ana.fills({"Days": []})
    assert not (await ana.submits()).closed
    assert "Days" in ana.errors_by_label


async def test_a_member_who_leads_nothing_is_told_whom_to_ask(world: World) -> None:
    await the_data_team(world, ("ana", "ben"))
    ben = world.person("ben")
    await ben.types("/standup new", channel="data-team")
    assert ben.modal is None
    assert "Ask Ana" in world.read(ben.ephemerals[-1])


async def test_an_open_run_keeps_its_questions_and_the_next_one_asks_the_new_ones(world: World) -> None:
    await the_data_team(world, ("ana", "dan"))
    await make_one(world)
    await world.forward_to(NINE_THIRTY_ONE)
    ana, dan = world.person("ana"), world.person("dan")
    await ana.types("/standup questions Daily standup")
    await ana.clicks("Edit")
    await ana.fills({"Question": "What is the one thing for today?"})
    assert (await ana.submits()).closed
    await ana.submits()
    assert "asks this from its next run on" in world.read(ana.modal)
    await dan.clicks("Answer")
    assert "What did you get done since last time?" in world.read(dan.modal)
    await dan.closes()
    await world.forward(days=1)
    await dan.types("/standup")
    await dan.closes()
    assert any("What is the one thing for today?" in world.read(each) for each in dan.dm)


async def test_settings_change_from_the_next_run_on(world: World) -> None:
    await the_data_team(world, ("ana", "dan"))
    await make_one(world)
    await world.forward_to(NINE_THIRTY_ONE)
    ana = world.person("ana")
    await ana.types("/standup edit Daily standup")
    await ana.fills({"Time": "11:00"})
    await ana.submits()
    await ana.closes(clear_all=True)
    await world.forward_to(datetime(2026, 11, 24, 10, 59, tzinfo=UTC))
    asked = [each for each in world.person("dan").dm if "Daily standup for Tue 24 Nov" in world.read(each)]
    assert asked == []
    await world.forward(minutes=2)
    asked = [each for each in world.person("dan").dm if "Daily standup for Tue 24 Nov" in world.read(each)]
    assert len(asked) == 1


async def test_a_paused_standup_resumes_by_itself(world: World) -> None:
    await the_data_team(world, ("ana", "dan"))
    await make_one(world)
    ana = world.person("ana")
    await ana.types("/standup pause Daily standup until 25 Nov")
    assert "It runs again on Wed 25 Nov." in world.read(ana.ephemerals[-1])
    await world.forward_to(datetime(2026, 11, 25, 12, 0, tzinfo=UTC))
    days = [world.read(each).splitlines()[0] for each in world.person("dan").dm]
    assert "Daily standup for Wed 25 Nov" in days
    assert "Daily standup for Tue 24 Nov" not in days


async def test_a_wrong_name_gets_the_nearest(world: World) -> None:
    await the_data_team(world, ("ana", "dan"))
    await make_one(world)
    await make_one(world, Name="Retro")
    ana = world.person("ana")
    await ana.types("/standup show Retrro")
    assert "Did you mean Retro?" in world.read(ana.ephemerals[-1])
    await ana.types("/standup list")
    assert "Daily standup" in world.read(ana.ephemerals[-1])


async def test_the_report_is_shown_to_members_who_ask(world: World) -> None:
    await the_data_team(world, ("ana", "dan"))
    await make_one(world)
    await world.forward_to(NINE_THIRTY_ONE)
    dan, grace = world.person("dan"), world.person("grace")
    await dan.types("/standup report")
    assert "0 of 2 answered" in world.read(dan.ephemerals[-1])
    await grace.types("/standup report", channel="general")
    assert "Only members of Data" in world.read(grace.ephemerals[-1])
