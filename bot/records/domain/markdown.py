"""Answers as Markdown, for documents outside of Slack."""

from collections.abc import Iterable, Iterator, Mapping

from bot.standups.domain import Question, Rich, Value, say_value
from bot.standups.domain.mentions import A_GROUP, SOMEBODY
from bot.standups.domain.rich import CODE, LIST, QUOTE, Piece

A_CHANNEL = "a channel"


def as_markdown(question: Question, value: Value, names: Mapping[str, str]) -> str:
    """`names` are those of people, by id."""
    if isinstance(value, Rich):
        return "\n".join(_lines(value.elements, names)).strip()
    return say_value(question, value, names).strip()


def _lines(elements: Iterable[Piece], names: Mapping[str, str]) -> Iterator[str]:
    for element in elements:
        inside = "".join(_inline(each, names) for each in element.get("elements", ()) if element["type"] != LIST)
        if element["type"] == LIST:
            yield from _items(element, names)
        elif element["type"] == QUOTE:
            yield from (f"> {line}" for line in inside.splitlines())
        elif element["type"] == CODE:
            plain = "".join(str(each.get("text") or each.get("url") or "") for each in element["elements"])
            yield f"```\n{plain}\n```"
        else:
            yield inside.removesuffix("\n")


def _items(element: Piece, names: Mapping[str, str]) -> Iterator[str]:
    for number, item in enumerate(element["elements"], int(element.get("offset", 0)) + 1):
        sign = f"{number}." if element.get("style") == "ordered" else "-"
        inside = "".join(_inline(each, names) for each in item.get("elements", ()))
        yield f"{'   ' * int(element.get('indent', 0))}{sign} {inside}"


def _inline(piece: Piece, names: Mapping[str, str]) -> str:
    match piece:
        case {"type": "user", "user_id": str(user_id)}:
            return f"@{names.get(user_id, SOMEBODY)}"
        case {"type": "usergroup"}:
            return f"@{A_GROUP}"
        case {"type": "channel"}:
            return f"#{A_CHANNEL}"
        case {"type": "broadcast", "range": str(everybody)}:
            return f"@{everybody}"
        case {"type": "emoji", "name": str(name)}:
            return f":{name}:"
        case {"type": "link", "url": str(url)}:
            label = piece.get("text")
            return f"[{label}]({url})" if label and label != url else f"<{url}>"
    return _styled(str(piece.get("text") or piece.get("fallback") or ""), piece.get("style") or {})


def _styled(text: str, style: Mapping[str, bool]) -> str:
    """Marks stand close to the words: blanks at the ends are outside of them."""
    words = text.strip()
    if not words:
        return text
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    marks = (("code", "`"), ("bold", "**"), ("italic", "_"), ("strike", "~~"))
    for name, mark in marks:
        words = f"{mark}{words}{mark}" if style.get(name) else words
    return before + words + after
