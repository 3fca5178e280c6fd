"""What stands in a form before anybody wrote in it: from the last run, from the last plan, from another standup."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.standups.domain.answers import Blocked, Value
from bot.standups.domain.blockers import Blocker, same_blocker
from bot.standups.domain.plans import Mark, PlanItem, Planned
from bot.standups.domain.questions import Kind, Question
from bot.standups.domain.rich import Rich
from bot.standups.domain.typed import read_lines

# Keys that questions got by themselves: the same in two standups says nothing.
GIVEN_KEY = re.compile(r"|q[0-9a-f]+")
# Kinds whose answers are words, so that one can stand in for another.
OF_WORDS = frozenset({Kind.TEXT, Kind.SHORT, Kind.PLAN})


def prefilled(
    questions: Iterable[Question], previous: Mapping[str, tuple[Kind, Value]], done: Sequence[str]
) -> Mapping[int, Value]:
    """What questions begin with that start from an earlier answer, by question.

    `previous` is what was answered last, by key. `done` are plan items done since: where there are any, they stand
    for the whole plan.
    """
    found: dict[int, Value] = {}
    for question in questions:
        kind, value = previous.get(question.prefill or "", (question.kind, None))
        if isinstance(value, Planned):
            lines = tuple(done) or tuple(each.text for each in value.lines if _was_ahead(each.mark))
            found[question.id] = _of_lines(question.kind, lines)
        elif kind == question.kind:
            found[question.id] = value
        elif kind in OF_WORDS and question.kind in OF_WORDS:
            words = value.words if isinstance(value, Rich) else str(value or "")
            found[question.id] = _of_lines(question.kind, read_lines(words))
    return {question_id: value for question_id, value in found.items() if value not in (None, "", ())}


def same_again(
    questions: Iterable[Question],
    previous: Mapping[str, tuple[Kind, Value]],
    carried: Sequence[PlanItem],
    blockers: Sequence[Blocker],
) -> Mapping[int, Value]:
    """All answers of the last run, by question of this one.

    A plan is what comes back anyway; a blocker that was solved since is none any more.
    """
    found: dict[int, Value] = {}
    coming_back = {each.key for each in carried}
    for question in questions:
        kind, value = previous.get(question.key, (question.kind, None))
        if kind != question.kind or value is None:
            continue
        if isinstance(value, Planned):
            lines = tuple(each.text for each in value.lines if _was_ahead(each.mark))
            value = () if question.key in coming_back else lines
        if isinstance(value, Blocked) and same_blocker(blockers, value.by) is None:
            value = False
        found[question.id] = value
    return found


def _was_ahead(mark: Mark | None) -> bool:
    return mark in (None, Mark.CONTINUE)


def _of_lines(kind: Kind, lines: Sequence[str]) -> Value:
    match kind:
        case Kind.TEXT:
            return Rich.bullets(lines) if lines else None
        case Kind.SHORT:
            return ", ".join(lines)
        case Kind.PLAN:
            return tuple(lines)
    return None


def same_question(one: Question, other: Question) -> bool:
    """Whether one answer does for both: of one kind, and worded alike or with one key that somebody gave."""
    alike = " ".join(one.text.split()).casefold() == " ".join(other.text.split()).casefold()
    same_key = one.key == other.key and not GIVEN_KEY.fullmatch(one.key)
    return one.kind == other.kind and one.choices == other.choices and (alike or same_key)
