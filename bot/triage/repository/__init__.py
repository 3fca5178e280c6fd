"""Fires of one workspace and what belongs to them. Values in, values out; never commits."""

from bot.triage.repository.belongings import FireFiles, FireMessages, Ratings
from bot.triage.repository.desks import Desks, TopicPeople
from bot.triage.repository.events import FireEvents
from bot.triage.repository.finding import ManyFires
from bot.triage.repository.fires import MOST_LISTED, Fires, NewFire

__all__ = [
    "MOST_LISTED",
    "Desks",
    "FireEvents",
    "FireFiles",
    "FireMessages",
    "Fires",
    "ManyFires",
    "NewFire",
    "Ratings",
    "TopicPeople",
]
