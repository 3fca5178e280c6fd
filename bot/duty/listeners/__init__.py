"""Slack speaks about duty, and calendars ask for it."""

from bot.duty.listeners import cover, limits, shifts, swaps
from bot.duty.listeners.feed import Site, answering
from bot.slack.routes import Routes

__all__ = ["Site", "register"]


def register(routes: Routes, site: Site) -> None:
    """`site` is where calendars can ask."""
    shifts.register(routes, answering(site))
    limits.register(routes)
    cover.register(routes)
    swaps.register(routes)
