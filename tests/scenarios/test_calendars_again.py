"""Stories of calendars read again before something is expected, and of calendar files sent to the app."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.people.repository import Calendars
from bot.standups.repository import Prompts
from tests.support.calendars import CalendarServer, a_calendar, an_event, serving
from tests.support.standups import a_standup, answers, at, reports
from tests.support.teams import the_data_team
from tests.support.world import World

CHRISTMAS = an_event("leave", "20261224", "20261228")
TODAY = an_event("sudden", "20261123", "20261124", title="Dentist")


@pytest.fixture
async def server() -> AsyncIterator[CalendarServer]:
    async with serving(CHRISTMAS) as running:
        yield running


async def a_daily_with_calendar(world: World, server: CalendarServer, **schedule: Any) -> None:
    """Dan's calendar was read at five in the morning."""
    await a_standup(world, await the_data_team(world, ("ana", "dan")), **{"reminders": (), **schedule})
    await world.forward_to(at(5))
    dan = world.person("dan")
    await dan.types("/standup calendar", channel="data-team")
    await dan.fills({"Address of the calendar": server.address})
    assert (await dan.submits()).closed
    await world.settle()


async def beat(world: World) -> None:
    await world.bot.worker.calendars.read_due()
    await world.settle()
    await world.bot.worker.tick()
    await world.settle()


def asked(world: World, name: str) -> bool:
    return any("Daily for Mon 23 Nov" in world.read(each) for each in world.person(name).dm)


async def test_b6_an_event_of_eight_counts_at_half_past_nine(world: World, server: CalendarServer) -> None:
    await a_daily_with_calendar(world, server)
    await world.forward_to(at(8))
    server.body = a_calendar(CHRISTMAS, TODAY)
    await beat(world)
    before = len(server.asked)
    await world.forward_to(at(9, 20))
    await beat(world)
    assert len(server.asked) == before + 1, "ten minutes before somebody is asked, and not before"
    await world.forward_to(at(9, 31))
    assert asked(world, "ana")
    assert not asked(world, "dan")


async def test_b6_the_report_and_its_reminders_know_an_event_of_noon(world: World, server: CalendarServer) -> None:
    await a_daily_with_calendar(world, server)
    await world.forward_to(at(9, 31))
    assert asked(world, "dan")
    await answers(world.person("ana"), {"What did you get done?": "Loads"})
    await world.forward_to(at(12))
    server.body = a_calendar(CHRISTMAS, TODAY)
    await world.forward_to(at(17, 20))
    await beat(world)
    await world.forward_to(at(17, 40))
    (report,) = reports(world)
    assert "Missing" not in report
    assert "Away: Dan" in report


async def test_b6_an_address_that_fails_changes_nothing(world: World, server: CalendarServer) -> None:
    server.body = a_calendar(CHRISTMAS, TODAY)
    await a_daily_with_calendar(world, server)
    server.status = 500
    await world.forward_to(at(9, 20))
    await beat(world)
    await world.forward_to(at(9, 31))
    assert not asked(world, "dan"), "what was read last goes on holding"


async def test_b6_a_calendar_read_within_the_hour_is_not_read_again(world: World, server: CalendarServer) -> None:
    await a_daily_with_calendar(world, server, at=at(5, 45).time())
    before = len(server.asked)
    await world.forward_to(at(5, 40))
    await beat(world)
    assert len(server.asked) == before


async def test_an_ics_file_sent_to_the_app_is_used_after_a_question(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")), reminders=())
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.uploads("leave.ics", a_calendar(CHRISTMAS), "my holidays")
    await world.forward(seconds=5)
    asks = "leave.ics is a calendar with one absence to come. Shall I take your absences from it?"
    assert dan.sees(asks)
    async with world.work() as work:
        (prompt, *_) = await Prompts(work).of_person(dan.id, at(9))
    assert prompt.draft is None, "neither the file nor its words answer a question"
    async with world.work() as work:
        assert await Calendars(work).of_person(dan.id) is None, "nothing is taken before the answer"
    await dan.clicks("Use it for my absences")
    await world.forward(seconds=5)
    assert dan.sees("I found one absence to come in leave.ics, the next from Thu 24 Dec to Sun 27 Dec.")
    assert not dan.sees(asks)
    await dan.uploads("other.ics", a_calendar())
    await world.forward(seconds=5)
    assert dan.sees("other.ics is a calendar with no absence to come. It would take the place of leave.ics.")
    await dan.clicks("No")
    await world.forward(seconds=5)
    assert dan.sees("All right, I leave that calendar file alone.")
    async with world.work() as work:
        kept = await Calendars(work).of_person(dan.id)
    assert kept is not None
    assert kept.name == "leave.ics"


async def test_a_bad_calendar_file_gets_a_sentence(world: World) -> None:
    await the_data_team(world, ("ana", "dan"))
    dan = world.person("dan")
    await dan.uploads("broken.ics", b"not a calendar at all")
    await world.forward(seconds=5)
    assert dan.sees("I cannot take your absences from broken.ics.")
    stranger = world.person("farid")
    await stranger.uploads("leave.ics", a_calendar(CHRISTMAS))
    await world.forward(seconds=5)
    assert stranger.sees("You are in no team yet")
