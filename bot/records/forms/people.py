"""People named behind a command, and chosen in the form that carries a history over."""

import re

from bot.records.blocks.merging import NEW, OLD
from bot.standups.forms.inputs import Values, read_input

MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")


def people_in(text: str) -> list[str]:
    """The ids of whom Slack escaped as mentions, in their order."""
    return MENTION.findall(text)


def read_pair(values: Values) -> tuple[str, str]:
    """Who left, and who came: both are needed, which Slack sees to."""
    old, new = read_input(values, OLD), read_input(values, NEW)
    return str(old.chosen or ""), str(new.selected_user or "")
