"""Made-up answers, for looking at a report before there is one."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from bot.standups.domain.answers import Blocked, Value
from bot.standups.domain.asking import due_questions
from bot.standups.domain.plans import Mark, PlanLine, Planned
from bot.standups.domain.questions import Kind, Question
from bot.standups.domain.rich import Rich
from bot.standups.domain.runs import Run

T = TypeVar("T")

TEXTS = (
    "The revenue model loads again, and the finance dashboard shows last week.",
    "Two reviews, and half of the churn analysis.",
    "Interviews with three people who use the weekly numbers.",
)
PLANS = (
    Planned((PlanLine("Write the memo", mark=Mark.DONE), PlanLine("Clean up the exports", mark=Mark.CONTINUE))),
    Planned((PlanLine("Show the new dashboard to finance"), PlanLine("Review the data contract"))),
)
BLOCKED = "No access to the billing data yet"


def sample_values(questions: Sequence[Question], run: Run, person: int) -> dict[int, Value]:
    """What the person of that number might answer; the first is blocked."""
    values: dict[int, Value] = {}
    for question in questions:
        values[question.id] = _sample(question, run, person)
    due = {each.id for each in due_questions(questions, run.on, values)}
    return {question_id: value for question_id, value in values.items() if question_id in due}


def _sample(question: Question, run: Run, person: int) -> Value:
    at = person + question.position
    match question.kind:
        case Kind.TEXT:
            return Rich.of(_pick(TEXTS, at))
        case Kind.SHORT:
            return _pick(TEXTS, at)
        case Kind.PLAN:
            return _pick(PLANS, person)
        case Kind.BLOCKER:
            return Blocked(BLOCKED) if person == 0 else False
        case Kind.YES_NO:
            return person % 2 == 0
        case Kind.MOOD:
            return float(5 - person % 3)
        case Kind.NUMBER:
            lowest = question.lowest or 0
            return min(lowest + person + 1, question.highest if question.highest is not None else lowest + person + 1)
        case Kind.CHOICE:
            return _pick(question.choices, person) if question.choices else None
        case Kind.CHOICES:
            return question.choices[: person % 2 + 1]
        case Kind.PEOPLE:
            return ()
        case Kind.DATE:
            return run.on - timedelta(days=person + 1)


def _pick(values: Sequence[T], number: int) -> T:
    return values[number % len(values)]
