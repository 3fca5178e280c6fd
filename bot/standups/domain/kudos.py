"""Kudos: somebody thanks somebody, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.people.domain import TeamId, UserId
from bot.standups.domain.answers import Value, say_value
from bot.standups.domain.questions import Kind, Question

OF_TEXT = frozenset({Kind.TEXT, Kind.SHORT})


@dataclass(frozen=True)
class Kudos:
    """`giver_id` is None where it was said without a name. Given by command it has no standup, run, prompt, question.

    `thanked_at` is when the receiver said thanks.
    """

    id: int
    team_id: TeamId
    receiver_id: UserId
    giver_id: UserId | None
    on: date
    text: str
    standup_id: int | None = None
    run_id: int | None = None
    prompt_id: int | None = None
    question_id: int | None = None
    thanked_at: datetime | None = None
    taken_back: bool = False


@dataclass(frozen=True)
class Named:
    """Whom an answer to a question thanks, and in which words; these may be empty."""

    question_id: int
    receivers: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class ShownKudos:
    """Kudos with the names of both."""

    kudos: Kudos
    giver: str | None
    receiver: str


def words_question(questions: Sequence[Question], question: Question) -> Question | None:
    """The one whose answer says what the kudos are for: that of text right behind it."""
    behind = [each for each in questions if each.position > question.position]
    following = min(behind, key=lambda each: each.position, default=None)
    return following if following is not None and following.kind in OF_TEXT else None


def kudos_in(questions: Sequence[Question], values: Mapping[int, Value], names: Mapping[str, str]) -> list[Named]:
    """What is said in thanks: by each question about people that is marked so. `names` are of people, by id."""
    found = []
    for question in questions:
        people = values.get(question.id)
        if not question.kudos or question.kind != Kind.PEOPLE:
            continue
        words = words_question(questions, question)
        said = say_value(words, values.get(words.id), names) if words is not None else ""
        receivers = tuple(dict.fromkeys(people)) if isinstance(people, tuple) else ()
        found.append(Named(question.id, receivers, said.strip()))
    return found
