"""Stories of answers that meet: two at once, late ones, edits, and forms older than the questions."""

import asyncio

from bot.standups.domain import Kind, NewQuestion
from bot.standups.repository import Answers, Prompts
from bot.standups.use_cases import Submission, answer_prompt, asked_of
from tests.support.asking import a_morning, below
from tests.support.standups import at
from tests.support.world import World

DONE = NewQuestion("What is done?", key="done")
NEXT = NewQuestion("What is next?", Kind.SHORT, key="next")


async def test_d9_a_form_of_older_questions_is_stored_under_them(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    ana, dan = world.person("ana"), world.person("dan")
    await dan.clicks("Answer")
    await ana.types("/standup questions Daily")
    await ana.clicks("Remove")
    await ana.submits()
    await ana.closes()
    await dan.fills({"What is done?": "Loads", "What is next?": "More"})
    assert (await dan.submits()).closed
    await world.forward_to(at(9, 31, day=24))
    assert "What is done?" in below(world)[0]
    newest = next(each for each in reversed(dan.dm) if "24 Nov" in world.read(each))
    await dan.clicks("Answer", newest)
    assert "What is done?" not in world.read(dan.modal)
    assert "What is next?" in world.read(dan.modal)


async def test_d9_a_form_opened_ahead_keeps_its_questions_too(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    ana, dan = world.person("ana"), world.person("dan")
    await dan.types("/standup ahead")
    await ana.types("/standup questions Daily")
    await ana.clicks("Remove")
    await ana.submits()
    await ana.closes()
    await dan.fills({"What is done?": "Loads", "What is next?": "More"})
    assert (await dan.submits()).closed
    await world.forward_to(at(9, 35, day=24))
    assert "What is done?\nLoads" in below(world)[0], "a question that is gone has its answer all the same"
    await world.forward_to(at(9, 31, day=25))
    newest = next(each for each in reversed(dan.dm) if "25 Nov" in world.read(each))
    await dan.clicks("Answer", newest)
    assert "What is done?" not in world.read(dan.modal)


async def test_a_form_open_at_the_close_is_late_and_never_lost(world: World) -> None:
    await a_morning(world, DONE)
    dan = world.person("dan")
    await dan.clicks("Answer")
    await world.forward(hours=9)
    await dan.fills({"What is done?": "Loads"})
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    (dans,) = below(world)
    assert "Loads" in dans
    assert "late" in dans


async def test_an_edit_keeps_what_was_said_before(world: World) -> None:
    await a_morning(world, NEXT)
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What is next?": "Loads"})
    await dan.submits()
    for words in ("Loads again", "Loads again", "No loads"):
        await dan.clicks("Edit")
        await dan.fills({"What is next?": words})
        await dan.submits()
    async with world.work() as work:
        (prompt_id,) = [each for each in range(1, 9) if await Answers(work).revisions(each)]
        assert [value for _, value in await Answers(work).revisions(prompt_id)] == ["Loads", "Loads again"]
        assert list((await Answers(work).of([prompt_id]))[prompt_id].values()) == ["No loads"]


async def test_of_two_submits_at_once_one_answer_is_left_and_the_other_kept(world: World) -> None:
    await a_morning(world, NEXT)
    dan = world.person("dan")
    async with world.work() as work:
        prompt = next(each for each in await Prompts(work).of_person(dan.id, at(0)))
        (question,) = await asked_of(work, prompt)

    async def sends(words: str) -> None:
        async with world.work() as work:
            await answer_prompt(work, prompt.id, dan.id, Submission({question.id: words}))

    await asyncio.gather(*(sends(f"Loads {number}") for number in range(4)))
    async with world.work() as work:
        (left,) = (await Answers(work).of([prompt.id]))[prompt.id].values()
        before = [value for _, value in await Answers(work).revisions(prompt.id)]
    assert sorted([*before, left], key=str) == [f"Loads {number}" for number in range(4)]
