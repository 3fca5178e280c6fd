"""Rich text written with marks again, as people find it in the box they edit; `marks` reads it back."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from bot.sandbox.inputs import Values, places
from bot.sandbox.marks import ADDRESS, PERSON, PLACE, SPACES, STYLES
from bot.sandbox.state import Json, Workspace

MARKS = {style: mark for mark, style in STYLES.items()}


def written(workspace: Workspace, rich_text: Json) -> str:
    """What no mark stands for, such as underlining, is left out."""
    blocks = [_block(workspace, element) for element in rich_text.get("elements", ())]
    text = ""
    for block in blocks:
        text += block if not text or text.endswith("\n") else f"\n{block}"
    return text


def written_in(workspace: Workspace, blocks: list[Json], values: Values) -> dict[str, dict[str, str]]:
    """What stands in each rich_text_input: block id, action id, text with marks."""
    found: dict[str, dict[str, str]] = {}
    for place in places(blocks):
        if place.element["type"] == "rich_text_input":
            now = values.get(place.block_id, {}).get(place.action_id, {}).get("rich_text_value")
            text = written(workspace, now or place.element.get("initial_value") or {})
            found.setdefault(place.block_id, {})[place.action_id] = text
    return found


def _block(workspace: Workspace, element: Json) -> str:
    match element["type"]:
        case "rich_text_list":
            return "\n".join(_items(workspace, element))
        case "rich_text_preformatted":
            words = "".join(str(each.get("text") or each.get("url")) for each in element["elements"])
            return f"```\n{words}\n```"
        case "rich_text_quote":
            return "\n".join(f"> {line}" for line in _inline(workspace, element["elements"]).split("\n"))
    return _inline(workspace, element["elements"])


def _items(workspace: Workspace, element: Json) -> Iterator[str]:
    first = int(element.get("offset", 0)) + 1
    for number, item in enumerate(element["elements"], first):
        sign = f"{number}." if element["style"] == "ordered" else "-"
        words = _inline(workspace, item["elements"]).replace("\n", " ").strip()
        yield f"{' ' * SPACES * int(element.get('indent', 0))}{sign} {words}"


def _inline(workspace: Workspace, pieces: Iterable[Json], styles: tuple[str, ...] = (*MARKS, "code")) -> str:
    """Pieces that share a style share its marks."""
    if not styles:
        return "".join(_piece(workspace, each) for each in pieces)
    style, *rest = styles
    parts: list[str] = []
    for on, group in groupby(pieces, key=_has(style)):
        text = _inline(workspace, group, tuple(rest))
        parts.append("\n".join(map(_around(MARKS.get(style, "`")), text.split("\n"))) if on else text)
    return "".join(parts)


def _has(style: str) -> Callable[[Json], bool]:
    return lambda piece: bool(piece.get("style", {}).get(style))


def _around(mark: str) -> Callable[[str], str]:
    """Marks stand at words: blanks at either end go outside."""
    return lambda text: re.sub(r"\S(?:.*\S)?", lambda match: f"{mark}{match[0]}{mark}", text, count=1)


def _piece(workspace: Workspace, piece: Json) -> str:
    match piece["type"]:
        case "user":
            user = workspace.users.get(piece["user_id"])
            return _named(PERSON, "@", user.name if user else "", f"<@{piece['user_id']}>")
        case "channel":
            channel = workspace.channels.get(piece["channel_id"])
            return _named(PLACE, "#", channel.name if channel else "", f"<#{piece['channel_id']}>")
        case "broadcast":
            return f"@{piece['range']}"
        case "usergroup":
            return f"<!subteam^{piece['usergroup_id']}>"
        case "emoji":
            return f":{piece['name']}:"
        case "link":
            return _link(piece["url"], piece.get("text"))
        case "date":
            return _date(piece)
    return str(piece.get("text") or piece.get("value") or "")


def _named(pattern: str, sign: str, name: str, otherwise: str) -> str:
    return f"{sign}{name}" if re.fullmatch(pattern, f"{sign}{name}") else otherwise


def _link(url: str, label: Any) -> str:
    if label and label != url:
        return f"<{url}|{label}>"
    return url if re.fullmatch(ADDRESS, url) else f"<{url}>"


def _date(piece: Json) -> str:
    address = f"^{piece['url']}" if piece.get("url") else ""
    fallback = f"|{piece['fallback']}" if piece.get("fallback") else ""
    return f"<!date^{piece['timestamp']}^{piece['format']}{address}{fallback}>"
