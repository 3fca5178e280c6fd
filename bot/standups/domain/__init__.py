"""What is true of standups: questions and answers, when runs open and prompts come, and how rates are counted."""

from bot.standups.domain.answers import Blocked, Reading, Value, from_json, is_given, read_typed, say_value, to_json
from bot.standups.domain.questions import Kind, NewQuestion, Question
from bot.standups.domain.reports import Line, Report
from bot.standups.domain.runs import (
    LATEST_PROMPT,
    Participation,
    Prompt,
    PromptState,
    Run,
    RunState,
    count_participation,
)
from bot.standups.domain.schedule import (
    Schedule,
    Standup,
    StandupSettings,
    closes_at,
    dates_of,
    next_date,
    plan_moment,
    prompt_moment,
)
from bot.standups.domain.templates import TEMPLATES, Template

__all__ = [
    "LATEST_PROMPT",
    "TEMPLATES",
    "Blocked",
    "Kind",
    "Line",
    "NewQuestion",
    "Participation",
    "Prompt",
    "PromptState",
    "Question",
    "Reading",
    "Report",
    "Run",
    "RunState",
    "Schedule",
    "Standup",
    "StandupSettings",
    "Template",
    "Value",
    "closes_at",
    "count_participation",
    "dates_of",
    "from_json",
    "is_given",
    "next_date",
    "plan_moment",
    "prompt_moment",
    "read_typed",
    "say_value",
    "to_json",
]
