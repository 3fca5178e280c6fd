"""Plan items: what somebody meant to do, from one run to the next."""

from dataclasses import dataclass
from enum import StrEnum

from bot.people.domain import UserId

# Carried this often, an item is asked about first: does it still belong to the plan?
OFTEN = 3


class ItemState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class PlanItem:
    """One line of a plan. `key` is that of its question; `carried` counts the runs it came back at."""

    id: int
    standup_id: int
    user_id: UserId
    key: str
    text: str
    state: ItemState
    made_in: int
    carried: int = 0
    settled_in: int | None = None


class Mark(StrEnum):
    """What becomes of an item that came back."""

    DONE = "done"
    CONTINUE = "continue"
    DROP = "drop"


@dataclass(frozen=True)
class PlanLine:
    """One line of a plan as it was said in a run: new where there is no mark. `item_id` is that of its `PlanItem`."""

    text: str
    item_id: int | None = None
    mark: Mark | None = None


@dataclass(frozen=True)
class Planned:
    """What was said to a question that asks for a plan: items of the last run with their marks, then new ones."""

    lines: tuple[PlanLine, ...]
