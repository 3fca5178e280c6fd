"""How duty is stored."""

from bot.duty.tables.shifts import CoverRow, DutyPlanRow, FeedRow, RotaRow, ShiftRow, SwapRow, turns_values
from bot.duty.tables.teams import GroupRow, LimitsRow, spans_values

__all__ = [
    "CoverRow",
    "DutyPlanRow",
    "FeedRow",
    "GroupRow",
    "LimitsRow",
    "RotaRow",
    "ShiftRow",
    "SwapRow",
    "spans_values",
    "turns_values",
]
