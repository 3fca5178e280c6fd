"""How the Home tab is laid out: a greeting, and the features' sections under it."""

from collections.abc import Sequence
from typing import Any

from bot.slack import kit
from bot.slack.escape import cut
from bot.slack.message import Block

# Slack refuses a page with more blocks.
MOST_BLOCKS = 100
LONGEST_NAME = 100


def home_view(name: str, sections: Sequence[Sequence[Block]]) -> dict[str, Any]:
    """Empty sections leave no trace; what does not fit on the page is left out and said to be."""
    blocks = [kit.header(f"Hello, {cut(name, LONGEST_NAME)}")]
    for number, each in enumerate([each for each in sections if each]):
        blocks += [kit.divider(), *each] if number else each
    if len(blocks) > MOST_BLOCKS:
        blocks = [
            *blocks[: MOST_BLOCKS - 1],
            kit.context("There is more than fits here: `/triage` and `/standup list`."),
        ]
    return kit.home(blocks)
