"""What the forms sent: typed requests, or a sentence beside the field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.slack.escape import unescape
from bot.standups.blocks import ids
from bot.standups.blocks.forms import MOST_QUESTIONS, bounds_of, question_block, words_block
from bot.standups.domain import (
    Blocked,
    Kind,
    NewQuestion,
    Question,
    Schedule,
    StandupSettings,
    Value,
    is_given,
)
from bot.standups.domain.answers import out_of_bounds
from bot.standups.domain.questions import WITH_CHOICES

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
BETWEEN_REMINDERS = timedelta(minutes=90)


class Input(BaseModel):
    """Slack's state of one element, whatever its kind."""

    model_config = ConfigDict(extra="ignore")

    value: str | None = None
    selected_option: dict[str, Any] | None = None
    selected_options: list[dict[str, Any]] = []
    selected_time: str | None = None
    selected_conversation: str | None = None

    @property
    def chosen(self) -> str | None:
        return str(self.selected_option["value"]) if self.selected_option else None

    @property
    def chosen_all(self) -> list[str]:
        return [str(each["value"]) for each in self.selected_options]


@dataclass(frozen=True)
class FormErrors:
    """A sentence for each block that needs another look."""

    by_block: Mapping[str, str]


def read_input(values: Values, block_id: str) -> Input:
    """The state of a block's element; an empty one for a block that was not shown."""
    states = list(values.get(block_id, {}).values())
    return Input.model_validate(states[0]) if states else Input()


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


def read_settings(values: Values, today: date, zone: str) -> StandupSettings | FormErrors:
    """`today` anchors the weeks that are counted."""
    found = {block_id.partition(":")[0]: read_input(values, block_id) for block_id in values}
    name = unescape((found["name"].value or "").strip())
    if not name:
        return FormErrors({_block(values, "name"): "Give it a name."})
    if not found["days"].chosen_all:
        return FormErrors({_block(values, "days"): "Choose at least one day."})
    if not found["at"].selected_time or not found["channel"].selected_conversation:
        return FormErrors({_block(values, "at" if not found["at"].selected_time else "channel"): "Please choose one."})
    window = timedelta(hours=int(found["window"].chosen or 8))
    reminders = [number * BETWEEN_REMINDERS for number in range(1, int(found["reminders"].chosen or 0) + 1)]
    schedule = Schedule(
        at=time.fromisoformat(found["at"].selected_time),
        days=frozenset(int(each) for each in found["days"].chosen_all),
        anchor_on=today,
        follows_member=found["clock"].chosen != "fixed",
        zone=zone,
        every_weeks=int(found["weeks"].chosen or 1),
        window=window,
        reminders=tuple(each for each in reminders if each < window),
    )
    return StandupSettings(name, schedule, found["channel"].selected_conversation)


def _block(values: Values, name: str) -> str:
    return next(block_id for block_id in values if block_id.partition(":")[0] == name)


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


def is_blocked_now(values: Values, question: Question) -> Value:
    """What the blocker's radio says at the moment, with the words typed so far."""
    state = values.get(question_block(question), {}).get(ids.BLOCKED, {})
    chosen = (state.get("selected_option") or {}).get("value")
    if chosen == "yes":
        return Blocked(read_input(values, words_block(question)).value or "")
    return False if chosen == "no" else None
