"""Stories of reports: by person or question, in a thread or beside it, as answered or at the end, in several places."""

from datetime import timedelta

import pytest

from bot.sandbox.state import Message
from bot.standups.domain.schedule import By, Destination, Moment, Place, Reporting, Shows
from tests.support.standups import BLOCKED, DONE, WORDS, a_standup, answers, at, reports
from tests.support.teams import the_data_team
from tests.support.world import World

TEAM = ("ana", "dan", "elif")


def report(world: World, channel: str = "data-team") -> Message:
    """The message that begins the newest report there."""
    found = [each for each in world.channel(channel).messages if world.read(each).startswith("Daily · ")]
    assert found, f"no report in {channel}: {world.texts(channel)}"
    return found[-1]


def below(world: World, channel: str = "data-team") -> list[str]:
    return [world.read(each) for each in world.channel(channel).thread(report(world, channel))]


async def test_e1_e2_one_message_for_each_member_whatever_the_number_of_edits(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await answers(dan, {DONE: "Loads"})
    await world.forward(seconds=5)
    for number in range(3):
        await answers(dan, {DONE: f"Loads, {number} times"}, button="Edit")
        await world.forward(minutes=1)
    await world.forward_to(at(18))
    await answers(dan, {DONE: "Loads, and that is all"}, button="Edit")
    await world.forward(minutes=1)
    (dans,) = below(world)
    assert "Loads, and that is all" in dans
    assert "edited" in dans
    assert "1 of 3 answered" in world.read(report(world))
    assert "Missing: Ana, Elif" in world.read(report(world))


async def test_e3_a_late_answer_is_flagged_stands_in_the_same_thread_and_ends_missing(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: "Loads"})
    await world.forward_to(at(18))
    assert "Missing: Ana, Elif" in world.read(report(world))
    await answers(world.person("elif"), {DONE: "Metrics"}, button="Answer late")
    await world.forward(minutes=1)
    assert [text.splitlines()[0] for text in below(world)] == ["Dan", "Elif"]
    assert "late" in below(world)[1]
    assert "late" not in below(world)[0]
    assert "Missing: Ana" in world.read(report(world))
    assert "2 of 3 answered" in world.read(report(world))
    assert len(reports(world)) == 1, "a late answer never opens a new report"


async def test_f2_by_question_everybodys_answers_stand_under_each_question(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team, reporting=Reporting(by=By.QUESTION))
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: "Loads"})
    await world.forward(seconds=5)
    await answers(world.person("elif"), {DONE: "Metrics", BLOCKED: "No"})
    await world.forward(seconds=10)
    await answers(world.person("elif"), {DONE: "Metrics and dashboards"}, button="Edit")
    await world.forward(seconds=10)
    done, blocked = below(world)
    assert done.splitlines()[0] == DONE
    assert done.index("Dan") < done.index("Loads") < done.index("Elif") < done.index("Metrics and dashboards")
    assert blocked.splitlines()[0] == BLOCKED
    assert "Not blocked" in blocked
    assert "Dan" not in blocked, "he left it out"


async def test_f2_both_gives_each_member_and_each_question_a_message(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team, reporting=Reporting(by=By.BOTH))
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: "Loads"})
    await world.forward(seconds=10)
    assert sorted(text.splitlines()[0] for text in below(world)) == ["Dan", DONE]


async def test_f3_beside_the_report_instead_of_below_it(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team, reporting=Reporting(place=Place.CHANNEL))
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: "Loads"})
    await world.forward_to(at(18))
    await answers(world.person("elif"), {DONE: "Metrics"}, button="Answer late")
    await world.forward(minutes=1)
    assert below(world) == []
    assert [text.splitlines()[0] for text in world.texts("data-team")][-3:] == ["Daily · Mon 23 Nov", "Dan", "Elif"]


async def test_a_report_at_the_end_comes_with_the_last_answer_that_is_expected(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team, reporting=Reporting(moment=Moment.AT_END))
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: "Loads"})
    await answers(world.person("ana"), {DONE: "Board"})
    await world.forward(minutes=5)
    assert reports(world) == []
    await answers(world.person("elif"), {DONE: "Metrics"})
    await world.forward(seconds=10)
    assert "3 of 3 answered" in world.read(report(world))
    assert sorted(text.splitlines()[0] for text in below(world)) == ["Ana", "Dan", "Elif"]


async def test_a_report_at_the_end_comes_when_time_is_over(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team, reporting=Reporting(moment=Moment.AT_END))
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: "Loads"})
    await world.forward_to(at(17, 29))
    assert reports(world) == []
    await world.forward_to(at(17, 31))
    assert "Missing: Ana, Elif" in world.read(report(world))
    assert len(below(world)) == 1


@pytest.mark.parametrize(
    ("shows", "sees_blocker", "sees_words"),
    [(Shows.EVERYTHING, True, True), (Shows.BLOCKERS, True, False), (Shows.COUNTS, False, False)],
)
async def test_f5_other_places_get_what_they_should_see(
    world: World, shows: Shows, sees_blocker: bool, sees_words: bool
) -> None:
    team = await the_data_team(world, TEAM)
    general = world.channel("general").id
    await world.person("ana").invites("firebreak", "general")
    await a_standup(world, team, reporting=Reporting(also_to=(Destination(general, shows),)))
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({DONE: "Loads", BLOCKED: "Yes"})
    await dan.fills({WORDS: "No access to billing"})
    await dan.submits()
    await world.forward(seconds=10)
    there = world.read(report(world, "general"))
    assert "1 of 3 answered" in there
    assert ("No access to billing" in there) is sees_blocker
    assert ("Still to come" in there) is sees_words
    assert len(below(world, "general")) == (1 if sees_words else 0)
    assert len(below(world)) == 1


async def test_what_was_answered_ahead_is_shown_once_the_first_is_asked(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team)
    await world.forward_to(at(9, 29))
    dan = world.person("dan")
    await dan.types("/standup ahead Daily")
    await dan.fills({DONE: "Loads"})
    await dan.submits()
    await world.forward(seconds=20)
    assert reports(world) == []
    await world.forward_to(at(9, 30) + timedelta(seconds=20))
    assert "1 of 3 answered" in world.read(report(world))
    (dans,) = below(world)
    assert "answered ahead" in dans


async def test_pain_9_one_person_at_a_time_rewrites_and_never_repeats(world: World) -> None:
    team = await the_data_team(world, TEAM)
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    for name in TEAM:
        await answers(world.person(name), {DONE: f"{name} did something"})
        await world.forward(minutes=1)
    assert len(reports(world)) == 1
    assert len(below(world)) == 3
