"""What is told about duty to whom it concerns."""

from bot.duty.announcements.plans import tell_published
from bot.duty.announcements.shifts import tell_put, tell_taken_back

__all__ = ["tell_published", "tell_put", "tell_taken_back"]
