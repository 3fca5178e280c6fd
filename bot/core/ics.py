"""Calendar files (iCalendar, RFC 5545): which days and hours their events take. Pure."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY
from bot.core.errors import BotError

# Absences are few. More is somebody's whole diary, or an attempt to keep us busy.
MOST_EVENTS = 1_000
MOST_SERIES = 100
LONGEST_TITLE = 200
TOO_FINE = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
FINE_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")

NO_CALENDAR = "That is no calendar. I need an address or a file that holds one (iCal, .ics), not a web page."
TOO_MANY = f"That calendar has more than {MOST_EVENTS} events in the coming year. Use one that holds absences only."
TOO_MANY_SERIES = "That calendar has too many repeating events. Use one that holds absences only."


@dataclass(frozen=True)
class Event:
    """What one event takes: whole days, or from `starts` to `ends` of each day on the reader's clock.

    `key` stays the same when the event is moved or renamed; each occurrence of a series has its own. Midnight as
    `ends` is that of the end of the day.
    """

    key: str
    first_on: date
    last_on: date
    title: str
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Reading:
    """`free` counts events left out because the calendar marks them as free time."""

    events: tuple[Event, ...]
    free: int = 0


def read_ics(data: bytes, zone: ZoneInfo, first: date, last: date, *, free_days_count: bool = False) -> Reading:
    """The events that touch the dates from first to last on the clock of `zone`; free, cancelled and declined ones
    are left out.

    `free_days_count`: whole days marked as free are taken too, as calendars of holidays mark theirs. Raises BotError
    with a sentence when that is no calendar, or one of too much.
    """
    try:
        return _read(data, zone, first, last, free_days_count=free_days_count)
    except BotError:
        raise
    except Exception:
        # Whatever is wrong in somebody's file is no fault of ours; and what it says belongs into no log.
        raise BotError(NO_CALENDAR) from None


def _read(data: bytes, zone: ZoneInfo, first: date, last: date, *, free_days_count: bool) -> Reading:
    calendar = _parse(data)
    owner = str(calendar.get("X-WR-CALNAME", "")).casefold()
    events: list[Event] = []
    free = 0
    for found, key in _occurrences(calendar, first, last):
        if _is_off(found, owner):
            continue
        if _is_free(found) and not (free_days_count and _is_whole(found)):
            free += 1
            continue
        events += [each for each in _spans(found, key, zone) if each.first_on <= last and each.last_on >= first]
        if len(events) > MOST_EVENTS:
            raise BotError(TOO_MANY)
    return Reading(tuple(sorted(events, key=lambda each: (each.first_on, each.starts or time.min, each.key))), free)


def _parse(data: bytes) -> Any:
    """Events that repeat by the hour or more often are left out: no absence does, and they never end."""
    import icalendar  # a fifth of a second, which only those wait who need it

    calendar = icalendar.Calendar.from_ical(data)
    if calendar.name != "VCALENDAR":
        raise BotError(NO_CALENDAR)
    calendar.subcomponents = [each for each in calendar.subcomponents if not _repeats_too_often(each)]
    if sum("RRULE" in each or "RDATE" in each for each in calendar.subcomponents) > MOST_SERIES:
        raise BotError(TOO_MANY_SERIES)
    return calendar


def _repeats_too_often(component: Any) -> bool:
    rules = component.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if set(rule.get("FREQ", ())) & TOO_FINE or any(part in rule for part in FINE_PARTS):
            return True
    return False


def _occurrences(calendar: Any, first: date, last: date) -> Iterator[tuple[Any, str]]:
    """Each with the name it keeps."""
    import recurring_ical_events

    events = [each for each in calendar.subcomponents if each.name == "VEVENT"]
    repeating = {str(each.get("UID")) for each in events if {"RRULE", "RDATE", "RECURRENCE-ID"} & set(each)}
    # A day more on either side: what is a day there may begin on another one here.
    found = recurring_ical_events.of(calendar, skip_bad_series=True).between(first - DAY, last + 2 * DAY)
    for each in found:
        uid = str(each.get("UID") or each.get("SUMMARY", ""))
        yield each, f"{uid} {_moment(each['RECURRENCE-ID'].dt)}" if uid in repeating else uid


def _moment(at: date) -> str:
    return at.astimezone(UTC).isoformat() if isinstance(at, datetime) and at.tzinfo else at.isoformat()


def _is_off(event: Any, owner: str) -> bool:
    """Cancelled, or its owner declined it. Calendars rarely say whose they are: else everybody asked has declined."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return True
    asked = event.get("ATTENDEE", [])
    answers = {
        str(each).casefold().removeprefix("mailto:"): str(getattr(each, "params", {}).get("PARTSTAT", "")).upper()
        for each in (asked if isinstance(asked, list) else [asked])
    }
    if owner in answers:
        return answers[owner] == "DECLINED"
    return bool(answers) and set(answers.values()) == {"DECLINED"}


def _is_free(event: Any) -> bool:
    busy = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    return str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or busy in ("FREE", "WORKINGELSEWHERE")


def _is_whole(event: Any) -> bool:
    return not isinstance(event["DTSTART"].dt, datetime)


def _spans(event: Any, key: str, zone: ZoneInfo) -> Iterator[Event]:
    starts, ends = event["DTSTART"].dt, event["DTEND"].dt
    if _is_whole(event):
        # The end of whole days is the first day after them.
        spans: Iterable[_Span] = [(starts, max(starts, ends - DAY), None, None)]
    else:
        spans = _by_day(_local(starts, zone), _local(ends, zone))
    title = " ".join(str(event.get("SUMMARY", "")).split())[:LONGEST_TITLE]
    for number, (first_on, last_on, begins, stops) in enumerate(spans):
        # Calendars write addresses into their names of events; a digest tells nobody.
        name = hashlib.sha256(f"{key}#{number}".encode()).hexdigest()
        yield Event(name, first_on, last_on, title, begins, stops)


_Span = tuple[date, date, time | None, time | None]


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    """On the wall clock of `zone`; an instant without a zone means the reader's own."""
    return (at.astimezone(zone) if at.tzinfo else at).replace(tzinfo=None)


def _by_day(starts: datetime, ends: datetime) -> Iterator[_Span]:
    """The end of a first day, whole days, and the beginning of a last one; nothing of an event without length."""
    if ends <= starts:
        return
    first, last = starts.date(), (ends - ends.resolution).date()
    from_midnight, to_midnight = starts.time() == time.min, ends.time() == time.min
    if first == last and not (from_midnight and to_midnight):
        yield first, first, starts.time(), ends.time()
        return
    if not from_midnight:
        yield first, first, starts.time(), time.min
        first += DAY
    whole_until = last if to_midnight else last - DAY
    if first <= whole_until:
        yield first, whole_until, None, None
    if not to_midnight:
        yield last, last, time.min, ends.time()
