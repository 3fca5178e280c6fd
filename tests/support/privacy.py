"""What must never stand in a log: people's words and tokens. Every story is looked through when it ends."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.sandbox.server import Sandbox

TOKENS = re.compile(r"xox[abeprs]?[-.][\w.-]{6,}|xapp-[\w-]{6,}|gAAAA[\w-]{20,}")
# Shorter ones are names of things, such as priorities and days.
SHORTEST = 8


class LogBook:
    """What was logged while it was open, as an operator would read it."""

    def __init__(self) -> None:
        self._text = io.StringIO()

    @property
    def text(self) -> str:
        return self._text.getvalue()

    @contextmanager
    def open(self) -> Iterator["LogBook"]:
        root = logging.getLogger()
        handler = logging.StreamHandler(self._text)
        for shown in root.handlers:
            handler.setFormatter(shown.formatter)
            for each in shown.filters:
                handler.addFilter(each)
        root.addHandler(handler)
        try:
            yield self
        finally:
            root.removeHandler(handler)


def leaks(text: str, sandbox: Sandbox) -> list[str]:
    """Tokens, and words that people of that sandbox wrote."""
    return sorted({each for each in typed(sandbox) if each in text} | set(tokens_in(text)))


def typed(sandbox: Sandbox) -> set[str]:
    """Everything people wrote that the app was told, by the local Slack's own record."""
    return {text for each in sandbox.deliveries for text in _texts(each.payload) if len(text) >= SHORTEST}


def _texts(payload: dict[str, Any]) -> Iterator[str]:
    if "command" in payload:
        yield str(payload.get("text") or "").partition(" ")[2]
    event = payload.get("event") or {}
    if event.get("type") == "message":
        yield str(event.get("text") or "")
    state = ((payload.get("view") or {}).get("state") or {}).get("values") or {}
    for elements in state.values():
        for element in elements.values():
            if isinstance(element.get("value"), str):
                yield element["value"]
            yield from _pieces(element.get("rich_text_value"))


def _pieces(rich: Any) -> Iterator[str]:
    """The texts of rich text, however deep."""
    match rich:
        case {"type": "text", "text": str(text)}:
            yield text
        case {"elements": list(elements)}:
            for each in elements:
                yield from _pieces(each)


def tokens_in(text: str) -> list[str]:
    return [found[0] for found in TOKENS.finditer(text)]
