"""Searching answers: what somebody looks for, how far they may look, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.folding import folded_places
from bot.standups.domain import Question, Value

A_PAGE = 10
# Characters shown on each side of what was found.
AROUND = 80
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Query:
    """`text` is what was typed; the rest is what it means. `words` are folded, and all of them have to be there.

    `within` is the beginning of a standup's name. Both days are included.
    """

    text: str
    words: tuple[str, ...] = ()
    from_id: str | None = None
    within: str | None = None
    after: date | None = None
    before: date | None = None


@dataclass(frozen=True)
class Reach:
    """Whose answers somebody may find: always their own, of `readable` standups everybody's, and of `nameless` ones
    what was said without a name. `within` are the standups they look in, None for all.
    """

    by: str
    readable: frozenset[int]
    nameless: frozenset[int]
    within: frozenset[int] | None = None


@dataclass(frozen=True, order=True)
class Mark:
    """The place of an answer among all, ordered: newer dates are greater, and on one date those with a name are."""

    on: date
    is_named: bool
    id: int

    def __str__(self) -> str:
        return f"{self.on.isoformat()}.{int(self.is_named)}.{self.id}"

    @classmethod
    def read(cls, text: str) -> "Mark":
        on, is_named, row_id = text.split(".")
        return cls(date.fromisoformat(on), is_named == "1", int(row_id))


@dataclass(frozen=True)
class Match:
    """An answer as it is stored. Without a name there is neither person nor prompt."""

    mark: Mark
    standup_id: int
    run_id: int
    question: Question
    value: Value
    prompt_id: int | None = None
    user_id: str | None = None


@dataclass(frozen=True)
class Hit:
    """An answer as it is shown; `person` is None where nobody is named. `posted` is the channel and the ts of the
    message it stands in, where Slack shows one.
    """

    on: date
    standup: str
    person: str | None
    question: str
    words: str
    posted: tuple[str, str] | None = None


@dataclass(frozen=True)
class Page:
    """What was found, the newest first. `older` is where the next page begins after; `standups` are the names of those
    that were searched, `person` the name of whom `from:` named.
    """

    query: Query
    hits: Sequence[Hit]
    older: Mark | None
    standups: Sequence[str]
    person: str | None = None
    is_guest: bool = False


def excerpt(text: str, words: Sequence[str]) -> str:
    """One line of it, around the first of the words; from the beginning where none of them is in it."""
    line = " ".join(text.split())
    folded, places = folded_places(line)
    found = [(at, word) for word in words if (at := folded.find(word)) >= 0]
    at, word = min(found, default=(0, ""))
    first = places[at] if at < len(places) else 0
    last = places[at + len(word) - 1] + 1 if word else 0
    begins, ends = max(0, first - AROUND), min(len(line), max(last, first) + AROUND)
    # Cut between words where there are any nearby.
    if begins:
        begins = line.rfind(" ", 0, first - AROUND // 2) + 1 or begins
        begins = max(begins, first - 2 * AROUND)
    if ends < len(line):
        space = line.find(" ", last + AROUND // 2)
        ends = min(space if space >= 0 else len(line), last + 2 * AROUND)
    return ("…" if begins else "") + line[begins:ends].strip() + ("…" if ends < len(line) else "")
