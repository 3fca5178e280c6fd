"""Stories of the channels that reports go to: lost, archived, opened to others, and found again."""

from typing import Any

from bot.sandbox.gestures import Person
from bot.sandbox.state import Message
from bot.standups.domain import Standup
from bot.standups.repository import Standups
from tests.support.standups import DONE, a_standup, answers, at, dm, reports
from tests.support.teams import the_data_team
from tests.support.world import World

TEAM = ("ana", "dan")


async def standup_of(world: World) -> Standup:
    async with world.work() as work:
        (standup,) = await Standups(work).all()
    return standup


async def a_daily(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team)
    await world.bot.worker.report_channels.look_at_all()


async def dan_answers(world: World, day: int, said: str = "Loads") -> None:
    await world.forward_to(at(9, 31, day=day))
    await answers(world.person("dan"), {DONE: said})
    await world.forward(minutes=1)


def told(world: World, text: str) -> list[Message]:
    return [each for each in world.person("ana").dm if text in world.read(each)]


async def chooses_channel(person: Person, message: Message, channel: str) -> Any:
    return await person.chooses("Choose another channel", channel, message)


async def test_a_channel_that_threw_us_out_gives_the_owner_the_report_and_what_waited_follows(world: World) -> None:
    await a_daily(world)
    await world.person("ana").removes_app("data-team")
    await dan_answers(world, 23)
    assert reports(world) == []
    notice = dm(world, "ana", "could not be posted")
    assert "I am not in #data-team any more" in world.read(notice)
    copy = dm(world, "ana", "Daily · Mon 23 Nov")
    assert "1 of 2 answered" in world.read(copy)
    assert any("Loads" in world.read(each) for each in world.person("ana").dm if each.thread_ts == copy.ts)
    await answers(world.person("ana"), {DONE: "Board"})
    await world.forward(minutes=1)
    assert "2 of 2 answered" in world.read(dm(world, "ana", "Daily · Mon 23 Nov")), "the owner's copy stays true"

    await world.person("ana").invites("firebreak", "data-team")
    await world.forward(minutes=1)
    (shown,) = reports(world)
    assert "2 of 2 answered" in shown
    channel = world.channel("data-team")
    heads = sorted(world.read(each).splitlines()[0] for each in channel.thread(channel.last_message))
    assert heads == ["Ana", "Dan"]


async def test_the_button_brings_us_back_into_a_public_channel(world: World) -> None:
    await a_daily(world)
    ana = world.person("ana")
    await ana.removes_app("data-team")
    await dan_answers(world, 23)
    await ana.clicks("Post it there now", dm(world, "ana", "could not be posted"))
    await world.forward(minutes=1)
    assert "1 of 2 answered" in reports(world)[0]
    assert told(world, "Reports of Daily go to #data-team.")


async def test_another_channel_gets_what_stands_nowhere_yet(world: World) -> None:
    await a_daily(world)
    ana = world.person("ana")
    await ana.archives("data-team")
    await world.forward(seconds=10)
    assert told(world, "was archived")
    await dan_answers(world, 23)
    notice = dm(world, "ana", "could not be posted")
    await chooses_channel(ana, notice, "fires")
    await world.forward(minutes=1)
    assert "1 of 2 answered" in reports(world, channel="fires")[0]
    await dan_answers(world, 24)
    assert len(reports(world, channel="fires")) == 2


async def test_three_failures_in_a_row_pause_it_once_and_coming_back_resumes_it(world: World) -> None:
    await a_daily(world)
    ana = world.person("ana")
    await ana.archives("data-team")
    for day in (23, 24, 25):
        await dan_answers(world, day)
    assert len(told(world, "could not be posted")) == 3
    assert len(told(world, "is paused")) == 1
    assert not (await standup_of(world)).active
    await world.forward_to(at(12, day=26))
    assert not [each for each in world.person("dan").dm if "Thu 26 Nov" in world.read(each)]

    await ana.unarchives("data-team")
    await world.forward(minutes=2)
    assert (await standup_of(world)).active
    assert [text.splitlines()[0] for text in reports(world)] == [
        "Daily · Mon 23 Nov",
        "Daily · Tue 24 Nov",
        "Daily · Wed 25 Nov",
    ]
    await dan_answers(world, 27)
    assert len(reports(world)) == 4
    assert len(told(world, "is paused")) == 1


async def test_a_good_report_in_between_starts_the_count_anew(world: World) -> None:
    await a_daily(world)
    ana = world.person("ana")
    for day, is_there in ((23, False), (24, False), (25, True), (26, False)):
        if is_there:
            await ana.invites("firebreak", "data-team")
        elif world.bot.workspace.bot_user_id in world.channel("data-team").members:
            await ana.removes_app("data-team")
        await dan_answers(world, day)
    assert (await standup_of(world)).active


async def test_a_channel_that_became_public_gets_nothing_until_the_owner_says_so(world: World) -> None:
    team = await the_data_team(world, TEAM)
    ana = world.person("ana")
    ana.makes_private("data-team")
    await a_standup(world, team)
    await world.bot.worker.report_channels.look_at_all()
    await dan_answers(world, 23, "Private matters")
    ana.makes_public("data-team")
    await world.bot.worker.report_channels.look_at_all()
    await world.forward(minutes=1)
    notice = dm(world, "ana", "is public now")
    await answers(ana, {DONE: "Later words"})
    await world.forward(minutes=1)
    (shown,) = reports(world)
    assert "1 of 2 answered" in shown, "not even edits"
    await ana.clicks("Go on posting there", notice)
    await world.forward(minutes=1)
    (shown,) = reports(world)
    assert "2 of 2 answered" in shown
    await world.bot.worker.report_channels.look_at_all()
    await world.forward(minutes=1)
    assert len(told(world, "is public now")) == 0, "the message says how it was settled"


async def test_sharing_a_channel_with_another_company_holds_reports_and_unsharing_lets_them_go_on(world: World) -> None:
    await a_daily(world)
    ana = world.person("ana")
    await ana.shares("data-team")
    await world.forward(minutes=1)
    assert "people there can read it" in world.read(dm(world, "ana", "is shared with another company"))
    await dan_answers(world, 23)
    assert reports(world) == []
    dan = world.person("dan")
    assert not [each for each in dan.dm if "is shared with" in world.read(each)], "that is the owner's to decide"
    await ana.stops_sharing("data-team")
    await world.forward(minutes=1)
    assert "1 of 2 answered" in reports(world)[0]


async def test_a_channel_that_was_public_from_the_beginning_is_no_news(world: World) -> None:
    await a_daily(world)
    for _ in range(3):
        await world.bot.worker.report_channels.look_at_all()
    await dan_answers(world, 23)
    assert len(reports(world)) == 1
    assert (await standup_of(world)).held is None
