"""Programs answer for a person, with the same checks and the same consequences as the form."""

import asyncio

import pytest

from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain import questions as asking
from bot.standups.domain.schedule import Rules
from tests.support.programs import Programs
from tests.support.standups import DONE, a_standup, answers, at, reports
from tests.support.teams import the_data_team
from tests.support.world import World

SAID = {"done": "Loads <!channel>", "plan": ["Ship it", "Rest"], "blocked": False}


async def test_an_answer_over_http_stands_in_the_report_and_is_edited_by_another(
    world: World, programs: Programs
) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    standup = await a_standup(world, team)
    dan = await programs.of("dan")
    await world.forward_to(at(9, 31))
    given = await dan.post(f"/standups/{standup.id}/answers", {"answers": SAID})
    assert given.status == 201, given.body
    assert given.body | {"id": 0, "run": 0} == {
        "id": 0,
        "run": 0,
        "standup": standup.id,
        "on": "2026-11-23",
        "late": False,
        "edited": False,
    }
    await world.forward(minutes=1)
    (report,) = reports(world)
    assert "1 of 2 answered" in report
    (below,) = [world.read(each) for each in world.channel("data-team").thread(world.channel("data-team").messages[-1])]
    assert "Loads <!channel>" in below, "as it was written, and calling nobody"
    assert "Ship it" in below

    edited = await dan.post(f"/standups/{standup.id}/answers", {"answers": {"done": "More"}})
    assert (edited.status, edited.body["edited"]) == (200, True)
    await world.forward(minutes=1)
    (below,) = [world.read(each) for each in world.channel("data-team").thread(world.channel("data-team").messages[-1])]
    assert "More" in below
    assert "Ship it" in below, "what was not named stays"


async def test_the_same_key_gives_the_same_answer_and_never_two(world: World, programs: Programs) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan")))
    dan = await programs.of("dan")
    await world.forward_to(at(9, 31))
    path = f"/standups/{standup.id}/answers"
    both = await asyncio.gather(*(dan.post(path, {"answers": SAID}, key="k-1") for _ in range(2)))
    again = await dan.post(path, {"answers": SAID}, key="k-1")
    assert [each.status for each in (*both, again)] == [201, 201, 201]
    assert both[0].body == both[1].body == again.body
    other = await dan.post(path, {"answers": {"done": "Other"}}, key="k-1")
    assert (other.status, other.code) == (409, "conflict")
    await world.forward(hours=25)
    fresh = await dan.post(path, {"answers": {"done": "Other"}, "on": "2026-11-23"}, key="k-1")
    assert fresh.status == 200, "a day later the key is free"


async def test_what_was_refused_may_be_sent_again_with_the_same_key(world: World, programs: Programs) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan")))
    dan = await programs.of("dan")
    await world.forward_to(at(9, 31))
    assert (await dan.post(f"/standups/{standup.id}/answers", {"answers": {"plan": []}}, key="k")).status == 422
    assert (await dan.post(f"/standups/{standup.id}/answers", {"answers": SAID}, key="k")).status == 201


QUESTIONS = (
    NewQuestion("Text?", Kind.TEXT, key="text", required=False),
    NewQuestion("Mood?", Kind.MOOD, key="mood"),
    NewQuestion(
        "Why?", Kind.SHORT, key="why", required=False, condition=asking.Condition("mood", asking.Test.AT_MOST, "2")
    ),
    NewQuestion("Hours?", Kind.NUMBER, key="hours", required=False, lowest=0, highest=24),
    NewQuestion("Pick?", Kind.CHOICE, key="pick", required=False, choices=("Red", "Blue")),
    NewQuestion("Several?", Kind.CHOICES, key="several", required=False, choices=("Red", "Blue")),
    NewQuestion("Sure?", Kind.YES_NO, key="sure", required=False),
    NewQuestion("Who?", Kind.PEOPLE, key="who", required=False),
    NewQuestion("When?", Kind.DATE, key="when", required=False),
)


async def test_every_kind_of_question_is_answered_as_it_is_read(world: World, programs: Programs) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan")), questions=QUESTIONS)
    dan = await programs.of("dan")
    await world.forward_to(at(9, 31))
    said = {
        "text": "Two\nlines",
        "mood": 2,
        "why": "Rain",
        "hours": 2.5,
        "pick": "Blue",
        "several": ["Red"],
        "sure": True,
        "who": ["UANA"],
        "when": "2026-12-24",
    }
    given = await dan.post(f"/standups/{standup.id}/answers", {"answers": said})
    assert given.status == 201, given.body
    (line,) = (await dan.get(f"/runs/{given.body['run']}/answers")).data
    assert {each["key"]: each["value"] for each in line["answers"]} == said
    assert {each["key"]: each["text"] for each in line["answers"]}["who"] == "Ana"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "answers"),
        ({"text": "no mood"}, "answers.mood"),
        ({"mood": 6}, "answers.mood"),
        ({"mood": True}, "answers.mood"),
        ({"mood": 3, "why": "not asked after a 3"}, "answers.why"),
        ({"mood": 3, "hours": 25}, "answers.hours"),
        ({"mood": 3, "hours": "2"}, "answers.hours"),
        ({"mood": 3, "hours": 10**400}, "answers.hours"),
        ({"mood": 3, "pick": "Green"}, "answers.pick"),
        ({"mood": 3, "several": "Red"}, "answers.several"),
        ({"mood": 3, "who": ["UNOBODY"]}, "answers"),
        ({"mood": 3, "when": "tomorrow"}, "answers.when"),
        ({"mood": 3, "text": "x" * 3001}, "answers.text"),
        ({"mood": 3, "moood": 3}, "answers.moood"),
    ],
)
async def test_a_wrong_answer_names_its_question_and_stores_nothing(
    world: World, programs: Programs, said: dict[str, object], field: str
) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan")), questions=QUESTIONS)
    dan = await programs.of("dan")
    await world.forward_to(at(9, 31))
    refused = await dan.post(f"/standups/{standup.id}/answers", {"answers": said})
    assert (refused.status, refused.body["error"].get("field")) == (422, field)
    run = (await dan.get(f"/standups/{standup.id}/runs")).data[-1]
    assert (await dan.get(f"/runs/{run['id']}/answers")).data == []


async def test_a_service_answers_for_nobody_and_strangers_find_nothing(world: World, programs: Programs) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan")))
    await world.forward_to(at(9, 31))
    with pytest.raises(Exception, match="add --as"):
        await programs.service(["answer"])  # type: ignore[list-item]
    ana = await programs.of("ana")
    assert (await ana.post("/standups/999/answers", {"answers": SAID})).status == 404
    far = await ana.post(f"/standups/{standup.id}/answers", {"answers": SAID, "on": "2026-01-05"})
    assert (far.status, far.code) == (409, "conflict")
    assert "closed for good" in far.body["error"]["message"]


async def test_an_answer_without_a_name_is_given_once(world: World, programs: Programs) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif", "ben"))
    questions = (NewQuestion(DONE, Kind.SHORT, key="done"),)
    standup = await a_standup(world, team, questions=questions, rules=Rules(anonymous=True))
    dan = await programs.of("dan")
    await world.forward_to(at(9, 31))
    path = f"/standups/{standup.id}/answers"
    assert (await dan.post(path, {"answers": {"done": "So much"}})).status == 201
    again = await dan.post(path, {"answers": {"done": "Even more"}})
    assert (again.status, again.code) == (409, "conflict")
    assert "without your name" in again.body["error"]["message"]


async def test_what_came_back_is_done_by_its_id(world: World, programs: Programs) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan")))
    dan = await programs.of("dan")
    await world.forward_to(at(9, 31))
    given = await dan.post(f"/standups/{standup.id}/answers", {"answers": SAID})
    (line,) = (await dan.get(f"/runs/{given.body['run']}/answers")).data
    ship = next(each for each in line["answers"] if each["key"] == "plan")["value"][0]
    await world.forward_to(at(9, 31, day=24))
    body = {"answers": {"done": "Shipped"}, "marks": {str(ship["item"]): "done"}}
    second = await dan.post(f"/standups/{standup.id}/answers", body)
    assert second.status == 201, second.body
    (line,) = (await dan.get(f"/runs/{second.body['run']}/answers")).data
    plan = next(each for each in line["answers"] if each["key"] == "plan")["value"]
    assert [(each["text"], each["mark"]) for each in plan] == [("Ship it", "done"), ("Rest", "continue")]


async def test_the_form_opens_with_what_a_program_said(world: World, programs: Programs) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan")))
    await world.forward_to(at(9, 31))
    await (await programs.of("dan")).post(f"/standups/{standup.id}/answers", {"answers": SAID})
    await world.forward(minutes=1)
    # What stands in a plain input is shown as it is, and calls nobody.
    with world.sandbox.allow("broadcast"):
        await answers(world.person("dan"), {DONE: "By hand"}, button="Edit")
    await world.forward(minutes=1)
    run = (await (await programs.of("ana")).get(f"/standups/{standup.id}/runs")).data[-1]
    (line,) = (await (await programs.of("ana")).get(f"/runs/{run['id']}/answers")).data
    assert line["answers"][0]["value"] == "By hand"
    assert line["edited_at"] is not None
