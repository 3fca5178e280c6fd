"""Duty of one workspace, read and written."""

from bot.duty.repository.covers import Covers
from bot.duty.repository.feeds import Feeds, find_feed
from bot.duty.repository.shifts import Shifts
from bot.duty.repository.swaps import Swaps

__all__ = ["Covers", "Feeds", "Shifts", "Swaps", "find_feed"]
