"""What is asked at a step: an outcome, a reason, a question, a person, a priority."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, ValidationError

from bot.people.domain import UserId
from bot.triage.blocks import ids
from bot.triage.domain import Effort, Priority, Recurrence
from bot.triage.forms.inputs import Form, FormErrors, Maybe, Values, chosen, errors_of
from bot.triage.use_cases import Closing


class _ClosingForm(Form):
    text: Annotated[str | None, Maybe] = None
    effort: Annotated[Effort | None, Maybe] = None
    recurrence: Annotated[Recurrence | None, Maybe] = None
    topic: Annotated[str | None, Maybe] = None


class _TextForm(Form):
    text: str = Field(min_length=1)
    slip: list[str] = Field(default_factory=list)


class _WhoForm(Form):
    who: UserId = Field(min_length=1)


class _PriorityForm(Form):
    priority: Priority
    topic: Annotated[str | None, Maybe] = None


def read_closing(values: Values) -> Closing | FormErrors:
    try:
        form = _ClosingForm.model_validate(chosen(values))
    except ValidationError as error:
        return errors_of(error)
    return Closing(form.text, form.effort, form.recurrence, form.topic)


@dataclass(frozen=True)
class Said:
    """One text somebody had to write. `is_slip`: they ticked that it never was a request."""

    text: str
    is_slip: bool


def read_said(values: Values) -> Said | FormErrors:
    try:
        form = _TextForm.model_validate(chosen(values))
    except ValidationError as error:
        return errors_of(error)
    return Said(form.text, ids.NOT_A_REQUEST in form.slip)


def read_who(values: Values) -> UserId | FormErrors:
    try:
        return _WhoForm.model_validate(chosen(values)).who
    except ValidationError as error:
        return errors_of(error)


def read_priority(values: Values) -> tuple[Priority, str | None] | FormErrors:
    try:
        form = _PriorityForm.model_validate(chosen(values))
    except ValidationError as error:
        return errors_of(error)
    return form.priority, form.topic
