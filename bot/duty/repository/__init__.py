"""What is stored of duty. Values in, values out; never commits."""

from bot.duty.repository.covers import Covers
from bot.duty.repository.feeds import Feeds, find_feed
from bot.duty.repository.groups import DutyGroups, due_groups
from bot.duty.repository.limits import Limits
from bot.duty.repository.rotas import DutyPlans, Rotas
from bot.duty.repository.shifts import Shifts
from bot.duty.repository.swaps import Swaps

__all__ = [
    "Covers",
    "DutyGroups",
    "DutyPlans",
    "Feeds",
    "Limits",
    "Rotas",
    "Shifts",
    "Swaps",
    "due_groups",
    "find_feed",
]
