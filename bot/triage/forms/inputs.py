"""Slack's view state, as plain values, or a sentence beside the field that cannot be as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.triage.blocks import ids

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]

MISSING = {
    ids.TEAM: "Choose a team.",
    ids.TITLE: "Say in a few words what is wanted.",
    ids.PRIORITY: "Choose how urgent it is.",
    ids.WHO: "Choose who gets it.",
    ids.TEXT: "This cannot be left empty.",
}


@dataclass(frozen=True)
class FormErrors:
    """A sentence for each field that cannot be as it is."""

    by_field: Mapping[str, str]


def _empty_is_none(value: Any) -> Any:
    return value or None


Maybe = BeforeValidator(_empty_is_none)


class Form(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


def chosen(values: Values) -> dict[str, object]:
    """Block id to what stands in it, whatever kind of input that is."""
    return {block_id: _value(next(iter(state.values()))) for block_id, state in values.items() if state}


def _value(state: Mapping[str, Any]) -> object:
    match state["type"]:
        case "checkboxes":
            return [each["value"] for each in state.get("selected_options") or []]
        case "static_select" | "radio_buttons":
            return (state.get("selected_option") or {}).get("value")
        case "users_select":
            return state.get("selected_user")
        case "datepicker":
            return state.get("selected_date")
        case "multi_static_select":
            return [each["value"] for each in state.get("selected_options") or []]
        case "multi_users_select":
            return state.get("selected_users") or []
        case "conversations_select":
            return state.get("selected_conversation")
    return state.get("value")


def errors_of(error: ValidationError) -> FormErrors:
    fields = {str(each["loc"][0]) for each in error.errors()}
    return FormErrors({field: MISSING.get(field, "This cannot be read. Please look again.") for field in fields})
