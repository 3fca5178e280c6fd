"""Pages: a cursor names the last thing seen, so rows that are added neither repeat nor hide others."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.api.domain.refusals import invalid

MOST = 100
USUAL = 50
T = TypeVar("T")


@dataclass(frozen=True)
class PageRequest:
    """`kind` is whose pages these are: a cursor of another list is none of this one. `after` is the last one seen."""

    kind: str
    limit: int = USUAL
    after: str | None = None

    @property
    def after_id(self) -> int:
        """Where things are counted by their ids; 0 at the beginning."""
        if self.after is None:
            return 0
        if not is_count(self.after):
            raise _bad_cursor()
        return int(self.after)

    def going_on(self, after: object, limit: int) -> "PageRequest":
        return replace(self, after=str(after), limit=limit)


@dataclass(frozen=True)
class Page(Generic[T]):
    """`next_cursor` is None on the last page."""

    items: Sequence[T]
    next_cursor: str | None = None


def page_of(found: Sequence[T], request: PageRequest, mark: Callable[[T], object]) -> Page[T]:
    """`found` has one more than fits where there is more; `mark` is what a cursor names."""
    items = found[: request.limit]
    return Page(items, write_cursor(request.kind, mark(items[-1])) if len(found) > request.limit else None)


def read_page(kind: str, limit: str | None, cursor: str | None) -> PageRequest:
    """From the query of a request. Raises Refusal naming what is wrong in it."""
    number = USUAL if limit is None else int(limit) if is_count(limit) else 0
    if not 1 <= number <= MOST:
        raise invalid("limit", f"`limit` is a number from 1 to {MOST}.")
    return PageRequest(kind, number, read_cursor(kind, cursor) if cursor else None)


def is_count(text: str) -> bool:
    """A number that fits in 64 bits, as ids and limits are written."""
    return text.isascii() and text.isdigit() and len(text) <= 18


def write_cursor(kind: str, last: object) -> str:
    return base64.urlsafe_b64encode(f"{kind}:{last}".encode()).decode().rstrip("=")


def read_cursor(kind: str, cursor: str) -> str:
    try:
        whose, _, last = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
    except (ValueError, binascii.Error):
        raise _bad_cursor() from None
    if whose != kind or not last or len(last) > 40:
        raise _bad_cursor()
    return last


def _bad_cursor() -> Exception:
    return invalid("cursor", "This cursor is none of this list. Use `next_cursor` of its last page as it is.")
