"""Requests that may only begin until a moment: looked at once their connection is ready, just before they are written.

A process may be paused anywhere, and another one takes over what it had in hand. Whatever it would write after that
comes twice, so the last look belongs as close to the write as the HTTP client lets us.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiohttp import TraceConfig

_BEFORE: ContextVar[float | None] = ContextVar("begin_before", default=None)


class TooLateToBegin(Exception):
    """Nothing was written."""


@contextmanager
def begin_before(moment: float) -> Iterator[None]:
    """Requests made inside raise TooLateToBegin when they are not written by then (`time.monotonic()`)."""
    token = _BEFORE.set(moment)
    try:
        yield
    finally:
        _BEFORE.reset(token)


def check() -> None:
    """Raises TooLateToBegin."""
    moment = _BEFORE.get()
    if moment is not None and time.monotonic() > moment:
        raise TooLateToBegin


def watching() -> TraceConfig:
    """Makes an aiohttp session look."""

    async def look(*_: Any) -> None:
        check()

    config = TraceConfig()
    config.on_connection_create_end.append(look)
    config.on_connection_reuseconn.append(look)
    # Called before the body goes out, in a later turn of the loop; aiohttp makes a ClientConnectionError of it there.
    config.on_request_chunk_sent.append(look)
    return config
