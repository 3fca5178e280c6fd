"""What the clock and people can do about load, and what other features may ask."""

from bot.load.use_cases.evaluating import (
    EVALUATE,
    TELL_LEAD,
    TELL_PERSON,
    Evaluated,
    ensure_timers,
    evaluate_week,
)
from bot.load.use_cases.looking import concentration, look_at_load, own_load, teams_of
from bot.load.use_cases.proposing import apply, dismiss
from bot.load.use_cases.telling import answer, own_key, person_key, tell_leads, tell_person, told_of

__all__ = [
    "EVALUATE",
    "TELL_LEAD",
    "TELL_PERSON",
    "Evaluated",
    "answer",
    "apply",
    "concentration",
    "dismiss",
    "ensure_timers",
    "evaluate_week",
    "look_at_load",
    "own_key",
    "own_load",
    "person_key",
    "teams_of",
    "tell_leads",
    "tell_person",
    "told_of",
]
