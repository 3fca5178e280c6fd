"""The form of one question: what it asks, of what kind, when, and what it begins with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.slack.escape import unescape
from bot.slack.forms import Values
from bot.standups.blocks.questions_form import ALWAYS, EMPTY, waits_for
from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.question_list import MOST_WORDINGS, TESTS
from bot.standups.domain.questions import OF_TEXT, WITH_CHOICES, Condition, FollowUp, Test
from bot.standups.forms.inputs import read_input

LONGEST_CHOICE, MOST_CHOICES = 75, 100


@dataclass(frozen=True)
class Sketch:
    """A question as it stands in the form, and a sentence for each block that needs another look."""

    question: NewQuestion
    errors: Mapping[str, str]


def read_question(values: Values, key: str | None, questions: Sequence[NewQuestion]) -> Sketch:
    """`questions` are all of the standup, by which the form was drawn; `key` is None for a new one."""
    kind = Kind(read_input(values, "kind").chosen or Kind.TEXT)
    chosen_days = frozenset(int(each) for each in read_input(values, "days").chosen_all)
    choices = tuple(dict.fromkeys(line[:LONGEST_CHOICE] for line in _lines(values, "choices")))
    prefill = read_input(values, f"prefill:{kind}").chosen
    question = NewQuestion(
        text=unescape((read_input(values, "text").value or "").strip()),
        kind=kind,
        required="yes" in read_input(values, "needed").chosen_all,
        choices=choices if kind in WITH_CHOICES else (),
        lowest=_number(values, "lowest") if kind == Kind.NUMBER else None,
        highest=_number(values, "highest") if kind == Kind.NUMBER else None,
        key=key,
        days=chosen_days if 0 < len(chosen_days) < 7 else None,
        condition=_condition(values, questions),
        prefill=None if prefill == EMPTY else prefill,
        wordings=tuple(_lines(values, "wordings")),
        kudos=kind == Kind.PEOPLE and "yes" in read_input(values, "kudos").chosen_all,
        on_duty="yes" in read_input(values, "on_duty").chosen_all,
        follow_up=_follow_up(values) if kind in OF_TEXT else None,
    )
    return Sketch(question, {block_id: text for block_id, text in _troubles(question, values).items() if text})


def _lines(values: Values, block_id: str) -> list[str]:
    lines = unescape(read_input(values, block_id).value or "").splitlines()
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _follow_up(values: Values) -> FollowUp | None:
    if "yes" not in read_input(values, "follow_up").chosen_all:
        return None
    usual = FollowUp()
    text = unescape((read_input(values, "more").value or "").strip())
    return FollowUp(int(_number(values, "follow_under") or usual.under), text or usual.text)


def _number(values: Values, block_id: str) -> float | None:
    value = read_input(values, block_id).value
    return float(value) if value else None


def _condition(values: Values, questions: Sequence[NewQuestion]) -> Condition | None:
    key = read_input(values, "condition").chosen
    on = next((each for each in questions if each.key == key), None)
    if key in (None, ALWAYS) or on is None:
        return None
    test = read_input(values, f"test:{key}:{on.kind}").chosen
    state = read_input(values, f"value:{key}:{on.kind}")
    if test is None or Test(test) not in TESTS.get(on.kind, ()):
        return waits_for(on)
    value = state.chosen or state.value or ""
    if on.kind in WITH_CHOICES and value:
        value = on.choices[int(value)]
    return Condition(str(key), Test(test), value)


def _troubles(question: NewQuestion, values: Values) -> Mapping[str, str | None]:
    few, many = len(question.choices) < 2, len(question.choices) > MOST_CHOICES
    backwards = None not in (question.lowest, question.highest) and (question.lowest or 0) > (question.highest or 0)
    value_block = next((each for each in values if each.startswith("value:")), "condition")
    unanswered = question.condition is not None and not question.condition.value
    return {
        "text": None if question.text else "Write what is asked.",
        "choices": _about_choices(few=few, many=many) if question.kind in WITH_CHOICES else None,
        "highest": "This is below the lowest number." if backwards else None,
        "wordings": f"At most {MOST_WORDINGS}, please." if len(question.wordings) > MOST_WORDINGS else None,
        value_block: "Choose the answer it waits for." if unanswered else None,
    }


def _about_choices(*, few: bool, many: bool) -> str | None:
    if many:
        return f"Slack shows at most {MOST_CHOICES}."
    return "Write at least two choices, one a line." if few else None
