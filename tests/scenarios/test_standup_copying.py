"""Stories of answers that two standups ask for: written once, copied by one press, and sent by nobody else."""

from collections.abc import Sequence

import pytest

from bot.sandbox.gestures import Person
from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.prefills import same_question
from bot.standups.domain.questions import Question
from tests.support.asking import below
from tests.support.standups import a_standup, at, reports
from tests.support.teams import the_data_team
from tests.support.world import World

DONE = NewQuestion("What is done?", key="done")
NEXT = NewQuestion("What is next?", Kind.SHORT, key="q1")
TICKET = NewQuestion("Which ticket?", Kind.SHORT, key="q0")


async def two_standups(world: World, one: Sequence[NewQuestion], other: Sequence[NewQuestion]) -> Person:
    """Dan answers Project on Monday and is about to answer Daily."""
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, "Project", questions=one, reminders=())
    await a_standup(world, team, questions=other, reminders=())
    await world.forward_to(at(9, 31))
    return world.person("dan")


async def begins(world: World, dan: Person, name: str, day: str = "23 Nov") -> None:
    message = next(each for each in reversed(dan.dm) if world.read(each).startswith(name) and day in world.read(each))
    await dan.clicks("Answer", message)


async def test_c10_one_press_fills_what_is_empty_and_sends_nothing(world: World) -> None:
    dan = await two_standups(world, (DONE, TICKET), (NEXT, DONE))
    await begins(world, dan, "Project")
    assert "Copy from" not in world.read(dan.modal), "nothing else was answered yet"
    await dan.fills({"What is done?": "Moved *the* loads", "Which ticket?": "DATA-7"})
    await dan.submits()
    await begins(world, dan, "Daily")
    await dan.fills({"What is next?": "More"})
    await dan.clicks("Copy from Project")
    form = world.read(dan.modal)
    assert "Moved the loads" in form
    assert "More" in form, "what has no twin stays"
    assert "DATA-7" not in form
    assert reports(world) == []
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    assert "Moved the loads" in below(world)[0]


async def test_c10_what_was_typed_is_not_written_over(world: World) -> None:
    dan = await two_standups(world, (DONE,), (NEXT, DONE))
    await begins(world, dan, "Project")
    await dan.fills({"What is done?": "Moved the loads"})
    await dan.submits()
    await begins(world, dan, "Daily")
    await dan.fills({"What is done?": "Typed before", "What is next?": "More"})
    await dan.clicks("Copy from Project")
    form = world.read(dan.modal)
    assert "Typed before" in form
    assert "Moved the loads" not in form


async def test_c10_yesterdays_answer_can_be_copied_and_that_of_the_day_before_cannot(world: World) -> None:
    dan = await two_standups(world, (DONE,), (NEXT, DONE))
    await begins(world, dan, "Project")
    await dan.fills({"What is done?": "Moved the loads"})
    await dan.submits()
    await world.forward_to(at(9, 31, day=24))
    await begins(world, dan, "Daily", "24 Nov")
    await dan.clicks("Copy from Project")
    assert "Moved the loads" in world.read(dan.modal)
    await dan.closes()
    await world.forward_to(at(9, 31, day=25))
    await begins(world, dan, "Daily", "25 Nov")
    assert "Copy from" not in world.read(dan.modal)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Question(2, 0, "what  is DONE?", Kind.TEXT, True, key="q0"), True),
        (Question(2, 0, "Otherwise worded", Kind.TEXT, True, key="done"), True),
        (Question(2, 0, "What is done?", Kind.SHORT, True, key="done"), False),
        (Question(2, 0, "Otherwise worded", Kind.TEXT, True, key="other"), False),
        (Question(2, 0, "What is done?", Kind.TEXT, True, choices=("a",), key="done"), False),
    ],
)
def test_c10_questions_are_the_same_by_kind_and_by_text_or_key(other: Question, same: bool) -> None:
    assert same_question(Question(1, 0, "What is done?", Kind.TEXT, True, key="done"), other) is same


def test_keys_that_questions_got_by_themselves_do_not_make_them_the_same() -> None:
    one, other = (Question(number, 0, f"Text {number}", Kind.TEXT, True, key="q0") for number in (1, 2))
    assert not same_question(one, other)
