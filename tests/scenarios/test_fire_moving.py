"""Stories of fires that are put off, late, merged, split, or were no request at all."""

from datetime import UTC, date, datetime

import pytest

from bot.sandbox.state import Message
from tests.scenarios.test_fire_work import MORNING, TITLE, a_fire, shown, soon
from tests.support.world import World


def card_of(world: World, name: str) -> Message:
    return next(each for each in world.channel("data-team").messages if f"{name} ·" in world.read(each))


async def asks(world: World, who: str, words: str) -> None:
    await world.person(who).types(f"/triage new {words}", channel="general")
    await soon(world)


async def test_the_card_and_the_lists_say_when_a_fire_is_due_and_how_late_it_is(world: World) -> None:
    card = await a_fire(world, "Everything is down p1")
    ben = world.person("ben")
    assert "to be taken by Mon 23 Nov, 10:30" in world.read(card)
    await ben.clicks("Take it", card)
    await soon(world)
    assert "due Mon 23 Nov, 14:00" in world.texts("data-team")[0]
    await ben.types("/triage mine", channel="data-team")
    assert "due Mon 23 Nov, 14:00" in shown(world, "ben")
    await world.forward_to(datetime(2026, 11, 23, 13, 1, tzinfo=UTC))
    assert ben.sees("F-1 · Everything is down (P1) should be out by Mon 23 Nov, 14:00")
    await world.forward_to(datetime(2026, 11, 23, 16, 1, tzinfo=UTC))
    assert world.person("ana").sees("should have been out by Mon 23 Nov, 14:00 (Europe/London). @ben has it.")
    assert "late, was due Mon 23 Nov, 14:00" in world.texts("data-team")[0]
    await ben.types("/triage show F-1", channel="data-team")
    assert "2 h late" in shown(world, "ben")
    await ben.types("/triage wait F-1 which month?", channel="data-team")
    await soon(world)
    assert "late, was due" not in world.texts("data-team")[0], "the clock stands still"


@pytest.mark.parametrize("way", ["typed", "form"])
async def test_a_fire_is_put_off_until_a_day_and_comes_back_by_itself(world: World, way: str) -> None:
    card = await a_fire(world)
    ben, grace = world.person("ben"), world.person("grace")
    await ben.clicks("Take it", card)
    if way == "typed":
        await ben.types("/triage snooze F-1 until Friday the export comes then", channel="data-team")
        assert "Snoozed until" in shown(world, "ben")
    else:
        await ben.clicks("Show it, and more…", card_of(world, "F-1"))
        await ben.clicks("Snooze…", ben.ephemerals[-1])
        await ben.fills({"Until when?": date(2026, 11, 20), "Why?": "the export comes then"})
        assert not (await ben.submits()).closed
        assert ben.errors_by_label == {"Until when?": "That moment is over. Choose a later day."}
        await ben.fills({"Until when?": date(2026, 11, 27)})
        assert (await ben.submits()).closed
    await soon(world)
    assert "Snoozed until Fri 27 Nov, 09:00 (UTC), then back with @ben" in world.texts("data-team")[0]
    assert grace.sees("@ben put F-1")
    assert grace.sees("the export comes then")
    await world.forward_to(datetime(2026, 11, 27, 9, 1, tzinfo=UTC))
    assert ben.sees(f"Its day has come: F-1 · {TITLE} is with you again.")
    assert "Taken by @ben" in world.texts("data-team")[0]


async def test_a_fire_is_brought_back_before_its_day(world: World) -> None:
    await a_fire(world)
    ana, ben = world.person("ana"), world.person("ben")
    await ana.types("/triage snooze F-1 3 days", channel="data-team")
    await soon(world)
    await ben.clicks("Bring it back now", card_of(world, "F-1"))
    await soon(world)
    assert "Nobody has it yet" in world.texts("data-team")[0]
    await ana.types("/triage snooze F-1 3 days", channel="data-team")
    await ana.types("/triage wake F-1", channel="data-team")
    assert "It is in the queue again." in shown(world, "ana")


@pytest.mark.parametrize("way", ["typed", "form"])
async def test_two_fires_about_one_matter_become_one(world: World, way: str) -> None:
    await a_fire(world)
    await asks(world, "hugo", "Zero revenue in the campaign report")
    ana, ben, hugo = (world.person(each) for each in ("ana", "ben", "hugo"))
    if way == "typed":
        await ana.types("/triage merge 2 into 1", channel="data-team")
        assert "F-2 · Zero revenue in the campaign report is part of F-1 now." in shown(world, "ana")
    else:
        await ana.types("/triage show F-2", channel="data-team")
        await ana.clicks("Merge…", ana.ephemerals[-1])
        await ana.fills({"Which fire is it part of?": f"F-1 · {TITLE}"})
        assert (await ana.submits()).closed
    await soon(world)
    assert "It goes on as part of F-1." in world.read(card_of(world, "F-2"))
    assert hugo.sees("@ana made F-2 · Zero revenue in the campaign report a part of F-1, so that it is done once.")
    (said,) = world.channel("data-team").thread(card_of(world, "F-1"))
    assert "F-2 · Zero revenue in the campaign report of @hugo is part of F-1 now." in world.read(said)
    await ben.types("/triage resolve F-1 fixed the join", channel="data-team")
    await soon(world)
    assert hugo.sees("@ben resolved F-1, and with it F-2 · Zero revenue in the campaign report.")
    (ended,) = world.channel("data-team").thread(card_of(world, "F-2"))
    assert "@ben resolved F-1, which F-2 is part of." in world.read(ended)
    await hugo.clicks("Reopen F-2")
    await soon(world)
    assert "Nobody has it yet" in world.read(card_of(world, "F-2"))
    assert "Done by @ben" in world.read(card_of(world, "F-1"))


async def test_part_of_a_fire_is_split_off_by_its_owner(world: World) -> None:
    card = await a_fire(world)
    ben, grace = world.person("ben"), world.person("grace")
    await ben.clicks("Take it", card)
    await ben.types("/triage split F-1 The churn chart is wrong too", channel="data-team")
    assert "F-2 · The churn chart is wrong too is a fire of its own now, apart from F-1." in shown(world, "ben")
    await soon(world)
    assert grace.sees("@ben asked Data for you: F-2 · The churn chart is wrong too.")
    await ben.types("/triage show F-1", channel="data-team")
    assert "split it; see also: F-2" in shown(world, "ben")
    await ben.clicks("Split…", ben.ephemerals[-1])
    await ben.fills({"What is the other fire?": "The export", "Is it…": "Another matter"})
    assert (await ben.submits()).closed
    await soon(world)
    assert "F-3 · The export" in world.texts("data-team")[-1]


async def test_what_was_no_request_is_closed_with_a_click_and_a_reason(world: World) -> None:
    card = await a_fire(world, "Thank you all!")
    ben, grace = world.person("ben"), world.person("grace")
    await ben.clicks("It is not a request…", card)
    assert "It leaves all counts." in world.read(ben.modal)
    await ben.fills({"Why is it none?": "Nothing is asked for in it"})
    assert (await ben.submits()).closed
    await soon(world)
    assert grace.sees("@ben declined F-1 · Thank you all!, and says why:")
    assert grace.sees("Nothing is asked for in it")
    await asks(world, "grace", "Something else")
    await world.forward(hours=2)
    await ben.types("/triage not-a-request F-2", channel="data-team")
    assert "older than an hour, so it counts as declined" in world.read(ben.modal)
    await ben.closes()
    await ben.types("/triage not-a-request F-2 it was a joke", channel="data-team")
    assert shown(world, "ben").endswith("It was older than an hour, so it counts as declined.")


async def test_thanks_after_the_end_opens_nothing_and_offers_to_reopen(world: World) -> None:
    await a_fire(world)
    ben, grace = world.person("ben"), world.person("grace")
    await ben.types("/triage claim F-1", channel="data-team")
    await ben.types("/triage wait F-1 Which month?", channel="data-team")
    await soon(world)
    question = grace.dm[-1]
    await ben.types("/triage resolve F-1 found it", channel="data-team")
    await grace.says("Thanks!", thread=question)
    await soon(world)
    assert "Done by @ben" in world.texts("data-team")[0]
    assert "Shall it be opened again?" in world.read(grace.dm[-1])


async def test_what_does_not_fit_is_answered_in_sentences(world: World) -> None:
    await a_fire(world)
    ana, ben = world.person("ana"), world.person("ben")
    assert world.clock.now() >= MORNING
    for who, line, answer in (
        (ana, "/triage snooze F-1 when it rains", "Until when? Write a day or a length"),
        (ana, "/triage snooze F-1 yesterday", "Until when?"),
        (ben, "/triage snooze F-1 tomorrow", "Only its owner or leads of the team can snooze F-1."),
        (ana, "/triage wake F-1", "F-1 is new, so nobody can wake it now."),
        (ana, "/triage merge 1 into 1", "F-1 cannot be merged into itself."),
        (ana, "/triage merge 1 into 9", "There is no F-9 here."),
        (ana, "/triage merge F-1", "There is no other open fire that F-1 could be part of."),
        (ana, "/triage merge", "Which fire is part of which?"),
        (ben, "/triage split F-1 the chart", "Only its owner or leads of the team can split F-1."),
        (world.person("grace"), "/triage not-a-request F-1", "can decline F-1."),
    ):
        await who.types(line, channel="general" if who.id == "UGRACE" else "data-team")
        assert answer in world.read(who.ephemerals[-1]), line
        await soon(world)
