"""Dates as people type and read them: `24 Dec to 1 Jan`, `until Friday`, `tomorrow 13:00-17:00`. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from bot.core.calendar import DAY, WEEK, WorkingWeek, week_start
from bot.core.wording import listed

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Three letters name every month and weekday; "sept" and "thurs" are as good.
SHORTEST_NAME = 3
# A date without a year that began this long ago at most may still be the one that is going on.
LOOK_BACK = timedelta(days=180)
# 29 February may be this many years away.
LEAP_YEARS = 8

TO = re.compile(r"\s+(?:to|until|till|til|through|thru|-)\s+|\s*(?:\.\.+|[–—])\s*")
UNTIL = re.compile(r"(?:until|till|til|through|thru|to)\s+(.+)")
LENGTH = re.compile(r"(?:for\s+)?(\d{1,3}|a|an|one|two|three)\s+(day|week)s?")
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?")
DAY_MONTH = re.compile(r"(\d{1,2})\s*([a-z]+)(?:\s+(\d{4}))?")
MONTH_DAY = re.compile(r"([a-z]+)\s*(\d{1,2})(?:\s+(\d{4}))?")
DAYS_MONTH = re.compile(r"(\d{1,2})\s*(?:-|–|to|until)\s*(\d{1,2})\s*([a-z]+(?:\s+\d{4})?)")
MONTH_DAYS = re.compile(r"([a-z]+)\s*(\d{1,2})\s*(?:-|–)\s*(\d{1,2})((?:\s+\d{4})?)")


@dataclass(frozen=True)
class Span:
    """From first to last, both included. What was typed may run backwards or lie in the past."""

    first_on: date
    last_on: date


@dataclass(frozen=True)
class _Day:
    """What one end of a span says. `find` gives the first such date that is not before another."""

    find: Callable[[date], date | None]
    exact: date | None = None
    looks_back: timedelta = timedelta(0)


def read_span(text: str, today: date) -> Span | None:
    """The days that text names, seen from `today`; None when it names none."""
    words = _plain(text)
    return _named(words, today) or _counted(words, today) or _until(words, today) or _ends(words, today)


def read_dated_name(line: str, today: date) -> tuple[Span, str] | None:
    """`27 Dec to 31 Dec Company shutdown`: the days at the beginning, as many words as name them, and what follows."""
    words = line.split()
    for length in range(len(words), 0, -1):
        span = read_span(" ".join(words[:length]).rstrip(":"), today)
        if span is not None:
            return span, " ".join(words[length:]).lstrip(":-–— ")
    return None


def read_date(text: str, today: date) -> date | None:
    """The one day that text names, today or later unless a year says otherwise."""
    day = _day(_plain(text), today)
    return day.find(today) if day else None


def say_time(at: time) -> str:
    return f"{at:%H:%M}"


def say_times(starts: time, ends: time) -> str:
    """`13:00–17:00`"""
    return f"{say_time(starts)}–{'24:00' if ends == time.min else say_time(ends)}"


def say_date(on: date, today: date) -> str:
    """`Thu 24 Dec`; with the year where it is another one than today's."""
    year = f" {on.year}" if on.year != today.year else ""
    return f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}{year}"


def say_span(first_on: date, last_on: date, today: date) -> str:
    """`on Thu 24 Dec`, `until Fri 1 Jan 2027` once it has begun, `from … to …` before."""
    if first_on == last_on:
        return f"on {say_date(first_on, today)}"
    if first_on <= today <= last_on:
        return f"until {say_date(last_on, today)}"
    return f"from {say_date(first_on, today)} to {say_date(last_on, today)}"


def say_spans(spans: Iterable[tuple[date, date]], today: date) -> str:
    """`on Thu 24 Dec and from Mon 4 Jan 2027 to Tue 5 Jan 2027`"""
    return listed([say_span(*each, today) for each in spans])


def say_to_type(first_on: date, last_on: date, today: date) -> str:
    """`Thu 24 Dec`, or `Thu 24 Dec to Fri 25 Dec`: as `read_span` reads it."""
    first = say_date(first_on, today)
    return first if first_on == last_on else f"{first} to {say_date(last_on, today)}"


def say_week(week: WorkingWeek) -> str:
    """`Mon–Fri 09:00–17:00, Europe/London`"""
    return f"{say_weekdays(week.days)} {say_time(week.starts)}–{say_time(week.ends)}, {week.zone.key}"


def say_weekdays(days: Iterable[int]) -> str:
    """`Mon–Wed, Fri`: three or more in a row are a range."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    short = [name[:3] for name in WEEKDAYS]
    return ", ".join(
        f"{short[run[0]]}–{short[run[-1]]}" if len(run) > 2 else ", ".join(short[day] for day in run) for run in runs
    )


def _plain(text: str) -> str:
    words = re.sub(r"[\s,]+", " ", text.lower()).strip(" .!;")
    words = re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1", words)
    words = re.sub(r"\b(?:the|of|on|from|between)\b ?", "", words)
    words = DAYS_MONTH.sub(_same_month, words) if DAYS_MONTH.fullmatch(words) else words
    words = MONTH_DAYS.sub(r"\1 \2\4 to \1 \3\4", words) if MONTH_DAYS.fullmatch(words) else words
    return words if not re.fullmatch(r"[\d.]*\d\.\d+", words) else words + "."


def _same_month(found: re.Match[str]) -> str:
    first, last, month = found.groups()
    return f"{first} {month} to {last} {month}"


def _named(words: str, today: date) -> Span | None:
    monday = week_start(today)
    if words in ("this week", "rest this week"):
        return Span(today, monday + 6 * DAY)
    if words in ("next week", "all next week"):
        return Span(monday + WEEK, monday + WEEK + 6 * DAY)
    return None


def _counted(words: str, today: date) -> Span | None:
    found = LENGTH.fullmatch(words)
    if found is None:
        return None
    number = NUMBERS.get(found[1]) or int(found[1])
    days = number * (7 if found[2] == "week" else 1)
    return Span(today, today + (days - 1) * DAY) if days else None


def _until(words: str, today: date) -> Span | None:
    found = UNTIL.fullmatch(words)
    last = read_date(found[1], today) if found else None
    return Span(today, last) if last else None


def _ends(words: str, today: date) -> Span | None:
    ends = [_day(each, today) for each in TO.split(words)]
    match ends:
        case [_Day() as day]:
            on = day.find(today)
            return Span(on, on) if on else None
        case [_Day() as first, _Day() as last]:
            return _between(first, last, today)
    return None


def _between(first: _Day, last: _Day, today: date) -> Span | None:
    """The earliest such span that is not over; years and weeks nobody named are found from the other end."""
    anchor = today - first.looks_back
    if first.looks_back and last.exact is not None:
        anchor = last.exact - timedelta(days=364)
    while first_on := first.find(anchor):
        last_on = last.find(first_on)
        if last_on is None:
            return None
        if last_on >= today or first.exact is not None:
            return Span(first_on, last_on)
        anchor = first_on + DAY
    return None


def _day(words: str, today: date) -> _Day | None:
    return _relative(words, today) or _weekday(words, today) or _dated(words) or _dated_weekday(words)


def _relative(words: str, today: date) -> _Day | None:
    ahead = {"today": 0, "now": 0, "tomorrow": 1, "day after tomorrow": 2}.get(words)
    return None if ahead is None else _exactly(today + ahead * DAY)


def _weekday(words: str, today: date) -> _Day | None:
    which, _, name = words.rpartition(" ")
    number = _index(name, WEEKDAYS)
    if number is None or which not in ("", "this", "next"):
        return None
    if which == "next":
        return _exactly(week_start(today) + WEEK + number * DAY)
    return _Day(lambda anchor: anchor + ((number - anchor.weekday()) % 7) * DAY)


def _dated(words: str) -> _Day | None:
    """A date of the calendar, with a year or without."""
    if found := ISO.fullmatch(words):
        return _calendar_day(found[1], int(found[2]), found[3])
    if found := DOTTED.fullmatch(words):
        return _calendar_day(found[3], int(found[2]), found[1])
    if found := DAY_MONTH.fullmatch(words):
        return _calendar_day(found[3], _month(found[2]), found[1])
    if found := MONTH_DAY.fullmatch(words):
        return _calendar_day(found[3], _month(found[1]), found[2])
    return None


def _dated_weekday(words: str) -> _Day | None:
    """`fri 27 nov`, as we say it ourselves; a date that is no Friday then is none."""
    name, _, rest = words.partition(" ")
    number, day = _index(name, WEEKDAYS), _dated(rest)
    if number is None or day is None:
        return None

    def find(anchor: date) -> date | None:
        on = day.find(anchor)
        return on if on is not None and on.weekday() == number else None

    if day.exact is not None and day.exact.weekday() != number:
        return None
    return replace(day, find=find)


def _calendar_day(year: str | None, month: int, day: str) -> _Day | None:
    if year:
        on = _date(int(year), month, int(day))
        return _exactly(on) if on else None

    def find(anchor: date) -> date | None:
        years = range(anchor.year, anchor.year + LEAP_YEARS + 1)
        dates = (_date(each, month, int(day)) for each in years)
        return next((each for each in dates if each and each >= anchor), None)

    return _Day(find, looks_back=LOOK_BACK)


def _exactly(on: date) -> _Day:
    return _Day(lambda _: on, exact=on)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    number = _index(name, MONTHS)
    return 0 if number is None else number + 1


def _index(name: str, names: Sequence[str]) -> int | None:
    if len(name) < SHORTEST_NAME:
        return None
    return next((number for number, each in enumerate(names) if each.lower().startswith(name)), None)
