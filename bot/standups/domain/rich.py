"""Rich text: what somebody wrote with its styles, lists, links and mentions, as Slack describes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Rich:
    """The `elements` of Slack's rich text: sections, lists, quotes and preformatted parts, kept whole."""

    elements: tuple[Mapping[str, Any], ...]
