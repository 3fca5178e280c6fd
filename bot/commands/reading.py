"""What people type behind an option."""

from datetime import date

from bot.commands.telling import Refusal, Trouble
from bot.core.dates import read_date


def must_be_day(text: str, today: date) -> date:
    """Raises Refusal for what is no day."""
    on = read_date(text, today)
    if on is None:
        raise Refusal(
            Trouble.USAGE, f"I cannot read {text} as a day. Write it like 2026-12-24, `24 Dec` or `tomorrow`."
        )
    return on
