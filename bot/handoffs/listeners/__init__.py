"""Somebody hands something over from one feature to another; plans of duty look at what the fires are about."""

from bot.duty.listeners import rotation
from bot.handoffs.listeners import blockers, notes
from bot.handoffs.use_cases.knowing import knowledge_of
from bot.slack.routes import Routes


def register(routes: Routes) -> None:
    for each in (blockers, notes):
        each.register(routes)
    rotation.register(routes, knowledge_of)
