"""Duty of one workspace, read and written."""

from bot.duty.repository.shifts import Shifts

__all__ = ["Shifts"]
