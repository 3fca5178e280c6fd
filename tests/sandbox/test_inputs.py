"""Every kind of input is written down as Slack writes it, touched or not."""

from typing import Any

import pytest

from bot.core.clock import HandClock
from bot.sandbox.finding import value_for
from bot.sandbox.inputs import NotOffered, complaints, initial_state, kept, places, state, values_of, with_ids
from bot.sandbox.people import northwind
from bot.sandbox.state import View, Workspace
from tests.sandbox.places import MONDAY


def option(name: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": f"{name} it is"}, "value": name}


OPTIONS = [option("a"), option("b")]


def rich(text: str) -> dict[str, Any]:
    words = [{"type": "text", "text": text}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": words}]}


WORDS = rich("Hi")

#: Kind of element, what somebody means, name in Slack's state, what stands there.
STATES: list[tuple[str, Any, str, Any]] = [
    ("plain_text_input", "Hi", "value", "Hi"),
    ("email_text_input", "a@example.com", "value", "a@example.com"),
    ("url_text_input", "https://example.com", "value", "https://example.com"),
    ("number_input", 4, "value", "4"),
    ("rich_text_input", WORDS, "rich_text_value", WORDS),
    ("static_select", "b it is", "selected_option", option("b")),
    ("static_select", "b", "selected_option", option("b")),
    ("static_select", "b …", "selected_option", option("b")),
    ("radio_buttons", "a", "selected_option", option("a")),
    ("checkboxes", ["a", "b"], "selected_options", OPTIONS),
    ("checkboxes", "a", "selected_options", [option("a")]),
    ("multi_static_select", ["b it is"], "selected_options", [option("b")]),
    ("users_select", "ana", "selected_user", "UANA"),
    ("users_select", "@ana", "selected_user", "UANA"),
    ("multi_users_select", ["Ana Lindqvist", "ben"], "selected_users", ["UANA", "UBEN"]),
    ("conversations_select", "#fires", "selected_conversation", "C0FIRES"),
    ("multi_conversations_select", ["fires"], "selected_conversations", ["C0FIRES"]),
    ("channels_select", "data-team", "selected_channel", "C0DATATEAM"),
    ("multi_channels_select", ["data-team"], "selected_channels", ["C0DATATEAM"]),
    ("datepicker", MONDAY.date(), "selected_date", "2026-11-23"),
    ("timepicker", MONDAY.time(), "selected_time", "09:30"),
    ("datetimepicker", MONDAY, "selected_date_time", int(MONDAY.timestamp())),
]


def element(kind: str, **more: Any) -> dict[str, Any]:
    offers = {"options": OPTIONS} if "static" in kind or kind in ("radio_buttons", "checkboxes") else {}
    return {"type": kind, "action_id": "x", **offers, **more}


def workspace() -> Workspace:
    population = northwind()
    return Workspace(population.users, population.channels, HandClock(MONDAY))


@pytest.mark.parametrize(("kind", "meant", "name", "written"), STATES)
def test_what_somebody_puts_in_is_written_down(kind: str, meant: Any, name: str, written: Any) -> None:
    there = element(kind)
    assert state(there, value_for(workspace(), there, meant)) == {"type": kind, name: written}


@pytest.mark.parametrize("kind", sorted({kind for kind, *_ in STATES}))
def test_nothing_put_in_is_written_down_too(kind: str) -> None:
    there = element(kind)
    emptied = state(there, value_for(workspace(), there, None))
    assert emptied == initial_state(there)
    assert emptied["type"] == kind
    assert next((value for name, value in emptied.items() if name != "type"), None) in (None, [])


@pytest.mark.parametrize(
    ("kind", "initial", "written"),
    [
        ("plain_text_input", {"initial_value": "Hi"}, {"value": "Hi"}),
        ("static_select", {"initial_option": option("a")}, {"selected_option": option("a")}),
        ("checkboxes", {"initial_options": OPTIONS}, {"selected_options": OPTIONS}),
        ("rich_text_input", {"initial_value": WORDS}, {"rich_text_value": WORDS}),
        ("users_select", {"initial_user": "UANA"}, {"selected_user": "UANA"}),
        ("datetimepicker", {"initial_date_time": 1_764_000_000}, {"selected_date_time": 1_764_000_000}),
        ("conversations_select", {"default_to_current_conversation": True}, {"selected_conversation": "C0FIRES"}),
    ],
)
def test_what_an_input_begins_with_counts_until_somebody_touches_it(
    kind: str, initial: dict[str, Any], written: dict[str, Any]
) -> None:
    assert initial_state(element(kind, **initial), "C0FIRES") == {"type": kind, **written}


def test_nobody_can_choose_what_is_not_offered() -> None:
    with pytest.raises(NotOffered):
        state(element("static_select"), "c")
    with pytest.raises(AssertionError, match="a it is, b it is"):
        value_for(workspace(), element("static_select"), "c")


def test_options_in_groups_are_offered_too() -> None:
    label = {"type": "plain_text", "text": "Letters"}
    there = {"type": "static_select", "action_id": "x", "option_groups": [{"label": label, "options": OPTIONS}]}
    assert state(there, "b")["selected_option"] == option("b")


def an_input(optional: bool = False, **there: Any) -> dict[str, Any]:
    label = {"type": "plain_text", "text": "Label"}
    inside = {"action_id": "x", **there}
    return {"type": "input", "block_id": "b", "label": label, "element": inside, "optional": optional}


@pytest.mark.parametrize(
    ("there", "entered", "complaint"),
    [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        ({"type": "plain_text_input", "optional": True}, "", None),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Please enter at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "Please enter at most 3 characters."),
        ({"type": "plain_text_input", "min_length": 3, "max_length": 3}, "abc", None),
        ({"type": "number_input", "is_decimal_allowed": False}, "4", None),
        ({"type": "number_input", "is_decimal_allowed": False}, "4.5", "Please enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "4.5", None),
        ({"type": "number_input", "is_decimal_allowed": True}, "four", "Please enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}, "0", "Please enter 1 or more."),
        ({"type": "number_input", "is_decimal_allowed": False, "max_value": "5"}, "6", "Please enter 5 or less."),
        ({"type": "email_text_input"}, "ana", "Please enter a valid e-mail address."),
        ({"type": "email_text_input"}, "ana@example.com", None),
        ({"type": "url_text_input"}, "example", "Please enter a valid web address."),
        ({"type": "url_text_input"}, "https://example.com", None),
        ({"type": "checkboxes", "options": OPTIONS}, [], "Please complete this required field."),
        ({"type": "rich_text_input"}, None, "Please complete this required field."),
        ({"type": "rich_text_input"}, rich(" \n"), "Please complete this required field."),
        ({"type": "rich_text_input"}, WORDS, None),
    ],
)
def test_slack_itself_asks_for_what_is_missing_or_wrong(
    there: dict[str, Any], entered: Any, complaint: str | None
) -> None:
    block = an_input(**there)
    put_in = {"b": {"x": state(block["element"], entered)}}
    view = View("V1", "UANA", {"type": "modal", "blocks": [block]}, "1.a", "V1", values=put_in)
    assert complaints(view) == ({"b": complaint} if complaint else {})


def test_ids_are_given_where_there_are_none_and_are_new_each_time() -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    blocks: list[dict[str, Any]] = [
        {"type": "actions", "elements": [button]},
        {"type": "section", "block_id": "mine", "text": {"type": "mrkdwn", "text": "x"}, "accessory": button},
        {"type": "container", "child_blocks": [{"type": "actions", "elements": [button]}]},
    ]
    once, twice = (list(places(with_ids(blocks))) for _ in range(2))
    assert len(once) == 3
    assert len({(each.block_id, each.action_id) for each in (*once, *twice)}) == 6
    assert once[1].block_id == twice[1].block_id == "mine"


def test_inputs_outside_input_blocks_have_a_state_and_buttons_have_none() -> None:
    blocks = [
        {"type": "actions", "block_id": "b", "elements": [element("datepicker"), {"type": "button", "action_id": "go"}]}
    ]
    assert values_of(blocks, {}) == {"b": {"x": {"type": "datepicker", "selected_date": None}}}
    assert kept({"b": {"x": {"type": "timepicker", "selected_time": "09:30"}}}, blocks) == {}
