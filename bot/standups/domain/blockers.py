"""Blockers: what stands in somebody's way, from the answer that says so until it is solved."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.people.domain import UserId


@dataclass(frozen=True)
class Blocker:
    """A fact with an id, opened by an answer. `owner_id` sees to it; `helpers` offered to.

    It is open until `resolved_at`; `escalated_at` is when the leads were told, once.
    """

    id: int
    standup_id: int
    prompt_id: int
    question_id: int
    user_id: UserId
    text: str
    opened_on: date
    owner_id: UserId | None = None
    helpers: tuple[UserId, ...] = ()
    resolved_at: datetime | None = None
    resolved_by: UserId | None = None
    escalated_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None
