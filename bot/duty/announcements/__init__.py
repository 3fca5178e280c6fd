"""What is told about duty to whom it concerns."""

from bot.duty.announcements.shifts import tell_put, tell_taken_back

__all__ = ["tell_put", "tell_taken_back"]
