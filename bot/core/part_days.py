"""Absences as people type them: days, a part of a day (`this afternoon`), or until further notice. Pure."""

import re
from dataclasses import dataclass
from datetime import date, time

from bot.core.calendar import DAY, WorkingWeek
from bot.core.dates import Span, read_span

# Until somebody asks again: fourteen days, the first and the last included.
FURTHER_NOTICE = 14 * DAY
MIDDAY = time(12)

OPEN_END = re.compile(r"\b(?:(?:until|till|til) further notice|indefinitely|open[- ]ended?)\b")
HALF = re.compile(r"(?:^|\s)(?:in the )?(morning|afternoon)$")
CLOCK = r"(\d{1,2}(?::\d{2})?) ?(am|pm|h)?"
HOURS = rf"(?:from |between )?{CLOCK} ?(?:-|–|to|until|till|and) ?{CLOCK}"
BOTH = (re.compile(rf"(?:^| ){HOURS}$"), re.compile(rf"^{HOURS}(?= )"))
ONE = re.compile(rf"(?:^| )(from|after|until|till|before) {CLOCK}$")


@dataclass(frozen=True)
class Stretch:
    """Whole days, or of each of them the time from `starts` to `ends`; `open_ended`: until further notice."""

    first_on: date
    last_on: date
    starts: time | None = None
    ends: time | None = None
    open_ended: bool = False


_Part = tuple[str, time, time]


def read_stretch(text: str, today: date, week: WorkingWeek) -> Stretch | None:
    """What that text names, seen from `today` by somebody who works that week; None when it names nothing.

    Half days and hours with one end only are filled up from the hours of the week.
    """
    words = re.sub(r"[\s,]+", " ", text.lower()).strip(" .!;")
    if OPEN_END.search(words):
        span = _days(OPEN_END.sub("", words).strip(), today)
        return Stretch(span.first_on, span.first_on + FURTHER_NOTICE - DAY, open_ended=True) if span else None
    span = read_span(words, today)
    if span is not None:
        return Stretch(span.first_on, span.last_on)
    part = _half(words, week) or _hours(words) or _one_end(words, week)
    if part is None:
        return None
    rest, starts, ends = part
    span = _days(rest, today)
    if span is None or starts == ends or (ends != time.min and starts > ends and week.starts < week.ends):
        return None
    return Stretch(span.first_on, span.last_on, starts, ends)


def _days(words: str, today: date) -> Span | None:
    return Span(today, today) if words in ("", "this") else read_span(words, today)


def _half(words: str, week: WorkingWeek) -> _Part | None:
    found = HALF.search(words)
    if found is None:
        return None
    rest = words[: found.start()].strip()
    if found[1] == "morning":
        return rest, min(week.starts, time.min if week.starts >= MIDDAY else week.starts), MIDDAY
    return rest, MIDDAY, time.min if week.ends <= MIDDAY else week.ends


def _hours(words: str) -> _Part | None:
    for found in (each.search(words) for each in BOTH):
        # `24-26` are days: one of the two must look like hours.
        if found is not None and (found[2] or found[4] or ":" in found[1] + found[3]):
            # `1-5pm` begins in the afternoon, `11-1pm` does not.
            half = found[2] or (found[4] if _hour(found[1]) < _hour(found[3]) % 12 else None)
            starts, ends = _clock(found[1], half), _clock(found[3], found[4])
            if starts is not None and ends is not None:
                return (words[: found.start()] + words[found.end() :]).strip(), starts, ends
    return None


def _one_end(words: str, week: WorkingWeek) -> _Part | None:
    found = ONE.search(words)
    if found is None or not (found[3] or ":" in found[2]):
        return None
    at, rest = _clock(found[2], found[3]), words[: found.start()].strip()
    if at is None:
        return None
    if found[1] in ("from", "after"):
        return rest, at, week.ends if at < week.ends else time.min
    return rest, week.starts if week.starts < at else time.min, at


def _clock(text: str, half: str | None) -> time | None:
    """`1:30` and `pm`; None for an hour that no clock shows."""
    hour, minute = _hour(text), int(text.partition(":")[2] or 0)
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if (hour, minute) == (24, 0):
        return time.min
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _hour(text: str) -> int:
    return int(text.partition(":")[0])
