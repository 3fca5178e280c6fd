"""Stories of duty in people's own calendars: a secret address, stable entries, and nothing once it is revoked."""

import re
from datetime import UTC, date, datetime
from typing import Any

import aiohttp
import icalendar
import recurring_ical_events

from tests.support.teams import the_data_team
from tests.support.world import PUBLIC_URL, World, listening

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ADDRESS = re.compile(re.escape(PUBLIC_URL) + r"(/calendar/[\w-]{43}\.ics)")


async def types(world: World, name: str, line: str) -> str:
    person = world.person(name)
    await person.types(line, channel="data-team")
    await world.forward(seconds=15)
    return world.read(person.ephemerals[-1])


async def address_of(world: World, name: str, line: str = "/triage duty feed") -> str:
    """The path of it."""
    found = ADDRESS.search(await types(world, name, line))
    assert found is not None
    return found[1]


async def asks(world: World, path: str) -> tuple[int, bytes, dict[str, str]]:
    async with (
        listening(world.bot) as site,
        aiohttp.ClientSession() as session,
        session.get(f"{site}{path}") as answer,
    ):
        return answer.status, await answer.read(), dict(answer.headers)


async def calendar(world: World, path: str) -> Any:
    status, body, headers = await asks(world, path)
    assert status == 200
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Cache-Control"] == "private, no-store"
    return icalendar.Calendar.from_ical(body)


def days(events: list[Any]) -> list[tuple[str, date, date]]:
    return sorted((str(each["SUMMARY"]), each["DTSTART"].dt, each["DTEND"].dt) for each in events)


async def a_plan(world: World) -> None:
    await the_data_team(world)
    await world.forward_to(MORNING)
    await types(world, "ana", "/triage duty @ben 30 Nov to 6 Dec")
    await types(world, "ana", "/triage duty @ben backup 14 Dec to 20 Dec")
    await types(world, "ana", "/triage duty @dan 7 Dec to 13 Dec")


async def test_a_persons_shifts_stand_in_their_calendar_as_whole_days(world: World) -> None:
    await a_plan(world)
    found = await calendar(world, await address_of(world, "ben"))
    assert not found.errors
    assert str(found["X-WR-TIMEZONE"]) == "Europe/London"
    events = recurring_ical_events.of(found).between(date(2026, 11, 1), date(2027, 1, 31))
    assert days(events) == [
        ("Backup: Data", date(2026, 12, 14), date(2026, 12, 21)),
        ("On duty: Data", date(2026, 11, 30), date(2026, 12, 7)),
    ]
    for each in events:
        assert not each.errors
        assert each["DTSTAMP"].dt <= world.clock.now()
        assert str(each["TRANSP"]) == "TRANSPARENT"
        assert "ben" not in each.to_ical().decode().lower(), "a calendar may be shared"


async def test_entries_keep_their_names_and_grow_in_number_when_shifts_change(world: World) -> None:
    await a_plan(world)
    path = await address_of(world, "ben")
    first = await asks(world, path)
    await world.forward(days=1)
    assert (await asks(world, path))[1] == first[1], "nothing changed, so it is the same file"

    async def primary() -> dict[date, tuple[str, int, date]]:
        found = (await calendar(world, path)).walk("VEVENT")
        return {
            each["DTSTART"].dt: (str(each["UID"]), int(each["SEQUENCE"]), each["DTEND"].dt)
            for each in found
            if "On duty" in each["SUMMARY"]
        }

    before = (await primary())[date(2026, 11, 30)]
    await types(world, "ana", "/triage duty @elif 2 Dec to 3 Dec")
    during = await primary()
    assert {on: ends for on, (_, _, ends) in during.items()} == {
        date(2026, 11, 30): date(2026, 12, 2),
        date(2026, 12, 4): date(2026, 12, 7),
    }
    assert during[date(2026, 11, 30)][0] == before[0]
    assert during[date(2026, 11, 30)][1] > before[1]
    assert len({uid for uid, _, _ in during.values()}) == 2
    ana = world.person("ana")
    await ana.clicks("Take it back", ana.ephemerals[-1])
    await world.forward(seconds=15)
    after = await primary()
    assert {on: ends for on, (_, _, ends) in after.items()} == {date(2026, 11, 30): date(2026, 12, 7)}
    assert after[date(2026, 11, 30)][0] == before[0]
    assert after[date(2026, 11, 30)][1] > during[date(2026, 11, 30)][1]
    await world.forward_to(datetime(2026, 12, 4, 10, 0, tzinfo=UTC))
    assert (await primary()).keys() == {date(2026, 11, 30)}, "what has begun keeps its first day"


async def test_an_address_is_shown_once_and_a_new_one_revokes_it(world: World) -> None:
    await a_plan(world)
    old = await address_of(world, "ben")
    said = await types(world, "ben", "/triage duty feed")
    assert "You have an address since Mon 23 Nov" in said
    assert not ADDRESS.search(said)
    new = await address_of(world, "ben", "/triage duty feed new")
    assert (await asks(world, old))[0] == 404
    assert (await asks(world, old))[2]["Cache-Control"] == "private, no-store"
    assert (await asks(world, new))[0] == 200
    assert "revoked" in await types(world, "ben", "/triage duty feed off")
    assert (await asks(world, new))[0] == 404
    assert "no address that works" in await types(world, "ben", "/triage duty feed off")
    assert (await asks(world, "/calendar/guessed.ics"))[0] == 404
    assert (await asks(world, f"/calendar/{'x' * 5000}.ics"))[0] == 404


async def test_who_left_shows_nothing_any_more(world: World) -> None:
    await a_plan(world)
    path = await address_of(world, "ben")
    await world.person("ben").is_deactivated()
    await world.forward(seconds=15)
    assert (await asks(world, path))[0] == 404


async def test_the_address_is_stored_nowhere(world: World) -> None:
    await a_plan(world)
    secret = (await address_of(world, "ben")).split("/")[-1].removesuffix(".ics")
    async with world.work() as work:
        connection = await work.session.connection()
        rows = (await connection.exec_driver_sql("SELECT fingerprint FROM duty_feeds")).scalars().all()
    assert len(rows) == 1
    assert secret not in rows


async def test_where_nobody_can_ask_the_bot_for_pages_that_is_said(world: World) -> None:
    world.public_url = None
    await world.restart_bot()
    await a_plan(world)
    said = await types(world, "ben", "/triage duty feed")
    if world.transport == "socket":
        assert "This Firebreak is not reachable from the web" in said
    else:
        assert re.search(r"/calendar/[\w-]{43}\.ics", said)
        assert "Put the address of your Firebreak in front of it" in said
