"""What Slack takes and what it refuses: its limits as numbers, and all that is wrong with a message or view.

What several parts owe each other (an id twice, a choice that is not offered) is judged once each part is
right by itself. Where Slack's own sources disagree, the smaller limit holds. Codes are ours, except where
Slack has an error of its own for the fault: `no_text`, `msg_too_long`, `msg_blocks_too_long`,
`markdown_text_conflict`, `too_many_attachments` and `view_too_large` are Slack's.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.slack.block_shapes import characters
from bot.slack.shapes import Json, Problem, repeated
from bot.slack.sizes import *  # noqa: F403 - one place to read the numbers and to ask the questions
from bot.slack.sizes import (
    ATTACHMENTS,
    DATA_TABLE_TEXT,
    MARKDOWN_TEXT,
    MESSAGE_CHARTS,
    MESSAGE_TABLES,
    MESSAGE_TEXT,
    VIEW_BYTES,
)
from bot.slack.surface_shapes import ATTACHMENT_LIST, BLOCKS, VIEWS, Surface

__all__ = ["Problem", "Surface", "message_problems", "problems", "view_problems"]

Placed = tuple[str, Json]
"""A block and where it stands."""


def problems(blocks: Sequence[Mapping[str, Any]], surface: Surface) -> list[Problem]:
    """Of blocks by themselves; `message_problems` and `view_problems` include them."""
    found: list[Problem] = []
    BLOCKS[surface].check(blocks, "blocks", found)
    return found or list(_together([*_placed(blocks, "blocks")], surface))


def view_problems(view: Mapping[str, Any]) -> list[Problem]:
    """Of a modal or a Home tab, as given to views.open, views.push, views.update and views.publish."""
    found: list[Problem] = []
    VIEWS.check(view, "", found)
    if found:
        return found
    found += _together([*_placed(view["blocks"], "blocks")], "modal" if view["type"] == "modal" else "home")
    size = len(json.dumps(view, ensure_ascii=False, default=dict).encode())
    if size > VIEW_BYTES:
        found.append(Problem("", "view_too_large", f"{size} bytes, at most {VIEW_BYTES}"))
    return found


def message_problems(payload: Mapping[str, Any], *, text_most: int = MESSAGE_TEXT) -> list[Problem]:
    """Of what a message shows. Arguments such as `channel` are not looked at; a part that is None is absent.

    `text_most` is UPDATE_TEXT for chat.update.
    """
    found = list(_words(payload, text_most))
    blocks, attachments = payload.get("blocks") or (), payload.get("attachments") or ()
    BLOCKS["message"].check(blocks, "blocks", found)
    ATTACHMENT_LIST.check(attachments, "attachments", found)
    if found:
        return found
    if len(attachments) > ATTACHMENTS:
        text = f"{len(attachments)} attachments, at most {ATTACHMENTS}"
        found.append(Problem("attachments", "too_many_attachments", text))
    placed = [*_placed(blocks, "blocks")]
    for at, attachment in enumerate(attachments):
        placed += _placed(attachment.get("blocks", ()), f"attachments[{at}].blocks")
    return [*found, *_together(placed, "message")]


def _words(payload: Json, text_most: int) -> Iterator[Problem]:
    text, markdown = payload.get("text"), payload.get("markdown_text")
    if not (text or markdown or payload.get("blocks") or payload.get("attachments")):
        yield Problem("text", "no_text", "a message needs text, blocks, attachments or markdown_text")
    if markdown and (text or payload.get("blocks")):
        yield Problem("markdown_text", "markdown_text_conflict", "excludes text and blocks")
    for path, words, most in (("text", text, text_most), ("markdown_text", markdown, MARKDOWN_TEXT)):
        if words is not None and not isinstance(words, str):
            yield Problem(path, "wrong_type", "must be text")
        elif words and len(words) > most:
            yield Problem(path, "msg_too_long", f"{len(words)} characters, at most {most}")


def _placed(blocks: Sequence[Json], path: str) -> Iterator[Placed]:
    for at, block in enumerate(blocks):
        yield f"{path}[{at}]", block
        if "child_blocks" in block:
            yield from _placed(block["child_blocks"], f"{path}[{at}].child_blocks")


def _together(placed: Sequence[Placed], surface: Surface) -> Iterator[Problem]:
    """What blocks owe each other."""
    yield from repeated((f"{path}.block_id", block.get("block_id")) for path, block in placed)
    yield from _no_more_than(MESSAGE_TABLES, "table", placed)
    if surface == "message":
        yield from _no_more_than(MESSAGE_CHARTS, "data_visualization", placed)
    yield from _short_together("markdown", MARKDOWN_TEXT, placed)
    yield from _short_together("data_table", DATA_TABLE_TEXT, placed)
    focused = [path for path, block in placed for element in _elements(block) if element.get("focus_on_load")]
    if len(focused) > 1:
        yield Problem(focused[1], "too_many", f"focus_on_load is also at {focused[0]}")


def _no_more_than(most: int, kind: str, placed: Sequence[Placed]) -> Iterator[Problem]:
    places = [path for path, block in placed if block["type"] == kind]
    if len(places) > most:
        yield Problem(places[most], "too_many", f"{len(places)} {kind} blocks, at most {most}")


def _short_together(kind: str, most: int, placed: Sequence[Placed]) -> Iterator[Problem]:
    lengths = [(path, characters(block)) for path, block in placed if block["type"] == kind]
    total = sum(length for _, length in lengths)
    if total > most:
        text = f"{total} characters in all {kind} blocks, at most {most}"
        yield Problem(lengths[-1][0], "msg_blocks_too_long", text)


def _elements(block: Json) -> Iterator[Json]:
    for name in ("accessory", "element"):
        if name in block:
            yield block[name]
    yield from block.get("elements", ())
