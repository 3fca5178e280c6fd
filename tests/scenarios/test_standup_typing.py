"""Stories of typed answers: one draft for all doors, nothing told before its end, always a way out."""

import pytest

from bot.standups.domain import Kind, NewQuestion
from tests.support.asking import a_morning, below
from tests.support.standups import at, reports
from tests.support.world import World

DONE = NewQuestion("What is done?", key="done")
NEXT = NewQuestion("What is next?", Kind.SHORT, key="next")
STUCK = NewQuestion("Is something in your way?", Kind.BLOCKER, required=False, key="stuck")


async def test_c2_a_conversation_under_way_tells_nobody_anything(world: World) -> None:
    await a_morning(world, STUCK, DONE)
    ana, dan = world.person("ana"), world.person("dan")
    await ana.clicks("Answer")
    await ana.fills({"Is something in your way?": "No", "What is done?": "Board numbers"})
    await ana.submits()
    await dan.says("yes, no access to billing")
    await world.forward(minutes=5)
    assert "What is done?" in world.read(dan.dm[-1])
    (report,) = reports(world)
    assert "billing" not in report
    assert "Still to come: Dan" in report
    await dan.says("Moved the loads")
    await world.forward(seconds=5)
    (report,) = reports(world)
    assert "no access to billing" in report


async def test_c2_what_was_typed_survives_a_restart(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await dan.says("Moved *the* loads")
    await world.forward(seconds=5)
    await world.restart_bot()
    await dan.says("Watch them")
    await world.forward(seconds=5)
    assert "Thanks!" in world.read(dan.dm[-1])
    (dans,) = below(world)
    assert "Moved the loads" in dans
    assert "Watch them" in dans


async def test_pain_14_cancel_ends_the_conversation_and_keeps_the_draft(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await dan.says("Moved the loads")
    await world.forward(seconds=5)
    await dan.says("cancel")
    await world.forward(seconds=5)
    assert "Stopped. What you typed is kept in the form." in world.read(dan.dm[-1])
    await dan.says("hello?")
    await world.forward(seconds=5)
    assert "What is next?" in world.read(dan.dm[-1]), "asked first: these words were no answer to it"
    await dan.types("/standup")
    form = world.read(dan.modal)
    assert "Moved the loads" in form
    assert "hello" not in form
    assert reports(world) == []


async def test_pain_14_a_conversation_ends_by_itself_after_a_day(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await dan.says("Moved the loads")
    await world.forward(hours=25)
    await dan.says("good morning")
    await world.forward(seconds=5)
    said = world.read(dan.dm[-1])
    assert "What is next?" in said
    assert reports(world)[0].count("answered") == 1, "nothing was sent"
    assert "good morning" not in str(below(world))


async def test_pain_14_reactions_start_nothing(world: World) -> None:
    await a_morning(world, DONE)
    dan = world.person("dan")
    before = len(dan.dm)
    await dan.reacts("tada", dan.dm[-1])
    await world.forward(minutes=5)
    assert len(dan.dm) == before


@pytest.mark.parametrize(
    ("kind", "wrong", "right", "said"),
    [
        (Kind.PLAN, None, "- first\n- second", "• first\n• second"),
        (Kind.PEOPLE, "Ben", "@ben @ana", "Ben, Ana"),
        (Kind.DATE, "some day", "24 Dec", "24 Dec 2026"),
        (Kind.NUMBER, "11", "2,5", "2.5"),
        (Kind.MOOD, "so so", "4", "Good"),
        (Kind.YES_NO, "maybe", "yes", "Yes"),
        (Kind.CHOICE, "blue", "2", "Too full"),
        (Kind.CHOICES, "blue", "1, too", "Room, Too full"),
    ],
)
async def test_d1_every_kind_can_be_typed(world: World, kind: Kind, wrong: str | None, right: str, said: str) -> None:
    asked = NewQuestion("Well?", kind, choices=("Room", "Too full"), lowest=0, highest=10, key="well")
    await a_morning(world, asked, members=("ana", "ben", "dan"))
    dan = world.person("dan")
    if wrong:
        await dan.says(wrong)
        await world.forward(seconds=5)
        assert "Well?" in world.read(dan.dm[-1])
        assert "Please" in world.read(dan.dm[-1])
    await dan.says(right)
    await world.forward(seconds=5)
    assert "Thanks!" in world.read(dan.dm[-1])
    (dans,) = below(world)
    assert said in dans


async def test_pain_8_editing_the_message_edits_the_answer(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    first = await dan.says("Moved the laods")
    await world.forward(seconds=5)
    await dan.edits(first, "Moved the *loads*")
    second = await dan.says("Watch them")
    await world.forward(seconds=5)
    (dans,) = below(world)
    assert "Moved the loads" in dans, "while the conversation goes on"
    await dan.edits(second, "Watch them closely")
    await world.forward(minutes=5)
    (dans,) = below(world)
    assert "Watch them closely" in dans
    assert "edited" in dans
    await dan.edits(second, "x" * 3100)
    await world.forward(seconds=5)
    assert "Your answer stays as it was. This is 100 characters too long" in world.read(dan.dm[-1])
    assert "Watch them closely" in below(world)[0]


async def test_pain_8_editing_any_other_message_changes_nothing(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await dan.says("Moved the loads")
    await dan.says("Watch them")
    await world.forward(seconds=5)
    other = await dan.says("Thank you!")
    await world.forward(seconds=5)
    before = len(dan.dm)
    await dan.edits(other, "Thanks a lot!")
    await world.forward(minutes=1)
    assert len(dan.dm) == before
    assert "Thanks a lot" not in below(world)[0]


async def test_c14_a_typed_answer_keeps_its_styles(world: World) -> None:
    await a_morning(world, DONE)
    dan = world.person("dan")
    await dan.says("Moved *the loads* with @ana, see #general and `make load`\n- first\n- second")
    await world.forward(seconds=5)
    await dan.clicks("Edit")
    form = str(dan.modal)
    assert "'style': {'bold': True}" in form
    assert world.person("ana").id in form
    assert world.channel("general").id in form
    assert "rich_text_list" in form
    assert "'code': True" in form


async def test_c9_what_is_left_of_the_plan_goes_on_without_typing_it_again(world: World) -> None:
    await a_morning(world, NewQuestion("What is the plan?", Kind.PLAN, key="plan"))
    dan = world.person("dan")
    await dan.says("Fix loads\nCall Ben")
    await world.forward_to(at(9, 31, day=24))
    await dan.says("skip")
    await world.forward(seconds=5)
    assert "Thanks!" in world.read(dan.dm[-1])
    (dans,) = below(world)
    assert "Fix loads" in dans


async def test_choices_cannot_ping_anybody(world: World) -> None:
    await a_morning(world, NewQuestion("Which?", Kind.CHOICE, choices=("<!channel>", "<@UANA>"), key="which"))
    dan = world.person("dan")
    await dan.says("neither")
    await world.forward(seconds=5)
    assert "<!channel>" not in str(dan.dm[-1].blocks)
    assert "&lt;!channel&gt;" in str(dan.dm[-1].blocks)
