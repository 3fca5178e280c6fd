"""Stories of days off: public holidays, company days, and calendars of absences."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time

import pytest

from bot.core.calendar import DAY
from bot.core.holidays import Place
from bot.people.domain import Absence, UserId
from bot.people.repository import Absences, Calendars, People, Teams
from bot.people.use_cases import cancel_absence
from bot.sandbox.gestures import Person
from tests.support.calendars import CalendarServer, a_calendar, an_event, serving
from tests.support.standups import a_standup, at, reports
from tests.support.teams import the_data_team
from tests.support.world import World

COUNTRY, DAYS = "Country", "Days off of Data"
ADDRESS, FILE = "Address of the calendar", "Or a file"
# Three in the morning in London, when calendars are read, and the minute that is each one's own.
NIGHT = time(3, 59)
ASKED = re.compile(r"^Daily for (\w{3} \d{1,2} \w{3})\b", re.MULTILINE)


@pytest.fixture
async def server() -> AsyncIterator[CalendarServer]:
    """With one absence: 24 to 27 December."""
    async with serving(an_event("leave", "20261224", "20261228")) as running:
        yield running


def asked(world: World, name: str) -> set[str]:
    """The days for which the standup asked somebody, as `Thu 26 Nov`."""
    told = [world.read(each) for each in world.person(name).dm]
    return {found[1] for text in told for found in ASKED.finditer(text)}


async def lives_in(world: World, name: str, place: Place) -> None:
    async with world.work() as work:
        await People(work).set_place(UserId(world.person(name).id), place)


async def absences_of(world: World, name: str) -> list[tuple[str, str, str]]:
    """Those that stand, with their hours."""
    async with world.work() as work:
        found = await Absences(work).between([world.person(name).id], date.min, date.max)
    return [(f"{each.first_on}", f"{each.last_on}", _hours(each)) for each in found]


def _hours(absence: Absence) -> str:
    if absence.starts is None or absence.ends is None:
        return ""
    return f"{absence.starts:%H:%M}-{absence.ends:%H:%M}"


async def gives(person: Person, server: CalendarServer) -> None:
    await person.types("/standup calendar", channel="data-team")
    await person.fills({ADDRESS: server.address})
    assert (await person.submits()).closed


async def night(world: World, nights: int = 1) -> None:
    """Lets nights pass, each with its reading."""
    for _ in range(nights):
        now = world.clock.now()
        tonight = datetime.combine(now.date(), NIGHT, tzinfo=UTC)
        await world.forward_to(tonight if tonight > now else tonight + DAY)
        await world.bot.worker.calendars.read_due()
        await world.settle()


async def test_a9_a_public_holiday_asks_nobody_and_counts_nobody_missing(world: World) -> None:
    """Thanksgiving is a Thursday; Ben and Farid live in the United States, the others do not."""
    team = await the_data_team(world, ("ana", "ben", "farid"))
    await a_standup(world, team)
    for name in ("ben", "farid"):
        await lives_in(world, name, Place("US"))
    await world.forward_to(at(18, 0, day=26))
    week = {"Mon 23 Nov", "Tue 24 Nov", "Wed 25 Nov", "Thu 26 Nov"}
    assert asked(world, "ana") == week, "holidays differ by person in one team"
    assert asked(world, "ben") == asked(world, "farid") == week - {"Thu 26 Nov"}
    await world.forward_to(at(3, 0, day=27))
    (report,) = [each for each in reports(world) if "Thu 26 Nov" in each]
    assert "Missing: Ana" in report
    assert "Holiday: Ben (Thanksgiving Day), Farid (Thanksgiving Day)" in report


async def test_a9_when_everybody_is_off_nothing_is_asked_and_nothing_posted(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    ana = world.person("ana")
    await ana.types("/standup holidays", channel="data-team")
    assert ana.sees("Data has no country yet, so I know no public holidays. Choose its country here")
    await ana.clicks("Team's country")
    await ana.fills({COUNTRY: "United Kingdom"})
    await ana.fills({"Region": "England"})
    assert (await ana.submits()).closed
    await world.settle()
    assert ana.sees("Your next days off\n• Fri 25 Dec")
    assert ana.sees("Christmas Day (public holiday, England, United Kingdom)")
    await world.forward_to(at(7, 0, day=25, month=12))
    await world.forward_to(at(7, 0, day=29, month=12))
    late = {"Thu 24 Dec", "Fri 25 Dec", "Sat 26 Dec", "Sun 27 Dec", "Mon 28 Dec"}
    assert asked(world, "ana") & late == {"Thu 24 Dec"}, "not on Friday, nor on Monday in Saturday's place"
    assert not [each for each in reports(world) if "25 Dec" in each or "28 Dec" in each]


async def test_pain_4_company_days_are_typed_one_a_line(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    async with world.work() as work:
        await Teams(work).set_place(team.id, Place("GB", "ENG"))
    ana = world.person("ana")
    await ana.types("/standup holidays", channel="data-team")
    await ana.clicks("Company days")
    await ana.fills({DAYS: "26 Nov Summit\nsoon: a party"})
    assert not (await ana.submits()).closed
    assert "I cannot read “soon: a party”" in ana.errors_by_label[DAYS]
    await ana.fills({DAYS: "26 Nov Summit\n30 Dec to 2 Jan Winter break\n25 Dec worked"})
    assert (await ana.submits()).closed
    assert ana.sees("Company days of Data: Thu 26 Nov Summit, Fri 25 Dec Day of work (worked), Wed 30 Dec to Sat 2 Jan")

    await world.forward_to(at(23, 0, day=26))
    assert asked(world, "dan") == {"Mon 23 Nov", "Tue 24 Nov", "Wed 25 Nov"}
    dan = world.person("dan")
    await dan.types("/standup holidays", channel="data-team")
    assert dan.sees(
        "• Mon 28 Dec  Boxing Day (observed) (public holiday, England, United Kingdom)\n• Wed 30 Dec  Winter break"
    )
    assert not dan.sees("Fri 25 Dec  Christmas Day"), "it is worked"
    assert "Next day off: Thu 26 Nov, Summit" in world.read(await dan.opens_home())

    await world.forward_to(at(8, 0, day=27))
    await ana.types("/standup holidays", channel="data-team")
    await ana.clicks("Company days")
    assert "Summit" not in world.read(ana.modal or {})
    await ana.fills({DAYS: "25 Dec 2026 worked"})
    assert (await ana.submits()).closed
    async with world.work() as work:
        days = (await Teams(work).get(team.id)).company_days
    assert [each.on for each in days] == [date(2026, 11, 26), date(2026, 12, 25)], "what is over stays on record"


async def test_only_leads_change_the_days_of_the_team(world: World) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    await dan.types("/standup holidays", channel="data-team")
    assert dan.sees("Its leads can choose one, or choose your own under My hours.")
    with pytest.raises(AssertionError, match="Company days"):
        await dan.clicks("Company days")


async def test_pain_4_somebody_abroad_chooses_their_own_country(world: World) -> None:
    team = await the_data_team(world)
    async with world.work() as work:
        await Teams(work).set_place(team.id, Place("GB", "ENG"))
    chitra = world.person("chitra")
    await chitra.opens_home()
    await chitra.clicks("My hours")
    await chitra.fills({"Working days": ["0", "1", "2"], "My public holidays": "Germany"})
    await chitra.fills({"Region": "Bayern"})
    assert (await chitra.submits()).closed
    await chitra.types("/standup holidays", channel="data-team")
    assert chitra.sees("Public holidays of Bayern, Germany, as you chose.")
    assert chitra.sees("• Wed 6 Jan 2027  Epiphany (public holiday, Bayern, Germany)")
    await chitra.opens_home()
    await chitra.clicks("My hours")
    await chitra.fills({"My public holidays": "as my team: England, United Kingdom"})
    assert (await chitra.submits()).closed
    await chitra.types("/standup holidays", channel="data-team")
    assert world.read(chitra.ephemerals[-1]).count("England, United Kingdom") > 1


async def test_b6_absences_come_from_a_calendar(world: World, server: CalendarServer) -> None:
    await the_data_team(world)
    server.body = a_calendar(
        an_event("leave", "20261224", "20261228"),
        an_event("dentist", "Europe/London 20261201T130000", "Europe/London 20261201T150000", title="Dentist"),
        an_event("free", "20261207", "20261208", "TRANSP:TRANSPARENT"),
    )
    dan = world.person("dan")
    await gives(dan, server)
    assert await absences_of(world, "dan") == [
        ("2026-12-01", "2026-12-01", "13:00-15:00"),
        ("2026-12-24", "2026-12-27", ""),
    ]
    assert dan.sees(
        "I found 2 absences to come in 127.0.0.1, the next on Tue 1 Dec, 13:00–15:00. One event is marked as free "
        "and left out; mark what is an absence as busy or out of office. I read it again every night."
    )
    home = world.read(await dan.opens_home())
    assert "You are away from Thu 24 Dec to Sun 27 Dec" in home
    assert "Dentist" in home, "to oneself"
    assert "Dentist" not in world.read(await world.person("ana").opens_home())


async def test_b6_a_second_reading_adds_nothing_and_follows_what_changed(world: World, server: CalendarServer) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    await gives(dan, server)
    await dan.types("/standup away 4 Jan", channel="data-team")
    await night(world)
    assert len(await absences_of(world, "dan")) == 2
    server.body = a_calendar(an_event("leave", "20261222", "20261224"), an_event("new", "20261230", "20261231"))
    await night(world)
    assert await absences_of(world, "dan") == [
        ("2026-12-22", "2026-12-23", ""),
        ("2026-12-30", "2026-12-30", ""),
        ("2027-01-04", "2027-01-04", ""),
    ]
    server.body = a_calendar(an_event("new", "20261230", "20261231"))
    await night(world)
    assert await absences_of(world, "dan") == [("2026-12-30", "2026-12-30", ""), ("2027-01-04", "2027-01-04", "")], (
        "what a person typed is never touched"
    )


async def test_b6_what_is_over_or_was_called_off_is_not_the_calendars_to_change(
    world: World, server: CalendarServer
) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    past, now, off = (
        an_event("past", "20261116", "20261118"),
        an_event("now", "20261120", "20261128"),
        an_event("off", "20261201", "20261203"),
    )
    server.body = a_calendar(past, now, off)
    await gives(dan, server)
    assert len(await absences_of(world, "dan")) == 3
    async with world.work() as work:
        (off_again,) = await Absences(work).between([dan.id], date(2026, 12, 1), date(2026, 12, 1))
        await cancel_absence(work, off_again.id, dan.id)
    await night(world)
    assert [first for first, _, _ in await absences_of(world, "dan")] == ["2026-11-16", "2026-11-20"]
    server.body = a_calendar()
    await night(world)
    assert await absences_of(world, "dan") == [("2026-11-16", "2026-11-17", ""), ("2026-11-20", "2026-11-23", "")]


async def test_b6_a_series_with_a_date_taken_out_over_the_change_of_clocks(
    world: World, server: CalendarServer
) -> None:
    """Clocks in London change on 28 March 2027; Chitra's in Kolkata never do."""
    await the_data_team(world)
    server.body = a_calendar(
        an_event(
            "course",
            "Europe/London 20270318T090000",
            "Europe/London 20270318T110000",
            "RRULE:FREQ=WEEKLY;COUNT=4",
            "EXDATE;TZID=Europe/London:20270325T090000",
        )
    )
    await gives(world.person("chitra"), server)
    await gives(world.person("dan"), server)
    assert await absences_of(world, "dan") == [
        ("2027-03-18", "2027-03-18", "09:00-11:00"),
        ("2027-04-01", "2027-04-01", "09:00-11:00"),
        ("2027-04-08", "2027-04-08", "09:00-11:00"),
    ]
    assert [hours for _, _, hours in await absences_of(world, "chitra")] == [
        "14:30-16:30",
        "13:30-15:30",
        "13:30-15:30",
    ]


async def test_b6_who_moves_finds_their_hours_on_the_new_clock(world: World, server: CalendarServer) -> None:
    await the_data_team(world)
    server.body = a_calendar(an_event("dentist", "20261201T130000Z", "20261201T150000Z"))
    await gives(world.person("dan"), server)
    await world.person("dan").moves_to("Asia/Tokyo")
    await world.forward(minutes=1)
    await world.bot.worker.calendars.read_due()
    assert await absences_of(world, "dan") == [("2026-12-01", "2026-12-01", "22:00-00:00")]


async def test_b6_an_unchanged_calendar_is_not_sent_again(world: World, server: CalendarServer) -> None:
    await the_data_team(world)
    server.etag = '"one"'
    await gives(world.person("dan"), server)
    await night(world)
    assert [each.get("If-None-Match") for each in server.asked] == [None, '"one"']
    assert len(await absences_of(world, "dan")) == 1
    await night(world, nights=14)
    assert server.asked[-1].get("If-None-Match") is None, "its series reach further by now"


async def test_b6_after_three_bad_nights_its_owner_is_told_once(world: World, server: CalendarServer) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    await gives(dan, server)
    server.status = 404
    await night(world, nights=2)
    assert not dan.sees("For three nights")
    await night(world, nights=3)
    told = [
        each for each in dan.dm if "For three nights I could not read your calendar at 127.0.0.1." in world.read(each)
    ]
    assert len(told) == 1
    assert "There is no calendar at that address any more." in world.read(told[0])
    assert len(await absences_of(world, "dan")) == 1, "the last good reading holds"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://calendar.example/leave.ics", "must begin with https://"),
        ("https://localhost/leave.ics", "in a private network"),
        ("https://10.1.2.3/leave.ics", "in a private network"),
        ("https://[::1]/leave.ics", "in a private network"),
        ("my calendar", "no address of a calendar"),
        ("", "Paste the calendar's address here"),
    ],
)
async def test_b6_an_address_that_cannot_be_is_refused_beside_the_field(world: World, address: str, said: str) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    await dan.types("/standup calendar", channel="data-team")
    await dan.fills({ADDRESS: address})
    assert not (await dan.submits()).closed
    assert said in dan.errors_by_label[ADDRESS]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": 404}, "There is no calendar at that address any more."),
        ({"status": 403}, "Its server does not let me in."),
        ({"status": 500}, "Its server answers with an error (500)."),
        ({"body": b"<html>Sign in</html>"}, "That is no calendar."),
        ({"body": b"x" * (2 * 1024 * 1024 + 1)}, "That is bigger than 2 MB."),
    ],
)
async def test_b6_what_a_server_says_instead_stands_beside_the_field(
    world: World, server: CalendarServer, changes: dict[str, object], said: str
) -> None:
    await the_data_team(world)
    for name, value in changes.items():
        setattr(server, name, value)
    dan = world.person("dan")
    await dan.types("/standup calendar", channel="data-team")
    await dan.fills({ADDRESS: server.address})
    assert not (await dan.submits()).closed
    assert said in dan.errors_by_label[ADDRESS]
    async with world.work() as work:
        assert await Calendars(work).of_person(dan.id) is None


async def test_b6_a_calendar_is_taken_away_and_what_it_said_of_days_to_come_with_it(
    world: World, server: CalendarServer
) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    await gives(dan, server)
    await dan.types("/standup calendar", channel="data-team")
    assert "I read 127.0.0.1 every night, last on Mon 23 Nov." in world.read(dan.modal or {})
    assert "private-8f2c1d" not in str(dan.modal), "the address is a secret"
    await dan.clicks("Stop")
    assert "I read" not in world.read(dan.modal or {}).splitlines()[1]
    assert await absences_of(world, "dan") == []
    await night(world)
    assert len(server.asked) == 1


async def test_b6_a_calendar_may_be_uploaded(world: World) -> None:
    await the_data_team(world)
    dan = world.person("dan")
    await dan.types("/standup calendar", channel="data-team")
    await dan.fills({FILE: [("leave.ics", a_calendar(an_event("leave", "20261224", "20261228")))]})
    assert (await dan.submits()).closed
    assert await absences_of(world, "dan") == [("2026-12-24", "2026-12-27", "")]
    assert dan.sees("I found one absence to come in leave.ics, the next from Thu 24 Dec to Sun 27 Dec.")


async def test_pain_4_a_calendar_of_the_company_makes_company_days(world: World, server: CalendarServer) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    server.body = a_calendar(
        an_event("summit", "20261125", "20261127", "TRANSP:TRANSPARENT", title="Summit"),
        an_event("party", "20261123T150000Z", "20261123T170000Z", title="Party"),
    )
    ana = world.person("ana")
    await ana.types("/standup holidays", channel="data-team")
    await ana.clicks("Company calendar")
    await ana.fills({ADDRESS: server.address})
    assert (await ana.submits()).closed
    assert ana.sees("I found 2 company days of Data to come in 127.0.0.1, the next Wed 25 Nov Summit.")
    await world.forward_to(at(23, 0, day=27))
    assert asked(world, "dan") == {"Mon 23 Nov", "Tue 24 Nov", "Fri 27 Nov"}


async def test_b6_a_slow_server_does_not_keep_the_form_waiting(world: World, server: CalendarServer) -> None:
    await the_data_team(world)
    world.bot.worker.calendars.servers.shown_within = 0.0
    dan = world.person("dan")
    await dan.types("/standup calendar", channel="data-team")
    await dan.fills({ADDRESS: server.address})
    assert not (await dan.submits()).closed
    assert "127.0.0.1 takes its time. You can close this" in world.read(dan.modal or {})
    await world.settle()
    assert dan.sees("I found one absence to come in 127.0.0.1")
    server.status = 404
    await dan.closes()
    await dan.types("/standup calendar", channel="data-team")
    await dan.fills({ADDRESS: server.address})
    await dan.submits()
    await world.settle()
    assert dan.sees("I could not read 127.0.0.1. There is no calendar at that address any more.")
    assert len(await absences_of(world, "dan")) == 1, "the one before goes on holding"
