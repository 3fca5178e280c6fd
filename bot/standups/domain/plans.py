"""Plan items: what somebody meant to do, from one run to the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.people.domain import UserId

# Carried this often, an item is asked about first: does it still belong to the plan?
OFTEN = 3
# Carried this often, the lead hears of it, and its owner a working day before.
STUCK = 5
SNOOZE = timedelta(days=7)
# So many fit in the form beside the questions; the rest stays open.
MOST_SHOWN = 60


class ItemState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class PlanItem:
    """One line of a plan. `key` is that of its question; `made_in` and `settled_in` are prompts.

    `carried` counts the runs it came back at, `carried_in` is the last of their prompts. Settled on the Home tab it
    has a `settled_at` and no `settled_in`. `snoozed_in` is the prompt that snoozed it; `told_at`: the lead heard of it.
    `asleep`: it is snoozed on the day it is shown for.
    """

    id: int
    standup_id: int
    user_id: UserId
    key: str
    text: str
    state: ItemState
    made_in: int
    carried: int = 0
    carried_in: int | None = None
    settled_in: int | None = None
    settled_at: datetime | None = None
    snoozed_until: date | None = None
    snoozed_in: int | None = None
    told_at: datetime | None = None
    asleep: bool = False

    @property
    def is_carried_often(self) -> bool:
        return self.carried >= OFTEN and not self.asleep

    @property
    def is_stuck(self) -> bool:
        return self.state == ItemState.OPEN and self.carried >= STUCK

    def is_snoozed_on(self, on: date) -> bool:
        """Its owner wants it left alone then: it comes back, and is neither counted nor asked about."""
        return self.snoozed_until is not None and on < self.snoozed_until


class Mark(StrEnum):
    """What becomes of an item that came back."""

    DONE = "done"
    CONTINUE = "continue"
    DROP = "drop"
    SNOOZE = "snooze"


STATE_AFTER = {
    Mark.DONE: ItemState.DONE,
    Mark.CONTINUE: ItemState.OPEN,
    Mark.DROP: ItemState.DROPPED,
    Mark.SNOOZE: ItemState.OPEN,
}
MARK_OF = {ItemState.DONE: Mark.DONE, ItemState.OPEN: Mark.CONTINUE, ItemState.DROPPED: Mark.DROP}


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

    @property
    def new(self) -> tuple[str, ...]:
        """The lines made in that run: what the form shows as text."""
        return tuple(each.text for each in self.lines if each.mark is None)


def in_asking_order(items: Iterable[PlanItem]) -> list[PlanItem]:
    """Those carried often come first, each group as it was planned."""
    return sorted(items, key=lambda each: (not each.is_carried_often, each.id))


def mark_in(item: PlanItem, prompt_id: int) -> Mark | None:
    """What was said of it in the run of that prompt; None when nothing was."""
    if prompt_id not in (item.settled_in, item.carried_in):
        return None
    if item.state == ItemState.OPEN and item.snoozed_in == prompt_id:
        return Mark.SNOOZE
    return MARK_OF[item.state]


def match_lines(before: Sequence[PlanItem], lines: Sequence[str]) -> Mapping[int, PlanItem]:
    """Which item each line still is, by its place: two equal texts stay two items, an unchanged line keeps its own."""
    left: dict[str, list[PlanItem]] = {}
    for item in before:
        left.setdefault(item.text, []).append(item)
    return {number: left[text].pop(0) for number, text in enumerate(lines) if left.get(text)}
