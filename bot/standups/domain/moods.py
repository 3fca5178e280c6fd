"""Moods as their author gave them: numbers from 1 to 5, never words."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OwnMood:
    """`on` is the date of the run. `key` is the question's in every version of the standup; `text` is how it was worded
    that time.
    """

    standup_id: int
    key: str
    text: str
    on: date
    value: int
