"""Questions: what is asked, and what kind of answer is expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count


class Kind(StrEnum):
    """`blocker` asks yes or no first and for words only after a yes; it is never guessed from words.

    `plan` is a list, one item a line; what is not done comes back at the next run.
    """

    TEXT = "text"
    SHORT = "short"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    YES_NO = "yes_no"
    MOOD = "mood"
    BLOCKER = "blocker"
    PLAN = "plan"
    PEOPLE = "people"
    DATE = "date"


KIND_NAMES = {
    Kind.TEXT: "Text, several lines",
    Kind.SHORT: "Text, one line",
    Kind.CHOICE: "One of a list",
    Kind.CHOICES: "Several of a list",
    Kind.NUMBER: "A number",
    Kind.YES_NO: "Yes or no",
    Kind.MOOD: "Mood, 1 to 5",
    Kind.BLOCKER: "Blocked? What by?",
    Kind.PLAN: "A plan, one item a line",
    Kind.PEOPLE: "People",
    Kind.DATE: "A date",
}
WITH_CHOICES = frozenset({Kind.CHOICE, Kind.CHOICES})


class Test(StrEnum):
    """How a condition looks at an earlier answer."""

    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True)
class Condition:
    """Shows a question only after a certain answer to an earlier one, named by its `key`.

    `value` is a choice, `yes` or `no`, or a number in decimal notation (a mood is 1 to 5).
    """

    key: str
    test: Test
    value: str


# Kinds of which somebody may be asked for more.
OF_TEXT = frozenset({Kind.TEXT, Kind.SHORT})
MORE = "What would make this more useful for the others?"


@dataclass(frozen=True)
class FollowUp:
    """Asks once more, with these words, when an answer has fewer words than `under`."""

    under: int = 4
    text: str = MORE


@dataclass(frozen=True)
class NewQuestion:
    """A question before it has a place in a standup. `lowest` and `highest` bound a number.

    `key` is the same in every version of the standup, so that conditions, prefilled answers, plans and trends hold when
    questions change; without one it gets one. `days` are the weekdays it is asked on (0 = Monday), None every day.
    `prefill` is the key of the question whose last answer stands in the form. `wordings` are others of the same
    meaning; a run has one of all of them. `kudos`: whoever is named is thanked, in the words of the next question.
    `on_duty`: only who is on duty for the team's fires that day is asked, not their backup.
    """

    text: str
    kind: Kind = Kind.TEXT
    required: bool = True
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    key: str | None = None
    days: frozenset[int] | None = None
    condition: Condition | None = None
    prefill: str | None = None
    wordings: tuple[str, ...] = ()
    follow_up: FollowUp | None = None
    kudos: bool = False
    on_duty: bool = False


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
    key: str = ""
    days: frozenset[int] | None = None
    condition: Condition | None = None
    prefill: str | None = None
    wordings: tuple[str, ...] = ()
    follow_up: FollowUp | None = None
    kudos: bool = False
    on_duty: bool = False


def keys_of(questions: Sequence[NewQuestion]) -> list[str]:
    """The key of each: its own, or one that none of the others has."""
    taken = {each.key for each in questions}
    free = (key for number in count() if (key := f"q{number}") not in taken)
    return [each.key or next(free) for each in questions]
