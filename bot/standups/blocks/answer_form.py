"""The form in which a member answers."""

from collections.abc import Mapping, Sequence

from bot.slack import kit
from bot.slack.escape import cut
from bot.slack.message import Block, View
from bot.standups.blocks import ids
from bot.standups.domain import Blocked, Kind, Prompt, Question, Standup, Value
from bot.standups.domain.answers import LONGEST, MOOD_SIGNS, MOODS, say_number


def question_block(question: Question) -> str:
    """The block id of a question's input; what blocks somebody has a second one."""
    return f"q{question.id}"


def words_block(question: Question) -> str:
    return f"q{question.id}.words"


def answer_form(standup: Standup, prompt: Prompt, questions: Sequence[Question], said: Mapping[int, Value]) -> View:
    """All questions, filled with what was said before."""
    blocks: list[Block] = []
    for question in questions:
        value = said.get(question.id)
        blocks.append(
            kit.labelled(
                question.text,
                _element(question, value),
                question_block(question),
                optional=not question.required,
                dispatches=question.kind == Kind.BLOCKER,
            )
        )
        if isinstance(value, Blocked):
            words = kit.text_input(ids.VALUE, value=value.by, multiline=True, max_length=LONGEST)
            blocks.append(kit.labelled("What is blocking you?", words, words_block(question)))
    return kit.modal(cut(standup.name, 24), blocks, callback_id=ids.ANSWER_FORM, submit="Save", memo=str(prompt.id))


def _element(question: Question, value: Value) -> kit.Element:
    match question.kind:
        case Kind.TEXT:
            return kit.text_input(ids.VALUE, value=_text(value), multiline=True, max_length=LONGEST)
        case Kind.SHORT:
            return kit.text_input(ids.VALUE, value=_text(value), max_length=LONGEST)
        case Kind.NUMBER:
            bounds = [None if each is None else say_number(each) for each in (question.lowest, question.highest)]
            shown = say_number(value) if isinstance(value, float) else None
            return kit.number_input(ids.VALUE, value=shown, lowest=bounds[0], highest=bounds[1])
        case Kind.MOOD:
            moods = [kit.option(f"{MOOD_SIGNS[number]} {name}", str(number)) for number, name in MOODS.items()]
            return kit.radio(ids.VALUE, moods, chosen=str(int(value)) if isinstance(value, float) else None)
        case Kind.YES_NO:
            return kit.radio(ids.VALUE, _yes_no(), chosen=_chosen(value))
        case Kind.BLOCKER:
            return kit.radio(ids.BLOCKED, _yes_no(), chosen="yes" if isinstance(value, Blocked) else _chosen(value))
    choices = [kit.option(cut(each, 75), str(number)) for number, each in enumerate(question.choices)]
    picked = [str(question.choices.index(each)) for each in _picked(value) if each in question.choices]
    if question.kind == Kind.CHOICES:
        return kit.multi_select(ids.VALUE, choices, chosen=picked)
    return kit.select(ids.VALUE, choices, chosen=picked[0] if picked else None)


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _picked(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _yes_no() -> list[kit.Element]:
    return [kit.option("Yes", "yes"), kit.option("No", "no")]


def _chosen(value: Value) -> str | None:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else None
