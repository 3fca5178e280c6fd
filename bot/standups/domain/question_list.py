"""The questions of a standup as a list that a lead changes: what may stand where, and why not."""

from collections.abc import Sequence
from dataclasses import fields, replace

from bot.standups.domain.questions import Condition, Kind, NewQuestion, Question, Test

# Beside a long plan from last time, more would not fit into the form.
MOST_QUESTIONS = 10
MOST_WORDINGS = 10
# Kinds whose answers others can depend on, with what can be asked of them.
TESTS = {
    Kind.CHOICE: (Test.IS, Test.IS_NOT),
    Kind.CHOICES: (Test.IS, Test.IS_NOT),
    Kind.YES_NO: (Test.IS,),
    Kind.BLOCKER: (Test.IS,),
    Kind.MOOD: (Test.AT_MOST, Test.AT_LEAST, Test.IS),
    Kind.NUMBER: (Test.AT_LEAST, Test.AT_MOST, Test.IS),
}
TEST_NAMES = {Test.IS: "is", Test.IS_NOT: "is not", Test.AT_LEAST: "is at least", Test.AT_MOST: "is at most"}


def as_new(question: Question) -> NewQuestion:
    """The same question for another version."""
    return NewQuestion(**{each.name: getattr(question, each.name) for each in fields(NewQuestion)})


def unsound(questions: Sequence[NewQuestion]) -> str | None:
    """Why these questions cannot be asked in this order; None when they can."""
    if not questions:
        return "A standup needs at least one question."
    if len(questions) > MOST_QUESTIONS:
        return f"More than {MOST_QUESTIONS} questions are an interview. Remove one first."
    if all(each.on_duty for each in questions):
        return "At least one question has to be for everybody. The others can be only for who is on duty."
    for place, question in enumerate(questions):
        if question.condition is not None and (trouble := _misplaced(questions, place, question.condition)):
            return trouble
    return None


def _misplaced(questions: Sequence[NewQuestion], place: int, condition: Condition) -> str | None:
    question = questions[place]
    if condition.key == question.key:
        return f"“{question.text}” cannot depend on its own answer. Choose an earlier question."
    at = next((number for number, each in enumerate(questions) if each.key == condition.key), None)
    if at is None:
        return (
            f"“{question.text}” is asked only after a certain answer to a question that is not there any more. "
            "Change when it is asked first."
        )
    earlier = questions[at]
    if at > place:
        return f"“{question.text}” depends on the answer to “{earlier.text}”, so it has to stand below it."
    if condition.test not in TESTS.get(earlier.kind, ()) or not _can_be(earlier, condition.value):
        return (
            f"“{question.text}” waits for an answer that “{earlier.text}” cannot have any more. "
            "Change when it is asked first."
        )
    return None


def _can_be(question: NewQuestion, value: str) -> bool:
    match question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return value in question.choices
        case Kind.YES_NO | Kind.BLOCKER:
            return value in ("yes", "no")
    try:
        number = float(value)
    except ValueError:
        return False
    return question.kind == Kind.NUMBER or number in (1, 2, 3, 4, 5)


def without(questions: Sequence[NewQuestion], key: str) -> list[NewQuestion]:
    """What began with its answer begins empty."""
    left = [each for each in questions if each.key != key]
    return [replace(each, prefill=None) if each.prefill == key else each for each in left]


def moved(questions: Sequence[NewQuestion], key: str, places: int) -> list[NewQuestion]:
    """Up with -1, down with 1; at the ends it stays."""
    order = list(questions)
    at = next((number for number, each in enumerate(order) if each.key == key), None)
    if at is not None and 0 <= at + places < len(order):
        order.insert(at + places, order.pop(at))
    return order


def put_in(questions: Sequence[NewQuestion], question: NewQuestion) -> list[NewQuestion]:
    """In the place of the one with its key, else at the end."""
    if any(each.key == question.key for each in questions):
        return [question if each.key == question.key else each for each in questions]
    return [*questions, question]
