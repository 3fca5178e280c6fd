"""Typed answers: what somebody means who writes to the bot instead of using the form."""

import re
from dataclasses import dataclass
from datetime import date

from bot.core.calendar import DAY
from bot.core.dates import read_date
from bot.standups.domain.answers import MOODS, Blocked, Value, out_of_bounds, too_long
from bot.standups.domain.questions import Kind, Question
from bot.standups.domain.rich import Rich

YES = frozenset({"yes", "y", "yep", "yeah", "true", "ja", "oui", "si", "sí"})
NO = frozenset({"no", "n", "nope", "none", "nothing", "false", "nein", "non"})
NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
BULLET = re.compile(r"^\s*(?:[•◦▪*-]|\d{1,3}[.)])\s+")


@dataclass(frozen=True)
class Words:
    """One typed message. `today` is its writer's date; `people` are the ids it mentions, `rich` is how it was styled.

    `message` is Slack's ts of it; None where there is none.
    """

    text: str
    today: date
    rich: Rich | None = None
    people: tuple[str, ...] = ()
    message: str | None = None


@dataclass(frozen=True)
class Reading:
    """What a typed answer means; `trouble` says what to type instead. `asks_more`: a yes that wants its words."""

    value: Value = None
    trouble: str | None = None
    asks_more: bool = False


def read_typed(question: Question, words: Words) -> Reading:
    """What somebody means who types an answer."""
    text = words.text.strip()
    match question.kind:
        case Kind.TEXT:
            return _short_enough(words.rich or Rich.of(text))
        case Kind.SHORT:
            return _short_enough(" ".join(text.split()))
        case Kind.NUMBER:
            return _read_number(question, text)
        case Kind.MOOD:
            return _read_mood(text)
        case Kind.YES_NO:
            return _read_yes_no(text)
        case Kind.BLOCKER:
            return _read_blocker(text)
        case Kind.PLAN:
            return Reading(read_lines(text))
        case Kind.PEOPLE:
            return _read_people(words)
        case Kind.DATE:
            return _read_date(text, words.today)
        case Kind.CHOICE:
            found = _pick(question.choices, text)
            return Reading(found) if found else Reading(trouble=_list_choices(question.choices, "one of these"))
    return _read_choices(question, text)


def read_lines(text: str) -> tuple[str, ...]:
    """The lines of a plan, without bullets and numbers before them; empty ones are none."""
    lines = (BULLET.sub("", line).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def _short_enough(value: str | Rich) -> Reading:
    trouble = too_long(value)
    return Reading(trouble=trouble) if trouble else Reading(value)


def _read_number(question: Question, text: str) -> Reading:
    found = NUMBER.fullmatch(text)
    if found is None:
        return Reading(trouble="Please type just a number, like `3` or `2.5`.")
    value = float(text.replace(",", "."))
    trouble = out_of_bounds(question, value)
    return Reading(trouble=trouble) if trouble else Reading(value)


def _read_mood(text: str) -> Reading:
    named = next((number for number, name in MOODS.items() if name.lower() == text.lower()), None)
    if named is not None:
        return Reading(float(named))
    if text in {"1", "2", "3", "4", "5"}:
        return Reading(float(text))
    return Reading(trouble="Please type a number from `1` (rough) to `5` (great).")


def _read_yes_no(text: str) -> Reading:
    plain = text.lower().strip(" .!")
    if plain in YES | NO:
        return Reading(plain in YES)
    return Reading(trouble="Please type `yes` or `no`.")


def _read_blocker(text: str) -> Reading:
    """A bare yes asks for the words; "yes, …" has them; anything but yes or no is asked again, never guessed."""
    first, _, rest = text.partition(" ")
    plain = first.lower().strip(" .!,:-")
    if plain in YES:
        by = rest.strip(" ,:-")
        return Reading(Blocked(by), asks_more=not by)
    if text.lower().strip(" .!") in NO or (plain in NO and len(text.split()) <= 3):
        return Reading(False)
    return Reading(trouble="Please type `no`, or `yes` and what blocks you.")


def _read_people(words: Words) -> Reading:
    if words.people:
        return Reading(tuple(dict.fromkeys(words.people)))
    return Reading(trouble="Please name people with an @, like `@ana @ben`.")


def _read_date(text: str, today: date) -> Reading:
    found = today - DAY if text.lower() == "yesterday" else read_date(text, today)
    return Reading(found) if found else Reading(trouble="Please type a day, like `24 Dec`, `Friday` or `2026-12-24`.")


def _read_choices(question: Question, text: str) -> Reading:
    picked = [_pick(question.choices, each) for each in re.split(r"[,;\n]", text)]
    if picked and all(picked):
        return Reading(tuple(dict.fromkeys(each for each in picked if each)))
    return Reading(trouble=_list_choices(question.choices, "some of these, with commas between them"))


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
