"""The small forms of a member's day."""

from datetime import date, time, timedelta

from bot.core.calendar import DAY
from bot.core.dates import read_date
from bot.slack.escape import unescape
from bot.slack.forms import FormErrors, Values
from bot.standups.blocks.home import AT as HOUR
from bot.standups.blocks.later import AT, UNTIL, WHY
from bot.standups.forms.inputs import read_input

NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}
# A weekday is the one just past; a date without a year that of the last months.
LOOKING_ON = frozenset({"next", "this", "now", "day"})
LAST_WEEK, LAST_MONTHS = timedelta(days=6), timedelta(days=120)


def read_day_and_name(text: str, today: date) -> tuple[date | None, str]:
    """`Fri Daily standup`, `20 Nov`, `2026-11-20`: a day, and what follows it. None where it begins with no day."""
    words = text.split()
    for count in range(min(3, len(words)), 0, -1):
        on = _read_day(" ".join(words[:count]), today)
        if on is not None:
            return on, " ".join(words[count:])
    return None, text


def _read_day(text: str, today: date) -> date | None:
    if text.lower() in NAMED:
        return today + NAMED[text.lower()] * DAY
    first, _, rest = text.partition(" ")
    if first.lower() in LOOKING_ON:
        return None
    text = rest if first.lower() == "last" and rest else text
    recent = read_date(text, today - LAST_WEEK)
    return recent if recent is not None and recent <= today else read_date(text, today - LAST_MONTHS)


def read_time(values: Values) -> time:
    chosen = read_input(values, AT).selected_time
    if not chosen:
        raise FormErrors({AT: "Choose a time."})
    return time.fromisoformat(chosen)


def read_reason(values: Values) -> str | None:
    return unescape((read_input(values, WHY).value or "").strip()) or None


def read_until(values: Values) -> date:
    chosen = read_input(values, UNTIL).selected_date
    if not chosen:
        raise FormErrors({UNTIL: "Choose a day."})
    return date.fromisoformat(chosen)


def read_hours(values: Values) -> dict[int, time | None]:
    """By standup; None for its own hour."""
    found = {}
    for block_id in values:
        if block_id.startswith(HOUR):
            chosen = read_input(values, block_id).selected_time
            found[int(block_id.removeprefix(HOUR))] = time.fromisoformat(chosen) if chosen else None
    return found
