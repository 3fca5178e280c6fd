"""How duty looks."""

from bot.duty.blocks.shifts import (
    TAKE_BACK,
    covered_notice,
    duty_message,
    on_notice,
    own_line,
    put_message,
    taken_back_message,
)

__all__ = [
    "TAKE_BACK",
    "covered_notice",
    "duty_message",
    "on_notice",
    "own_line",
    "put_message",
    "taken_back_message",
]
