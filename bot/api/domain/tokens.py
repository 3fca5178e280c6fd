"""Tokens: who a program is, and what it may do."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.tenant import WorkspaceId
from bot.people.domain import Person, UserId

PREFIX = "fb_"
RANDOM_BYTES = 32


class Scope(StrEnum):
    """What a token may do at most; what it sees is decided for each thing."""

    READ = "read"
    ANSWER = "answer"
    ABSENCES = "absences"
    WEBHOOKS = "webhooks"


@dataclass(frozen=True)
class Token:
    """Without a `user_id` it is a service's: it sees what every member of a team sees, and does nothing in a name."""

    id: int
    workspace_id: WorkspaceId
    name: str
    scopes: frozenset[Scope]
    user_id: UserId | None
    made_at: datetime
    last_used_on: date | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class Caller:
    """A token with the person it acts for."""

    token: Token
    person: Person | None

    @property
    def user_id(self) -> UserId | None:
        return self.person.user_id if self.person is not None else None


def new_token() -> str:
    """Shown once; what is kept is its fingerprint."""
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def fingerprint_of(token: str) -> str:
    """SHA-256 in hex. A token is random, so its fingerprint needs no salt and can be looked up."""
    return hashlib.sha256(token.encode()).hexdigest()
