"""Moments, on the clock of whoever reads."""

from datetime import datetime


def say_moment(moment: datetime) -> str:
    """The time of day."""
    return f"<!date^{int(moment.timestamp())}^{{time}}|{moment:%H:%M} UTC>"
