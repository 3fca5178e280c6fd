"""The questions form: what a standup asks from its next run on."""

from collections.abc import Sequence

from bot.slack.escape import unescape
from bot.standups.blocks.questions_form import MOST_QUESTIONS, bounds_of
from bot.standups.domain import Kind, NewQuestion, Question
from bot.standups.domain.questions import WITH_CHOICES
from bot.standups.forms.inputs import FormErrors, Values, read_input


def read_questions(values: Values, before: Sequence[Question]) -> list[NewQuestion] | FormErrors:
    """In the order of the form; emptied ones are left out."""
    found: list[NewQuestion] = []
    errors: dict[str, str] = {}
    for number in range(MOST_QUESTIONS):
        text = unescape((read_input(values, f"text:{number}").value or "").strip())
        if not text:
            continue
        kind = Kind(read_input(values, f"kind:{number}").chosen or Kind.TEXT)
        lines = unescape(read_input(values, f"choices:{number}").value or "").splitlines()
        choices = tuple(dict.fromkeys(line.strip()[:75] for line in lines if line.strip()))
        if kind in WITH_CHOICES and len(choices) < 2:
            errors[f"choices:{number}"] = "Write at least two choices, one a line."
        required = "yes" in read_input(values, f"needed:{number}").chosen_all
        question = NewQuestion(text, kind, required, choices if kind in WITH_CHOICES else ())
        found.append(bounds_of(before, question))
    if not found:
        errors["text:0"] = "A standup needs at least one question."
    return FormErrors(errors) if errors else found
