"""What people typed into commands and messages about fires."""

import re
from collections.abc import Mapping

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import UserId
from bot.people.forms import WHOM
from bot.people.repository import People
from bot.slack.escape import unescape
from bot.triage.domain import read_numbered_line

TOKEN = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
FOR_REQUESTER = re.compile(r"\s*(?:(?:&gt;|>){2,}|<@([UW][A-Z0-9]+)(?:\|[^>]*)?>[,:]?)\s*")


def read_numbered(word: str, rest: str) -> tuple[int, str]:
    """`F-12 which month?` or `@bo F-12`: the number, and the rest, with whom it names first. Raises BotError where
    there is no number.
    """
    line = read_numbered_line(rest)
    if line.number is None:
        raise BotError(f"Which fire? Put its number first, like `/triage {word} F-12`. `/triage` shows the queue.")
    return line.number, " ".join(filter(None, [line.person, line.text]))


def read_whom(text: str) -> UserId | None:
    """Whom a command names by `@`; None when it names nobody."""
    found = WHOM.match(text)
    return UserId(found[1]) if found else None


def read_for_requester(text: str, requester_id: str) -> str | None:
    """What somebody of the team writes to the requester, after `>>` or their name, as Slack sent it; None where it is
    for the team.
    """
    found = FOR_REQUESTER.match(text)
    if found is None or found[1] not in (None, requester_id):
        return None
    return text[found.end() :].strip() or None


async def words_of(work: Work, text: str) -> str:
    """What somebody wrote, as they saw it when they wrote it: names and links in words, nothing of Slack's marks."""
    mentioned = [found[1][1:] for found in TOKEN.finditer(text) if found[1].startswith("@")]
    people = await People(work).of(mentioned)
    names = {str(user_id): person.name for user_id, person in people.items()}
    return unescape(TOKEN.sub(lambda found: _in_words(found[1], found[2], names), text))


def _in_words(target: str, label: str | None, names: Mapping[str, str]) -> str:
    if target.startswith("@"):
        return "@" + (label or names.get(target[1:]) or "somebody")
    if target.startswith("#"):
        return "#" + (label or "channel")
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0].replace("subteam", "group")
    if label is None or target in {label, f"mailto:{label}"}:
        return label or target
    return f"{label} ({target})"
