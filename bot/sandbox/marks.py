"""What people type with Slack's marks (`*bold*`, `- item`, `@ana`), as the rich text Slack makes of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from bot.sandbox.state import Json, Workspace

ADDRESS = r"https?://[^\s<>|]*[^\s<>|.,;:!?)*_~`]"
PERSON = r"(?<![\w@])@(?P<name>[a-z](?:[\w.-]*\w)?)"
PLACE = r"(?<![\w#])#(?P<place>[a-z](?:[\w-]*\w)?)"
BROADCASTS = frozenset({"channel", "here", "everyone"})
STYLES = {"*": "bold", "_": "italic", "~": "strike"}
DEEPEST = 8
SPACES = 4

_FENCE = re.compile(r"^```\n?(.+?)\n?```(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_BULLET = re.compile(r"( *)[-*•◦▪] +(\S.*)")
_NUMBER = re.compile(r"( *)(\d{1,3})[.)] +(\S.*)")
_QUOTE = re.compile(r"> ?(.*\S.*)")
_INLINE = re.compile(
    "|".join(
        [
            r"(?<!`)`(?P<code>[^`\n]+)`(?!`)",
            r"<(?P<angle>[^<>\n]+)>",
            f"(?P<address>{ADDRESS})",
            r"(?<![\w:]):(?P<emoji>[a-z0-9_+'-]*[a-z+][a-z0-9_+'-]*|-1|100):(?![\w:])",
            r"(?<![\w*_~])(?P<mark>[*_~])(?=\S)(?P<inside>.+?)(?<=\S)(?P=mark)(?![\w*_~])",
            PERSON,
            PLACE,
        ]
    )
)
_REFERENCE = re.compile(
    r"@(?P<user>\w+)(?:\|.*)?"
    r"|#(?P<channel>\w+)(?:\|.*)?"
    r"|!(?P<range>channel|here|everyone)"
    r"|!subteam\^(?P<group>\w+)(?:\|.*)?"
    r"|!date\^(?P<at>\d+)\^(?P<format>[^|^]+)(?:\^(?P<to>[^|]+))?(?:\|(?P<fallback>.*))?"
    r"|(?P<url>(?:https?://|mailto:)[^\s|]+)(?:\|(?P<label>.+))?"
)

Kind = Literal["words", "quote", "bullet", "ordered"]


@dataclass(frozen=True)
class _Line:
    kind: Kind
    text: str
    spaces: int = 0
    number: int = 1


def rich_text(workspace: Workspace, typed: str, *, references: bool = True) -> Json:
    """A rich_text object. `references`: Slack's own notation (`<@U1>`, `<https://…|label>`) counts, too; without it
    such text stays text, as in the box people write messages in.
    """
    elements = [*_Writer(workspace, references).elements(typed.strip("\n").rstrip())]
    return {"type": "rich_text", "elements": elements or [_section([])]}


def is_blank(found: Json) -> bool:
    """Whether nothing stands in a rich_text object; Slack sends such a thing for an input somebody emptied."""
    return not any(_content(element) for element in found.get("elements", ()))


def _content(element: Json) -> bool:
    if element["type"] == "rich_text_list":
        return any(_content(each) for each in element["elements"])
    return any(each["type"] != "text" or each["text"].strip() for each in element["elements"])


def _section(elements: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": elements}


class _Writer:
    def __init__(self, workspace: Workspace, references: bool) -> None:
        self._workspace = workspace
        self._references = references
        self._users = {each.name: each.id for each in workspace.users.values()}
        self._places = {each.name: each.id for each in workspace.channels.values() if each.kind != "im"}

    def elements(self, typed: str) -> Iterator[Json]:
        """Sections, lists, quotes and code, from top to bottom."""
        pieces = _FENCE.split(typed)
        for at, piece in enumerate(pieces):
            last = at == len(pieces) - 1
            if at % 2:
                words = {"type": "text", "text": piece}
                yield {"type": "rich_text_preformatted", "elements": [words], "border": 0}
            elif piece:
                yield from self._paragraphs(piece if last else piece.removesuffix("\n"), last=last)

    def _paragraphs(self, text: str, *, last: bool) -> Iterator[Json]:
        groups = [[*group] for _, group in groupby(map(_line, text.split("\n")), key=_family)]
        for at, group in enumerate(groups):
            joined = "\n".join(each.text for each in group)
            match group[0].kind:
                case "words":
                    ends = last and at == len(groups) - 1
                    yield _section(self._inline(joined if ends else f"{joined}\n", {}))
                case "quote":
                    yield {"type": "rich_text_quote", "elements": self._inline(joined, {})}
                case _:
                    yield from self._lists(group)

    def _lists(self, lines: list[_Line]) -> Iterator[Json]:
        """Slack begins a new list wherever depth or style change."""
        levelled = zip(_levels(lines), lines, strict=True)
        for (level, kind), group in groupby(levelled, key=lambda each: (each[0], each[1].kind)):
            items = [line for _, line in group]
            found: Json = {
                "type": "rich_text_list",
                "style": kind,
                "indent": level,
                "border": 0,
                "elements": [_section(self._inline(each.text, {})) for each in items],
            }
            yield found | ({"offset": items[0].number - 1} if items[0].number > 1 else {})

    def _inline(self, text: str, style: Json) -> list[Json]:
        found: list[Json] = []
        at = 0
        while match := _INLINE.search(text, at):
            pieces = self._pieces(match, style)
            # What only looks like a mark is text, and what follows its first character is looked at again.
            end = match.end() if pieces else match.start() + 1
            found += [*_words(text[at : match.start() if pieces else end], style), *pieces]
            at = end
        return _merged([*found, *_words(text[at:], style)])

    def _pieces(self, match: re.Match[str], style: Json) -> list[Json]:
        match match.lastgroup:
            case "code":
                return _words(match["code"], {**style, "code": True})
            case "inside":
                return self._inline(match["inside"], {**style, STYLES[match["mark"]]: True})
            case "angle":
                found = self._reference(match["angle"]) if self._references else None
            case "address":
                found = {"type": "link", "url": match["address"]}
            case "emoji":
                found = {"type": "emoji", "name": match["emoji"]}
            case "name":
                found = self._mention(match["name"])
            case _:
                place = self._places.get(match["place"])
                found = {"type": "channel", "channel_id": place} if place else None
        return [found | ({"style": style} if style else {})] if found else []

    def _mention(self, name: str) -> Json | None:
        if name in BROADCASTS:
            return {"type": "broadcast", "range": name}
        return {"type": "user", "user_id": self._users[name]} if name in self._users else None

    def _reference(self, inside: str) -> Json | None:
        match = _REFERENCE.fullmatch(inside)
        if match is None:
            return None
        if match["user"]:
            return {"type": "user", "user_id": match["user"]} if match["user"] in self._workspace.users else None
        if match["channel"]:
            known = match["channel"] in self._workspace.channels
            return {"type": "channel", "channel_id": match["channel"]} if known else None
        if match["range"]:
            return {"type": "broadcast", "range": match["range"]}
        if match["group"]:
            return {"type": "usergroup", "usergroup_id": match["group"]}
        return _date(match) if match["at"] else _link(match)


def _date(match: re.Match[str]) -> Json:
    optional = {"url": match["to"], "fallback": match["fallback"]}
    found: Json = {"type": "date", "timestamp": int(match["at"]), "format": match["format"]}
    return found | {name: value for name, value in optional.items() if value}


def _link(match: re.Match[str]) -> Json:
    return {"type": "link", "url": match["url"], **({"text": match["label"]} if match["label"] else {})}


def _line(text: str) -> _Line:
    spread = text.replace("\t", " " * SPACES)
    if match := _BULLET.fullmatch(spread):
        return _Line("bullet", match[2].rstrip(), len(match[1]))
    if match := _NUMBER.fullmatch(spread):
        return _Line("ordered", match[3].rstrip(), len(match[1]), int(match[2]))
    if match := _QUOTE.fullmatch(text):
        return _Line("quote", match[1])
    return _Line("words", text)


def _family(line: _Line) -> str:
    return "list" if line.kind in ("bullet", "ordered") else line.kind


def _levels(lines: list[_Line]) -> Iterator[int]:
    """How deep each item stands: whoever is further right than the one above is its child."""
    above: list[tuple[int, int]] = []
    for line in lines:
        while above and above[-1][0] > line.spaces:
            above.pop()
        if not above:
            above.append((line.spaces, line.spaces // SPACES))
        elif above[-1][0] < line.spaces:
            spaces, level = above[-1]
            above.append((line.spaces, level + max(1, (line.spaces - spaces) // SPACES)))
        yield min(above[-1][1], DEEPEST)


def _words(text: str, style: Json) -> list[Json]:
    return [{"type": "text", "text": text, **({"style": style} if style else {})}] if text else []


def _merged(pieces: list[Json]) -> list[Json]:
    """Neighbouring words of the same style as one."""
    found: list[Json] = []
    for piece in pieces:
        before = found[-1] if found else {}
        if piece["type"] == before.get("type") == "text" and piece.get("style") == before.get("style"):
            found[-1] = before | {"text": before["text"] + piece["text"]}
        else:
            found.append(piece)
    return found
