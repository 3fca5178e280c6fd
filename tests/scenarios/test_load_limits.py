"""Stories of limits: the person hears once what can be checked, and a lead only what the plan of duty decides."""

import re
from datetime import UTC, datetime, timedelta

from bot.sandbox.state import Message
from tests.support.teams import the_data_team
from tests.support.world import World

# Ben's mornings in New York, on Mondays.
NOVEMBER_30 = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
DECEMBER_7 = NOVEMBER_30 + timedelta(weeks=1)
DECEMBER_14 = NOVEMBER_30 + timedelta(weeks=2)
DECEMBER_28 = NOVEMBER_30 + timedelta(weeks=4)
EVERYBODY = ("ana", "ben", "chitra", "dan", "elif", "farid")
NEVER_SAID = re.compile(
    r"\b(scores?|rank(s|ed)?|diagnos\w+|burned out|burnt out|exhaust\w+|risky|worst|overworked|perform(s|ed) badly)\b",
    re.IGNORECASE,
)


def heard(world: World, name: str) -> list[str]:
    """Everything about limits that somebody can read now."""
    messages: list[Message] = list(world.person(name).dm)
    found = [world.read(each) for each in messages]
    found = [each for each in found if "limits reached" in each or "duty comes too often" in each]
    assert not [each for each in found if NEVER_SAID.search(each)]
    return found


async def just_after(world: World, moment: datetime) -> None:
    await world.forward_to(moment)
    await world.forward(seconds=20)


async def urgent_ones(world: World, taker: str, first: int, count: int) -> None:
    for number in range(first, first + count):
        await world.person("grace").types(f"/triage new Zeros in report {number} p1", channel="general")
        await world.person(taker).types(f"/triage claim F-{number}")
    await world.settle()


async def load_page(world: World, name: str) -> str:
    person = world.person(name)
    await person.types("/triage load", channel="data-team")
    return world.read(person.ephemerals[-1])


async def test_all_limits_of_a_week_are_one_message_and_the_same_one_is_told_again_after_four_weeks(
    world: World,
) -> None:
    await the_data_team(world)
    await world.forward(hours=13)
    await urgent_ones(world, "ben", 1, 4)
    await world.forward_to(NOVEMBER_30 - timedelta(minutes=1))
    assert heard(world, "ben") == []
    await just_after(world, NOVEMBER_30)
    [told] = heard(world, "ben")
    assert "2 limits were reached last week" in told
    assert "on Mon 23 Nov you took 4 (F-1, F-2, F-3 and F-4); 2 a day is the limit." in told
    assert "you have 4 (F-1, F-2, F-3 and F-4); 3 at once is the limit." in told
    assert "Nobody else is told." in told
    page = await load_page(world, "ben")
    assert "Urgent requests in a day, limit reached: on Mon 23 Nov you took 4" in page
    assert "Duty weeks in a row: never two" in page
    assert "Requests outside your hours: not looked at" in page

    await world.forward_to(DECEMBER_28 - timedelta(minutes=1))
    assert len(heard(world, "ben")) == 1, "he has them still, and knows"
    await just_after(world, DECEMBER_28)
    _, again = heard(world, "ben")
    assert "One limit was reached" in again
    assert "you have 4" in again
    for name in EVERYBODY:
        assert name == "ben" or heard(world, name) == []


async def ben_is_on_duty_twice_in_a_row(world: World) -> None:
    """And takes more than he should of what is urgent, which is between him and the bot."""
    await the_data_team(world)
    await world.person("ana").types("/triage duty @ben 23 Nov to 6 Dec", channel="data-team")
    await world.forward_to(NOVEMBER_30 + timedelta(hours=2))
    await urgent_ones(world, "ben", 1, 3)


async def test_a_lead_hears_of_the_plan_of_duty_only_and_a_working_day_later(world: World) -> None:
    await ben_is_on_duty_twice_in_a_row(world)
    await just_after(world, DECEMBER_7)
    [told] = heard(world, "ben")
    assert "you took 3 (F-1, F-2 and F-3)" in told
    assert "you were on duty 2 weeks in a row, Mon 23 Nov to Sun 6 Dec; the limit is one." in told
    assert "Ana will see what stands here about duty on" in told
    await world.forward_to(DECEMBER_7 + timedelta(hours=23, minutes=59))
    assert heard(world, "ana") == []

    await just_after(world, DECEMBER_7 + timedelta(days=1))
    [card] = heard(world, "ana")
    assert "Ben was on duty 2 weeks in a row, Mon 23 Nov to Sun 6 Dec" in card
    assert "/triage rotate" in card
    assert not re.search(r"urgent|F-\d|\b3\b", card), "nothing but duty"
    [told] = heard(world, "ben")
    assert "Ana can see what stands here about duty, and nothing else." in told
    assert "Ana at a notice" in await load_page(world, "ben")
    await world.forward(days=5)
    assert len(heard(world, "ana")) == len(heard(world, "ben")) == 1
    for name in ("chitra", "dan", "elif", "farid"):
        assert heard(world, name) == []


async def test_where_flags_go_to_the_person_only_no_lead_hears_of_duty_either(world: World) -> None:
    await ben_is_on_duty_twice_in_a_row(world)
    await load_page(world, "ana")
    await world.person("ana").clicks("Tell the person only")
    await just_after(world, DECEMBER_7)
    [told] = heard(world, "ben")
    assert "you were on duty 2 weeks in a row" in told
    assert "Nobody else is told." in told
    await world.forward(days=4)
    assert heard(world, "ana") == []


async def takes_one(world: World, number: int, at: datetime) -> None:
    await world.forward_to(at)
    await world.person("grace").types(f"/triage new Zeros in report {number}", channel="general")
    await world.person("ben").types(f"/triage claim F-{number}")
    await world.person("ben").types(f"/triage resolve F-{number} mended")


async def ben_works(world: World, first: int, monday: datetime, *, late: tuple[int, ...]) -> None:
    """A request each working day from ten to two on his clock, and one at half past eleven on these evenings."""
    number = first
    for day in range(5):
        await takes_one(world, number, monday + timedelta(days=day, hours=day % 5))
        number += 1
        if day in late:
            await takes_one(world, number, monday + timedelta(days=day, hours=13, minutes=30))
            number += 1


async def test_late_evenings_are_said_by_the_clock_of_the_person_once_their_hours_can_be_believed(world: World) -> None:
    await the_data_team(world)
    tens = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    await ben_works(world, 1, tens, late=(0, 1, 2))
    await just_after(world, NOVEMBER_30)
    assert heard(world, "ben") == [], "in the first weeks nobody can know whether his hours are right"
    await ben_works(world, 9, tens + timedelta(weeks=1), late=())
    await ben_works(world, 14, tens + timedelta(weeks=2), late=(0, 1, 2))
    await just_after(world, DECEMBER_14)
    [told] = heard(world, "ben")
    assert "you worked on requests in 3 different hours in 7 days" in told
    assert "Mon 7 Dec 23:30, Tue 8 Dec 23:30 and Wed 9 Dec 23:30" in told
    assert "9 h 30 min between 23:30 on Mon 7 Dec and the start of your work at 09:00; 11 h is the least." in told
    await world.person("ben").clicks("Change my hours")
    await world.forward(days=2)
    assert heard(world, "ana") == []
