"""Stories of leads who change what a standup asks."""

from datetime import UTC, datetime
from typing import Any

from bot.sandbox.gestures import Person
from bot.standups.domain import Kind, NewQuestion
from tests.standups.builders import when
from tests.support.asking import a_morning
from tests.support.standups import at
from tests.support.world import World

NEXT = NewQuestion("What is next?", Kind.SHORT, key="next")
MOOD = NewQuestion("How was your week?", Kind.MOOD, key="mood")
WHY = NewQuestion("What would help?", Kind.SHORT, required=False, key="why", condition=when("mood", "at_most", "2"))


async def opens_the_list(person: Person) -> None:
    await person.types("/standup questions Daily")


def menus(person: Person) -> dict[str, Any]:
    """Question by question, what its line and its menu are."""
    assert person.modal is not None
    lines = [each for each in person.modal["blocks"] if each.get("accessory")]
    return {line["text"]["text"].split("*")[1].partition(". ")[2]: line for line in lines}


async def presses(person: Person, question: str, what: str) -> None:
    """Chooses from the menu beside a question."""
    (at_number,) = [number for number, each in enumerate(menus(person)) if each == question]
    line = list(menus(person).values())[at_number]
    (value,) = [each["value"] for each in line["accessory"]["options"] if each["text"]["text"] == what]
    assert person.modal is not None
    await person._control.act_in_view(
        person.id,
        person.modal["id"],
        block_id=line["block_id"],
        action_id=line["accessory"]["action_id"],
        value=value,
    )


async def test_a_lead_adds_a_question_that_depends_on_another(world: World) -> None:
    await a_morning(world, NEXT, MOOD)
    ana, dan = world.person("ana"), world.person("dan")
    await opens_the_list(ana)
    await ana.clicks("Add a question")
    await ana.fills({"Question": "What would help?"})
    await ana.fills({"Answered with": "Text, one line"})
    await ana.fills({"Needed?": []})
    await ana.fills({"Only ask when": "How was your week?"})
    assert not (await ana.submits()).closed
    assert list(ana.errors_by_label) == ["this"], "which answer it waits for"
    await ana.fills({"its answer": "is at most", "this": "Not great"})
    assert (await ana.submits()).closed
    shown = world.read(ana.modal)
    assert "3. What would help?" in shown
    assert "can be left out · only when “How was your week?” is at most Not great" in shown
    assert "nobody is asked like this before you press Save" in shown
    await ana.submits()
    assert "asks this from its next run on" in world.read(ana.modal)
    await ana.closes()
    await world.forward_to(at(9, 31, day=24))
    newest = next(each for each in reversed(dan.dm) if "24 Nov" in world.read(each))
    await dan.clicks("Answer", newest)
    assert "What would help?" not in world.read(dan.modal)
    await dan.fills({"How was your week?": "1"})
    assert "What would help?" in world.read(dan.modal)


async def test_numbers_have_bounds_lists_have_choices_and_both_are_kept(world: World) -> None:
    await a_morning(world, NEXT)
    ana = world.person("ana")
    await opens_the_list(ana)
    await ana.clicks("Add a question")
    await ana.fills({"Question": "How many?", "Answered with": "A number"})
    await ana.fills({"Lowest number": "5", "Highest number": "2"})
    assert not (await ana.submits()).closed
    assert ana.errors_by_label == {"Highest number": "This is below the lowest number."}
    await ana.fills({"Highest number": "9", "Only on": ["Monday", "Friday"]})
    assert (await ana.submits()).closed
    assert "A number · needed · on Mon, Fri" in world.read(ana.modal)
    await ana.clicks("Add a question")
    await ana.fills({"Question": "Which?", "Answered with": "One of a list"})
    await ana.fills({"Choices, one a line": "Just one"})
    assert not (await ana.submits()).closed
    assert ana.errors_by_label == {"Choices, one a line": "Write at least two choices, one a line."}
    await ana.fills({"Choices, one a line": "Red\nBlue", "Other wordings, one a line": "Which one?\nWhat colour?"})
    assert (await ana.submits()).closed
    assert "One of a list · needed · 3 wordings" in world.read(ana.modal)
    await presses(ana, "How many?", "Edit")
    assert "9" in world.read(ana.modal)
    await ana.closes()
    await ana.submits()
    assert "Saved" in world.read(ana.modal)


async def test_d3_a_question_stays_below_the_one_it_depends_on(world: World) -> None:
    await a_morning(world, NEXT, MOOD, WHY)
    ana = world.person("ana")
    await opens_the_list(ana)
    await presses(ana, "What would help?", "Move up")
    shown = world.read(ana.modal)
    assert "“What would help?” depends on the answer to “How was your week?”, so it has to stand below it." in shown
    assert list(menus(ana)) == ["What is next?", "How was your week?", "What would help?"]
    await presses(ana, "How was your week?", "Remove")
    assert "a question that is not there any more" in world.read(ana.modal)
    assert len(menus(ana)) == 3
    await presses(ana, "What is next?", "Move down")
    assert list(menus(ana)) == ["How was your week?", "What is next?", "What would help?"]
    await presses(ana, "How was your week?", "Edit")
    await ana.fills({"Answered with": "Text, one line"})
    assert not (await ana.submits()).closed
    assert "waits for an answer that “How was your week?” cannot have any more" in str(ana.errors_by_label)


async def test_changes_survive_a_restart_and_can_be_thrown_away(world: World) -> None:
    await a_morning(world, NEXT, MOOD)
    ana = world.person("ana")
    await opens_the_list(ana)
    await presses(ana, "What is next?", "Remove")
    await ana.closes()
    await world.restart_bot()
    await opens_the_list(ana)
    assert list(menus(ana)) == ["How was your week?"]
    await ana.clicks("Throw changes away")
    assert list(menus(ana)) == ["What is next?", "How was your week?"]
    assert "press Save" not in world.read(ana.modal)


async def test_the_last_question_stays(world: World) -> None:
    await a_morning(world, NEXT)
    ana = world.person("ana")
    await opens_the_list(ana)
    await presses(ana, "What is next?", "Remove")
    assert "A standup needs at least one question." in world.read(ana.modal)


async def test_members_do_not_change_questions(world: World) -> None:
    await a_morning(world, NEXT)
    dan = world.person("dan")
    await opens_the_list(dan)
    assert dan.modal is None
    assert "Ask Ana" in world.read(dan.ephemerals[-1])


async def test_c8_a_question_can_begin_with_the_last_answer(world: World) -> None:
    await a_morning(world, NEXT)
    ana = world.person("ana")
    await opens_the_list(ana)
    await presses(ana, "What is next?", "Edit")
    await ana.fills({"Begins with the last answer to": "What is next?"})
    assert (await ana.submits()).closed
    assert "begins with the last answer to “What is next?”" in world.read(ana.modal)
    await ana.submits()
    await ana.closes()
    await world.forward_to(datetime(2026, 11, 24, 9, 31, tzinfo=UTC))
    await ana.types("/standup")
    await ana.fills({"What is next?": "Board numbers"})
    await ana.submits()
    await world.forward_to(datetime(2026, 11, 25, 9, 31, tzinfo=UTC))
    newest = next(each for each in reversed(ana.dm) if "25 Nov" in world.read(each))
    await ana.clicks("Answer", newest)
    assert "Board numbers" in world.read(ana.modal)
