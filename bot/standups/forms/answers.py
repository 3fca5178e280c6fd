"""The answer form: what a member said, by question."""

from collections.abc import Mapping, Sequence

from bot.slack.escape import unescape
from bot.standups.blocks import ids
from bot.standups.blocks.answer_form import question_block, words_block
from bot.standups.domain import Blocked, Kind, Question, Value, is_given
from bot.standups.domain.answers import out_of_bounds
from bot.standups.forms.inputs import FormErrors, Values, read_input


def read_answers(questions: Sequence[Question], values: Values) -> Mapping[int, Value] | FormErrors:
    """By question; None where nothing was said."""
    said: dict[int, Value] = {}
    errors: dict[str, str] = {}
    for question in questions:
        value = _answer(question, values)
        if isinstance(value, float) and (trouble := out_of_bounds(question, value)):
            errors[question_block(question)] = trouble
        if question.required and not is_given(question, value):
            errors[question_block(question)] = "This one is needed."
        said[question.id] = value if is_given(question, value) else None
    return FormErrors(errors) if errors else said


def _answer(question: Question, values: Values) -> Value:
    state = read_input(values, question_block(question))
    match question.kind:
        case Kind.TEXT | Kind.SHORT:
            return unescape((state.value or "").strip())
        case Kind.NUMBER:
            return float(state.value) if state.value else None
        case Kind.MOOD:
            return float(state.chosen) if state.chosen else None
        case Kind.YES_NO:
            return {"yes": True, "no": False}.get(state.chosen or "")
        case Kind.BLOCKER if state.chosen == "yes":
            return Blocked(unescape((read_input(values, words_block(question)).value or "").strip()))
        case Kind.BLOCKER:
            return False if state.chosen == "no" else None
        case Kind.CHOICES:
            return tuple(question.choices[int(each)] for each in state.chosen_all)
    return question.choices[int(state.chosen)] if state.chosen else None


def is_blocked_now(values: Values, question: Question) -> Value:
    """What the blocker's radio says at the moment, with the words typed so far."""
    state = values.get(question_block(question), {}).get(ids.BLOCKED, {})
    chosen = (state.get("selected_option") or {}).get("value")
    if chosen == "yes":
        return Blocked(read_input(values, words_block(question)).value or "")
    return False if chosen == "no" else None
