"""How fires and the desks that take them are stored."""

from bot.triage.tables.desks import DeskRow, TopicPersonRow, desk_values
from bot.triage.tables.fires import (
    FireCounterRow,
    FireEventRow,
    FireFileRow,
    FireMessageRow,
    FireRatingRow,
    FireRow,
)

__all__ = [
    "DeskRow",
    "FireCounterRow",
    "FireEventRow",
    "FireFileRow",
    "FireMessageRow",
    "FireRatingRow",
    "FireRow",
    "TopicPersonRow",
    "desk_values",
]
