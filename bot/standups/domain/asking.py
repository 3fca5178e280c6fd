"""Which questions a member is asked on a date, and in which words."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.core.dates import MONTHS, WEEKDAYS
from bot.standups.domain.answers import Blocked, Value
from bot.standups.domain.questions import Condition, Question, Test

# Stands in a wording for the day a member was last expected to answer.
LAST = "{last}"
NO_LAST = "last time"


def due_questions(questions: Sequence[Question], on: date, values: Mapping[int, Value]) -> list[Question]:
    """Those asked on that date of somebody who answered `values`, by question, so far.

    A question that looks at one which is not asked today is not asked either; one that looks at a question which
    is gone is asked.
    """
    keys = {each.key for each in questions}
    due: list[Question] = []
    for question in questions:
        if question.days is not None and on.weekday() not in question.days:
            continue
        if question.condition is None or question.condition.key not in keys:
            due.append(question)
            continue
        earlier = next((each for each in due if each.key == question.condition.key), None)
        if earlier is not None and holds(question.condition, values.get(earlier.id)):
            due.append(question)
    return due


def asks_on(questions: Sequence[Question], on: date) -> bool:
    """Whether there is anything to ask everybody on that date."""
    return bool(due_questions(without_duty(questions), on, {}))


def without_duty(questions: Sequence[Question]) -> list[Question]:
    """What members are asked who are not on duty: neither its questions nor those that look at their answers."""
    kept: list[Question] = []
    gone: set[str] = set()
    for each in questions:
        if each.on_duty or (each.condition is not None and each.condition.key in gone):
            gone.add(each.key)
        else:
            kept.append(each)
    return kept


def looked_at(questions: Sequence[Question]) -> frozenset[str]:
    """The keys of questions on whose answers others depend."""
    return frozenset(each.condition.key for each in questions if each.condition is not None)


def holds(condition: Condition, value: Value) -> bool:
    """Whether a question is asked after that answer; an answer that was not given yet asks nothing."""
    if value is None:
        return False
    match condition.test:
        case Test.IS:
            return _is(condition.value, value)
        case Test.IS_NOT:
            return not _is(condition.value, value)
        case Test.AT_LEAST:
            return _compared(condition.value, value, lambda given, bound: given >= bound)
        case Test.AT_MOST:
            return _compared(condition.value, value, lambda given, bound: given <= bound)


def _is(wanted: str, value: Value) -> bool:
    match value:
        case bool():
            return wanted == ("yes" if value else "no")
        case Blocked():
            return wanted == "yes"
        case float():
            return _compared(wanted, value, lambda given, bound: given == bound)
        case tuple():
            return wanted in value
    return value == wanted


def _compared(wanted: str, value: Value, compare: Callable[[float, float], bool]) -> bool:
    if isinstance(value, bool) or not isinstance(value, float):
        return False
    try:
        return compare(value, float(wanted))
    except ValueError:
        return False


def worded(question: Question, on: date, since: date | None) -> Question:
    """In the words of that run, the same for the whole team. `since` is when this member was last expected to answer;
    without one, as where several people read it, `{last}` reads "last time".
    """
    pool = (question.text, *question.wordings)
    drawn = int.from_bytes(hashlib.sha256(f"{question.key}:{on.isoformat()}".encode()).digest()[:8], "big")
    last = NO_LAST if since is None else f"{WEEKDAYS[since.weekday()][:3]} {since.day} {MONTHS[since.month - 1][:3]}"
    return replace(question, text=pool[drawn % len(pool)].replace(LAST, last))
