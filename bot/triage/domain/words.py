"""What people type about fires: numbers, requests with a priority somewhere, reasons."""

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.triage.domain.fires import SHOWN_TITLE, Priority

NUMBER = re.compile(r"#?(?:f(?:ire)?[-\s]?\s*)?#?0*([1-9]\d{0,8})", re.IGNORECASE)
# What may stand before a number as a word of its own: `F 12`, `fire 12`, `# 12`.
BEFORE_NUMBER = re.compile(r"#|f-?|fire", re.IGNORECASE)
PRIORITY = re.compile(r"[\[(]?(p[1-4])[\])]?[:,.!;]*", re.IGNORECASE)
AFTER_PRIORITY = re.compile(r"^[,;:–-]+(?:\s+|$)")
BEFORE_PRIORITY = re.compile(r"(?:^|\s)[,;:–-]+$|[,;:]+$")
PERSON = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
NOT_A_REQUEST = frozenset({"not a request", "no request", "not a fire"})
UNITS = {"day": timedelta(days=1), "hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
SHORT_UNITS = {"day": "d", "hour": "h", "minute": "min"}
SMALL_NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


@dataclass(frozen=True)
class Asked:
    """A request as somebody typed it. `priority` is None when they named none; `description` is empty when the
    title says it all.
    """

    title: str
    description: str
    priority: Priority | None


@dataclass(frozen=True)
class Numbered:
    """Which fire a line is about; whom it names, as Slack writes them; and all its other words in their order."""

    number: int | None
    person: str | None
    text: str


def read_number(word: str) -> int | None:
    """12, from `F-12`, `f12`, `12` or `#12`; None for anything else."""
    found = NUMBER.fullmatch(word.strip().rstrip(".,:;!"))
    return int(found[1]) if found else None


def read_numbered_line(text: str) -> Numbered:
    """The number stands first, or behind the person: `F-12 …`, `f 12 …`, `@bo 12 …`, `12 @bo …`. A number further
    back is part of the text: `duplicate of F-9` names no fire to work on.
    """
    number, rest = _leading_number(text.strip())
    person, rest = _leading_person(rest)
    if number is None and person is not None:
        number, rest = _leading_number(rest)
    return Numbered(number, person, rest)


def read_request(text: str) -> Asked:
    """The first or the last word may be a priority. A text that does not fit a title is kept whole as description."""
    words = text.strip()
    priority = None
    for (word, rest), edge in ((_first(words), AFTER_PRIORITY), (_last(words), BEFORE_PRIORITY)):
        found = PRIORITY.fullmatch(word)
        if found:
            priority, words = Priority(found[1].upper()), edge.sub("", rest.strip()).strip()
            break
    title = title_of(words)
    return Asked(title, "" if title == words else words, priority)


def title_of(text: str) -> str:
    """Its first line, broken at a word where it is too long."""
    lines = text.strip().splitlines()
    first = lines[0].strip() if lines else ""
    if len(first) <= SHOWN_TITLE:
        return first
    kept = first[: SHOWN_TITLE - 1]
    at_word = kept.rpartition(" ")[0]
    return (at_word if len(at_word) > SHOWN_TITLE // 2 else kept).rstrip() + "…"


def says_not_a_request(reason: str) -> bool:
    return reason.strip().rstrip(".!").casefold() in NOT_A_REQUEST


def length_in_words(length: timedelta) -> str:
    """`two minutes`: in the largest unit, rounded down."""
    count, unit = _largest(length)
    if count == 0:
        return "a moment"
    words = "an" if (count, unit) == (1, "hour") else SMALL_NUMBERS.get(count, str(count))
    return f"{words} {unit}{'' if count == 1 else 's'}"


def ago(age: timedelta) -> str:
    """`2 min ago`, for lists."""
    count, unit = _largest(age)
    return f"{count} {SHORT_UNITS[unit]} ago" if count else "just now"


def _largest(age: timedelta) -> tuple[int, str]:
    for unit, length in UNITS.items():
        if age >= length:
            return age // length, unit
    return 0, "minute"


def _leading_number(text: str) -> tuple[int | None, str]:
    first, rest = _first(text)
    number = read_number(first)
    if number is not None:
        return number, rest
    second, behind = _first(rest)
    number = read_number(second) if BEFORE_NUMBER.fullmatch(first) else None
    return (number, behind) if number is not None else (None, text)


def _leading_person(text: str) -> tuple[str | None, str]:
    found = PERSON.match(text)
    return (found[0], text[found.end() :].strip()) if found else (None, text)


def _first(text: str) -> tuple[str, str]:
    parts = text.split(maxsplit=1)
    return (parts[0], parts[1] if len(parts) > 1 else "") if parts else ("", "")


def _last(text: str) -> tuple[str, str]:
    parts = text.rsplit(maxsplit=1)
    return (parts[1], parts[0]) if len(parts) > 1 else ("", text)
