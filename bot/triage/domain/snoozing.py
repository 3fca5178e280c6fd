"""Until when a fire sleeps: what people type about it, and the moment it wakes. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, WorkingWeek, local_date, moment_of, next_working_moment
from bot.core.dates import read_date

# A fire that slept longer than this is brought up in the digest: it may be forgotten.
LONG_SNOOZE = timedelta(days=14)
LONGEST_SNOOZE = timedelta(days=365)

UNTIL = re.compile(r"^(?:until|till|til|to|for|in)\s+")
LENGTH = re.compile(r"(\d{1,3}|a|an|one|two|three)\s+(hour|day|week|month)s?")
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
# A month is said by people who do not mind which day: four weeks end on the same weekday.
LENGTHS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(weeks=4),
}
CLOCK = re.compile(r"\s+(?:at\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|h)?$")
NEXT_WEEK = "next week"


@dataclass(frozen=True)
class Wake:
    """A day on somebody's calendar, and perhaps a time on their clock."""

    on: date
    at: time | None = None


def read_wake(text: str, now: datetime, zone: ZoneInfo) -> tuple[Wake, str] | None:
    """`until Monday`, `2026-12-01`, `3 days`, `tomorrow 9:00`, seen by somebody in that zone, and what follows it; as
    many words as name a moment. None when the text begins with none.
    """
    words = text.split()
    for length in range(min(len(words), 8), 0, -1):
        wake = _wake(" ".join(words[:length]).lower().strip(" ,.:;"), now, zone)
        if wake is not None:
            return wake, " ".join(words[length:]).lstrip(" ,.:;-–—")
    return None


def wakes_at(wake: Wake, zone: ZoneInfo, week: WorkingWeek) -> datetime:
    """The first moment the team works from then on; then itself for a team that never does."""
    moment = moment_of(wake.on, wake.at or time.min, zone)
    return next_working_moment(moment, week) or moment


def _wake(words: str, now: datetime, zone: ZoneInfo) -> Wake | None:
    words = UNTIL.sub("", words)
    counted = LENGTH.fullmatch(words)
    if counted is not None:
        return _counted(NUMBERS.get(counted[1]) or int(counted[1]), counted[2], now, zone)
    today = local_date(now, zone)
    if words == NEXT_WEEK:
        return Wake(today + (7 - today.weekday()) * DAY)
    on = read_date(words, today)
    if on is not None:
        return Wake(on)
    found = CLOCK.search(words)
    at = _time(found) if found else None
    on = read_date(words[: found.start()], today) if found and at else None
    return Wake(on, at) if on else None


def _counted(number: int, unit: str, now: datetime, zone: ZoneInfo) -> Wake | None:
    if not number:
        return None
    if unit == "hour":
        then = (now + number * LENGTHS[unit]).astimezone(zone)
        return Wake(then.date(), then.time().replace(tzinfo=None))
    return Wake(local_date(now, zone) + number * LENGTHS[unit])


def _time(found: re.Match[str]) -> time | None:
    """A bare number is no time: `1 December 9` could be anything."""
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if found[2] is None and half is None:
        return None
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
