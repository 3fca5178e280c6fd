"""Somebody's own record, as they get it."""

from collections.abc import Sequence

from bot.records.domain.hype import Period, Record, to_markdown
from bot.slack import kit
from bot.slack.escape import parts
from bot.slack.message import Block, Message

# One block takes somewhat more, a message about 13,000 in all.
PIECE, PIECES_A_MESSAGE = 3000, 3
OTHER_TIMES = (
    "Another time: `/standup hype last quarter`, `/standup hype 2026`, or `/standup hype 2026-07-01..2026-09-30`."
)


def on_its_way(period: Period) -> str:
    """Where they asked."""
    return f"Your record from {period} is in our direct messages. {OTHER_TIMES}"


def nothing_yet(period: Period) -> str:
    nothing = "no answers, no plan items done, no fires, no kudos"
    return f"I know of nothing that you did from {period}: {nothing}. {OTHER_TIMES}"


def own_record(record: Record) -> list[Message]:
    """The whole of it as text to copy, in as many messages as it needs."""
    pieces = parts(to_markdown(record).strip(), PIECE)
    groups = [pieces[at : at + PIECES_A_MESSAGE] for at in range(0, len(pieces), PIECES_A_MESSAGE)]
    return [_message(record.period, number, len(groups), group) for number, group in enumerate(groups, 1)]


def _message(period: Period, number: int, count: int, pieces: Sequence[str]) -> Message:
    part = f", part {number} of {count}" if count > 1 else ""
    said = f"Your record from {period}{part}."
    note = "It is Markdown, for your own document. Nobody else gets it."
    opening: list[Block] = [kit.section(f"*{said}*\n{note}")] if number == 1 else [kit.context(said)]
    return Message(said, [*opening, *(_text(each) for each in pieces)])


def _text(words: str) -> Block:
    """As it stands: no mention or link in it comes alive."""
    inside = [{"type": "text", "text": words}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": inside}]}
