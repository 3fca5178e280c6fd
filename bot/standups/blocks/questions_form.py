"""The form that changes what a standup asks."""

from collections.abc import Sequence

from bot.slack import kit
from bot.slack.message import Block, View
from bot.standups.blocks import ids
from bot.standups.domain import Kind, NewQuestion, Question, Standup
from bot.standups.domain.questions import KIND_NAMES

MOST_QUESTIONS = 8
SPARE_ROWS = 2
LONGEST_QUESTION = 300


def questions_form(standup: Standup, questions: Sequence[Question]) -> View:
    """Each question as a few inputs; an emptied wording takes the question out."""
    rows: list[Question | None] = [*questions]
    rows += [None] * min(SPARE_ROWS, MOST_QUESTIONS - len(rows))
    blocks: list[Block] = [
        kit.context("Empty a question to take it out. An open run keeps the questions it began with.")
    ]
    for number, question in enumerate(rows):
        blocks += _question_row(number, question)
    return kit.modal("Questions", blocks, callback_id=ids.QUESTIONS_FORM, submit="Save", memo=str(standup.id))


def _question_row(number: int, question: Question | None) -> list[Block]:
    wording = kit.text_input(ids.VALUE, value=question.text if question else None, max_length=LONGEST_QUESTION)
    kinds = [kit.option(name, kind.value) for kind, name in KIND_NAMES.items()]
    kind = question.kind if question else Kind.TEXT
    needed = kit.checkboxes(
        ids.VALUE,
        [kit.option("An answer is needed", "yes")],
        chosen=["yes"] if question is None or question.required else [],
    )
    choices = kit.text_input(ids.VALUE, value="\n".join(question.choices) if question else None, multiline=True)
    return [
        kit.divider(),
        kit.labelled(f"Question {number + 1}", wording, f"text:{number}", optional=True),
        kit.labelled("Answered with", kit.select(ids.VALUE, kinds, chosen=kind.value), f"kind:{number}"),
        kit.labelled("Needed?", needed, f"needed:{number}", optional=True),
        kit.labelled("Choices, one a line", choices, f"choices:{number}", optional=True, hint="For lists only."),
    ]


def bounds_of(questions: Sequence[Question], question: NewQuestion) -> NewQuestion:
    """Keeps the bounds a number had under the same wording: the form does not show them."""
    same = next((each for each in questions if each.text == question.text and each.kind == question.kind), None)
    if same is None:
        return question
    return NewQuestion(question.text, question.kind, question.required, question.choices, same.lowest, same.highest)
