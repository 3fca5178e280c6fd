"""What comes back in the form: plan items and blockers of last time."""

from collections.abc import Mapping, Sequence

from bot.slack import kit
from bot.slack.escape import cut
from bot.slack.message import Block
from bot.standups.blocks import ids
from bot.standups.domain.blockers import Blocker
from bot.standups.domain.plans import MOST_SHOWN, Mark, PlanItem

MARKS = {Mark.DONE: "Done", Mark.CONTINUE: "Continue", Mark.DROP: "Drop"}
# It goes on, and is neither counted nor asked about meanwhile.
SNOOZE_FOR = "Snooze 7 days"
SOLVED, STILL = "solved", "still"
ITEM, BLOCKER = "item:", "blocker:"
# Buttons are one press, but each takes a line; a long plan is quicker to look through as menus.
MOST_BUTTONS = 6
MOST_BLOCKERS = 10
LONGEST_LABEL = 300


def carried_blocks(
    items: Sequence[PlanItem],
    blockers: Sequence[Blocker],
    marks: Mapping[int, Mark] | None = None,
    solved: frozenset[int] = frozenset(),
) -> list[Block]:
    """An input for each, with what was chosen before; read by `read_carried`.

    An item that was carried often starts without a choice, and needs one.
    """
    marks = marks or {}
    shown = items[:MOST_SHOWN]
    blocks: list[Block] = [kit.section("*From last time*")] if shown else []
    blocks += [_item(each, marks.get(each.id), as_menu=len(items) > MOST_BUTTONS) for each in shown]
    if len(items) > MOST_SHOWN:
        left = len(items) - MOST_SHOWN
        blocks.append(kit.context(f"{left} more stay open. You can settle them on my Home tab."))
    asked = blockers[:MOST_BLOCKERS]
    blocks += [kit.section("*Still blocked?*")] if asked else []
    return blocks + [_blocker(each, SOLVED if each.id in solved else STILL) for each in asked]


def _item(item: PlanItem, mark: Mark | None, *, as_menu: bool) -> Block:
    asked_first = item.is_carried_often
    offered = {**MARKS, Mark.SNOOZE: SNOOZE_FOR} if asked_first or mark == Mark.SNOOZE else MARKS
    options = [kit.option(text, each.value) for each, text in offered.items()]
    chosen = mark or (None if asked_first else Mark.CONTINUE)
    pick = kit.select if as_menu else kit.radio
    label = cut(item.text, LONGEST_LABEL)
    if asked_first:
        label = f"Does this still belong to your plan? It came back {item.carried} times: {label}"
    return kit.labelled(label, pick(ids.VALUE, options, chosen=chosen), f"{ITEM}{item.id}")


def _blocker(blocker: Blocker, chosen: str) -> Block:
    fire = f", {blocker.fire}" if blocker.fire else ""
    what = cut(" ".join(blocker.text.split()), LONGEST_LABEL) or "what you named last time"
    options = [kit.option("Still blocked", STILL), kit.option("Solved", SOLVED)]
    label = f"{what} ({blocker.name}{fire})"
    return kit.labelled(label, kit.radio(ids.VALUE, options, chosen=chosen), f"{BLOCKER}{blocker.id}")
