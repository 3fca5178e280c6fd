"""Stories of Slack statuses that say somebody is away: read for those who want it, and never kept."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import text

from bot.people.repository import Absences
from bot.tables import metadata
from tests.support.standups import a_standup, at, reports
from tests.support.teams import the_data_team
from tests.support.world import World

READ, STOP = "Read my Slack status", "Stop reading my Slack status"


def asked(world: World, name: str, day: str = "Mon 23 Nov") -> bool:
    return any(f"Daily for {day}" in world.read(each) for each in world.person(name).dm)


async def beats(world: World) -> None:
    """What the worker does each minute."""
    await world.bot.worker.calendars.read_due()
    await world.bot.worker.statuses.read_due()
    await world.settle()
    await world.bot.worker.tick()
    await world.settle()


async def a_daily(world: World, *members: str) -> None:
    await a_standup(world, await the_data_team(world, ("ana", *members)), reminders=())


async def stored(world: World) -> str:
    """Everything that is stored, in all tables."""
    async with world.work() as work:
        rows = [(await work.session.execute(text(f'SELECT * FROM "{each}"'))).all() for each in metadata.tables]
    return str(rows)


async def test_b6_a_status_is_read_by_nobody_who_did_not_ask_for_it(world: World) -> None:
    await a_daily(world, "dan")
    dan = world.person("dan")
    await dan.sets_status("Vacation", ":palm_tree:", at(17, 0))
    await world.forward_to(at(9, 31))
    assert asked(world, "dan")
    await dan.opens_home()
    assert READ in world.read(dan.home)
    assert "Slack status:" not in world.read(dan.home)


async def test_b6_who_is_on_vacation_by_their_status_is_not_asked_and_not_missing(world: World) -> None:
    await a_daily(world, "dan")
    dan = world.person("dan")
    await dan.opens_home()
    await dan.clicks(READ)
    await dan.sets_status("On vacation, back on Wednesday", ":wave:", at(0, 0, day=25))
    await world.settle()
    await dan.opens_home()
    assert "Away today, from your Slack status until Tue 24 Nov" in world.read(dan.home)
    assert STOP in world.read(dan.home)
    await world.forward_to(at(20, 0))
    assert not asked(world, "dan")
    (report,) = reports(world)
    assert "0 of 1 answered · 1 away" in report
    assert "Missing: Ana" in report
    await world.forward_to(at(9, 31, day=25))
    assert not asked(world, "dan", "Tue 24 Nov")
    assert asked(world, "dan", "Wed 25 Nov"), "it ended with the status"
    assert "back on Wednesday" not in await stored(world), "its words are nobody's to keep"


async def test_b6_i_am_here_counts_more_than_a_status_that_stays(world: World) -> None:
    await a_daily(world, "dan")
    dan = world.person("dan")
    await dan.opens_home()
    await dan.clicks(READ)
    await dan.sets_status("sick", until=at(20, 0))
    await world.forward_to(at(9, 31))
    assert not asked(world, "dan")
    await dan.opens_home()
    await dan.clicks("I am here")
    await world.forward(seconds=5)
    assert asked(world, "dan")
    await dan.sets_status("sick as a dog", until=at(20, 0))
    await world.forward(seconds=5)
    await dan.opens_home()
    assert "from your Slack status" not in world.read(dan.home), "it says nothing that it did not say before"
    await dan.sets_status("sick", until=at(20, 0, day=24))
    await world.forward(seconds=5)
    await dan.opens_home()
    assert "Away today, from your Slack status until Tue 24 Nov" in world.read(dan.home)
    await dan.clicks(STOP)
    assert "from your Slack status" not in world.read(dan.home)


async def test_b6_a_status_that_is_cleared_brings_somebody_back_and_one_without_an_end_is_asked_about(
    world: World,
) -> None:
    await a_daily(world, "dan")
    dan = world.person("dan")
    await dan.opens_home()
    await dan.clicks(READ)
    await dan.sets_status("", ":baby_bottle:")
    await world.forward_to(at(9, 31))
    assert not asked(world, "dan")
    await dan.opens_home()
    assert "from your Slack status until further notice" in world.read(dan.home)
    await world.forward_to(at(9, 0, month=12, day=6))
    assert any("Still away?" in world.read(each) for each in dan.dm), "as with open-ended leave"
    await dan.sets_status("")
    await world.forward_to(at(9, 31, month=12, day=7))
    assert asked(world, "dan", "Mon 7 Dec")


async def test_b6_a_team_reads_statuses_with_words_of_its_own_and_a_member_says_no(world: World) -> None:
    await a_daily(world, "dan", "elif")
    ana, dan = world.person("ana"), world.person("dan")
    await ana.types("/standup team", channel="data-team")
    await ana.fills({"Slack status": ["Read Slack statuses as absences"], "Words that mean away": "Urlaub\n:surfer:"})
    assert (await ana.submits()).closed
    await dan.opens_home()
    await dan.clicks(STOP)
    for name in ("dan", "elif"):
        await world.person(name).sets_status("im Urlaub", until=at(23, 0))
    await world.person("ana").sets_status("vacation", until=at(23, 0))
    await world.forward_to(at(9, 31))
    assert asked(world, "dan"), "his own choice counts first"
    assert not asked(world, "elif")
    assert asked(world, "ana"), "that is none of the team's words"


async def test_b6_a_status_slack_told_nothing_of_is_seen_before_asking(world: World) -> None:
    await a_daily(world, "dan")
    dan = world.person("dan")
    await dan.opens_home()
    await dan.clicks(READ)
    users = world.sandbox.workspace.users
    until = int(datetime(2026, 11, 23, 23, 0, tzinfo=UTC).timestamp())
    users[dan.id] = replace(users[dan.id], status_text="ooo", status_expiration=until)
    await world.forward_to(at(9, 21))
    await beats(world)
    await world.forward_to(at(9, 31))
    assert not asked(world, "dan")
    async with world.work() as work:
        (absence,) = await Absences(work).between([dan.id], at(9).date(), at(9).date())
    assert absence.from_status
