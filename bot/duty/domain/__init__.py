"""Shifts as they were put, and who is on duty by them at any moment."""

from bot.duty.domain.changes import Duty, Put, Wanted
from bot.duty.domain.plans import (
    DutyPlan,
    Effect,
    Overtaken,
    OwnRota,
    PlanId,
    PlannedShift,
    PlanState,
    Proposal,
    Published,
    Turns,
)
from bot.duty.domain.rotas import LONGEST_SHIFT, MOST_SHIFTS, Days, Knowledge, Rota, usual_rota
from bot.duty.domain.shifts import LONGEST, MOST_AHEAD, Role, Shift, ShiftId, Stretch, days_of, span_of, stretches

__all__ = [
    "LONGEST",
    "LONGEST_SHIFT",
    "MOST_AHEAD",
    "MOST_SHIFTS",
    "Days",
    "Duty",
    "DutyPlan",
    "Effect",
    "Knowledge",
    "Overtaken",
    "OwnRota",
    "PlanId",
    "PlanState",
    "PlannedShift",
    "Proposal",
    "Published",
    "Put",
    "Role",
    "Rota",
    "Shift",
    "ShiftId",
    "Stretch",
    "Turns",
    "Wanted",
    "days_of",
    "span_of",
    "stretches",
    "usual_rota",
]
