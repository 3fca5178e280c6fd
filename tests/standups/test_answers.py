"""What answers are, how people type them, and how they are stored."""

from datetime import date
from typing import Any

import pytest

from bot.standups.domain import (
    Blocked,
    Kind,
    Mark,
    Planned,
    Question,
    Rich,
    Value,
    Words,
    from_json,
    say_value,
    to_json,
)
from bot.standups.domain.answers import trouble_with
from bot.standups.domain.plans import PlanLine
from bot.standups.domain.typed import read_lines, read_typed
from tests.standups.builders import a_question

TODAY = date(2026, 11, 23)
STYLED: dict[str, Any] = {
    "type": "rich_text",
    "block_id": "xY1",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Moved "},
                {"type": "text", "text": "loads", "style": {"bold": True}},
                {"type": "text", "text": " with "},
                {"type": "user", "user_id": "UANA"},
                {"type": "text", "text": ", see "},
                {"type": "link", "url": "https://ci.example", "text": "the log"},
                {"type": "text", "text": "\n"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 0,
            "border": 0,
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]},
                {"type": "rich_text_section", "elements": [{"type": "channel", "channel_id": "C1"}]},
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "as they\nsaid"}]},
        {"type": "rich_text_preformatted", "border": 0, "elements": [{"type": "text", "text": "select 1"}]},
    ],
}


def test_rich_text_reads_as_words_with_names_and_lists() -> None:
    words = Rich.read(STYLED).say({"UANA": "Ana", "C1": "data"})
    assert words == (
        "Moved loads with @Ana, see the log (https://ci.example)\n1. first\n2. #data\n> as they\n> said\nselect 1"
    )


@pytest.mark.parametrize(
    "block",
    [
        None,
        {"type": "rich_text", "elements": []},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": " "}]}]},
    ],
)
def test_an_empty_section_is_no_answer(block: dict[str, Any] | None) -> None:
    """C15: required means some text."""
    assert trouble_with(a_question(Kind.TEXT), Rich.read(block)) == "This one is needed."


@pytest.mark.parametrize(
    "value",
    [
        "words",
        2.5,
        True,
        False,
        None,
        ("a", "b"),
        Blocked("no access"),
        Rich.read(STYLED),
        Planned((PlanLine("old", 7, Mark.DONE), PlanLine("gone", 8, Mark.DROP), PlanLine("new", 9), PlanLine("list"))),
        date(2026, 12, 24),
    ],
)
def test_every_value_comes_back_from_storage_as_it_was(value: Value) -> None:
    assert from_json(to_json(value)) == value


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (Kind.TEXT, Rich.of("plain"), "plain"),
        (Kind.PEOPLE, ("UANA", "UX"), "Ana, UX"),
        (Kind.DATE, date(2026, 12, 24), "Thu 24 Dec 2026"),
        (Kind.PLAN, ("one", "two"), "• one\n• two"),
        (Kind.PLAN, Planned((PlanLine("one", 1, Mark.DONE), PlanLine("two", 2))), "• one (done)\n• two"),
        (Kind.CHOICES, ("A", "B"), "A, B"),
        (Kind.BLOCKER, False, "Not blocked"),
        (Kind.NUMBER, 2.5, "2.5"),
    ],
)
def test_values_are_said_in_plain_words(kind: Kind, value: Value, said: str) -> None:
    assert say_value(a_question(kind), value, {"UANA": "Ana"}) == said


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (Kind.SHORT, "two\nlines", "two lines"),
        (Kind.PLAN, "• first\n- second\n\n3. third", ("first", "second", "third")),
        (Kind.PEOPLE, "Ana and Ben", ("UANA", "UBEN")),
        (Kind.DATE, "24 Dec", date(2026, 12, 24)),
        (Kind.DATE, "2026-01-05", date(2026, 1, 5)),
        (Kind.DATE, "yesterday", date(2026, 11, 22)),
        (Kind.NUMBER, "2,5", 2.5),
        (Kind.MOOD, "great", 5.0),
        (Kind.YES_NO, "yep", True),
        (Kind.CHOICE, "2", "Too full"),
        (Kind.CHOICES, "room, 2", ("Room", "Too full")),
        (Kind.BLOCKER, "no", False),
        (Kind.BLOCKER, "yes, billing", Blocked("billing")),
    ],
)
def test_typed_answers_mean_what_they_say(kind: Kind, typed: str, meant: Value) -> None:
    question = a_question(kind, choices=("Room", "Too full"))
    assert read_typed(question, Words(typed, TODAY, people=("UANA", "UBEN", "UANA"))).value == meant


@pytest.mark.parametrize(
    ("kind", "typed", "hint"),
    [
        (Kind.PEOPLE, "Ana", "with an @"),
        (Kind.DATE, "some day", "Please type a day"),
        (Kind.NUMBER, "11", "up to 10"),
        (Kind.NUMBER, "-1", "from 0 upwards"),
        (Kind.NUMBER, "a few", "just a number"),
        (Kind.CHOICE, "x", "`1` Room"),
        (Kind.BLOCKER, "no blockers but slow CI maybe", "`no`, or `yes`"),
        (Kind.TEXT, "x" * 3002, "2 characters too long"),
    ],
)
def test_what_cannot_be_meant_is_asked_again_with_a_hint(kind: Kind, typed: str, hint: str) -> None:
    question = a_question(kind, choices=("Room", "Too full"), lowest=0, highest=10)
    reading = read_typed(question, Words(typed, TODAY))
    assert reading.trouble is not None
    assert hint in reading.trouble


@pytest.mark.parametrize(
    ("value", "trouble"),
    [
        (Rich.of("x" * 3000), None),
        (Rich.of("x" * 3001), "This is 1 character too long: 3,000 fit. Nothing is lost, shorten it here."),
        ("x" * 4500, "This is 1,500 characters too long: 3,000 fit. Nothing is lost, shorten it here."),
    ],
)
def test_too_long_a_text_says_by_how_much(value: Value, trouble: str | None) -> None:
    assert trouble_with(a_question(Kind.TEXT), value) == trouble


def test_a_plan_that_goes_on_needs_no_new_line() -> None:
    question: Question = a_question(Kind.PLAN)
    assert trouble_with(question, ()) == "This one is needed."
    assert trouble_with(question, (), comes_back=True) is None


def test_lines_of_a_plan_keep_what_only_looks_like_a_bullet() -> None:
    assert read_lines("*bold* plan\n-5 degrees\n1.5 days of work") == ("*bold* plan", "-5 degrees", "1.5 days of work")
