"""Messages and views as a person reads them: the words, without the wire."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.sandbox.people import northwind
from bot.sandbox.state import Json, Message

NAMES = {user.id: user.name for user in northwind().users}
CHANNELS = {channel.id: channel.name for channel in northwind().channels}
MARKED_UP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
# Bold, italics and strikes, where they stand as Slack wants them: around words, not inside.
STYLED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)(.+?)(?<=\S)\1(?![\w*_~])")
CODE = re.compile(r"(`{1,3})(.+?)\1", re.DOTALL)


def plain(thing: Message | Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """All visible text of a message or a view. `names` are people's, by id.

    Mentions read as @name, buttons as [text], charts as a title and rows. Where there are blocks, Slack shows
    the text only in notifications.
    """
    whole: Mapping[str, Any] = _of_message(thing) if isinstance(thing, Message) else thing
    names = names or NAMES
    files = [f"[file: {each['name']}]" for each in whole.get("files") or ()]
    if not whole.get("blocks"):
        return "\n".join(filter(None, [read_mrkdwn(str(whole.get("text") or ""), names), *files]))
    lines = [read_text(whole["title"], names)] if whole.get("title") else []
    for block in whole["blocks"]:
        lines += _lines(block, names)
    for name in ("submit", "close"):
        if whole.get(name):
            lines.append(f"[{read_text(whole[name], names)}]")
    return "\n".join(line for line in [*lines, *files] if line)


def _of_message(message: Message) -> Json:
    return {"text": message.text, "blocks": message.blocks, "files": message.files}


def read_mrkdwn(text: str, names: Mapping[str, str] | None = None) -> str:
    """Marked-up text without its markup."""
    known = names or NAMES
    without_links = MARKED_UP.sub(lambda match: _mark(match[1], match[2], known), text)
    pieces = CODE.split(without_links)
    for at in range(0, len(pieces), 3):
        pieces[at] = _unstyled(pieces[at])
    words = "".join(pieces[at] for at in range(len(pieces)) if at % 3 != 1)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _unstyled(text: str) -> str:
    while (fewer := STYLED.sub(r"\2", text)) != text:
        text = fewer
    return text


def _mark(target: str, label: str | None, names: Mapping[str, str]) -> str:
    if target.startswith("@"):
        return f"@{names.get(target[1:], target[1:])}"
    if target.startswith("#"):
        return f"#{label or CHANNELS.get(target[1:], target[1:])}"
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    return label or target


def read_text(found: Any, names: Mapping[str, str] | None = None) -> str:
    """A text object, or bare text."""
    if isinstance(found, str):
        return found
    if not found:
        return ""
    text = str(found["text"])
    return read_mrkdwn(text, names) if found.get("type") == "mrkdwn" else text


def _lines(block: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    kind = block["type"]
    if kind == "rich_text":
        yield from _rich_lines(block["elements"], names)
    elif kind in ("table", "data_table"):
        yield read_text(block.get("caption"), names)
        yield from _rows(block["rows"], names)
    elif kind == "data_visualization":
        yield from _chart(block)
    else:
        for name in ("title", "subtitle", "label", "text", "body", "subtext"):
            yield read_text(block.get(name), names) if kind != "markdown" else str(block.get(name, ""))
        yield from (read_text(field, names) for field in block.get("fields", ()))
        acting = [_element(each, names) for each in _elements(block)]
        yield " ".join(each for each in acting if each)
        yield read_text(block.get("hint"), names)
        yield f"[image: {block['alt_text']}]" if kind == "image" else ""
        for child in block.get("child_blocks", ()):
            yield from _lines(child, names)


def _elements(block: Mapping[str, Any]) -> Iterator[Json]:
    yield from (block[name] for name in ("accessory", "element") if name in block)
    for name in ("elements", "actions"):
        yield from block.get(name, ())


def _element(element: Json, names: Mapping[str, str]) -> str:
    kind = element["type"]
    if kind in ("mrkdwn", "plain_text"):
        return read_text(element, names)
    if kind == "image":
        return f"[image: {element['alt_text']}]"
    if kind == "card":
        return "\n".join(_lines(element, names))
    if kind == "button":
        return f"[{element['text']['text']}]"
    if kind in ("radio_buttons", "checkboxes", "overflow"):
        return " ".join(f"[{read_text(option['text'], names)}]" for option in element["options"])
    return _entered(element, names)


def _entered(element: Json, names: Mapping[str, str]) -> str:
    """What stands in an input that nobody touched."""
    for name, found in element.items():
        if name.startswith("initial_") and found not in (None, [], ""):
            several = found if isinstance(found, list) else [found]
            return ", ".join(_initial(each, names) for each in several)
    return read_text(element.get("placeholder"), names)


def _initial(found: Any, names: Mapping[str, str]) -> str:
    if not isinstance(found, dict):
        return f"@{names[found]}" if found in names else CHANNELS.get(found, str(found))
    return read_text(found["text"], names) if "text" in found else "\n".join(_lines(found, names))


def _rich_lines(elements: Iterable[Json], names: Mapping[str, str]) -> Iterator[str]:
    for element in elements:
        if element["type"] == "rich_text_list":
            yield from _items(element, names)
        else:
            words = "".join(_inline(each, names) for each in element["elements"])
            yield words.removesuffix("\n")


def _items(element: Json, names: Mapping[str, str]) -> Iterator[str]:
    for number, item in enumerate(element["elements"], int(element.get("offset", 0)) + 1):
        sign = f"{number}." if element.get("style") == "ordered" else "•"
        yield f"{'  ' * int(element.get('indent', 0))}{sign} {''.join(_rich_lines([item], names))}"


def _inline(element: Json, names: Mapping[str, str]) -> str:
    match element["type"]:
        case "user":
            return f"@{names.get(element['user_id'], element['user_id'])}"
        case "channel":
            return f"#{CHANNELS.get(element['channel_id'], element['channel_id'])}"
        case "emoji":
            return f":{element['name']}:"
        case "broadcast":
            return f"@{element['range']}"
        case "usergroup":
            return f"@{element['usergroup_id']}"
    return str(next((element[name] for name in ("text", "fallback", "url", "value") if element.get(name)), ""))


def _rows(rows: Iterable[Iterable[Json]], names: Mapping[str, str]) -> Iterator[str]:
    for row in rows:
        yield " | ".join(
            "\n".join(_lines(cell, names)) if cell["type"] == "rich_text" else str(cell["text"]) for cell in row
        )


def _chart(block: Mapping[str, Any]) -> Iterator[str]:
    yield str(block["title"])
    chart = block["chart"]
    for segment in chart.get("segments", ()):
        yield f"{segment['label']}: {segment['value']}"
    for series in chart.get("series", ()):
        points = ", ".join(f"{point['label']} {point['value']}" for point in series["data"])
        yield f"{series['name']}: {points}"
