"""Somebody goes on leave: what they have in hand, and what may become of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.triage.domain.fires import Fire
from bot.triage.domain.suggesting import Candidate


class Fate(StrEnum):
    """What becomes of a fire whose owner goes on leave."""

    HAND = "hand"
    QUEUE = "queue"
    KEEP = "keep"


@dataclass(frozen=True)
class Held:
    """A fire somebody has in hand, and to whom it could go while they are away."""

    fire: Fire
    to: Candidate | None


@dataclass(frozen=True)
class Handover:
    """What somebody has in hand when they go. `absence_id` is 0 where a lead, or they themselves, asked for it."""

    user_id: str
    name: str
    absence_id: int
    first_on: date | None
    back_on: date | None
    held: tuple[Held, ...]
