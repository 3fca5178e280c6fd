"""What is asked when a fire is put off, merged, split, or is no request."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, ValidationError

from bot.core.errors import BotError
from bot.triage.blocks.moving import OWN_CASE, REASONS
from bot.triage.domain import read_number
from bot.triage.forms.inputs import Form, FormErrors, Maybe, Values, chosen, errors_of

INTO = re.compile(r"\s+(?:(?:in|into|to|with|and)\s+)?", re.IGNORECASE)
APART = re.compile(r"^(?:own|new|another|separate) (?:case|matter)\s*[:,-]?\s*", re.IGNORECASE)


class _SnoozeForm(Form):
    until: date
    text: Annotated[str | None, Maybe] = None


class _MergeForm(Form):
    into: int


class _SplitForm(Form):
    text: str = Field(min_length=1)
    case: str = ""


class _DismissForm(Form):
    reason: str
    text: Annotated[str | None, Maybe] = None


@dataclass(frozen=True)
class Split:
    """The other fire in people's words. `own_case`: it is another matter, counted apart."""

    text: str
    own_case: bool


def read_snooze(values: Values) -> tuple[date, str | None] | FormErrors:
    """Until which day, and why."""
    try:
        form = _SnoozeForm.model_validate(chosen(values))
    except ValidationError as error:
        return errors_of(error)
    return form.until, form.text


def read_into(values: Values) -> int | FormErrors:
    """The number of the fire that stays."""
    try:
        return _MergeForm.model_validate(chosen(values)).into
    except ValidationError as error:
        return errors_of(error)


def read_split(values: Values) -> Split | FormErrors:
    try:
        form = _SplitForm.model_validate(chosen(values))
    except ValidationError as error:
        return errors_of(error)
    return Split(form.text, form.case == OWN_CASE)


def read_dismissal(values: Values) -> str | FormErrors:
    """Why it is no request, as the requester reads it."""
    try:
        form = _DismissForm.model_validate(chosen(values))
    except ValidationError as error:
        return errors_of(error)
    return ". ".join(filter(None, [REASONS.get(form.reason, form.reason), form.text]))


def read_merge(text: str) -> tuple[int, int]:
    """`12 into F-9`: what is merged, and what stays. Raises BotError when one of the numbers is missing."""
    first, *rest = INTO.split(text.strip(), maxsplit=1)
    number, into = read_number(first), read_number(rest[0]) if rest else None
    if number is None or into is None:
        raise BotError("Which fire is part of which? Write both numbers: `/triage merge F-12 into F-9`.")
    return number, into


def read_apart(text: str) -> Split:
    """`own case: the churn chart too`: begins with these words where it is another matter."""
    words = APART.sub("", text.strip())
    return Split(words, words != text.strip())
