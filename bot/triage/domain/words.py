"""What people type about fires: numbers, requests with a priority somewhere, reasons."""

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.triage.domain.fires import SHOWN_TITLE, Priority

NUMBER = re.compile(r"#?(?:f[-\s]?)?#?0*([1-9]\d{0,8})", re.IGNORECASE)
PRIORITY = re.compile(r"[\[(]?(p[1-4])[\])]?[:,.!;]*", re.IGNORECASE)
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


def read_number(word: str) -> int | None:
    """12, from `F-12`, `f12`, `12` or `#12`; None for anything else."""
    found = NUMBER.fullmatch(word.strip().rstrip(".,:;!"))
    return int(found[1]) if found else None


def read_request(text: str) -> Asked:
    """The first or the last word may be a priority. A text that does not fit a title is kept whole as description."""
    words = text.strip()
    priority = None
    for word, rest in (_first(words), _last(words)):
        found = PRIORITY.fullmatch(word)
        if found:
            priority, words = Priority(found[1].upper()), rest.strip(" \t,;:–-")
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


def _first(text: str) -> tuple[str, str]:
    parts = text.split(maxsplit=1)
    return (parts[0], parts[1] if len(parts) > 1 else "") if parts else ("", "")


def _last(text: str) -> tuple[str, str]:
    parts = text.rsplit(maxsplit=1)
    return (parts[1], parts[0]) if len(parts) > 1 else ("", text)
