"""Standups of one workspace: values in, values out."""

from bot.standups.repository.runs import Answers, Prompts, Runs
from bot.standups.repository.standups import Standups

__all__ = ["Answers", "Prompts", "Runs", "Standups"]
