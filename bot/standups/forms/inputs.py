"""Slack's view state, element by element."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]


class Input(BaseModel):
    """Slack's state of one element, whatever its kind."""

    model_config = ConfigDict(extra="ignore")

    value: str | None = None
    selected_option: dict[str, Any] | None = None
    selected_options: list[dict[str, Any]] = []
    selected_time: str | None = None
    selected_conversation: str | None = None
    selected_date: str | None = None
    selected_user: str | None = None
    selected_users: list[str] = []
    selected_conversations: list[str] = []
    rich_text_value: dict[str, Any] | None = None
    files: list[dict[str, Any]] | None = None

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
