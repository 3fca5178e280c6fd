"""Who is on duty, and who puts whom on it."""

from bot.duty.use_cases.shifts import (
    SHOWN,
    duty_ahead,
    duty_of_person,
    is_primary_on,
    on_duty,
    put_on_duty,
    see_duty,
    take_back,
    takes_turns_in,
    today_of_team,
)
from bot.duty.use_cases.standing import NO_TEAM

__all__ = [
    "NO_TEAM",
    "SHOWN",
    "duty_ahead",
    "duty_of_person",
    "is_primary_on",
    "on_duty",
    "put_on_duty",
    "see_duty",
    "take_back",
    "takes_turns_in",
    "today_of_team",
]
