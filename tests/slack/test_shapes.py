"""What a block, a view or a message must have, may have and may not have, whatever its size."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.slack import kit
from bot.slack.limits import Problem, Surface, problems

Json = Mapping[str, Any]

LINK = "https://example.com/"
DIVIDER: Json = {"type": "divider"}
RED, BLUE = kit.option("Red", "r"), kit.option("Blue", "b")
BUTTON = kit.button("Go", "go")
CELL = {"type": "raw_text", "text": "x"}
NUMBER = {"type": "raw_number", "text": "1", "value": 1}
WORDS = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
RICH = {"type": "rich_text", "elements": [WORDS]}
CARD = {"type": "card", "title": kit.mrkdwn("x")}
PIE = {
    "type": "data_visualization",
    "title": "T",
    "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
}
TASK = {"task_id": "t", "title": "T", "status": "complete"}
FEEDBACK = {"text": kit.plain("Good"), "value": "good"}
THUMBS = {"type": "feedback_buttons", "positive_button": FEEDBACK, "negative_button": FEEDBACK}
TABLE = {
    "type": "table",
    "rows": [[CELL, NUMBER], [RICH, CELL]],
    "column_settings": [{"align": "right"}, None],
}
DATA_TABLE = {"type": "data_table", "caption": "C", "rows": [[CELL], [RICH]]}
FILES = {"type": "input", "label": kit.plain("L"), "element": {"type": "file_input"}}


# One block of each type with no more than it needs, and the properties it cannot do without.
BLOCKS: dict[str, tuple[Json, set[str]]] = {
    "actions": (kit.actions(BUTTON), {"elements"}),
    "alert": ({"type": "alert", "text": kit.plain("x")}, {"text"}),
    "card": (CARD, {"title"}),
    "carousel": ({"type": "carousel", "elements": [CARD]}, {"elements"}),
    "container": (
        {"type": "container", "title": kit.plain("x"), "child_blocks": [DIVIDER]},
        {"title", "child_blocks"},
    ),
    "context": (kit.context("x"), {"elements"}),
    "context_actions": ({"type": "context_actions", "elements": [THUMBS]}, {"elements"}),
    "data_table": (DATA_TABLE, {"caption", "rows"}),
    "data_visualization": (PIE, {"title", "chart"}),
    "divider": (DIVIDER, set()),
    "file": ({"type": "file", "external_id": "x", "source": "remote"}, {"external_id", "source"}),
    "header": (kit.header("x"), {"text"}),
    "image": ({"type": "image", "image_url": LINK, "alt_text": "x"}, {"image_url", "alt_text"}),
    "input": (
        {"type": "input", "label": kit.plain("x"), "element": kit.text_input("a")},
        {"label", "element"},
    ),
    "markdown": ({"type": "markdown", "text": "x"}, {"text"}),
    "plan": ({"type": "plan", "title": "P", "tasks": [TASK]}, {"title", "tasks"}),
    "rich_text": (RICH, {"elements"}),
    "section": ({"type": "section", "text": kit.mrkdwn("x")}, {"text"}),
    "table": ({"type": "table", "rows": [[CELL]]}, {"rows"}),
    "task_card": ({"type": "task_card", **TASK}, {"task_id", "title", "status"}),
    "video": (
        {
            "type": "video",
            "alt_text": "x",
            "title": kit.plain("x"),
            "thumbnail_url": LINK,
            "video_url": LINK,
        },
        {"alt_text", "title", "thumbnail_url", "video_url"},
    ),
}
EVERYWHERE = {
    "actions",
    "card",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "video",
}
STANDS: dict[Surface, set[str]] = {
    "message": set(BLOCKS) - {"alert"},
    "modal": EVERYWHERE | {"alert"},
    "home": EVERYWHERE | {"carousel", "container", "data_table", "data_visualization", "table"},
}
HOLDS: dict[str, set[str]] = {
    "section": {"button", "image", "menus", "overflow", "pickers"},
    "actions": {"button", "datetimepicker", "menus", "overflow", "pickers", "rich_text_input"},
    "input": {"datetimepicker", "menus", "pickers", "rich_text_input", "typed"},
}
SELECTS = ["external_select", "users_select", "conversations_select", "channels_select"]
ELEMENTS: dict[str, list[Json]] = {
    "button": [BUTTON],
    "image": [{"type": "image", "slack_file": {"id": "F0123ABCDEF"}, "alt_text": "x"}],
    "overflow": [kit.overflow("a", [{**RED, "url": LINK}])],
    "menus": [
        *({"type": f"{several}{kind}"} for kind in SELECTS for several in ("", "multi_")),
        kit.select("a", [RED, BLUE], chosen="b"),
        kit.multi_select("a", [RED, BLUE], chosen=["b", "r"]),
    ],
    "pickers": [
        kit.radio("a", [RED, BLUE], chosen="r"),
        kit.checkboxes("a", [{**RED, "text": kit.mrkdwn("*Red*")}]),
        kit.date_picker("a", chosen="2026-11-21"),
        kit.time_picker("a", chosen="09:30"),
    ],
    "datetimepicker": [{"type": "datetimepicker", "initial_date_time": 1_764_000_000}],
    "rich_text_input": [{"type": "rich_text_input", "initial_value": RICH}],
    "typed": [
        kit.text_input("a", multiline=True, max_length=5),
        kit.number_input("a", lowest="-1", highest="2.5"),
        {"type": "email_text_input"},
        {"type": "url_text_input"},
    ],
}


def faults(found: list[Problem]) -> list[tuple[str, str]]:
    return [(each.path, each.code) for each in found]


def surface_of(kind: str) -> Surface:
    return "modal" if kind == "alert" else "message"


@pytest.mark.parametrize("kind", BLOCKS)
@pytest.mark.parametrize("surface", STANDS)
def test_a_block_stands_where_slack_shows_it_and_nowhere_else(kind: str, surface: Surface) -> None:
    found = faults(problems([BLOCKS[kind][0]], surface))
    assert found == ([] if kind in STANDS[surface] else [("blocks[0].type", "unsupported_type")])


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_lacks_nothing_it_needs(kind: str) -> None:
    block, needs = BLOCKS[kind]
    assert set(block) - {"type"} == needs, "the example holds only what is needed"
    for name in needs:
        rest = {each: block[each] for each in block if each != name}
        assert [each.code for each in problems([rest], surface_of(kind))] == ["missing"]


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_has_no_property_slack_does_not_know(kind: str) -> None:
    found = problems([{**BLOCKS[kind][0], "colour": "red"}], surface_of(kind))
    assert faults(found) == [("blocks[0].colour", "unknown_property")]


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_property_of_the_wrong_type_is_refused(kind: str) -> None:
    for name in BLOCKS[kind][1]:
        found = problems([{**BLOCKS[kind][0], name: 5}], surface_of(kind))
        assert [each.code for each in found] in (["wrong_type"], ["unknown_word"])


def holding(holder: str, element: Json) -> Json:
    blocks: dict[str, Json] = {
        "section": {"type": "section", "text": kit.mrkdwn("x"), "accessory": element},
        "actions": {"type": "actions", "elements": [element]},
        "input": {"type": "input", "label": kit.plain("L"), "element": element},
    }
    return blocks[holder]


@pytest.mark.parametrize("holder", HOLDS)
@pytest.mark.parametrize("group", ELEMENTS)
def test_an_element_stands_in_the_blocks_made_for_it(holder: str, group: str) -> None:
    for element in ELEMENTS[group]:
        found = [each.code for each in problems([holding(holder, element)], "message")]
        assert found == ([] if group in HOLDS[holder] else ["unsupported_type"])


@pytest.mark.parametrize("group", ELEMENTS)
def test_an_element_has_no_property_slack_does_not_know(group: str) -> None:
    holder = next(each for each in HOLDS if group in HOLDS[each])
    for element in ELEMENTS[group]:
        found = problems([holding(holder, {**element, "colour": "red"})], "message")
        assert [each.code for each in found] == ["unknown_property"]


@pytest.mark.parametrize(("surface", "right"), [("modal", True), ("message", False), ("home", False)])
def test_files_are_asked_for_in_modals_only(surface: Surface, right: bool) -> None:
    assert (problems([FILES], surface) == []) is right
