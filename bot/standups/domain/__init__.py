"""What is true of standups: questions and answers, when runs open and prompts come, and how rates are counted."""

from bot.standups.domain.answers import Blocked, Value, from_json, is_given, say_value, to_json
from bot.standups.domain.asking import due_questions, worded
from bot.standups.domain.drafts import Draft
from bot.standups.domain.moments import plan_moment
from bot.standups.domain.plans import Mark, Planned
from bot.standups.domain.questions import Kind, NewQuestion, Question
from bot.standups.domain.reports import Line, Report
from bot.standups.domain.rich import Rich
from bot.standups.domain.runs import (
    LATEST_PROMPT,
    Participation,
    Prompt,
    PromptState,
    Run,
    RunState,
    count_participation,
)
from bot.standups.domain.schedule import Schedule, Standup, StandupSettings, dates_of, next_date
from bot.standups.domain.templates import TEMPLATES, Template
from bot.standups.domain.typed import Reading, Words, read_typed

__all__ = [
    "LATEST_PROMPT",
    "TEMPLATES",
    "Blocked",
    "Draft",
    "Kind",
    "Line",
    "Mark",
    "NewQuestion",
    "Participation",
    "Planned",
    "Prompt",
    "PromptState",
    "Question",
    "Reading",
    "Report",
    "Rich",
    "Run",
    "RunState",
    "Schedule",
    "Standup",
    "StandupSettings",
    "Template",
    "Value",
    "Words",
    "count_participation",
    "dates_of",
    "due_questions",
    "from_json",
    "is_given",
    "next_date",
    "plan_moment",
    "read_typed",
    "say_value",
    "to_json",
    "worded",
]
