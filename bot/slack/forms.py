"""What people put into a form, as plain values, or a sentence beside each field that needs another look."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.core.errors import BotError

# Slack's state of a form: by block, by action.
Values = Mapping[str, Mapping[str, Mapping[str, Any]]]


class FormErrors(Exception):
    """A sentence for each block of a form that was sent. A listener lets it pass: the form then stays open, with what
    was typed in it, and shows them.
    """

    def __init__(self, by_block: Mapping[str, str]) -> None:
        super().__init__(*by_block)
        self.by_block = by_block


@contextmanager
def beside(block_id: str) -> Iterator[None]:
    """What is refused within is said beside this block of the form."""
    try:
        yield
    except BotError as error:
        raise FormErrors({block_id: error.text}) from error


class Form(BaseModel):
    """The blocks of a form by their ids; what it does not name is not read."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    sentences: ClassVar[Mapping[str, str]] = {}
    """What to say beside a block that cannot be as it is."""

    @classmethod
    def read(cls, values: Values) -> Self:
        """Raises FormErrors."""
        try:
            return cls.model_validate(chosen(values))
        except ValidationError as error:
            raise FormErrors({str(each["loc"][0]): cls._sentence(each) for each in error.errors()}) from error

    @classmethod
    def _sentence(cls, trouble: Mapping[str, Any]) -> str:
        is_empty = trouble["type"] == "missing" or not trouble["input"]
        usual = "Please fill this in." if is_empty else "This cannot be read. Please look again."
        return cls.sentences.get(str(trouble["loc"][0]), usual)


def chosen(values: Values) -> dict[str, object]:
    """Block id to what stands in it, whatever kind of input that is."""
    return {block_id: _value(next(iter(state.values()))) for block_id, state in values.items() if state}


def _value(state: Mapping[str, Any]) -> object:
    match state["type"]:
        case "checkboxes" | "multi_static_select":
            return [each["value"] for each in state.get("selected_options") or []]
        case "static_select" | "radio_buttons":
            return (state.get("selected_option") or {}).get("value")
        case "users_select":
            return state.get("selected_user")
        case "multi_users_select":
            return state.get("selected_users") or []
        case "conversations_select":
            return state.get("selected_conversation")
        case "datepicker":
            return state.get("selected_date")
        case "timepicker":
            return state.get("selected_time")
        case "file_input":
            return state.get("files") or []
    return state.get("value")
