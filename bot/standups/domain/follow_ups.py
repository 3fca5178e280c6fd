"""Asking once more: when an answer is short, and how what is added goes on with it."""

from bot.standups.domain.answers import Value
from bot.standups.domain.questions import OF_TEXT, Question
from bot.standups.domain.rich import Rich

# Between an answer of one line and what was added to it.
GOES_ON = " – "


def wants_more(question: Question, value: Value) -> bool:
    """Whether an answer has fewer words than its question asks for. What was left out is not asked about."""
    if question.follow_up is None or question.kind not in OF_TEXT:
        return False
    return 0 < _count(value) < question.follow_up.under


def _count(value: Value) -> int:
    match value:
        case Rich():
            return len(value.words.split())
        case str():
            return len(value.split())
    return 0


def continued(value: Value, added: Value) -> Value:
    """The answer with what was added behind it: of several lines below, of one line on the same line."""
    match value, added:
        case Rich(), Rich():
            return Rich((*value.elements, *added.elements))
        case Rich(), str():
            return Rich((*value.elements, *Rich.of(added).elements))
        case str(), str():
            return f"{value}{GOES_ON}{added}"
    return value


def without(value: Value, added: Value) -> Value:
    """The answer as it was before that was added; as it is where it does not end with it."""
    match value, added:
        case Rich(), Rich() if added.elements and value.elements[-len(added.elements) :] == added.elements:
            return Rich(value.elements[: -len(added.elements)])
        case str(), str():
            return value.removesuffix(f"{GOES_ON}{added}")
    return value
