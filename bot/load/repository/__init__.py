"""Counted weeks, flags, episodes, views, beliefs, doubts and choices of one workspace."""

from bot.load.repository.believed import LoadBeliefs
from bot.load.repository.evaluated import Episodes, Flags, LoadWeeks, Looks
from bot.load.repository.overloads import Overloads
from bot.load.repository.own import Dips, OwnChoices
from bot.load.repository.wishes import Choices, LoadDoubts

__all__ = [
    "Choices",
    "Dips",
    "Episodes",
    "Flags",
    "LoadBeliefs",
    "LoadDoubts",
    "LoadWeeks",
    "Looks",
    "Overloads",
    "OwnChoices",
]
