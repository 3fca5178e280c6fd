"""A person's duty as a calendar under a secret address."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.tenant import WorkspaceId
from bot.duty.domain.shifts import Role, Stretch, days_of
from bot.people.domain import TeamId, UserId

RANDOM_BYTES = 32


@dataclass(frozen=True)
class Feed:
    """Whose duty an address shows, and since when it works."""

    id: int
    workspace_id: WorkspaceId
    user_id: UserId
    made_at: datetime


@dataclass(frozen=True)
class Changes:
    """How often a team's shifts of one role were put or taken back, and when that was last."""

    count: int
    last_at: datetime


@dataclass(frozen=True)
class Entry:
    """Days of duty in a calendar, both included. It keeps its `key` as long as it begins on the same day."""

    key: str
    team: str
    role: Role
    first_on: date
    last_on: date
    changes: Changes


@dataclass(frozen=True)
class Plan:
    """All that a feed shows. `zone` is the clock its days are of, where all of them are of one."""

    zone: str | None
    entries: tuple[Entry, ...]


def new_address() -> str:
    """The secret part; what is kept is its fingerprint."""
    return secrets.token_urlsafe(RANDOM_BYTES)


def fingerprint_of(secret: str) -> str:
    """SHA-256 in hex. What is random needs no salt, and can be looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()


def whole_days(found: Iterable[Stretch], zone: ZoneInfo) -> list[tuple[date, date]]:
    """The days of one person's stretches in one role, in order; parts of one day are one entry."""
    spans: list[tuple[date, date]] = []
    for first_on, last_on in sorted(days_of(each, zone) for each in found):
        if spans and first_on <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(last_on, spans[-1][1])
        else:
            spans.append((first_on, last_on))
    return spans


def key_of(workspace_id: int, team_id: TeamId, role: Role, user_id: UserId, first_on: date) -> str:
    """The same whenever it is asked, and naming nobody: calendars are shared more widely than teams."""
    said = f"{workspace_id}:{team_id}:{role}:{user_id}:{first_on.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def shown_between(spans: Sequence[tuple[date, date]], first: date, last: date) -> list[tuple[date, date]]:
    """Those of which a part lies in these days, whole."""
    return [each for each in spans if each[1] >= first and each[0] <= last]
