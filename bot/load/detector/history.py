"""A team's history as plain values: who worked when, who was on duty, and which requests came."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Member:
    """`joined_on` is None for who was there from the beginning; hours are on their own wall clock. `part` of them is
    this team's, for who is in several.
    """

    id: str
    zone: ZoneInfo
    days: frozenset[int]
    starts: time
    ends: time
    joined_on: date | None
    skills: frozenset[str]
    part: float = 1.0

    @property
    def hours_a_day(self) -> float:
        return (self.ends.hour - self.starts.hour) % 24 + (self.ends.minute - self.starts.minute) / 60


@dataclass(frozen=True)
class Span:
    """Days of one member, both included: away, or on duty."""

    member: str
    first: date
    last: date


@dataclass(frozen=True)
class Ticket:
    """`priority` is 1 to 4; `effort` an estimate in hours. Who claimed nothing yet has no assignee."""

    created_at: datetime
    claimed_at: datetime | None
    resolved_at: datetime | None
    assignee: str | None
    priority: int
    category: str
    effort: float | None


@dataclass(frozen=True)
class History:
    """`start` is a Monday in the team's zone; week w is the seven days from `start` + 7 w. `adhoc` is the share of
    working time set aside for requests, None where the team did not say. Tickets claimed before `start` are no work of
    its weeks, but wait and are solved in them.
    """

    team: str
    zone: ZoneInfo
    start: date
    weeks: int
    categories: tuple[str, ...]
    adhoc: float | None
    members: tuple[Member, ...]
    absences: tuple[Span, ...]
    duty: tuple[Span, ...]
    tickets: tuple[Ticket, ...]
