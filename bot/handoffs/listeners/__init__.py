"""Somebody hands something over from one feature to another."""

from bot.handoffs.listeners import blockers, notes
from bot.slack.routes import Routes


def register(routes: Routes) -> None:
    for each in (blockers, notes):
        each.register(routes)
