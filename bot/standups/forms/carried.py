"""What became of plan items and blockers of last time, from the form that asked."""

from collections.abc import Mapping

from bot.slack.forms import Values
from bot.standups.blocks.carried import BLOCKER, ITEM, SOLVED
from bot.standups.domain.plans import Mark
from bot.standups.forms.inputs import read_input


def read_carried(values: Values) -> tuple[Mapping[int, Mark], frozenset[int]]:
    """Marks by plan item, as far as one was chosen, and the blockers that are no more."""
    marks = {
        int(block_id.removeprefix(ITEM)): Mark(chosen)
        for block_id in values
        if block_id.startswith(ITEM) and (chosen := read_input(values, block_id).chosen)
    }
    solved = frozenset(
        int(block_id.removeprefix(BLOCKER))
        for block_id in values
        if block_id.startswith(BLOCKER) and read_input(values, block_id).chosen == SOLVED
    )
    return marks, solved
