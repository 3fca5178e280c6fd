"""The answer form: what a member said, by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.slack.escape import unescape
from bot.standups.blocks.answer_form import FILES, MOST_FILES, question_block, words_block
from bot.standups.domain import Blocked, Kind, Mark, Question, Rich, Value
from bot.standups.domain.answers import File, trouble_with
from bot.standups.domain.pages import AnswerPage
from bot.standups.domain.typed import read_lines
from bot.standups.forms.carried import read_carried
from bot.standups.forms.inputs import FormErrors, Input, Values, read_input


@dataclass(frozen=True)
class Written:
    """What stands in the form at a moment, right or wrong. `values` has the questions that it shows."""

    values: Mapping[int, Value]
    marks: Mapping[int, Mark]
    solved: frozenset[int]
    files: Sequence[File]


def read_written(questions: Sequence[Question], values: Values, filled: int) -> Written:
    """`questions` are all that may stand in the form; `filled` is how often it was filled in for somebody."""
    shown = [each for each in questions if question_block(each, filled) in values]
    marks, solved = read_carried(values)
    files = [
        File(str(each["id"]), str(each.get("name") or "file"), str(each.get("permalink") or ""))
        for each in read_input(values, FILES).files or ()
    ]
    said = {each.id: _answer(each, values, filled) for each in shown}
    return Written(said, marks, solved, files[:MOST_FILES])


def asks_more(page: AnswerPage, values: Values, filled: int) -> bool:
    """Whether what was answered leads to a question which the form did not show yet."""
    for question in page.questions:
        if question_block(question, filled) not in values:
            return True
        if isinstance(page.values.get(question.id), Blocked) and words_block(question, filled) not in values:
            return True
    return False


def find_errors(page: AnswerPage, filled: int) -> FormErrors | None:
    """A sentence beside each question that cannot be sent like this."""
    coming_back = {each.key for each in page.carried}
    errors = {
        question_block(each, filled): trouble
        for each in page.questions
        if (trouble := trouble_with(each, page.values.get(each.id), comes_back=each.key in coming_back))
    }
    return FormErrors(errors) if errors else None


def read_sentence(question: Question, values: Values, block_id: str) -> Value:
    """What somebody adds to an answer; None for nothing."""
    state = read_input(values, block_id)
    if question.kind == Kind.TEXT:
        rich = Rich.read(state.rich_text_value)
        return None if rich.is_blank else rich
    return " ".join(unescape(state.value or "").split()) or None


def _answer(question: Question, values: Values, filled: int) -> Value:
    state = read_input(values, question_block(question, filled))
    match question.kind:
        case Kind.TEXT:
            rich = Rich.read(state.rich_text_value)
            return None if rich.is_blank else rich
        case Kind.SHORT:
            return unescape((state.value or "").strip())
        case Kind.PLAN:
            return read_lines(unescape(state.value or ""))
        case Kind.BLOCKER if state.chosen == "yes":
            return Blocked(unescape((read_input(values, words_block(question, filled)).value or "").strip()))
        case Kind.BLOCKER:
            return False if state.chosen == "no" else None
        case Kind.PEOPLE:
            return tuple(state.selected_users)
        case Kind.DATE:
            return date.fromisoformat(state.selected_date) if state.selected_date else None
    return _picked(question, state)


def _picked(question: Question, state: Input) -> Value:
    match question.kind:
        case Kind.NUMBER:
            return float(state.value) if state.value else None
        case Kind.MOOD:
            return float(state.chosen) if state.chosen else None
        case Kind.YES_NO:
            return {"yes": True, "no": False}.get(state.chosen or "")
        case Kind.CHOICES:
            return tuple(question.choices[int(each)] for each in state.chosen_all)
    return question.choices[int(state.chosen)] if state.chosen else None
