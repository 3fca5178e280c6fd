"""Slack statuses that say somebody is away, and the days they mean. The words of a status are read, never kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import local_date
from bot.core.part_days import MIDDAY
from bot.people.domain.absences import further_notice

# What a team has that chose no words of its own; between colons stands an emoji.
USUAL_WORDS = (
    *("vacation", "holiday", "holidays", "on leave", "annual leave", "leave", "sick", "sick leave", "ill"),
    *("out of office", "out of the office", "ooo", "pto", "time off", "day off", "parental", "parental leave"),
    *(":palm_tree:", ":face_with_thermometer:", ":baby_bottle:", ":beach_with_umbrella:", ":desert_island:"),
)
LONGEST_WORD, MOST_WORDS = 40, 60
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Status:
    """As Slack tells it. `expires_at` is None for one that stays until it is changed."""

    text: str = field(default="", repr=False)
    emoji: str = field(default="", repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Seen:
    """What is kept of a status: whether it means away, and until when; without `until`, until it is changed."""

    away: bool
    until: datetime | None = None


@dataclass(frozen=True)
class AwayDays:
    """Days away, both included; with `ends` only the part of the first one before that time on its owner's clock."""

    first_on: date
    last_on: date
    ends: time | None = None
    asks_again: bool = False


def read_words(text: str) -> tuple[str, ...]:
    """What a lead typed, one word or phrase a line or between commas."""
    found = (" ".join(each.split()).casefold() for each in re.split(r"[,\n]", text))
    return tuple(dict.fromkeys(each[:LONGEST_WORD] for each in found if each))[:MOST_WORDS]


def judge(status: Status, words: Iterable[str], now: datetime) -> Seen:
    """Whole words only, in capitals or not: `ill` is not in `will`. One that has expired says nothing."""
    if status.expires_at is not None and status.expires_at <= now:
        return Seen(False)
    text = " ".join(status.text.split()).casefold()
    # A skin tone stands behind the name: `:person_in_bed::skin-tone-3:`.
    emoji = status.emoji.split("::")[0].strip(":").casefold()
    if any(_says(text, emoji, each) for each in words):
        return Seen(True, status.expires_at)
    return Seen(False)


def _says(text: str, emoji: str, word: str) -> bool:
    if len(word) > 2 and word.startswith(":") and word.endswith(":"):
        return emoji == word.strip(":")
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def days_away(seen: Seen, now: datetime, zone: ZoneInfo) -> AwayDays:
    """From today until it ends, on the clock of that zone. Of its last day, a morning that is all it takes is left out.

    Without an end it is as an absence until further notice: somebody asks again in two weeks.
    """
    today = local_date(now, zone)
    if seen.until is None:
        return AwayDays(today, further_notice(today), asks_again=True)
    last = (seen.until - INSTANT).astimezone(zone)
    ends = seen.until.astimezone(zone)
    if ends.date() == today:
        return AwayDays(today, today, ends=ends.time().replace(second=0, microsecond=0))
    takes_last_day = last.date() != ends.date() or ends.time() > MIDDAY
    return AwayDays(today, last.date() if takes_last_day else last.date() - timedelta(days=1))
