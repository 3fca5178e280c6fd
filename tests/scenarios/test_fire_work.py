"""Stories of working on fires: taken by one, given, waiting and back, declined, taken back, opened again."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.people.repository import Absences
from bot.sandbox.state import Message
from tests.support.teams import the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TITLE = "Revenue dashboard shows zeros"


async def a_fire(world: World, words: str = TITLE) -> Message:
    """Grace asks at ten on Monday morning; gives the card."""
    await the_data_team(world)
    await world.forward_to(MORNING)
    await world.person("grace").types(f"/triage new {words}", channel="general")
    await soon(world)
    return world.channel("data-team").last_message


async def soon(world: World) -> None:
    """A few seconds later: one person is sent one message a second."""
    await world.forward(seconds=5)


def shown(world: World, name: str) -> str:
    """The newest thing only they can see."""
    return world.read(world.person(name).ephemerals[-1])


async def test_of_two_who_click_at_once_one_has_it_and_the_other_hears_who(world: World) -> None:
    card = await a_fire(world)
    ben, chitra = world.person("ben"), world.person("chitra")
    await asyncio.gather(ben.clicks("Take it", card), chitra.clicks("Take it", card))
    await soon(world)
    text = world.read(world.channel("data-team").last_message)
    winner, loser = ("ben", "chitra") if "Taken by @ben" in text else ("chitra", "ben")
    assert f"Taken by @{winner}" in text
    assert shown(world, loser) == (
        f"F-1 was already taken by @{winner.capitalize()} a moment ago. Ask them in the thread to hand it over."
    )
    assert world.person(winner).ephemerals == []
    assert len([each for each in world.person("grace").dm if "has taken" in world.read(each)]) == 1


async def test_a_lead_works_through_the_queue(world: World) -> None:
    await a_fire(world)
    ana, ben = world.person("ana"), world.person("ben")
    await world.person("hugo").types("/triage new Campaign numbers p1", channel="general")
    await ana.types("/triage", channel="data-team")
    queue = shown(world, "ana")
    assert "Data: 2 to take, 0 in hand." in queue
    assert queue.index("F-2 · Campaign numbers") < queue.index("F-1 ·"), "the P1 comes first"
    await ana.clicks("Take it", ana.ephemerals[-1])
    assert "Data: 1 to take, 1 in hand." in shown(world, "ana")
    await ana.clicks("Assign to…", ana.ephemerals[-1])
    await ana.fills({"Who gets it?": "ben"})
    assert (await ana.submits()).closed
    await soon(world)
    assert "Data: 0 to take, 2 in hand." in shown(world, "ana"), "the list she pressed it in is drawn anew"
    assert ben.sees(f"@ana gave you F-1 · {TITLE}.")
    card = world.channel("data-team").last_message
    assert "F-2 · Campaign numbers" in world.read(card)
    await ana.clicks("Show it, and more…", card)
    await ana.clicks("Set the priority…", ana.ephemerals[-1])
    await ana.fills({"How urgent is it?": "P2", "Topic": "Campaigns"})
    assert (await ana.submits()).closed
    await soon(world)
    assert "(proposed: P1)" in world.texts("data-team")[1]


async def test_somebody_away_is_given_a_fire_only_after_a_second_thought(world: World) -> None:
    await a_fire(world)
    ana, ben = world.person("ana"), world.person("ben")
    async with world.work() as work:
        await Absences(work).add(ben.id, date(2026, 11, 23), date(2026, 11, 25), set_by=ben.id)
    await ana.types("/triage assign F-1 @ben", channel="data-team")
    assert "@Ben is away (back on Thursday, 26 November)." in shown(world, "ana")
    assert "Nobody has it yet" in world.texts("data-team")[0]
    await ana.clicks("Assign anyway")
    await soon(world)
    assert "Taken by @ben" in world.texts("data-team")[0]
    assert ben.sees("@ana gave you F-1")
    await ana.clicks("Assign to…", world.channel("data-team").last_message)
    await ana.fills({"Who gets it?": "chitra"})
    assert (await ana.submits()).closed
    await ana.clicks("Assign to…", world.channel("data-team").last_message)
    await ana.fills({"Who gets it?": "ben"})
    assert not (await ana.submits()).closed
    assert "Assign anyway" in world.read(ana.modal)
    assert (await ana.submits()).closed
    await soon(world)
    assert "Taken by @ben" in world.texts("data-team")[0]


@pytest.mark.parametrize("way", ["the button", "the thread"])
async def test_a_fire_waits_for_its_requester_and_goes_on_with_the_answer(world: World, way: str) -> None:
    await a_fire(world)
    ben, grace = world.person("ben"), world.person("grace")
    await ben.types("/triage claim F-1", channel="data-team")
    await ben.types("/triage wait F-1 Which month & year?", channel="data-team")
    await soon(world)
    question = grace.dm[-1]
    assert "@ben needs something from you for F-1" in world.read(question)
    assert "Which month & year?" in world.read(question)
    assert "@ben waits for @grace" in world.texts("data-team")[0]
    if way == "the button":
        await grace.clicks("Here is the answer")
        await grace.fills({"Your answer": "October <2026>"})
        assert (await grace.submits()).closed
    else:
        await grace.says("October <2026>", thread=question)
    await soon(world)
    assert "@ben is working on it" in world.texts("data-team")[0]
    (said,) = world.channel("data-team").thread(world.channel("data-team").last_message)
    assert world.read(said) == "@ben, @grace says about F-1:\n> October <2026>"
    reworded = next(each for each in grace.dm if each.ts == question.ts)
    assert "Here is the answer" not in world.read(reworded)


async def test_a_reply_that_comes_when_all_is_over_is_kept_and_asks_whether_to_reopen(world: World) -> None:
    await a_fire(world)
    ben, grace = world.person("ben"), world.person("grace")
    await ben.types("/triage claim F-1", channel="data-team")
    await ben.types("/triage wait F-1 Which month?", channel="data-team")
    await soon(world)
    question = grace.dm[-1]
    await ben.types("/triage resolve F-1 found it myself", channel="data-team")
    await soon(world)
    await grace.says("October, please look again", thread=question)
    await soon(world)
    assert "Shall it be opened again?" in world.read(grace.dm[-1])
    await grace.clicks("Reopen", grace.dm[-1])
    await soon(world)
    assert "Taken by @ben" in world.texts("data-team")[0]
    assert ben.sees("@grace reopened F-1")
    await ben.types("/triage show F-1", channel="data-team")
    assert "October, please look again" in shown(world, "ben")


async def test_a_fire_is_declined_with_a_reason_which_the_requester_reads(world: World) -> None:
    card = await a_fire(world)
    chitra, grace = world.person("chitra"), world.person("grace")
    await chitra.clicks("Decline…", card)
    assert not (await chitra.submits()).closed
    await chitra.fills({"Why not?": "We have no data for 2019"})
    assert (await chitra.submits()).closed
    await soon(world)
    assert grace.sees(f"@chitra declined F-1 · {TITLE}, and says why:")
    assert grace.sees("We have no data for 2019")
    assert "Declined by @chitra" in world.texts("data-team")[0]
    await grace.clicks("Ask again")
    await soon(world)
    assert "Nobody has it yet" in world.texts("data-team")[0]


async def test_a_requester_adds_details_and_takes_it_back(world: World) -> None:
    await a_fire(world)
    grace, ben = world.person("grace"), world.person("ben")
    await ben.types("/triage claim F-1", channel="data-team")
    await grace.clicks("Add details")
    await grace.fills({"Details": "Only in EUR", "How urgent is it?": "P2"})
    assert (await grace.submits()).closed
    await soon(world)
    assert "Only in EUR" in world.texts("data-team")[0]
    assert "P2" in world.texts("data-team")[0]
    assert world.channel("data-team").thread(world.channel("data-team").last_message)
    await grace.clicks("Take it back")
    await soon(world)
    assert "Taken back by the requester" in world.texts("data-team")[0]
    assert ben.sees("@grace changed F-1")


async def test_the_home_tab_shows_what_somebody_has_in_hand_and_follows(world: World) -> None:
    await a_fire(world)
    ben = world.person("ben")
    await ben.types("/triage claim F-1", channel="data-team")
    await ben.opens_home()
    assert f"F-1 · {TITLE}" in world.read(ben.home)
    await ben.clicks("Start", in_view=ben.home)
    assert "@ben is working on it" in world.read(ben.home)
    await ben.clicks("Done", in_view=ben.home)
    await ben.fills({"Outcome": "Fixed"})
    assert (await ben.submits()).closed
    await soon(world)
    assert f"F-1 · {TITLE}" not in world.read(ben.home)
    grace = world.person("grace")
    await grace.opens_home()
    assert "Done by @ben" in world.read(grace.home)


async def test_a_fire_shown_in_a_window_follows_what_is_done_in_it(world: World) -> None:
    await a_fire(world)
    grace = world.person("grace")
    await grace.opens_home()
    await grace.clicks("Show", in_view=grace.home)
    assert "Nobody has it yet" in world.read(grace.modal)
    await grace.clicks("Change it")
    await grace.fills({"What is wanted?": "Revenue is zero"})
    assert (await grace.submits()).closed
    assert grace.modal is None, "nothing stale is left open"
    await grace.opens_home()
    await grace.clicks("Show", in_view=grace.home)
    assert "F-1 · Revenue is zero" in world.read(grace.modal)
    await grace.clicks("Take it back")
    assert "Taken back by the requester" in world.read(grace.modal)


async def test_a_fire_shown_in_a_message_follows_what_is_done_in_it(world: World) -> None:
    await a_fire(world)
    ben = world.person("ben")
    await ben.types("/triage show F-1", channel="data-team")
    await ben.clicks("Take it", ben.ephemerals[-1])
    assert "Taken by @ben" in shown(world, "ben")
    await ben.clicks("Done", ben.ephemerals[-1])
    await ben.fills({"Outcome": "Fixed"})
    assert (await ben.submits()).closed
    assert "Done by @ben" in shown(world, "ben")
    assert "resolved it: Fixed" in shown(world, "ben")


async def test_every_command_says_what_it_did_or_why_not(world: World) -> None:
    await a_fire(world)
    ben = world.person("ben")
    for line, answer in (
        ("/triage show 99", "There is no F-99 here."),
        ("/triage claim", "Which fire? Put its number first, like /triage claim F-12."),
        ("/triage release F-1", "Only its owner or leads of the team can release F-1. It is with Data."),
        ("/triage claim #1", f"F-1 · {TITLE} is yours now."),
        ("/triage claim f1", "F-1 is yours already."),
        ("/triage start 1", f"F-1 · {TITLE} is in progress."),
        ("/triage assign F-1 Chitra", "Name them with @, and pick them from Slack's list"),
        ("/triage assign F-1 @grace", "is not in Data, so they cannot get its fires."),
        ("/triage mine", "In your hands"),
        ("/triage open", "Data: 1 open fire, the oldest first."),
        ("/triage release F-1 no access", f"F-1 · {TITLE} is in the queue again."),
        ("/triage start F-1", "Only its owner or leads of the team can start F-1."),
        ("/triage resolve F-1 done at once", f"F-1 · {TITLE} is done. Whoever asked is told."),
        ("/triage decline F-1 too late", "F-1 is done, so nobody can decline it now. What can be done: reopen."),
        ("/triage reopen F-1", f"F-1 · {TITLE} is open again. It is back with @ben."),
        ("/triage assign F-1 @chitra", f"F-1 · {TITLE} is with @chitra now, and they know."),
        ("/triage clam F-1", "Did you mean /triage claim?"),
    ):
        await ben.types(line, channel="data-team")
        assert answer in shown(world, "ben"), line
        await soon(world)


async def test_a_grown_queue_is_turned_page_by_page(world: World) -> None:
    await a_fire(world)
    grace, ben = world.person("grace"), world.person("ben")
    for number in range(2, 14):
        await grace.types(f"/triage new Number {number}", channel="general")
    await ben.types("/triage", channel="data-team")
    assert "F-10 ·" in shown(world, "ben")
    assert "F-11 ·" not in shown(world, "ben")
    await ben.clicks("And 3 more")
    assert "F-13 ·" in shown(world, "ben")
    await ben.clicks("Back")
    assert "F-10 ·" in shown(world, "ben")


async def test_a_p1_that_nobody_takes_is_brought_to_the_lead_once(world: World) -> None:
    await a_fire(world, "Everything is down p1")
    ana = world.person("ana")
    await world.forward(minutes=29)
    assert not ana.sees("Nobody of Data has taken")
    await world.forward(minutes=2)
    assert ana.sees("Nobody of Data has taken F-1 · Everything is down (P1) for 30 minutes of working time.")
    await world.forward_to(world.clock.now() + timedelta(days=2))
    assert len([each for each in ana.dm if "Nobody of Data has taken" in world.read(each)]) == 1
    await ana.clicks("Take it", ana.dm[-1])
    await soon(world)
    assert "Taken by @ana" in world.texts("data-team")[0]


async def test_slack_telling_the_same_click_twice_changes_nothing_twice(world: World) -> None:
    card = await a_fire(world)
    await world.person("ben").clicks("Take it", card)
    await soon(world)
    delivery = world.sandbox.deliveries[-1]
    before = len(world.person("grace").dm)
    await world.sandbox.control.redeliver(delivery)
    await soon(world)
    assert len(world.person("grace").dm) == before
    assert world.person("ben").ephemerals == []
