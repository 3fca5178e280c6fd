"""Stored messages, and what they are about: their keys say it."""

import re
from dataclasses import dataclass

KEY = re.compile(r"(?P<kind>[a-z]+):(?:B-)?(?P<ref>\d+)(?![\w-])")
OF_PROMPT = frozenset({"prompt", "remind", "again", "ask", "done", "answer"})
OF_RUN = frozenset({"report", "question", "missed", "astray"})
OF_BLOCKER = frozenset({"help", "own", "solved", "escalated", "left"})
ABOUT = {
    **dict.fromkeys(OF_PROMPT, "prompts"),
    **dict.fromkeys(OF_RUN, "runs"),
    **dict.fromkeys(OF_BLOCKER, "blockers"),
    "absence": "absences",
    "calendar": "calendars",
    "fire": "fires",
    "kudos": "kudos",
}


@dataclass(frozen=True)
class About:
    """A row: of which table, and its id."""

    table: str
    ref: int


def about(key: str) -> About | None:
    """What the message of that key is about; None for what is about nobody's words."""
    found = KEY.match(key)
    table = ABOUT.get(found["kind"]) if found else None
    return About(table, int(found["ref"])) if found and table else None


def is_of_report(key: str) -> bool:
    """One of a report's messages, which are written again whenever what they say has changed."""
    return key.startswith(("report:", "question:", "answer:"))


def is_post_of_answer(key: str) -> bool:
    """A member's own message in a report, or a part of it."""
    return key.startswith("answer:")


def is_of_load(key: str) -> bool:
    """About who carries how much."""
    return key.startswith("load:")
