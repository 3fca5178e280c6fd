"""What search sees of answers."""

from bot.core.folding import fold
from bot.standups.domain.answers import Blocked, Value
from bot.standups.domain.plans import Planned
from bot.standups.domain.rich import Rich


def folded_words(value: Value) -> str:
    """An answer's words as search compares them, people and channels by their ids; empty for numbers and the like."""
    match value:
        case Rich():
            return fold(value.words)
        case Blocked(by):
            return fold(by)
        case Planned(lines):
            return fold("\n".join(each.text for each in lines))
        case tuple():
            return fold("\n".join(value))
        case str():
            return fold(value)
    return ""
