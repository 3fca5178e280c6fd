"""Slack speaks about duty."""

from bot.duty.listeners.shifts import register

__all__ = ["register"]
