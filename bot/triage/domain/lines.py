"""Lines behind `/triage` in any order, and what somebody says to the bot in a channel."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.triage.domain.fires import Priority
from bot.triage.domain.words import PRIORITY, read_numbered_line

# What people type who do not know our word for it.
OTHER_WORDS = {
    "ask": "new",
    "create": "new",
    "file": "new",
    "take": "claim",
    "give": "assign",
    "done": "resolve",
    "close": "resolve",
    "begin": "start",
    "change": "edit",
}
AROUND = ".,:;!?"
CALLS = frozenset({"triage", "fire", "file"})
POLITE = frozenset({"please", "pls", "hey", "hi", "hello", "can", "could", "you"})
POINTS_AT = frozenset({"", "this", "that", "it", "thread", "message", "please", "pls", "as", "a", "fire"})


def arrange(line: str, words: Collection[str]) -> str:
    """The line with its command first, as the table of commands knows it: `words`.

    `F-12 claim` is `claim F-12`, `@bo 12` gives it to them, `F-12` alone shows it. Whatever cannot be read stays as it
    was typed.
    """
    first, rest = _split(line)
    known = _known(first, words)
    if known is not None:
        return f"{known} {rest}".strip()
    about = read_numbered_line(line)
    if about.number is None:
        return line.strip()
    word, behind = _split(about.text)
    known = _known(word, words)
    named = " ".join(filter(None, [f"F-{about.number}", about.person]))
    if known is not None:
        return f"{known} {named} {behind}".strip()
    if about.text:
        return line.strip()
    return f"{'assign' if about.person else 'show'} {named}"


class Means(StrEnum):
    """What somebody wants who names the bot in a channel."""

    THREAD = "the first message of the thread is a fire"
    MESSAGE = "this message is a fire"
    UNCLEAR = "nothing we know"


@dataclass(frozen=True)
class Called:
    """`text` is the request where the message itself is one; `priority` is what they say about the thread."""

    means: Means
    text: str = ""
    priority: Priority | None = None


def read_call(text: str, *, in_thread: bool) -> Called:
    """`triage this` in a thread, or `triage` and a request anywhere; the bot's name is taken out already."""
    words = text.split()
    while words and _bare(words[0]) in POLITE:
        words.pop(0)
    if not words or _bare(words[0]) not in CALLS:
        return Called(Means.UNCLEAR)
    start = text.index(words[0]) + len(words[0])
    said = text[start:].strip()
    named = [Priority(found[1].upper()) for each in said.split() if (found := PRIORITY.fullmatch(each))]
    if {_bare(each) for each in said.split() if not PRIORITY.fullmatch(each)} - POINTS_AT:
        return Called(Means.MESSAGE, said)
    return Called(Means.THREAD, priority=named[0] if named else None) if in_thread else Called(Means.UNCLEAR)


def _known(word: str, words: Collection[str]) -> str | None:
    bare = word.strip(AROUND).lower()
    bare = bare if bare in words else OTHER_WORDS.get(bare, bare)
    return bare if bare and bare in words else None


def _bare(word: str) -> str:
    return re.sub(r"\W", "", word).lower()


def _split(line: str) -> tuple[str, str]:
    parts = line.split(maxsplit=1)
    return (parts[0] if parts else "", parts[1].strip() if len(parts) > 1 else "")
