"""Stories of reports that go astray: answers and reports deleted, edits that Slack refuses, faults while posting."""

import pytest

from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.state import Message
from tests.support.standups import BLOCKED, DONE, WORDS, a_standup, answers, at, reports
from tests.support.teams import the_data_team
from tests.support.world import World

TEAM = ("ana", "dan", "elif")


def report(world: World) -> Message:
    return next(each for each in reversed(world.channel("data-team").messages) if "Daily · " in world.read(each))


def below(world: World) -> list[Message]:
    return world.channel("data-team").thread(report(world))


async def dan_answers(world: World, said: str = "Loads") -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: said})
    await world.forward(seconds=10)


async def test_e4_a_deleted_answer_leaves_nothing_of_itself(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({DONE: "Loads", BLOCKED: "Yes"})
    await dan.fills({WORDS: "No access to billing"})
    await dan.submits()
    await world.forward(seconds=10)
    assert "billing" in world.read(report(world))
    await dan.clicks("Delete my answer")
    await world.forward(seconds=10)
    shown = world.read(report(world))
    assert "0 of 3 answered" in shown
    assert "billing" not in shown
    assert below(world) == []
    await answers(dan, {DONE: "Better words"})
    await world.forward(seconds=10)
    (dans,) = below(world)
    assert "Better words" in world.read(dans)
    assert "1 of 3 answered" in world.read(report(world))


async def test_e4_who_took_an_answer_back_is_not_called_missing(world: World) -> None:
    await dan_answers(world)
    await world.person("dan").clicks("Delete my answer")
    await world.forward_to(at(18))
    shown = world.read(report(world))
    assert "Missing: Ana, Elif" in shown
    assert "Dan" not in shown
    assert "0 of 3 answered" in shown


@pytest.mark.parametrize("kind", ["503_before", "429", "drop_before"])
async def test_e5_trouble_while_posting_gives_exactly_one_message(world: World, kind: FaultKind) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    for method in ("chat.postMessage", "chat.update"):
        world.sandbox.faults.add(Fault(method, kind, times=2))
    await answers(world.person("dan"), {DONE: "Loads"})
    await world.forward(minutes=5)
    assert len(reports(world)) == 1
    assert len(below(world)) == 1


async def test_a_report_somebody_deleted_stays_deleted_until_a_lead_posts_it_again(world: World) -> None:
    await dan_answers(world)
    iris = world.person("iris")
    await iris.joins("data-team")
    await iris.deletes(report(world))
    await answers(world.person("elif"), {DONE: "Metrics"})
    await world.forward(minutes=10)
    await answers(world.person("dan"), {DONE: "Loads, twice"}, button="Edit")
    await world.forward(minutes=10)
    assert reports(world) == [], "edits do not bring it back"
    ana = world.person("ana")
    assert not [each for each in ana.dm if "Slack says" in world.read(each)], "nothing to mend"
    await ana.types("/standup report Daily")
    await ana.clicks("Post it again")
    await world.forward(seconds=20)
    assert "2 of 3 answered" in world.read(report(world))
    assert sorted(world.read(each).splitlines()[0] for each in below(world)) == ["Dan", "Elif"]
    await answers(ana, {DONE: "Board"})
    await world.forward(seconds=20)
    assert "3 of 3 answered" in world.read(report(world))
    assert len(reports(world)) == 1
    assert len(below(world)) == 3


async def test_a_message_of_ones_own_that_was_deleted_in_slack_does_not_come_back(world: World) -> None:
    await dan_answers(world)
    iris = world.person("iris")
    await iris.joins("data-team")
    await iris.deletes(below(world)[0])
    await answers(world.person("dan"), {DONE: "Loads, twice"}, button="Edit")
    await world.forward(minutes=10)
    assert below(world) == []
    assert "1 of 3 answered" in world.read(report(world))


async def test_what_slack_lets_nobody_edit_any_more_is_said_once_below(world: World) -> None:
    await dan_answers(world)
    (dans,) = below(world)
    dans.by_app = False  # Slack's answer to an edit is now cant_update_message
    for number in range(3):
        await answers(world.person("dan"), {DONE: f"Loads, take {number}"}, button="Edit")
        await world.forward(minutes=1)
    old, new = below(world)
    assert old.ts == dans.ts
    assert "Loads, take 2" in world.read(new)
    assert "This replaces an earlier message" in world.read(new)
    assert dans.ts.replace(".", "") in str(new.blocks)


async def test_a_report_that_cannot_be_edited_goes_on_in_its_own_thread(world: World) -> None:
    await dan_answers(world)
    first = report(world)
    first.by_app = False
    await answers(world.person("elif"), {DONE: "Metrics"})
    await world.forward(minutes=1)
    await answers(world.person("ana"), {DONE: "Board"})
    await world.forward(minutes=1)
    assert report(world).ts == first.ts
    assert "1 of 3 answered" in world.read(first)
    heads = [world.read(each).splitlines()[:2] for each in below(world)]
    assert ["Daily · Mon 23 Nov", "3 of 3 answered"] in heads
    assert sorted(each[0] for each in heads) == ["Ana", "Daily · Mon 23 Nov", "Dan", "Elif"]


async def test_f7_a_preview_is_what_is_posted_later_and_asks_nobody(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team)
    ana, dan = world.person("ana"), world.person("dan")
    await ana.types("/standup preview Daily")
    shown = "\n".join(world.read(each) for each in ana.ephemerals)
    for text in ("A preview", DONE, "Or just type", "3 of 3 answered", "is blocked", "Ana", "Dan"):
        assert text in shown
    await world.forward(seconds=20)
    assert reports(world) == []
    assert dan.dm == []
    await dan.types("/standup preview Daily")
    assert "Only leads of Data" in world.read(dan.ephemerals[-1])


async def test_the_report_of_any_day_can_be_looked_at(world: World) -> None:
    await dan_answers(world)
    await world.forward_to(at(9, 31, day=24))
    await answers(world.person("dan"), {DONE: "Tuesday's work"})
    await world.forward(seconds=10)
    elif_ = world.person("elif")
    for words, there in (
        ("", "Tuesday's work"),
        ("Daily yesterday", "Loads"),
        ("Daily on 23 Nov", "Loads"),
        ("mon", "Loads"),
    ):
        await elif_.types(f"/standup report {words}")
        assert there in world.read(elif_.ephemerals[-1]), words
    await elif_.types("/standup report Daily 20 Nov")
    assert "did not run on Fri 20 Nov" in world.read(elif_.ephemerals[-1])
