"""Questions: what is asked, and what kind of answer is expected."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """`blocker` asks yes or no first and for words only after a yes; it is never guessed from words."""

    TEXT = "text"
    SHORT = "short"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    YES_NO = "yes_no"
    MOOD = "mood"
    BLOCKER = "blocker"


KIND_NAMES = {
    Kind.TEXT: "Text, several lines",
    Kind.SHORT: "Text, one line",
    Kind.CHOICE: "One of a list",
    Kind.CHOICES: "Several of a list",
    Kind.NUMBER: "A number",
    Kind.YES_NO: "Yes or no",
    Kind.MOOD: "Mood, 1 to 5",
    Kind.BLOCKER: "Blocked? What by?",
}
WITH_CHOICES = frozenset({Kind.CHOICE, Kind.CHOICES})


@dataclass(frozen=True)
class NewQuestion:
    """A question before it has a place in a standup. `lowest` and `highest` bound a number."""

    text: str
    kind: Kind = Kind.TEXT
    required: bool = True
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Question:
    """A question of one version of a standup; answers keep pointing at the wording that was asked."""

    id: int
    position: int
    text: str
    kind: Kind
    required: bool
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
