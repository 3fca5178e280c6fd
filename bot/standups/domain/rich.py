"""Rich text: what somebody wrote with its styles, lists, links and mentions, as Slack describes it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Piece = Mapping[str, Any]

SECTION, LIST, QUOTE, CODE = "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"
# What Slack adds to a piece for its own use, and takes from nobody.
NOT_KEPT = frozenset({"block_id", "display_team_id", "display_url"})


@dataclass(frozen=True)
class Rich:
    """The `elements` of Slack's rich text: sections, lists, quotes and preformatted parts, kept whole."""

    elements: tuple[Piece, ...]

    @classmethod
    def of(cls, text: str) -> "Rich":
        """Plain words, as somebody typed them; without any there are no elements."""
        return cls(({"type": SECTION, "elements": [{"type": "text", "text": text}]},) if text.strip() else ())

    @classmethod
    def bullets(cls, lines: Iterable[str]) -> "Rich":
        """A list of plain lines."""
        items = [{"type": SECTION, "elements": [{"type": "text", "text": line}]} for line in lines if line.strip()]
        return cls(({"type": LIST, "style": "bullet", "indent": 0, "elements": items},) if items else ())

    @classmethod
    def read(cls, block: Mapping[str, Any] | None) -> "Rich":
        """From a rich_text block of a message or a form; what is empty in it is left out, as Slack takes it back."""
        return cls(tuple(_kept((block or {}).get("elements", ()))))

    @property
    def words(self) -> str:
        """The text alone, people and channels by their ids."""
        return self.say({})

    def say(self, names: Mapping[str, str]) -> str:
        """The text alone, with a line for each item of a list. `names` are those of people and channels, by id."""
        return "\n".join(_lines(self.elements, names)).strip()

    @property
    def is_blank(self) -> bool:
        return not self.words

    def block(self) -> dict[str, Any]:
        """As Slack takes it, in a message or as what a form begins with; never of a blank one."""
        return {"type": "rich_text", "elements": [dict(each) for each in self.elements]}


def _kept(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        kept = {name: value for name, value in piece.items() if name not in NOT_KEPT}
        if "elements" in kept:
            kept["elements"] = list(_kept(kept["elements"]))
            if not kept["elements"]:
                continue
        if kept.get("type") == "text" and not kept.get("text"):
            continue
        if kept.get("type") == "broadcast":
            # Nobody calls everybody out of an answer: from here on it is a word.
            kept = {"type": "text", "text": f"@{kept.get('range', '')}"}
        yield kept


def _lines(elements: Iterable[Piece], names: Mapping[str, str]) -> Iterator[str]:
    for element in elements:
        match element["type"]:
            case "rich_text_list":
                yield from _items(element, names)
            case "rich_text_quote":
                yield "\n".join(f"> {line}" for line in _inside(element, names).splitlines())
            case _:
                yield _inside(element, names).removesuffix("\n")


def _items(element: Piece, names: Mapping[str, str]) -> Iterator[str]:
    for number, item in enumerate(element["elements"], int(element.get("offset", 0)) + 1):
        sign = f"{number}." if element.get("style") == "ordered" else "•"
        yield f"{'  ' * int(element.get('indent', 0))}{sign} {_inside(item, names)}"


def _inside(element: Piece, names: Mapping[str, str]) -> str:
    return "".join(_say(each, names) for each in element.get("elements", ()))


def _say(piece: Piece, names: Mapping[str, str]) -> str:
    match piece:
        case {"type": "user", "user_id": str(user_id)}:
            return f"@{names.get(user_id, user_id)}"
        case {"type": "channel", "channel_id": str(channel_id)}:
            return f"#{names.get(channel_id, channel_id)}"
        case {"type": "usergroup", "usergroup_id": str(group_id)}:
            return f"@{names.get(group_id, group_id)}"
        case {"type": "broadcast", "range": str(everybody)}:
            return f"@{everybody}"
        case {"type": "emoji", "name": str(name)}:
            return f":{name}:"
        case {"type": "link", "url": str(url)}:
            label = piece.get("text")
            return f"{label} ({url})" if label and label != url else url
    return str(next((piece[name] for name in ("text", "fallback", "value") if piece.get(name)), ""))
