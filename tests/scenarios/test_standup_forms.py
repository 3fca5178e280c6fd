"""Stories of the answer form: it asks what is due, loses nothing, and sends nothing before Save."""

from datetime import date
from typing import Any

import pytest

from bot.standups.domain import Kind, NewQuestion
from tests.standups.builders import when
from tests.support.asking import a_morning, below
from tests.support.world import World

DONE = NewQuestion("What is done?", key="done")
NEXT = NewQuestion("What is next?", Kind.SHORT, key="next")
ROOM = NewQuestion("How full is your week?", Kind.CHOICE, choices=("Room", "Too full"), key="room")
GIVE = NewQuestion("What could move?", Kind.SHORT, key="give", condition=when("room", "is", "Too full"))
STYLED = "Moved *the loads* with @ana, see #general, `make load` and https://ci.example/1\n- first\n- second"


async def test_c1_the_form_opens_on_the_first_press(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await dan.clicks("Answer")
    assert "What is next?" in world.read(dan.modal)
    await dan.fills({"What is done?": "Loads", "What is next?": "More"})
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    assert "Loads" in below(world)[0]


async def test_c3_and_c12_one_draft_behind_every_door(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What is done?": "Moved *the* loads"})
    await dan.clicks("Save draft")
    assert "Draft saved at" in world.read(dan.modal)
    await dan.closes()
    await world.restart_bot()
    await dan.types("/standup")
    assert "Moved the loads" in world.read(dan.modal)
    assert "'bold': True" in str(dan.modal)
    await dan.closes()
    await dan.uses_shortcut("Answer my standup")
    assert "Moved the loads" in world.read(dan.modal), "the shortcut opens the same"
    await dan.closes()
    home = await dan.opens_home()
    await dan.clicks("Answer", in_view=home)
    assert "Moved the loads" in world.read(dan.modal), "and so does the Home tab"
    await dan.closes()
    await dan.says("on with it")
    await world.forward(seconds=5)
    assert "What is next?" in world.read(dan.dm[-1]), "the conversation goes on where the form stopped"
    await dan.says("Watch them")
    await world.forward(seconds=5)
    (dans,) = below(world)
    assert "Moved the loads" in dans
    assert "Watch them" in dans
    await dan.clicks("Edit")
    assert "Draft saved" not in world.read(dan.modal), "what was sent is a draft no more"


async def test_c12_a_draft_is_nobody_elses_business(world: World) -> None:
    await a_morning(world, DONE)
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What is done?": "half a thought"})
    await dan.clicks("Save draft")
    await dan.closes()
    await world.forward(hours=9)
    assert not [text for text in world.texts("data-team") if "half a thought" in text]


async def test_c14_styles_survive_form_report_and_edit(world: World) -> None:
    await a_morning(world, DONE)
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What is done?": STYLED})
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    await dan.clicks("Edit")
    first = pieces(dan.modal)
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    await dan.clicks("Edit")
    assert pieces(dan.modal) == first, "saving without a change changes nothing"
    styles = [each["style"] for each in first if isinstance(each.get("style"), dict)]
    assert styles == [{"bold": True}, {"code": True}]
    assert {"rich_text_list", "user", "channel", "link"} <= {each["type"] for each in first}
    (dans,) = below(world)
    for words in ("the loads", "#general", "make load", "https://ci.example/1", "• first"):
        assert words in dans


def pieces(view: Any) -> list[dict[str, Any]]:
    """Everything in the form's rich texts, from the outside in."""
    begun = [block["element"].get("initial_value") for block in view["blocks"] if block["type"] == "input"]
    found, waiting = [], [each for each in begun if isinstance(each, dict)]
    while waiting:
        found.append(waiting.pop(0))
        waiting = [*found[-1].get("elements", ()), *waiting]
    return found


async def test_c15_an_error_stands_under_its_field_and_the_rest_stays(world: World) -> None:
    await a_morning(world, NewQuestion("How long?", Kind.SHORT, key="long"), DONE)
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"How long?": "2 h", "What is done?": "x" * 3007})
    assert not (await dan.submits()).closed
    assert dan.errors_by_label == {
        "What is done?": "This is 7 characters too long: 3,000 fit. Nothing is lost, shorten it here."
    }
    await dan.fills({"What is done?": " "})
    assert not (await dan.submits()).closed
    assert list(dan.errors_by_label) == ["What is done?"]
    await dan.fills({"What is done?": "Loads"})
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    assert "2 h" in below(world)[0]


@pytest.mark.parametrize(
    ("kind", "entered", "said"),
    [
        (Kind.PLAN, "first\nsecond", "• first\n• second"),
        (Kind.PEOPLE, ["ben", "ana"], "Ben, Ana"),
        (Kind.DATE, date(2026, 12, 24), "24 Dec 2026"),
        (Kind.NUMBER, "2.5", "2.5"),
        (Kind.MOOD, "4", "Good"),
        (Kind.YES_NO, "Yes", "Yes"),
        (Kind.CHOICE, "Too full", "Too full"),
        (Kind.CHOICES, ["Room", "Too full"], "Room, Too full"),
        (Kind.SHORT, "One line", "One line"),
    ],
)
async def test_d1_every_kind_has_its_input_and_comes_back_when_edited(
    world: World, kind: Kind, entered: Any, said: str
) -> None:
    asked = NewQuestion("Well?", kind, choices=("Room", "Too full"), lowest=0, highest=10, key="well")
    await a_morning(world, asked, members=("ana", "ben", "dan"))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"Well?": entered})
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    assert said in below(world)[0]
    await dan.clicks("Edit")
    assert (await dan.submits()).closed, "what was said stands in the form"
    await world.forward(seconds=5)
    assert said in below(world)[0]


async def test_d3_the_form_follows_an_answer_and_keeps_everything_typed(world: World) -> None:
    await a_morning(world, DONE, ROOM, GIVE)
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What is done?": "Loads"})
    assert "What could move?" not in world.read(dan.modal)
    await dan.fills({"How full is your week?": "Too full"})
    await dan.fills({"What could move?": "The dashboards"})
    await dan.fills({"How full is your week?": "Room"})
    assert "What could move?" not in world.read(dan.modal)
    assert (await dan.submits()).closed, "what is hidden is not needed"
    await world.forward(seconds=5)
    (dans,) = below(world)
    assert "Loads" in dans
    assert "dashboards" not in dans, "and not stored"


async def test_d3_a_question_that_was_not_shown_yet_is_asked_before_anything_is_sent(world: World) -> None:
    count = NewQuestion("How many requests?", Kind.NUMBER, lowest=0, key="count")
    which = NewQuestion("Which was the worst?", Kind.SHORT, key="which", condition=when("count", "at_least", "5"))
    await a_morning(world, count, which)
    dan = world.person("dan")
    await dan.clicks("Answer")
    form = dan.modal
    assert form is not None
    await dan.fills({"How many requests?": "7"})
    if "Which was the worst?" not in world.read(dan.modal):
        assert not (await dan.submits()).closed
    assert "Which was the worst?" in world.read(dan.modal)
    await dan.fills({"Which was the worst?": "Churn, again"})
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    assert "Churn, again" in below(world)[0]


async def test_d3_the_conversation_follows_the_same_rule(world: World) -> None:
    await a_morning(world, ROOM, GIVE, NEXT)
    dan, ana = world.person("dan"), world.person("ana")
    await dan.says("room")
    await world.forward(seconds=5)
    assert "What is next?" in world.read(dan.dm[-1])
    await ana.says("2")
    await world.forward(seconds=5)
    assert "What could move?" in world.read(ana.dm[-1])
