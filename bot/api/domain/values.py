"""Answers as programs give and get them: plain JSON for each kind of question."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.standups.domain import Blocked, Kind, Planned, Question, Rich, Value, say_value
from bot.standups.domain.answers import MOODS, Cleared

# Beyond it a number is none any more, or not the one that was given.
LARGEST_NUMBER = 10**15

# What each kind takes, in a sentence for whoever gave something else.
WANTED: Mapping[Kind, str] = {
    Kind.TEXT: "Give a text.",
    Kind.SHORT: "Give a text of one line.",
    Kind.CHOICE: "Give one of its choices, written as `choices` has it.",
    Kind.CHOICES: "Give a list of its choices, each written as `choices` has it.",
    Kind.NUMBER: "Give a number.",
    Kind.YES_NO: "Give true or false.",
    Kind.MOOD: "Give a number from 1 (rough) to 5 (great).",
    Kind.BLOCKER: "Give false, or a text that says what blocks you.",
    Kind.PLAN: "Give a list of texts, one for each item.",
    Kind.PEOPLE: "Give a list of user ids.",
    Kind.DATE: "Give a date like 2026-12-24.",
}


def from_program(question: Question, given: Any) -> Value:
    """None takes an answer back. Raises ValueError with a sentence for what is no answer to that question."""
    if given is None:
        return None
    value = READERS[question.kind](question, given)
    if value is None:
        raise ValueError(WANTED[question.kind])
    return value


def to_program(question: Question, value: Value, names: Mapping[str, str]) -> Any:
    """`names` are those of people and channels that a text names, by id."""
    match value:
        case Blocked(by):
            return {"blocked": True, "by": by}
        case False if question.kind == Kind.BLOCKER:
            return {"blocked": False, "by": None}
        case Rich():
            return value.say(names)
        case Planned(lines):
            return [{"text": each.text, "item": each.item_id, "mark": each.mark} for each in lines]
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case Cleared():
            return None
        case bool() | str() | None:
            return value
    return int(value) if value == int(value) else value


def in_words(question: Question, value: Value, names: Mapping[str, str]) -> str:
    """As people read it in Slack."""
    return say_value(question, value, names)


def _text(_: Question, given: Any) -> Value:
    return Rich.of(given) if isinstance(given, str) else None


def _short(_: Question, given: Any) -> Value:
    return " ".join(given.split()) if isinstance(given, str) else None


def _choice(question: Question, given: Any) -> Value:
    return given if isinstance(given, str) and given in question.choices else None


def _choices(question: Question, given: Any) -> Value:
    texts = _texts(given)
    return texts if texts is not None and all(each in question.choices for each in texts) else None


def _number(_: Question, given: Any) -> Value:
    if not isinstance(given, int | float) or isinstance(given, bool) or abs(given) > LARGEST_NUMBER:
        return None
    return float(given)


def _mood(_: Question, given: Any) -> Value:
    return float(given) if isinstance(given, int) and not isinstance(given, bool) and given in MOODS else None


def _yes_no(_: Question, given: Any) -> Value:
    return given if isinstance(given, bool) else None


def _blocker(_: Question, given: Any) -> Value:
    if isinstance(given, str):
        return Blocked(given.strip())
    return False if given is False else None


def _texts(given: Any) -> tuple[str, ...] | None:
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        return None
    return tuple(dict.fromkeys(given))


def _plan(_: Question, given: Any) -> Value:
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        return None
    # Two equal items stay two, and a line break inside one would make two of it in the form.
    return tuple(text for each in given if (text := " ".join(each.split())))


def _people(_: Question, given: Any) -> Value:
    return _texts(given)


def _date(_: Question, given: Any) -> Value:
    try:
        return date.fromisoformat(given) if isinstance(given, str) and len(given) == 10 else None
    except ValueError:
        return None


READERS: Mapping[Kind, Callable[[Question, Any], Value]] = {
    Kind.TEXT: _text,
    Kind.SHORT: _short,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.MOOD: _mood,
    Kind.BLOCKER: _blocker,
    Kind.PLAN: _plan,
    Kind.PEOPLE: _people,
    Kind.DATE: _date,
}
