"""When everybody is asked: own hours, evenings before, holidays, pauses; and what is shown is what comes."""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from bot.core.holidays import Place
from bot.people.domain import CompanyDay
from bot.people.repository import CompanyDays, People, Teams
from bot.standups.domain import Standup
from bot.standups.use_cases import next_sends, set_off, set_own_hour
from tests.support.moments import asked, moments_of, prompts_sent
from tests.support.standups import DONE, a_standup, answers, at, reports
from tests.support.teams import is_away, the_data_team, works_on
from tests.support.world import World

EVERYBODY = ("ana", "ben", "chitra", "dan", "elif", "farid")
THANKSGIVING = date(2026, 11, 26)


async def a_mixed_standup(world: World, **schedule: Any) -> Standup:
    """London, New York, Kolkata and Lord Howe; a part-timer, leave, a holiday, an hour of one's own, days off it."""
    team = await the_data_team(world, EVERYBODY)
    await world.person("elif").moves_to("Australia/Lord_Howe")
    await works_on(world, "dan", 0, 1, 2)
    async with world.work() as work:
        await People(work).set_place(world.person("ben").id, Place("US"))
        await is_away(work, world.person("farid").id, date(2026, 11, 27), date(2026, 12, 1))
    standup = await a_standup(world, team, reminders=(), **schedule)
    ana, chitra = world.person("ana").id, world.person("chitra").id
    async with world.work() as work:
        await set_own_hour(work, standup.id, chitra, time(11, 15))
        first_on, last_on = date(2026, 12, 3), date(2026, 12, 8)
        await set_off(work, standup.id, by=ana, user_id=ana, first_on=first_on, last_on=last_on)
    return standup


@pytest.mark.parametrize("evening_before", [False, True], ids=["on the day", "the evening before"])
async def test_a1_what_show_lists_is_exactly_what_comes(world: World, evening_before: bool) -> None:
    at_night: dict[str, Any] = {"at": time(18), "deadline": time(10), "evening_before": True} if evening_before else {}
    standup = await a_mixed_standup(world, **at_night)
    await world.forward(minutes=1)
    ana = world.person("ana")
    await ana.types("/standup show Daily")
    page = world.read(ana.ephemerals[-1])
    async with world.work() as work:
        expected = await next_sends(work, standup, 30)
    until = world.clock.now() + timedelta(weeks=3)
    await world.forward_to(until)
    sent = await prompts_sent(world)
    assert len(expected) == len(EVERYBODY)
    for member, moments in expected:
        came = moments_of(world, member.name.lower(), sent)
        assert came == [each for each in moments if each <= until], member.name
        assert len(came) > 5, member.name
        for moment in came[:5]:
            local = moment.astimezone(member.zone)
            assert f"{local:%a} {local.day} {local:%b %H:%M} {member.zone.key}" in page, member.name


async def test_a4_an_hour_of_ones_own_moves_nobody_else(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    standup = await a_standup(world, team, reminders=())
    await world.forward(minutes=1)
    dan = world.person("dan")
    await dan.types("/standup hour Daily 11:15")
    assert "Daily asks you at 11:15 on your clock from now on." in world.read(dan.ephemerals[-1])
    await world.forward_to(at(12))
    assert (await asked(world, "dan"), await asked(world, "ana")) == (["Mon 23 11:15"], ["Mon 23 09:30"])
    await dan.types("/standup hour Daily")
    assert "Daily asks you at 09:30, like everybody." in world.read(dan.ephemerals[-1])
    await world.forward_to(at(12, day=24))
    assert (await asked(world, "dan"))[-1] == "Tue 24 09:30"
    assert standup.schedule.hour_locked is False


async def test_a4_a_locked_hour_is_everybodys(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")), hour_locked=True)
    dan = world.person("dan")
    await dan.types("/standup hour Daily 11:15")
    assert "Daily locked its hour, so it cannot be changed for one person." in world.read(dan.ephemerals[-1])


async def test_a8_friday_evening_feeds_monday(world: World) -> None:
    """Whoever is away that evening is asked when they come back, and who is away on the day itself never."""
    team = await the_data_team(world, ("ana", "dan", "elif"))
    async with world.work() as work:
        await is_away(work, world.person("dan").id, date(2026, 11, 27), date(2026, 11, 27))
        await is_away(work, world.person("elif").id, date(2026, 11, 30), date(2026, 11, 30))
    evening: dict[str, Any] = {
        "at": time(18),
        "deadline": time(10),
        "evening_before": True,
        "anchor_on": date(2026, 11, 30),
    }
    await a_standup(world, team, days=frozenset({0}), reminders=(timedelta(minutes=90),), **evening)
    await world.forward_to(at(19, day=27))
    assert await asked(world, "ana") == ["Fri 27 18:00"]
    await answers(world.person("ana"), {DONE: "Board numbers"})
    await world.forward_to(at(12, day=30))
    assert (await asked(world, "dan"), await asked(world, "elif")) == (["Mon 30 09:00"], [])
    (report,) = reports(world)
    assert "Mon 30 Nov" in report
    assert "Missing: Dan" in report
    assert "Away: Elif" in report


async def test_a9_a_holiday_asks_nobody_who_has_it(world: World) -> None:
    team = await the_data_team(world, ("ana", "ben", "dan"))
    async with world.work() as work:
        await People(work).set_place(world.person("ben").id, Place("US"))
    await a_standup(world, team, days=frozenset({3}), anchor_on=THANKSGIVING)
    await world.forward_to(at(9, 31, day=26))
    await answers(world.person("ana"), {DONE: "Board numbers"})
    await world.forward_to(at(12, day=27))
    assert await asked(world, "ben") == []
    (report,) = reports(world)
    assert "1 of 2 answered" in report
    assert "1 on holiday" in report
    assert "Ben" in report
    assert "Thanksgiving" in report
    assert "Missing: Dan" in report


async def test_a9_a_company_day_set_later_is_taken_in_and_with_everybody_off_nothing_is_posted(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(7))
    async with world.work() as work:
        await CompanyDays(work).put(team.id, date(2026, 11, 23), [CompanyDay(date(2026, 11, 23), "Moving day")])
        await Teams(work).calendar_changed(team.id)
    await world.forward_to(at(20))
    assert (await asked(world, "ana"), await asked(world, "dan"), reports(world)) == ([], [], [])
    await world.forward_to(at(12, day=24))
    assert await asked(world, "dan") == ["Tue 24 09:30"]


async def test_a10_a_pause_ends_by_itself_and_a_standup_answered_the_evening_before_misses_no_run(world: World) -> None:
    evening: dict[str, Any] = {"at": time(18), "deadline": time(10), "evening_before": True, "reminders": ()}
    await a_standup(world, await the_data_team(world, ("ana", "dan")), **evening)
    ana = world.person("ana")
    await ana.types("/standup pause Daily until 2 Dec")
    await world.forward_to(at(12, day=1, month=12))
    assert await asked(world, "dan") == []
    await world.forward_to(at(12, day=3, month=12))
    assert await asked(world, "dan") == ["Tue 01 18:00", "Wed 02 18:00"]
    await ana.types("/standup pause Daily")
    await world.forward_to(at(12, day=8, month=12))
    await ana.types("/standup resume Daily")
    await world.forward_to(at(20, day=8, month=12))
    assert (await asked(world, "dan"))[2:] == ["Tue 08 18:00"], "what could have been planned meanwhile is"


async def test_a_standup_made_in_the_middle_of_the_day_begins_with_its_next_run(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await world.forward_to(at(10))
    await a_standup(world, team)
    await world.forward_to(at(12, day=24))
    assert await asked(world, "dan") == ["Tue 24 09:30"]
    assert not [each for each in world.person("ana").dm if "I was down" in world.read(each)]


async def test_a_changed_hour_holds_for_everybody_who_was_not_asked_yet(world: World) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "chitra")), reminders=())
    await world.forward_to(at(5))
    ana = world.person("ana")
    await ana.types("/standup edit Daily")
    await ana.fills({"Time": "11:00"})
    await ana.submits()
    await ana.closes(clear_all=True)
    await world.forward_to(at(12))
    assert (await asked(world, "chitra"), await asked(world, "ana")) == (["Mon 23 04:00"], ["Mon 23 11:00"])


async def test_monthly_on_the_last_friday(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, days=frozenset({4}), monthly=-1, reminders=())
    dan = world.person("dan")
    await dan.types("/standup show Daily")
    page = world.read(dan.ephemerals[-1])
    assert "The last Fri of the month at 09:30, everybody's own time" in page
    assert "Fri 27 Nov 09:30 Europe/London\nFri 25 Dec 09:30 Europe/London\nFri 29 Jan 09:30 Europe/London" in page
    await world.forward_to(at(12, day=26, month=12))
    assert await asked(world, "dan") == ["Fri 27 09:30", "Fri 25 09:30"]


@contextmanager
def other_rules(folder: Path, name: str, like: str) -> Iterator[None]:
    """As if governments had decided so: the zone of that name has the clock changes of another."""
    before, file = zoneinfo.TZPATH, folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(files("tzdata").joinpath("zoneinfo", *like.split("/")).read_bytes())
    try:
        zoneinfo.reset_tzpath([str(folder), *before])
        zoneinfo.ZoneInfo.clear_cache()
        yield
    finally:
        zoneinfo.reset_tzpath(before)
        zoneinfo.ZoneInfo.clear_cache()


async def test_a_zone_that_changed_its_rules_while_we_were_down_moves_what_waits(world: World, tmp_path: Path) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "ben", "dan")), reminders=())
    await world.forward_to(at(6))
    await world.stop_bot()
    with other_rules(tmp_path, "Europe/London", like="Europe/Berlin"):
        await world.start_bot()
        assert await world.bot.worker.moments_again.compute() == 2
        assert await world.bot.worker.moments_again.compute() == 0
        await world.forward_to(at(15))
        assert await asked(world, "dan") == ["Mon 23 08:30"]
        assert await asked(world, "ben") == ["Mon 23 14:30"]
