"""What the forms of fires say beside a field that cannot be as it is."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BeforeValidator

from bot.slack import forms
from bot.triage.blocks import ids


def _empty_is_none(value: Any) -> Any:
    return value or None


Maybe = BeforeValidator(_empty_is_none)


class Form(forms.Form):
    sentences: ClassVar[Mapping[str, str]] = {
        ids.TEAM: "Choose a team.",
        ids.TITLE: "Say in a few words what is wanted.",
        ids.PRIORITY: "Choose how urgent it is.",
        ids.WHO: "Choose who gets it.",
        ids.TEXT: "This cannot be left empty.",
    }
