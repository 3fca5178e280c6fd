"""What people type behind `/triage duty`."""

import re
from datetime import date

from bot.core.dates import read_span
from bot.core.errors import BotError
from bot.duty.domain import Role, Wanted
from bot.people.forms import read_whom

ROLE = re.compile(r"\b(?:as\s+)?(primary|backup)\b", re.IGNORECASE)


def read_put(text: str, by: str, today: date) -> Wanted:
    """`@ben backup next week`, `tomorrow`; without a name whoever types it. Raises BotError where no days are named."""
    user_id, rest = read_whom(text, by)
    found = ROLE.search(rest)
    role = Role(found[1].lower()) if found else Role.PRIMARY
    days = " ".join(ROLE.sub(" ", rest).split())
    span = read_span(days, today)
    if span is None:
        raise BotError(
            "Which days? Write them behind it, like `/triage duty @ben next week` or `/triage duty @ben backup "
            "24 Nov to 28 Nov`. Pick the name from Slack's list."
        )
    return Wanted(user_id, role, span.first_on, span.last_on)
