"""Stories of cover: who is asked, exactly one takes it, and what becomes of it when nobody does."""

import asyncio
from datetime import UTC, date, datetime, timedelta

from bot.duty.domain import stretches
from bot.duty.repository import Shifts
from bot.sandbox.state import Message
from tests.support.teams import is_away, the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FRIDAY = "on duty for Data on Fri 27 Nov"
OTHERS = ("ana", "chitra", "dan", "elif", "farid")


async def ben_is_on(world: World) -> None:
    """Ten on Monday in London; Ben is on duty until Friday."""
    await the_data_team(world)
    await world.forward_to(MORNING)
    await types(world, "ana", "/triage duty @ben until Friday")


async def types(world: World, name: str, line: str) -> str:
    """What they read then."""
    person = world.person(name)
    await person.types(line, channel="data-team")
    await world.forward(seconds=15)
    return world.read(person.ephemerals[-1])


async def presses(world: World, name: str, text: str) -> None:
    await world.person(name).clicks(text)
    await world.forward(seconds=15)


def messages(world: World, name: str) -> list[Message]:
    """What stands in their direct messages for good."""
    return [each for each in world.person(name).dm if each.ephemeral_to is None]


def told(world: World, name: str) -> list[str]:
    return [world.read(each) for each in messages(world, name)]


def buttons(message: Message) -> list[str]:
    return [
        element["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


async def who_is_on(world: World, first: datetime, last: datetime) -> list[tuple[str, datetime, datetime]]:
    names = {world.person(name).id: name for name in ("ben", *OTHERS)}
    async with world.work() as work:
        team = (await Shifts(work).get(1)).team_id
        found = stretches(await Shifts(work).between(team, first, last), first, last)
    return [(names[each.user_id], each.starts, each.ends) for each in found]


async def test_everybody_who_is_there_is_asked_and_exactly_one_takes_it(world: World) -> None:
    await ben_is_on(world)
    async with world.work() as work:
        await is_away(work, world.person("farid").id, date(2026, 11, 26), date(2026, 11, 30))
    said = await types(world, "ben", "/triage cover Friday")
    assert "You asked for cover of your duty: on duty for Data on Fri 27 Nov." in said
    assert not [each for each in told(world, "farid") if "cover" in each], "who is away is not asked"
    for name in ("ana", "chitra", "dan", "elif"):
        assert f"@ben asks for cover: {FRIDAY}." in told(world, name)[-1]
        assert buttons(messages(world, name)[-1]) == ["I take it", "Not me"]
    dan, elif_ = world.person("dan"), world.person("elif")
    await asyncio.gather(dan.clicks("I take it", dan.dm[-1]), elif_.clicks("I take it", elif_.dm[-1]))
    await world.forward(seconds=15)
    (taker,) = [name for name in ("dan", "elif") if "You cover @ben" in told(world, name)[-1]]
    (second,) = {"dan", "elif"} - {taker}
    assert f"{taker.capitalize()} took it already." in world.read(world.person(second).ephemerals[-1])
    for name in (second, "ana", "chitra"):
        assert f"@{taker} covers @ben: {FRIDAY}. Nothing is left to do." in told(world, name)[-1]
        assert buttons(messages(world, name)[-1]) == []
    assert f"@{taker} covers you: {FRIDAY}, so you are not on duty then." in told(world, "ben")[-1]
    page = await types(world, "ana", "/triage duty")
    assert "@ben until Thu 26 Nov" in page
    assert f"• @{taker} on Fri 27 Nov" in page


async def test_a_part_of_a_shift_can_be_covered_from_the_notice_the_home_tab_and_the_command(world: World) -> None:
    await ben_is_on(world)
    ben = world.person("ben")
    await ben.opens_home()
    assert "You are on duty for Data until Fri 27 Nov." in world.read(ben.home)
    await types(world, "ben", "/triage cover")
    assert "For which days is cover wanted?" in world.read(ben.ephemerals[-1])
    await ben.clicks("Ask for cover", ben.dm[-1])
    await ben.fills({"First day": "2026-11-26", "Last day": "2026-11-25"})
    await ben.submits()
    assert ben.errors_by_label == {"Last day": "The last day is before the first one."}
    await ben.fills({"First day": "2026-11-30", "Last day": "2026-11-30"})
    await ben.submits()
    assert "You are not on duty for Data on Mon 30 Nov." in ben.errors_by_label["Last day"]
    await ben.fills({"First day": "2026-11-25", "Last day": "2026-11-26"})
    await ben.submits()
    await world.forward(seconds=15)
    assert "asks for cover: on duty for Data from Wed 25 Nov to Thu 26 Nov." in told(world, "dan")[-1]
    await presses(world, "dan", "I take it")
    wednesday = datetime(2026, 11, 25, tzinfo=UTC)
    found = await who_is_on(world, wednesday - timedelta(days=1), wednesday + timedelta(days=3))
    assert [(name, (ends - starts).days) for name, starts, ends in found] == [("ben", 1), ("dan", 2), ("ben", 1)]


async def test_who_has_had_less_duty_reads_so_and_nobody_reads_of_others(world: World) -> None:
    await ben_is_on(world)
    await types(world, "ana", "/triage duty @chitra 30 Nov to 6 Dec")
    await types(world, "ana", "/triage duty @ben 7 Dec to 11 Dec")
    await world.forward_to(datetime(2026, 12, 7, 10, 0, tzinfo=UTC))
    await types(world, "ben", "/triage cover Friday")
    assert "you have had more duty than your fair share lately, so only if it suits you" in told(world, "chitra")[-1]
    assert "You are there then, and you have had less duty than your fair share lately." in told(world, "dan")[-1]
    assert not any(figure in told(world, "dan")[-1] for figure in ("1.", "0.", "point", "credit"))


async def test_what_has_begun_is_covered_for_the_rest_only(world: World) -> None:
    await ben_is_on(world)
    await types(world, "ben", "/triage cover today to Friday")
    accepted = MORNING + timedelta(days=2)
    await world.forward_to(accepted)
    await presses(world, "dan", "I take it")
    found = await who_is_on(world, MORNING + timedelta(minutes=1), MORNING + timedelta(days=4))
    assert [name for name, _, _ in found] == ["ben", "dan"]
    assert found[1][1] == accepted


async def test_cover_is_not_passed_on_again(world: World) -> None:
    await ben_is_on(world)
    await types(world, "ben", "/triage cover Friday")
    await presses(world, "dan", "I take it")
    assert "You took over from Ben on Fri 27 Nov, and cover is not passed on" in await types(
        world, "dan", "/triage cover Friday"
    )
    await types(world, "ana", "/triage cover @dan Fri 27 Nov to 28 Nov")
    assert f"@ana asks for cover for @dan: {FRIDAY}." in told(world, "elif")[-1]
    assert not [each for each in told(world, "ben") if "asks for cover" in each], "it was Ben's, who could not"


async def test_a_request_is_taken_back_and_disappears_everywhere(world: World) -> None:
    await ben_is_on(world)
    await types(world, "ben", "/triage cover Friday")
    assert "Cover is asked for in these days already." in await types(world, "ben", "/triage cover Friday")
    ben = world.person("ben")
    await ben.clicks("Take it back", ben.dm[-1])
    await world.forward(seconds=15)
    assert f"@ben needs no cover any more: {FRIDAY}. That was taken back." in told(world, "dan")[-1]
    assert buttons(messages(world, "dan")[-1]) == []
    assert "You asked for cover" in await types(world, "ben", "/triage cover Friday")


async def test_leads_hear_a_working_day_before_when_nobody_took_it_and_once(world: World) -> None:
    await ben_is_on(world)
    await types(world, "ben", "/triage cover Friday")
    await presses(world, "dan", "Not me")
    assert "You said that you cannot cover @ben" in told(world, "dan")[-1]

    def reminders() -> list[str]:
        return [each for each in told(world, "ana") if "Nobody covers @ben yet" in each]

    await world.forward_to(datetime(2026, 11, 26, 8, 55, tzinfo=UTC))
    assert reminders() == []
    await world.forward_to(datetime(2026, 11, 26, 9, 5, tzinfo=UTC))
    (reminder,) = reminders()
    assert "Still asked: @ana, @chitra, @elif, @farid" in reminder
    assert f"Nobody covers you yet: {FRIDAY}." in told(world, "ben")[-1]
    await world.forward_to(datetime(2026, 11, 28, 10, 0, tzinfo=UTC))
    assert len(reminders()) == 1
    assert f"Nobody covered @ben: {FRIDAY}. These days are over." in told(world, "elif")[-1]
    assert "needs no cover any more" not in " ".join(told(world, "elif"))


async def test_leads_hear_at_once_when_everybody_has_said_no(world: World) -> None:
    await ben_is_on(world)
    await types(world, "ben", "/triage cover Friday")
    for name in OTHERS:
        await presses(world, name, "Not me")
    assert "Nobody else of the team is there then, or can." in told(world, "ana")[-1]
    await presses(world, "elif", "I take it after all")
    assert f"@elif covers you: {FRIDAY}" in told(world, "ben")[-1]


async def test_whoever_is_put_on_duty_meanwhile_ends_the_request(world: World) -> None:
    await ben_is_on(world)
    await types(world, "ben", "/triage cover Friday")
    await types(world, "ana", "/triage duty @elif Friday")
    assert f"@ben needs no cover any more: {FRIDAY}. Somebody else is on duty then." in told(world, "dan")[-1]


async def test_members_ask_for_their_own_duty_only_and_about_days_that_come(world: World) -> None:
    await ben_is_on(world)
    assert "Only leads of Data can ask for others." in await types(world, "dan", "/triage cover @ben Friday")
    assert "You are not on duty for Data on Fri 27 Nov." in await types(world, "dan", "/triage cover Friday")
    assert "Which days?" in await types(world, "ben", "/triage cover whenever")
    assert "not on duty for Data within eight weeks" in await types(world, "dan", "/triage cover")


async def test_who_is_away_in_their_shift_and_leads_hear_it_once_two_weeks_before_and_can_ask_for_cover(
    world: World,
) -> None:
    await ben_is_on(world)
    await types(world, "ana", "/triage duty @dan 14 Dec to 18 Dec")
    async with world.work() as work:
        await is_away(work, world.person("dan").id, date(2026, 12, 16), date(2026, 12, 28))
    await world.forward_to(datetime(2026, 11, 24, 8, 59, tzinfo=UTC))
    assert not [each for each in told(world, "dan") if "away then" in each]
    await world.forward_to(datetime(2026, 11, 26, 12, 0, tzinfo=UTC))
    days = "on duty for Data from Wed 16 Dec to Fri 18 Dec, and away then."
    (to_dan,) = [each for each in told(world, "dan") if "away then" in each]
    (to_ana,) = [each for each in told(world, "ana") if "away then" in each]
    assert f"You are {days}" in to_dan
    assert f"@dan is {days}" in to_ana
    dan = world.person("dan")
    await dan.clicks("Ask for cover", dan.dm[-1])
    await dan.submits()
    await world.forward(seconds=15)
    assert "@dan asks for cover: on duty for Data from Wed 16 Dec to Fri 18 Dec." in told(world, "elif")[-1]


async def test_days_without_anybody_are_told_to_leads_once_each(world: World) -> None:
    await ben_is_on(world)
    await types(world, "ana", "/triage duty @dan 30 Nov to 1 Dec")
    await types(world, "ana", "/triage duty @elif 4 Dec to 18 Dec")

    def gaps() -> list[str]:
        return [each for each in told(world, "ana") if "obody is" in each]

    await world.forward_to(datetime(2026, 11, 24, 10, 0, tzinfo=UTC))
    assert len(gaps()) == 1
    assert "Nobody is on duty for Data from Wed 2 Dec to Thu 3 Dec." in gaps()[0]
    await world.forward_to(datetime(2026, 12, 1, 10, 0, tzinfo=UTC))
    assert len(gaps()) == 2
    assert "From Mon 21 Dec on nobody is named to be on duty for Data." in gaps()[1]
    await world.forward_to(datetime(2026, 12, 23, 10, 0, tzinfo=UTC))
    assert len(gaps()) == 2


async def test_a_team_without_duty_hears_of_no_gaps(world: World) -> None:
    await the_data_team(world)
    await world.forward_to(MORNING)
    await types(world, "ana", "/triage duty @ben 21 Dec to 24 Dec")
    await world.forward_to(datetime(2026, 12, 11, 10, 0, tzinfo=UTC))
    assert not [each for each in told(world, "ana") if "obody is" in each]
