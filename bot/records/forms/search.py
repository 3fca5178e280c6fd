"""What somebody looks for, typed behind the command or filled into the form."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.core.calendar import DAY
from bot.core.dates import read_date
from bot.core.errors import BotError
from bot.core.folding import fold
from bot.records.blocks import search as blocks
from bot.records.domain.search import LONGEST_QUERY, Query
from bot.slack.escape import unescape

USAGE = (
    "What are you looking for? For example `/standup find churn model`, or "
    "`/standup find churn from:@ana in:Daily after:2026-10-01 before:2026-10-31`. "
    "Words in quotes are found as they stand."
)
PIECE = re.compile(r"(?:(from|in|after|before):\s*)?(\"[^\"]*\"|\S+)", re.IGNORECASE)
WHOM = re.compile(r"<@([UW][A-Z0-9-]+)(?:\|[^>]*)?>")
CURLY = str.maketrans("“”„«»", '"""""')
QUOTE = '"'
NAMED = {"yesterday": -1, "today": 0}
A_WEEK_AGO, A_YEAR_AGO = timedelta(days=6), timedelta(days=364)


def read_query(text: str, by: str, today: date) -> Query:
    """`text` as Slack sent it. Raises BotError for nothing to look for, and for what cannot be understood."""
    if len(text) > LONGEST_QUERY:
        raise BotError(f"That is more than I can look for at once. {LONGEST_QUERY} characters fit.")
    words: list[str] = []
    named: dict[str, str] = {}
    for name, piece in PIECE.findall(text.translate(CURLY)):
        if name:
            named[name.lower()] = piece.strip('"').strip()
        else:
            whom = WHOM.fullmatch(piece)
            words.append(fold(whom[1] if whom else unescape(piece.strip('"'))))
    query = Query(
        text=text,
        words=tuple(dict.fromkeys(each for each in words if each)),
        from_id=_whom(named["from"], by) if "from" in named else None,
        within=unescape(named["in"]) if named.get("in") else None,
        after=_day("after", named["after"], today) if "after" in named else None,
        before=_day("before", named["before"], today) if "before" in named else None,
    )
    if not query.words and query.from_id is None:
        raise BotError(USAGE)
    if query.after and query.before and query.after > query.before:
        raise BotError("Nothing lies after the later and before the earlier day. Change `after:` and `before:` round.")
    return query


def _whom(typed: str, by: str) -> str:
    if typed.lower() == "me":
        return by
    whom = WHOM.fullmatch(typed)
    if whom is None:
        raise BotError("Whose answers? Name the person with an @, like `from:@ana`, or write `from:me`.")
    return whom[1]


def _day(name: str, typed: str, today: date) -> date:
    """A weekday or a date without a year is the last one there was."""
    found: date | None = None
    if typed.lower() in NAMED:
        return today + NAMED[typed.lower()] * DAY
    for anchor in (today - A_WEEK_AGO, today - A_YEAR_AGO):
        found = read_date(typed, anchor)
        if found is not None and found <= today:
            return found
    if found is None:
        raise BotError(f'I do not know that day. Write it like `{name}:2026-10-01` or `{name}:"1 Oct"`.')
    return found


def typed_from(values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """The form as somebody would have typed it; empty when nothing is in it."""
    states = {block: next(iter(state.values()), {}) for block, state in values.items()}
    words = str(states.get(blocks.WORDS, {}).get("value") or "").strip()
    person = states.get(blocks.FROM, {}).get("selected_user")
    standup = (states.get(blocks.WITHIN, {}).get("selected_option") or {}).get("value")
    after = states.get(blocks.AFTER, {}).get("selected_date")
    before = states.get(blocks.BEFORE, {}).get("selected_date")
    parts = [
        words,
        f"from:<@{person}>" if person else "",
        f'in:"{standup.split(QUOTE)[0]}"' if standup else "",
        f"after:{after}" if after else "",
        f"before:{before}" if before else "",
    ]
    return " ".join(each for each in parts if each)
