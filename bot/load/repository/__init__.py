"""Counted weeks, flags, episodes, views, beliefs, doubts and choices of one workspace."""

from bot.load.repository.believed import LoadBeliefs
from bot.load.repository.evaluated import Episodes, Flags, LoadWeeks, Looks
from bot.load.repository.limits import LimitNotes
from bot.load.repository.overloads import Overloads
from bot.load.repository.own import Dips, OwnChoices
from bot.load.repository.past import LoadPast
from bot.load.repository.wishes import Choices, LoadDoubts

__all__ = [
    "Choices",
    "Dips",
    "Episodes",
    "Flags",
    "LimitNotes",
    "LoadBeliefs",
    "LoadDoubts",
    "LoadPast",
    "LoadWeeks",
    "Looks",
    "Overloads",
    "OwnChoices",
]
