"""Questions of standups for tests: name only what the test is about."""

from datetime import date
from typing import Any

from bot.standups.domain import Kind, Question
from bot.standups.domain.questions import Condition, Test

MONDAY = date(2026, 11, 23)


def a_question(kind: Kind = Kind.TEXT, *, key: str = "", number: int = 1, **fields: Any) -> Question:
    """`number` is its id and its place."""
    known: dict[str, Any] = {"text": "What?", "required": True, "key": key or f"k{number}"} | fields
    return Question(id=number, position=number, kind=kind, **known)


def when(key: str, test: str, value: str) -> Condition:
    return Condition(key, Test(test), value)
