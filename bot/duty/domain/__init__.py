"""Shifts as they were put, and who is on duty by them at any moment."""

from bot.duty.domain.changes import Duty, Put, Wanted
from bot.duty.domain.shifts import (
    LONGEST,
    MOST_AHEAD,
    SHIFTS_CHANGED,
    Role,
    Shift,
    ShiftId,
    Stretch,
    days_of,
    span_of,
    stretches,
)

__all__ = [
    "LONGEST",
    "MOST_AHEAD",
    "SHIFTS_CHANGED",
    "Duty",
    "Put",
    "Role",
    "Shift",
    "ShiftId",
    "Stretch",
    "Wanted",
    "days_of",
    "span_of",
    "stretches",
]
