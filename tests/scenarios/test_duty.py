"""Stories of duty: who is on, who is put on it, who covers, and whom a fire calls that nobody takes."""

from datetime import UTC, date, datetime

import pytest

from tests.support.teams import is_away, the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FIRE = "The revenue dashboard shows zeros"


async def a_morning(world: World) -> None:
    """Ten on Monday in London."""
    await the_data_team(world)
    await world.forward_to(MORNING)


async def types(world: World, name: str, line: str) -> str:
    """What they read then."""
    person = world.person(name)
    await person.types(line, channel="data-team")
    await world.forward(seconds=15)
    return world.read(person.ephemerals[-1])


def told(world: World, name: str) -> list[str]:
    return [world.read(each) for each in world.person(name).dm]


async def test_a_lead_puts_somebody_on_duty_and_everybody_can_see_who_is_on(world: World) -> None:
    await a_morning(world)
    assert "Nobody is on duty for Data now." in await types(world, "ben", "/triage duty")
    said = await types(world, "ana", "/triage duty @ben until Friday")
    assert "@ben is on duty for Data until Fri 27 Nov." in said
    assert "@ana put you on duty for Data until Fri 27 Nov." in told(world, "ben")[-1]
    await types(world, "ana", "/triage duty @chitra backup until Friday")
    await types(world, "ana", "/triage duty @dan next week")
    page = await types(world, "elif", "/triage duty")
    assert "On duty for Data: @ben until Fri 27 Nov, @chitra as backup until Fri 27 Nov." in page
    assert "• @dan from Mon 30 Nov to Sun 6 Dec" in page
    assert "takes it over yourself" in page
    await world.person("chitra").opens_home()
    assert "You are the backup for Data until Fri 27 Nov." in world.read(world.person("chitra").home)
    await world.person("grace").types(f"/triage new {FIRE}", channel="general")
    assert "Suggested: Ben, who is on duty" in await types(world, "dan", "/triage suggest F-1")
    week = await types(world, "ana", "/triage digest")
    assert "On duty  Ben until Fri 27 Nov; Chitra as backup until Fri 27 Nov; Dan from Mon 30 Nov" in week


async def test_cover_is_told_to_who_is_relieved_and_taken_back_everywhere(world: World) -> None:
    await a_morning(world)
    await types(world, "ana", "/triage duty @ben until Friday")
    said = await types(world, "dan", "/triage duty tomorrow")
    assert "You are on duty for Data on Tue 24 Nov, instead of @ben." in said
    assert "@dan is on duty for Data on Tue 24 Nov, so you are not in these days." in told(world, "ben")[-1]
    page = await types(world, "ana", "/triage duty")
    assert "@ben until today" not in page
    assert "• @dan on Tue 24 Nov" in page
    assert "• @ben from Wed 25 Nov to Fri 27 Nov" in page
    dan = world.person("dan")
    await dan.clicks("Take it back", dan.ephemerals[-1])
    await world.forward(seconds=15)
    assert "You are on duty for Data again on Tue 24 Nov, as planned before" in told(world, "ben")[-1]
    assert "On duty for Data: @ben until Fri 27 Nov." in await types(world, "ana", "/triage duty")


async def test_what_was_worked_stays_when_the_rest_is_taken_back(world: World) -> None:
    await a_morning(world)
    await types(world, "ana", "/triage duty @ben until Friday")
    await world.forward(days=2)
    ana = world.person("ana")
    await ana.clicks("Take it back", ana.ephemerals[-1])
    await world.forward(seconds=15)
    assert "You are not on duty for Data until Fri 27 Nov after all: @ana took that back." in told(world, "ben")[-1]
    assert "Nobody is on duty for Data now." in await types(world, "ben", "/triage duty")
    await types(world, "ana", "/triage duty @dan today")
    await world.forward(days=1)
    await ana.clicks("Take it back", ana.ephemerals[-1])
    assert "That shift is over. What was worked stays as it is." in world.read(ana.ephemerals[-1])


@pytest.mark.parametrize(
    ("who", "line", "why"),
    [
        ("ben", "@dan next week", "Only leads of Data can put others on duty. Without a name it is you."),
        ("ana", "@grace next week", "Only members of Data can be on duty for it, and guests cannot."),
        ("ana", "@ben 27 Nov 2026 to 24 Nov 2026", "That ends before it begins."),
        ("ana", "@ben 1 Nov 2026 to 3 Nov 2026", "who worked then stays as it is"),
        ("ana", "@ben 1 Dec 2026 to 1 Jun 2027", "a quarter at most"),
        ("ana", "@ben", "Which days?"),
    ],
)
async def test_what_cannot_be_is_said_and_changes_nothing(world: World, who: str, line: str, why: str) -> None:
    await a_morning(world)
    assert why in await types(world, who, f"/triage duty {line}")
    assert "Nobody is on duty" in await types(world, "ana", "/triage duty")


async def test_who_is_away_is_named_and_not_called(world: World) -> None:
    await a_morning(world)
    async with world.work() as work:
        await is_away(work, world.person("ben").id, date(2026, 11, 23), date(2026, 11, 24))
    said = await types(world, "ana", "/triage duty @ben until Friday")
    assert "They are away until Tue 24 Nov, and are not called then." in said
    await types(world, "ana", "/triage duty @chitra backup until Friday")
    await world.person("grace").types(f"/triage new {FIRE} p1", channel="general")
    await world.forward(hours=1)
    assert not [each for each in told(world, "ben") if FIRE in each]
    assert [each for each in told(world, "chitra") if FIRE in each]


async def test_a_fire_nobody_takes_calls_who_is_on_duty_first_then_their_backup_and_the_leads(world: World) -> None:
    await a_morning(world)
    await types(world, "ana", "/triage duty @ben until Friday")
    await types(world, "ana", "/triage duty @chitra backup until Friday")
    await world.person("grace").types(f"/triage new {FIRE} p2", channel="general")

    def called() -> set[str]:
        return {name for name in ("ana", "ben", "chitra", "dan") if any(FIRE in each for each in told(world, name))}

    await world.forward(hours=2)
    assert called() == set()
    await world.forward_to(MORNING.replace(hour=13, minute=5))
    assert called() == {"ben"}, "the warning goes to who is on duty alone"
    await world.forward_to(MORNING.replace(hour=14, minute=5))
    assert called() == {"ana", "ben", "chitra"}
