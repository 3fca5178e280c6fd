"""Slack speaks about duty."""

from bot.duty.listeners import shifts
from bot.slack.routes import Routes


def register(routes: Routes) -> None:
    shifts.register(routes)
