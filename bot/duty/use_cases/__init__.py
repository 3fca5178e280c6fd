"""Who is on duty, and who puts whom on it."""

from bot.duty.use_cases.shifts import (
    NO_TEAM,
    SHOWN,
    duty_ahead,
    duty_of_person,
    on_duty,
    put_on_duty,
    see_duty,
    take_back,
    today_of_team,
)

__all__ = [
    "NO_TEAM",
    "SHOWN",
    "duty_ahead",
    "duty_of_person",
    "on_duty",
    "put_on_duty",
    "see_duty",
    "take_back",
    "today_of_team",
]
