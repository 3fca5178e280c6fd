"""Calendars of absences: where they are, and what a new reading of one changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, local_date, moment_of
from bot.core.ics import Event
from bot.people.domain.absences import Absence
from bot.people.domain.people import TeamId, UserId

# Which days are read, seen from today.
LOOK_BACK, LOOK_AHEAD = timedelta(days=30), timedelta(days=400)
# A calendar that nobody changes shows new occurrences all the same, as the days it is read for move on.
READ_WHOLE_AFTER = timedelta(days=14)
NIGHT = time(3)
# So many nights in a row may fail before the person hears of it.
PATIENCE = 3


@dataclass(frozen=True)
class Calendar:
    """An ICS calendar: absences of who gave it, or with a team that team's company days.

    `name` is what may be shown: the host of the address, which is a secret, or the name of the file.
    """

    id: int
    user_id: UserId
    team_id: TeamId | None
    name: str
    read_at: datetime
    failures: int = 0
    address: str | None = field(default=None, repr=False)
    etag: str | None = field(default=None, repr=False)

    def known_etag(self, now: datetime) -> str | None:
        """What to tell its server, so that it sends nothing that is known; None when all of it is wanted."""
        return self.etag if now - self.read_at < READ_WHOLE_AFTER else None


def next_night(now: datetime, zone: ZoneInfo, calendar_id: int) -> datetime:
    """When to read it again by the clock of that zone; not all calendars in one minute."""
    today, minute = local_date(now, zone), timedelta(minutes=calendar_id % 60)
    tonight = moment_of(today, NIGHT, zone) + minute
    return tonight if tonight > now else moment_of(today + DAY, NIGHT, zone) + minute


def is_calendar_file(file: Mapping[str, Any]) -> bool:
    """By what Slack says of it; whether it can be read is another question."""
    return str(file.get("name") or "").lower().endswith(".ics") or file.get("mimetype") == "text/calendar"


@dataclass(frozen=True)
class Known:
    """An absence that came from an event. `as_read` is what the event said when last read, None once it was gone."""

    key: str
    absence: Absence
    as_read: str | None
    stands: bool


@dataclass(frozen=True)
class Add:
    event: Event


@dataclass(frozen=True)
class Change:
    """The event says something else: so does the absence from now on, even if it had been called off."""

    known: Known
    event: Event


@dataclass(frozen=True)
class Rename:
    known: Known
    event: Event


@dataclass(frozen=True)
class CallOff:
    """The event is gone before it began; or, with `last_on`, while it lasted."""

    known: Known
    last_on: date | None


Step = Add | Change | Rename | CallOff


def said_by(event: Event) -> str:
    """When the event is, in a form that can be compared with what it said before."""
    return f"{event.first_on}/{event.last_on}/{event.starts or ''}/{event.ends or ''}"


def steps(known: Iterable[Known], events: Iterable[Event], today: date) -> Iterator[Step]:
    """What a new reading changes. What somebody called off or shortened stays so until the calendar says otherwise,
    and nothing that is over changes because its event is gone.
    """
    before = {each.key: each for each in known}
    read = {each.key: each for each in events}
    for key, event in read.items():
        old = before.get(key)
        if old is None:
            yield Add(event)
        elif old.as_read != said_by(event):
            yield Change(old, event)
        elif old.stands and (old.absence.reason or "") != event.title:
            yield Rename(old, event)
    yield from vanished((each for key, each in before.items() if key not in read), today)


def vanished(known: Iterable[Known], today: date) -> Iterator[CallOff]:
    """What is left of absences whose events, or whose whole calendar, are gone."""
    for each in known:
        if each.as_read is not None and each.absence.last_on >= today:
            begun = each.absence.first_on < today
            yield CallOff(each, today - DAY if begun else None)
