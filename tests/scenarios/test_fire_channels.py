"""Stories of people who ask in channels: by an emoji, by the bot's name, in the intake channel, and write on."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.people.domain import TeamSettings
from bot.people.repository import Teams
from bot.triage.domain import Desk, Fire, Source
from bot.triage.repository import Desks, FireFiles, Fires
from tests.support.teams import the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


async def at_work(world: World, **changes: object) -> None:
    """Monday, ten in the morning in London, with a team that takes fires as given."""
    await the_data_team(world)
    async with world.work() as work:
        [team] = await Teams(work).all()
        await Desks(work).put(replace(Desk(team.id), **changes))  # type: ignore[arg-type]
    await world.forward_to(MORNING)


async def soon(world: World) -> None:
    await world.forward(seconds=5)


async def fire(world: World, number: int) -> Fire | None:
    async with world.work() as work:
        return await Fires(work).get(number)


def under_card(world: World, title: str) -> list[str]:
    (card,) = [each for each in world.channel("data-team").messages if title in world.read(each)]
    return [world.read(each) for each in world.channel("data-team").thread(card)]


async def test_an_emoji_makes_a_message_a_fire_of_who_wrote_it(world: World) -> None:
    await at_work(world, emoji="fire")
    grace, dan, ben = world.person("grace"), world.person("dan"), world.person("ben")
    said = await grace.says("Revenue shows zeros p1", channel="fires")
    await dan.reacts("eyes", said)
    assert await fire(world, 1) is None
    await dan.reacts("fire", said)
    await soon(world)
    made = await fire(world, 1)
    assert made is not None
    assert (made.source, made.requester_id, made.filer_id) == (Source.EMOJI, grace.id, dan.id)
    assert made.permalink is not None
    assert "F-1 · Revenue shows zeros is with Data now, for @grace" in world.read(dan.ephemerals[-1])
    assert grace.sees("@dan asked Data for you: F-1 · Revenue shows zeros")
    assert len(world.channel("fires").messages) == 1, "nobody else is disturbed"
    await ben.types("/triage claim F-1", channel="data-team")
    await ben.reacts("fire", said)
    assert "That is F-1 · Revenue shows zeros already. Taken by @ben." in world.read(ben.ephemerals[-1])
    await dan.reacts("fire", said, remove=True)
    await ben.reacts("fire", said, remove=True)
    await soon(world)
    assert await fire(world, 2) is None
    assert (await fire(world, 1)) is not None


async def test_the_emoji_on_what_the_bot_wrote_or_cannot_read_makes_no_fire(world: World) -> None:
    await at_work(world, emoji="fire")
    grace, dan = world.person("grace"), world.person("dan")
    await grace.types("/triage new Export fails", channel="fires")
    await soon(world)
    await dan.reacts("fire", world.channel("data-team").last_message)
    asked = await grace.says("About the export", channel="fires")
    answer = await grace.says("It is the June one", channel="fires", thread=asked)
    await dan.reacts("fire", answer)
    assert "Choose Make it a fire in the menu of the message instead" in world.read(dan.ephemerals[-1])
    assert await fire(world, 2) is None


async def test_named_in_a_thread_the_bot_files_its_first_message(world: World) -> None:
    await at_work(world)
    grace, dan = world.person("grace"), world.person("dan")
    asked = await grace.says("Churn chart looks odd\nsince Monday", channel="fires")
    await dan.says("@firebreak thank you", channel="fires", thread=asked)
    assert "Name me with triage this in a thread" in world.read(dan.ephemerals[-1])
    assert await fire(world, 1) is None
    await dan.says("@firebreak triage this p2 please", channel="fires", thread=asked)
    await soon(world)
    made = await fire(world, 1)
    assert made is not None
    assert (made.title, made.priority, made.requester_id, made.source_ts) == (
        "Churn chart looks odd",
        "P2",
        grace.id,
        asked.ts,
    )
    said = [world.read(each) for each in world.channel("fires").thread(asked)]
    assert "F-1 is with Data now. @grace, you hear from me" in said[-1]
    await dan.says("@firebreak triage this", channel="fires", thread=asked)
    assert "That is F-1 · Churn chart looks odd already. Nobody has it yet." in world.read(dan.ephemerals[-1])
    assert len(world.channel("fires").thread(asked)) == len(said) + 1, "the second answer is for dan alone"


async def test_named_elsewhere_the_bot_files_that_message(world: World) -> None:
    await at_work(world)
    grace = world.person("grace")
    said = await grace.says("@firebreak triage Export of June fails p2", channel="fires")
    await soon(world)
    made = await fire(world, 1)
    assert made is not None
    assert (made.title, made.source, made.source_ts) == ("Export of June fails", Source.MENTION, said.ts)
    await grace.says("Hello @firebreak", channel="fires")
    assert "/triage help shows everything else" in world.read(grace.ephemerals[-1])
    assert await fire(world, 2) is None


async def test_in_the_intake_channel_every_message_of_a_person_is_a_fire(world: World) -> None:
    await at_work(world, intake_channel=world.channel("fires").id)
    grace, hugo = world.person("grace"), world.person("hugo")
    asked = await grace.says("Revenue shows zeros p1", channel="fires")
    await soon(world)
    (answer,) = world.channel("fires").thread(asked)
    assert "F-1 is with Data now" in world.read(answer)
    assert "Asked by @grace" in world.texts("data-team")[-1]
    await hugo.says("Same for me?", channel="fires", thread=asked)
    await grace.edits(asked, "Revenue still shows zeros")
    await grace.says("A word elsewhere", channel="general")
    await world.person("iris").joins("fires")
    await soon(world)
    assert await fire(world, 2) is None
    await hugo.says("Campaign numbers, please", channel="fires")
    await soon(world)
    assert (await fire(world, 2)) is not None


async def test_what_a_requester_writes_next_joins_their_fire_and_can_be_parted(world: World) -> None:
    await at_work(world, intake_channel=world.channel("fires").id)
    grace, ben = world.person("grace"), world.person("ben")
    asked = await grace.says("Revenue shows zeros", channel="fires")
    await ben.types("/triage claim F-1", channel="data-team")
    await world.forward(minutes=2)
    await grace.says("It began on Monday & <b>", channel="fires")
    await world.forward(minutes=4)
    await grace.uploads("zeros.png", b"png", "and this is how it looks", channel="fires")
    await soon(world)
    assert await fire(world, 2) is None
    assert "I added that to F-1 · Revenue shows zeros." in world.read(grace.ephemerals[-1])
    told = under_card(world, "Revenue shows zeros")
    assert "@ben, @grace wrote more about F-1:" in told[0]
    assert "It began on Monday & <b>" in told[0]
    assert "zeros.png" in told[1]
    await ben.types("/triage show F-1", channel="data-team")
    assert "zeros.png" in world.read(ben.ephemerals[-1])
    await grace.says("Also, may I have the churn numbers?", channel="fires", thread=asked)
    await soon(world)
    assert "may I have the churn numbers?" in under_card(world, "Revenue shows zeros")[-1]
    await ben.clicks("This is something else")
    await soon(world)
    parted = await fire(world, 2)
    assert parted is not None
    assert (parted.title, parted.requester_id, parted.source) == (
        "Also, may I have the churn numbers?",
        grace.id,
        Source.SPLIT,
    )
    first = await fire(world, 1)
    assert first is not None
    assert parted.case_id != first.case_id
    await ben.clicks("This is something else", world.channel("data-team").thread(_card(world))[-1])
    await soon(world)
    assert await fire(world, 3) is None
    await world.forward(minutes=6)
    await grace.says("And a new one", channel="fires")
    await soon(world)
    assert (await fire(world, 3)) is not None
    async with world.work() as work:
        assert [each.name for each in await FireFiles(work).of(first.id)] == ["zeros.png"]


def _card(world: World) -> str:
    (card,) = [each for each in world.channel("data-team").messages if "F-1 ·" in world.read(each)]
    return card.ts


async def test_only_the_requester_adds_to_a_fire_and_an_answer_lets_it_go_on(world: World) -> None:
    await at_work(world, emoji="fire")
    grace, dan, ben = world.person("grace"), world.person("dan"), world.person("ben")
    asked = await grace.says("Revenue shows zeros", channel="fires")
    await ben.reacts("fire", asked)
    await ben.types("/triage claim F-1", channel="data-team")
    await ben.types("/triage wait F-1 which month?", channel="data-team")
    await dan.says("I think June", channel="fires", thread=asked)
    await soon(world)
    waiting = await fire(world, 1)
    assert waiting is not None
    assert waiting.state == "waiting"
    await grace.says("June", channel="fires", thread=asked)
    await soon(world)
    going_on = await fire(world, 1)
    assert going_on is not None
    assert going_on.state == "in_progress"
    assert "June" in under_card(world, "Revenue shows zeros")[-1]
    assert "I think June" not in str(under_card(world, "Revenue shows zeros"))


async def test_of_several_teams_whoever_names_the_bot_is_asked_which(world: World) -> None:
    await at_work(world)
    async with world.work() as work:
        await Teams(work).create(TeamSettings("Platform", world.channel("fires").id), {})
    grace = world.person("grace")
    await world.person("ana").invites("firebreak", "general")
    said = await grace.says("@firebreak triage Export fails", channel="general")
    await grace.clicks("Choose a team")
    await grace.fills({"Which team?": "Platform", "How urgent is it?": "P2"})
    assert (await grace.submits()).closed
    await soon(world)
    made = await fire(world, 1)
    assert made is not None
    assert (made.title, made.source_ts, made.source) == ("Export fails", said.ts, Source.MENTION)
