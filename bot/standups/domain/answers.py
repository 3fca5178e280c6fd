"""Answers: their values, and how they are stored and said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.dates import MONTHS, WEEKDAYS
from bot.standups.domain.plans import Mark, PlanLine, Planned
from bot.standups.domain.questions import Kind, Question
from bot.standups.domain.rich import Rich

MOODS = {1: "Rough", 2: "Not great", 3: "Okay", 4: "Good", 5: "Great"}
MOOD_SIGNS = {1: "🌧️", 2: "🌥️", 3: "⛅", 4: "🌤️", 5: "☀️"}
# Slack takes at most this much in one input.
LONGEST = 3000


@dataclass(frozen=True)
class Blocked:
    """By what; the words may be empty."""

    by: str


@dataclass(frozen=True)
class Cleared:
    """Words that were there until the standup's retention took them."""

    on: date


@dataclass(frozen=True)
class File:
    """One given with an answer: Slack keeps it, and `permalink` is where."""

    id: str
    name: str
    permalink: str


# What a member said: words, a number, yes or no, a date, what blocks them, a plan; or several: what they chose, people
# by their ids, or (until it is stored as `Planned`) the new lines of a plan. None: left out.
Value = str | float | bool | tuple[str, ...] | Blocked | Rich | Planned | Cleared | date | None


@dataclass(frozen=True)
class Added:
    """What somebody added to an answer when they were asked once more; `message` is the ts of where they typed it."""

    value: Value
    message: str | None = None


def is_given(question: Question, value: Value) -> bool:
    """Whether something was answered at all."""
    match value:
        case None | "" | ():
            return False
        case Rich():
            return not value.is_blank
        case Planned():
            return bool(value.lines)
        case str():
            return bool(value.strip())
    return True


def to_json(value: Value) -> Any:
    match value:
        case Blocked(by):
            return {"blocked": by}
        case Rich(elements):
            return {"rich": [dict(each) for each in elements]}
        case Planned(lines):
            return {"plan": [_line_to_json(each) for each in lines]}
        case Cleared(on):
            return {"cleared": on.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case tuple():
            return list(value)
    return value


def from_json(stored: Any) -> Value:
    match stored:
        case {"blocked": str(by)}:
            return Blocked(by)
        case {"rich": list(elements)}:
            return Rich(tuple(elements))
        case {"plan": list(lines)}:
            return Planned(tuple(_line_from_json(each) for each in lines))
        case {"cleared": str(on)}:
            return Cleared(date.fromisoformat(on))
        case {"date": str(on)}:
            return date.fromisoformat(on)
        case list():
            return tuple(str(each) for each in stored)
        case str() | bool() | None:
            return stored
        case int() | float():
            return float(stored)
    raise ValueError(f"no answer is stored like {type(stored).__name__}")


def _line_to_json(line: PlanLine) -> dict[str, Any]:
    marked = {"item": line.item_id, "mark": line.mark and str(line.mark)}
    return {"text": line.text} | {name: value for name, value in marked.items() if value is not None}


def _line_from_json(stored: Mapping[str, Any]) -> PlanLine:
    return PlanLine(stored["text"], stored.get("item"), Mark(stored["mark"]) if "mark" in stored else None)


def say_number(value: float) -> str:
    return f"{value:g}"


def say_full_date(on: date) -> str:
    """`Thu 24 Dec 2026`: an answer is read long after its year is over."""
    return f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]} {on.year}"


# How a line of a plan reads that came back.
SAID_OF = {Mark.DONE: " (done)", Mark.DROP: " (dropped)", Mark.CONTINUE: " (goes on)"}


def say_value(question: Question, value: Value, names: Mapping[str, str] | None = None) -> str:
    """In plain words, as the person wrote them. `names` are those of people and channels, by id."""
    known = names or {}
    match value:
        case None:
            return ""
        case Blocked(by):
            return by or "Yes"
        case Rich():
            return value.say(known)
        case Planned(lines):
            return "\n".join(f"• {each.text}{SAID_OF[each.mark] if each.mark else ''}" for each in lines)
        case Cleared(on):
            return f"Cleared on {say_full_date(on)} by this standup's retention"
        case date():
            return say_full_date(value)
        case bool():
            if question.kind == Kind.BLOCKER:
                return "Not blocked"
            return "Yes" if value else "No"
        case tuple():
            return _say_several(question, value, known)
        case float():
            if question.kind == Kind.MOOD:
                return f"{MOOD_SIGNS[int(value)]} {MOODS[int(value)]}"
            return say_number(value)
    return value


def _say_several(question: Question, value: tuple[str, ...], names: Mapping[str, str]) -> str:
    if question.kind == Kind.PLAN:
        return "\n".join(f"• {each}" for each in value)
    if question.kind == Kind.PEOPLE:
        return ", ".join(names.get(each, each) for each in value)
    return ", ".join(value)


def is_kept(question: Question, value: Value) -> bool:
    """What retention leaves: what is counted, and what was chosen from a list."""
    return isinstance(value, bool | float | Cleared) or question.kind in (Kind.CHOICE, Kind.CHOICES)


def out_of_bounds(question: Question, value: float) -> str | None:
    """What is wrong with a number; None when nothing is."""
    if question.lowest is not None and value < question.lowest:
        return f"Please give a number from {say_number(question.lowest)} upwards."
    if question.highest is not None and value > question.highest:
        return f"Please give a number up to {say_number(question.highest)}."
    return None


def trouble_with(question: Question, value: Value, *, comes_back: bool = False) -> str | None:
    """What has to be mended before an answer can be sent; None when nothing has.

    `comes_back`: the plan that is asked for has items from last time.
    """
    if question.required and not is_given(question, value) and not comes_back:
        return "This one is needed."
    if isinstance(value, float) and question.kind == Kind.NUMBER:
        return out_of_bounds(question, value)
    return too_long(value)


def too_long(value: Value) -> str | None:
    """Says how much too long a text is; None when it is not."""
    over = max((len(each) for each in _texts(value)), default=0) - LONGEST
    if over <= 0:
        return None
    characters = "1 character" if over == 1 else f"{over:,} characters"
    return f"This is {characters} too long: {LONGEST:,} fit. Nothing is lost, shorten it here."


def _texts(value: Value) -> tuple[str, ...]:
    match value:
        case Rich():
            return (value.words,)
        case Blocked(by):
            return (by,)
        case str():
            return (value,)
        case tuple():
            return value
    return ()
