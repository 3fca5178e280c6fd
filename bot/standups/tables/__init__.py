"""How standups, their questions, runs, prompts, answers, blockers and plans are stored."""

from bot.standups.tables.carried import BlockerHelperRow, BlockerRow, PlanItemRow
from bot.standups.tables.kudos import KudosRow
from bot.standups.tables.runs import (
    AnonymousAnswerRow,
    AnswerFileRow,
    AnswerRow,
    KeptDraftRow,
    PromptRow,
    RevisionRow,
    RunRow,
)
from bot.standups.tables.standups import ExemptionRow, ParticipantRow, QuestionRow, StandupRow

__all__ = [
    "AnonymousAnswerRow",
    "AnswerFileRow",
    "AnswerRow",
    "BlockerHelperRow",
    "BlockerRow",
    "ExemptionRow",
    "KeptDraftRow",
    "KudosRow",
    "ParticipantRow",
    "PlanItemRow",
    "PromptRow",
    "QuestionRow",
    "RevisionRow",
    "RunRow",
    "StandupRow",
]
