"""Long messages in pieces that Slack takes: nothing is cut, and the order stays."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.slack.message import Block
from bot.standups.domain.rich import Piece

# Slack refuses messages somewhere above 13,000 characters; each page has a head and a foot of its own besides.
PAGE = 10_000
PAGE_BLOCKS = 44
RICH_BLOCK = 4_000


def size(shown: Any) -> int:
    """Everything in it that is text, addresses included."""
    if isinstance(shown, str):
        return len(shown)
    if isinstance(shown, Mapping):
        return sum(size(value) for name, value in shown.items() if name not in ("type", "action_id", "style"))
    return sum(map(size, shown)) if isinstance(shown, (list, tuple)) else 0


def pages(blocks: Iterable[Block], room: int = PAGE) -> list[list[Block]]:
    """As few messages as hold them all; at least one."""
    found: list[list[Block]] = [[]]
    left = room
    for block in blocks:
        needs = size(block)
        if found[-1] and (needs > left or len(found[-1]) == PAGE_BLOCKS):
            found.append([])
            left = room
        found[-1].append(block)
        left -= needs
    return found


def rich_blocks(elements: Sequence[Piece], most: int = RICH_BLOCK) -> list[Block]:
    """Rich text in blocks of at most that many characters; styles and lists go on in the next one."""
    groups: list[list[Piece]] = [[]]
    left = most
    for element in (piece for each in elements for piece in _split(each, most)):
        needs = size(element)
        if groups[-1] and needs > left:
            groups.append([])
            left = most
        groups[-1].append(element)
        left -= needs
    return [{"type": "rich_text", "elements": group} for group in groups if group]


def _split(piece: Piece, most: int) -> list[Piece]:
    """One element of rich text, at any depth, as several that are not too long."""
    if size(piece) <= most:
        return [piece]
    if piece.get("type") == "text":
        return [{**piece, "text": words} for words in _words(str(piece["text"]), most)]
    inner = [each for child in piece.get("elements", ()) for each in _split(child, most)]
    found: list[Piece] = []
    begun: list[Piece] = []
    for each in inner:
        if begun and size(begun) + size(each) > most:
            found.append(_with(piece, begun, found))
            begun = []
        begun.append(each)
    return [*found, _with(piece, begun, found)] if begun else [piece]


def _words(text: str, most: int) -> list[str]:
    """Between words where there are any; every character stays."""
    found = []
    while len(text) > most:
        at = max(text.rfind("\n", 0, most), text.rfind(" ", 0, most)) + 1
        at = at if at > most // 2 else most
        found.append(text[:at])
        text = text[at:]
    return [*found, text]


def _with(piece: Piece, elements: list[Piece], before: Sequence[Piece]) -> Piece:
    """The same element around fewer; a numbered list goes on counting."""
    if piece.get("style") == "ordered":
        counted = sum(len(each["elements"]) for each in before)
        return {**piece, "elements": elements, "offset": int(piece.get("offset", 0)) + counted}
    return {**piece, "elements": elements}
