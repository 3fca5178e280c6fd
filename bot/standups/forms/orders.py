"""What stands behind a subcommand: a standup's name, whom it is about, and from when to when."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from bot.core.errors import BotError
from bot.slack.escape import unescape

WHOM = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
# What begins like this is meant as days, even where they cannot be read.
DAYS = re.compile(r"(?:^|\s)(?:on\s+(.+)|((?:from|until|till)\b.*))$", re.IGNORECASE)


@dataclass(frozen=True)
class Order:
    """`Daily standup @dan until 4 Jan`; what was not typed is empty. `days` is read by `bot.core.dates`."""

    name: str
    user_id: str | None
    days: str


def read_order(text: str, reads: Callable[[str], object] | None = None) -> Order:
    """`reads` says of words whether they are days, for orders that may end in some: `24 Dec to 1 Jan`."""
    found = WHOM.search(text)
    words = WHOM.sub(" ", text).split()
    name, days = _split(words, reads) if reads else (" ".join(words), "")
    return Order(unescape(name).strip(), found[1] if found else None, days)


def _split(words: list[str], reads: Callable[[str], object]) -> tuple[str, str]:
    """As many of the last words as can be read as days are days."""
    for number in range(len(words)):
        days = " ".join(words[number:]).removeprefix("on ")
        if reads(days):
            return " ".join(words[:number]), days
    whole = " ".join(words)
    found = DAYS.search(whole)
    return (whole, "") if found is None else (whole[: found.start()], (found[1] or found[2]).strip())


def read_hour(text: str) -> tuple[str, time | None]:
    """`Daily standup 10:15`: a name, and an hour where one is typed last. Raises BotError for 25:00."""
    found = re.search(r"(?:^|\s)(?:at\s+)?(\d{1,2})[:.](\d{2})$", text.strip())
    if found is None:
        return unescape(text).strip(), None
    if int(found[1]) > 23 or int(found[2]) > 59:
        raise BotError("Write the time like `9:30` or `14:00`.")
    return unescape(text.strip()[: found.start()]).strip(), time(int(found[1]), int(found[2]))


def read_number(text: str) -> tuple[str, int | None]:
    """`Daily standup 2`: a name, and a number where one is typed last."""
    name, _, last = text.strip().rpartition(" ")
    return (unescape(name).strip(), int(last)) if last.isdigit() else (unescape(text).strip(), None)
