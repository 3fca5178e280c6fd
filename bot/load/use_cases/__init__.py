"""What the clock and people can do about load, and what other features may ask."""

from bot.load.use_cases.doubting import ASK, asked_of, say_it_is_right
from bot.load.use_cases.easing import TELL_EVEN
from bot.load.use_cases.evaluating import (
    EVALUATE,
    TELL_LEAD,
    TELL_PERSON,
    Evaluated,
    ensure_timers,
    evaluate_week,
)
from bot.load.use_cases.limits import (
    TELL_LEADS_LIMITS,
    TELL_LIMITS,
    limits_key,
    tell_leads_limits,
    tell_limits,
    told_limits,
)
from bot.load.use_cases.looking import (
    concentration,
    look_at_load,
    own_choices,
    own_load,
    own_page_of,
    team_load,
    teams_of,
)
from bot.load.use_cases.proposing import Applied, apply, dismiss
from bot.load.use_cases.teamwide import TELL_TEAM, choose_person_only, tell_overload
from bot.load.use_cases.telling import answer, own_key, person_key, tell_leads, tell_person, told_of

__all__ = [
    "ASK",
    "EVALUATE",
    "TELL_EVEN",
    "TELL_LEAD",
    "TELL_LEADS_LIMITS",
    "TELL_LIMITS",
    "TELL_PERSON",
    "TELL_TEAM",
    "Applied",
    "Evaluated",
    "answer",
    "apply",
    "asked_of",
    "choose_person_only",
    "concentration",
    "dismiss",
    "ensure_timers",
    "evaluate_week",
    "limits_key",
    "look_at_load",
    "own_choices",
    "own_key",
    "own_load",
    "own_page_of",
    "person_key",
    "say_it_is_right",
    "team_load",
    "teams_of",
    "tell_leads",
    "tell_leads_limits",
    "tell_limits",
    "tell_overload",
    "tell_person",
    "told_limits",
    "told_of",
]
