"""Many fires at once, as one person sees them: a team's queue, what was found, a long history."""

from dataclasses import dataclass

from bot.people.domain import Team
from bot.triage.domain.choosing import Choice, Option
from bot.triage.domain.fires import Fire, FireEvent


@dataclass(frozen=True)
class Found:
    """One page of what was looked for, the newest first. `before` is where the next page begins; None on the last."""

    words: str
    fires: tuple[Fire, ...]
    before: int | None


@dataclass(frozen=True)
class Queue:
    """A team's open fires as one person sees them. `options` narrow them, `hands` say who has how many, by name; empty
    for those outside the team. `total` is how many there are without the choice.
    """

    team: Team
    fires: tuple[Fire, ...]
    choice: Choice
    options: tuple[Option, ...]
    hands: tuple[tuple[str, int], ...]
    cap: int | None
    total: int
    may_work: bool
    may_bulk: bool


@dataclass(frozen=True)
class History:
    """One page of what happened to a fire, the oldest first; pages count from 0."""

    fire: Fire
    team: Team
    events: tuple[FireEvent, ...]
    page: int
    pages: int
