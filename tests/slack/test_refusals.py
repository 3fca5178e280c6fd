"""What Slack refuses whatever its size: odd values, and parts that do not go together."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from bot.slack import kit
from bot.slack.limits import Problem, Surface, message_problems, problems, view_problems

Json = Mapping[str, Any]

LINK = "https://example.com/"
DIVIDER: Json = {"type": "divider"}
RED, BLUE, GREEN = kit.option("Red", "r"), kit.option("Blue", "b"), kit.option("Green", "g")
BUTTON = kit.button("Go", "go")
PICTURE: Json = {"type": "image", "image_url": LINK, "alt_text": "x"}
CELL = {"type": "raw_text", "text": "x"}
WORDS = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
RICH = {"type": "rich_text", "elements": [WORDS]}
SEGMENTS = [{"label": "a", "value": 1}]
PIE = {"type": "data_visualization", "title": "T", "chart": {"type": "pie", "segments": SEGMENTS}}
TASK = {"task_id": "t", "title": "T", "status": "complete"}
TABLE = {"type": "table", "rows": [[CELL]]}
DATA_TABLE = {"type": "data_table", "caption": "C", "rows": [[CELL], [RICH]]}
ANSWER = kit.labelled("L", kit.text_input("a"), "b")


def asks(kind: str, **more: Any) -> Json:
    return kit.labelled("L", {"type": kind, **more}, "b")


def chooses(kind: str = "static_select", **more: Any) -> Json:
    return {"type": "actions", "elements": [{"type": kind, "options": [RED, BLUE], **more}]}


def chart(categories: list[str], *lines: tuple[str, list[str]]) -> Json:
    series = []
    for name, labels in lines:
        series.append({"name": name, "data": [{"label": label, "value": -1.5} for label in labels]})
    return {**PIE, "chart": {"type": "line", "series": series, "axis_config": {"categories": categories}}}


def boxed(*blocks: Json, **more: Any) -> Json:
    return {"type": "container", "title": kit.plain("x"), "child_blocks": list(blocks), **more}


def faults(found: list[Problem]) -> list[tuple[str, str]]:
    return [(each.path, each.code) for each in found]


REFUSED: list[tuple[str, Json, str, str]] = [
    ("a block of no type", {"text": kit.plain("x")}, "type", "unsupported_type"),
    ("a misspelt block", {"type": "sectoin"}, "type", "unsupported_type"),
    ("a header in mrkdwn", {"type": "header", "text": kit.mrkdwn("x")}, "text.type", "unsupported_type"),
    ("empty text", kit.section(""), "text.text", "too_short"),
    (
        "emoji in mrkdwn",
        {"type": "section", "text": {**kit.mrkdwn("x"), "emoji": True}},
        "text.emoji",
        "unknown_property",
    ),
    ("a green button", kit.actions({**BUTTON, "style": "green"}), "elements[0].style", "unknown_word"),
    ("a number as value", kit.actions({**BUTTON, "value": 5}), "elements[0].value", "wrong_type"),
    ("an action id twice", kit.actions(BUTTON, BUTTON), "elements[1].action_id", "duplicate"),
    ("a menu of nothing", kit.actions({"type": "static_select"}), "elements[0].options", "missing"),
    (
        "options and groups",
        chooses(option_groups=[{"label": kit.plain("G"), "options": [RED]}]),
        "elements[0].option_groups",
        "conflict",
    ),
    ("a choice not offered", chooses(initial_option=GREEN), "elements[0].initial_option", "not_offered"),
    (
        "a choice by another name",
        chooses(initial_option={**RED, "text": kit.plain("Rot")}),
        "elements[0].initial_option",
        "not_offered",
    ),
    (
        "a tick not offered",
        chooses("checkboxes", initial_options=[BLUE, GREEN]),
        "elements[0].initial_options[1]",
        "not_offered",
    ),
    (
        "a link in a menu",
        chooses(options=[{**RED, "url": LINK}]),
        "elements[0].options[0].url",
        "unknown_property",
    ),
    ("a picture twice", {**PICTURE, "slack_file": {"url": LINK}}, "slack_file", "conflict"),
    (
        "an odd file id",
        {"type": "image", "alt_text": "x", "slack_file": {"id": "f1"}},
        "slack_file.id",
        "wrong_notation",
    ),
    (
        "an American date",
        asks("datepicker", initial_date="11/21/26"),
        "element.initial_date",
        "wrong_notation",
    ),
    (
        "a thirteenth month",
        asks("datepicker", initial_date="2026-13-01"),
        "element.initial_date",
        "wrong_notation",
    ),
    ("a loose time", asks("timepicker", initial_time="9am"), "element.initial_time", "wrong_notation"),
    ("a late hour", asks("timepicker", initial_time="24:00"), "element.initial_time", "wrong_notation"),
    (
        "half a second",
        asks("datetimepicker", initial_date_time=1e9),
        "element.initial_date_time",
        "wrong_type",
    ),
    ("no word on decimals", asks("number_input"), "element.is_decimal_allowed", "missing"),
    (
        "a crossed range",
        asks("plain_text_input", min_length=3, max_length=2),
        "element.min_length",
        "out_of_range",
    ),
    ("an uneven table", {"type": "table", "rows": [[CELL], [CELL, CELL]]}, "rows[1]", "uneven"),
    ("a rich column name", {**DATA_TABLE, "rows": [[RICH], [CELL]]}, "rows[0][0]", "unsupported_type"),
    (
        "no such column",
        {**DATA_TABLE, "row_header_column_index": 1},
        "row_header_column_index",
        "out_of_range",
    ),
    (
        "a category twice",
        chart(["a", "a"], ("s", ["a", "a"])),
        "chart.axis_config.categories[1]",
        "duplicate",
    ),
    ("a point too few", chart(["a", "b"], ("s", ["a"])), "chart.series[0].data", "uneven"),
    ("a point elsewhere", chart(["a", "b"], ("s", ["a", "c"])), "chart.series[0].data", "uneven"),
    ("a series twice", chart(["a"], ("s", ["a"]), ("s", ["a"])), "chart.series[1].name", "duplicate"),
    ("a doughnut", {**PIE, "chart": {"type": "doughnut"}}, "chart.type", "unsupported_type"),
    ("a task not begun", {"type": "task_card", **TASK, "status": "pending"}, "status", "unknown_word"),
    ("a task twice", {"type": "plan", "title": "P", "tasks": [TASK, TASK]}, "tasks[1].task_id", "duplicate"),
    (
        "folded for good",
        boxed(DIVIDER, default_collapsed=True),
        "default_collapsed",
        "conflict",
    ),
]


@pytest.mark.parametrize(("block", "place", "code"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_what_is_wrong_is_named_with_its_place(block: Json, place: str, code: str) -> None:
    assert (f"blocks[0].{place}", code) in faults(problems([block], "message"))


def test_every_fault_of_the_parts_is_named_at_once() -> None:
    found = problems([kit.header(""), {**DIVIDER, "colour": "red"}, {"type": "section"}], "message")
    assert faults(found) == [
        ("blocks[0].text.text", "too_short"),
        ("blocks[1].colour", "unknown_property"),
        ("blocks[2].text", "missing"),
    ]


@pytest.mark.parametrize("odd", [None, 5, "text", {}, [1], [None], [[]], [{"type": []}]])
def test_what_is_no_list_of_blocks_is_refused_and_breaks_nothing(odd: Any) -> None:
    assert problems(odd, "message") != []
    assert view_problems(odd) != []
    assert view_problems({"type": "home", "blocks": odd}) != []


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ([{**DIVIDER, "block_id": "x"}] * 2, "blocks[1].block_id"),
        (
            [{**DIVIDER, "block_id": "x"}, boxed({**DIVIDER, "block_id": "x"})],
            "blocks[1].child_blocks[0].block_id",
        ),
    ],
)
def test_a_block_id_is_used_once(blocks: list[Json], place: str) -> None:
    assert faults(problems(blocks, "message")) == [(place, "duplicate")]


def test_an_action_id_may_be_used_again_in_another_block() -> None:
    assert problems([kit.actions(BUTTON), kit.actions(BUTTON)], "message") == []


@pytest.mark.parametrize(
    ("blocks", "surface", "right"),
    [
        ([PIE] * 2, "message", True),
        ([PIE] * 3, "message", False),
        ([PIE] * 3, "home", True),
        ([TABLE], "message", True),
        ([TABLE] * 2, "message", False),
        ([TABLE, boxed(TABLE)], "message", False),
        ([TABLE] * 2, "home", False),
    ],
)
def test_a_message_shows_two_charts_and_one_table(blocks: list[Json], surface: Surface, right: bool) -> None:
    assert (problems(blocks, surface) == []) is right


@pytest.mark.parametrize(("length", "right"), [(6_000, True), (6_001, False)])
def test_all_markdown_of_a_message_is_limited_together(length: int, right: bool) -> None:
    blocks = [{"type": "markdown", "text": "x" * 6_000}, {"type": "markdown", "text": "x" * length}]
    assert faults(problems(blocks, "message")) == ([] if right else [("blocks[1]", "msg_blocks_too_long")])


@pytest.mark.parametrize(("length", "right"), [(9_999, True), (10_000, False)])
def test_the_cells_of_a_data_table_are_limited_together(length: int, right: bool) -> None:
    table = {**DATA_TABLE, "rows": [[CELL], [{**CELL, "text": "x" * length}]]}
    assert faults(problems([table], "message")) == ([] if right else [("blocks[0].rows", "too_long")])


def test_one_element_of_a_view_is_in_focus() -> None:
    inputs = [kit.labelled("L", {**kit.text_input("a"), "focus_on_load": True}, name) for name in "ab"]
    assert view_problems(kit.home(inputs[:1])) == []
    assert faults(view_problems(kit.home(inputs))) == [("blocks[1]", "too_many")]


@pytest.mark.parametrize(
    ("blocks", "submit", "right"),
    [([DIVIDER], None, True), ([ANSWER], "Save", True), ([ANSWER], None, False)],
)
def test_a_modal_that_asks_can_be_submitted(blocks: list[Json], submit: str | None, right: bool) -> None:
    found = view_problems(kit.modal("T", blocks, callback_id="c", submit=submit))
    assert faults(found) == ([] if right else [("submit", "missing")])


@pytest.mark.parametrize(
    ("view", "place", "code"),
    [
        ({"blocks": [DIVIDER]}, "type", "unsupported_type"),
        ({"type": "modal", "blocks": [DIVIDER]}, "title", "missing"),
        ({"type": "home"}, "blocks", "missing"),
        ({**kit.home([DIVIDER]), "title": kit.plain("T")}, "title", "unknown_property"),
        ({**kit.home([DIVIDER]), "submit": kit.plain("T")}, "submit", "unknown_property"),
        ({"type": "modal", "title": kit.mrkdwn("T"), "blocks": [DIVIDER]}, "title.type", "unsupported_type"),
        (kit.home([{"type": "alert", "text": kit.plain("x")}]), "blocks[0].type", "unsupported_type"),
    ],
)
def test_a_view_is_a_modal_or_a_home_tab(view: Json, place: str, code: str) -> None:
    assert faults(view_problems(view)) == [(place, code)]


MESSAGES: list[tuple[Json, list[tuple[str, str]]]] = [
    ({"text": "x"}, []),
    ({"blocks": [DIVIDER]}, []),
    ({"text": "x", "blocks": []}, []),
    ({"text": "x", "blocks": None, "channel": "C1", "thread_ts": "1.0"}, []),
    ({"markdown_text": "**x**"}, []),
    ({"attachments": [{"color": "#ff0000", "blocks": [DIVIDER]}]}, []),
    ({}, [("text", "no_text")]),
    ({"text": "", "blocks": []}, [("text", "no_text")]),
    ({"text": 5}, [("text", "wrong_type")]),
    ({"text": "x", "markdown_text": "x"}, [("markdown_text", "markdown_text_conflict")]),
    ({"blocks": [DIVIDER], "markdown_text": "x"}, [("markdown_text", "markdown_text_conflict")]),
    ({"blocks": "[]"}, [("blocks", "wrong_type")]),
    ({"text": "x", "blocks": [{"type": "section"}]}, [("blocks[0].text", "missing")]),
    ({"attachments": [{"colour": "red"}]}, [("attachments[0].colour", "unknown_property")]),
    ({"attachments": [{"blocks": [{"type": "section"}]}]}, [("attachments[0].blocks[0].text", "missing")]),
    ({"blocks": [TABLE], "attachments": [{"blocks": [TABLE]}]}, [("attachments[0].blocks[0]", "too_many")]),
]


@pytest.mark.parametrize(("payload", "expected"), MESSAGES)
def test_a_message_says_something_in_one_way(payload: Json, expected: list[tuple[str, str]]) -> None:
    assert faults(message_problems(payload)) == expected


def test_a_fault_says_what_is_and_what_may_be() -> None:
    (found,) = problems([kit.header("x" * 151)], "message")
    assert found == Problem("blocks[0].text.text", "too_long", "151 characters, at most 150")


def test_what_is_judged_may_be_any_mapping_and_any_sequence() -> None:
    blocks = tuple(MappingProxyType(block) for block in (DIVIDER, kit.header("x")))
    view = MappingProxyType({"type": "home", "blocks": blocks})
    assert view_problems(view) == []
    assert faults(view_problems({**view, "blocks": (MappingProxyType({"type": "x"}),)})) == [
        ("blocks[0].type", "unsupported_type")
    ]
