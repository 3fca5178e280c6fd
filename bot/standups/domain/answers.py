"""Answers: their values, how people type them, and how they are stored and said."""

import re
from dataclasses import dataclass
from typing import Any

from bot.standups.domain.questions import Kind, Question

YES = frozenset({"yes", "y", "yep", "yeah", "true", "ja", "oui", "si", "sí"})
NO = frozenset({"no", "n", "nope", "none", "nothing", "false", "nein", "non"})
MOODS = {1: "Rough", 2: "Not great", 3: "Okay", 4: "Good", 5: "Great"}
MOOD_SIGNS = {1: "🌧️", 2: "🌥️", 3: "⛅", 4: "🌤️", 5: "☀️"}
NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
# Slack takes at most this much in one input.
LONGEST = 3000


@dataclass(frozen=True)
class Blocked:
    """By what; the words may be empty."""

    by: str


# What a member said: words, a number, yes or no, chosen items, or what blocks them. None: left out.
Value = str | float | bool | tuple[str, ...] | Blocked | None


@dataclass(frozen=True)
class Reading:
    """What a typed answer means; `trouble` says what to type instead. `asks_more`: a yes that wants its words."""

    value: Value = None
    trouble: str | None = None
    asks_more: bool = False


def is_given(question: Question, value: Value) -> bool:
    """Whether something was answered at all."""
    if question.kind in (Kind.YES_NO, Kind.BLOCKER):
        return value is not None
    return value is not None and value not in ("", ())


def to_json(value: Value) -> Any:
    match value:
        case Blocked(by):
            return {"blocked": by}
        case tuple():
            return list(value)
    return value


def from_json(stored: Any) -> Value:
    match stored:
        case {"blocked": str(by)}:
            return Blocked(by)
        case list():
            return tuple(str(each) for each in stored)
        case str() | bool() | None:
            return stored
        case int() | float():
            return float(stored)
    raise ValueError(f"no answer is stored like {type(stored).__name__}")


def say_number(value: float) -> str:
    return f"{value:g}"


def say_value(question: Question, value: Value) -> str:
    """In plain words, as the person wrote them."""
    match value:
        case None:
            return ""
        case Blocked(by):
            return by or "Yes"
        case bool():
            if question.kind == Kind.BLOCKER:
                return "Not blocked"
            return "Yes" if value else "No"
        case tuple():
            return ", ".join(value)
        case float():
            if question.kind == Kind.MOOD:
                return f"{MOOD_SIGNS[int(value)]} {MOODS[int(value)]}"
            return say_number(value)
    return value


def out_of_bounds(question: Question, value: float) -> str | None:
    """What is wrong with a number; None when nothing is."""
    if question.lowest is not None and value < question.lowest:
        return f"Please give a number from {say_number(question.lowest)} upwards."
    if question.highest is not None and value > question.highest:
        return f"Please give a number up to {say_number(question.highest)}."
    return None


def read_typed(question: Question, text: str) -> Reading:
    """What somebody means who types an answer."""
    words = text.strip()
    match question.kind:
        case Kind.TEXT | Kind.SHORT:
            return Reading(words)
        case Kind.NUMBER:
            return _read_number(question, words)
        case Kind.MOOD:
            return _read_mood(words)
        case Kind.YES_NO:
            return _read_yes_no(words)
        case Kind.BLOCKER:
            return _read_blocker(words)
        case Kind.CHOICE:
            found = _pick(question.choices, words)
            return Reading(found) if found else Reading(trouble=_list_choices(question.choices, "one of these"))
    picked = [_pick(question.choices, each) for each in re.split(r"[,;\n]", words)]
    if picked and all(picked):
        return Reading(tuple(dict.fromkeys(each for each in picked if each)))
    return Reading(trouble=_list_choices(question.choices, "some of these, with commas between them"))


def _read_number(question: Question, words: str) -> Reading:
    found = NUMBER.fullmatch(words)
    if found is None:
        return Reading(trouble="Please type just a number, like `3` or `2.5`.")
    value = float(words.replace(",", "."))
    trouble = out_of_bounds(question, value)
    return Reading(trouble=trouble) if trouble else Reading(value)


def _read_mood(words: str) -> Reading:
    named = next((number for number, name in MOODS.items() if name.lower() == words.lower()), None)
    if named is not None:
        return Reading(float(named))
    if words in {"1", "2", "3", "4", "5"}:
        return Reading(float(words))
    return Reading(trouble="Please type a number from `1` (rough) to `5` (great).")


def _read_yes_no(words: str) -> Reading:
    plain = words.lower().strip(" .!")
    if plain in YES | NO:
        return Reading(plain in YES)
    return Reading(trouble="Please type `yes` or `no`.")


def _read_blocker(words: str) -> Reading:
    """A bare yes asks for the words; "yes, …" has them; anything but yes or no is asked again, never guessed."""
    first, _, rest = words.partition(" ")
    plain = first.lower().strip(" .!,:-")
    if plain in YES:
        by = rest.strip(" ,:-")
        return Reading(Blocked(by), asks_more=not by)
    if words.lower().strip(" .!") in NO or (plain in NO and len(words.split()) <= 3):
        return Reading(False)
    return Reading(trouble="Please type `no`, or `yes` and what blocks you.")


def _pick(choices: tuple[str, ...], words: str) -> str | None:
    plain = words.strip().lower()
    if plain.isdigit() and 1 <= int(plain) <= len(choices):
        return choices[int(plain) - 1]
    same = [each for each in choices if each.lower() == plain]
    begins = [each for each in choices if plain and each.lower().startswith(plain)]
    return same[0] if same else begins[0] if len(begins) == 1 else None


def _list_choices(choices: tuple[str, ...], what: str) -> str:
    listed = "  ".join(f"`{number}` {each}" for number, each in enumerate(choices, 1))
    return f"Please type {what}: {listed}"
