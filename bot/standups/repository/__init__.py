"""Standups of one workspace: values in, values out."""

from bot.standups.repository.answers import Answers
from bot.standups.repository.blockers import Blockers
from bot.standups.repository.kept_drafts import KeptDrafts
from bot.standups.repository.kudos import KudosGiven
from bot.standups.repository.participants import Exemptions, Participants
from bot.standups.repository.plans import PlanItems
from bot.standups.repository.question_drafts import QuestionDrafts
from bot.standups.repository.runs import Prompts, Runs
from bot.standups.repository.standups import Standups

__all__ = [
    "Answers",
    "Blockers",
    "Exemptions",
    "KeptDrafts",
    "KudosGiven",
    "Participants",
    "PlanItems",
    "Prompts",
    "QuestionDrafts",
    "Runs",
    "Standups",
]
