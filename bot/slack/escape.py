"""People's words on their way in and out of Slack: unescaped once for storage, escaped once for output."""

import re

from bot.core.marks import FORMER, FORMER_ID

FORMER_MENTION = re.compile(rf"<@{FORMER_ID.pattern}>")


def escape(text: str) -> str:
    """Makes a person's words harmless in mrkdwn: no mention, link or broadcast in them comes alive."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What the person typed, from what Slack sent."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mention(user_id: str) -> str:
    """Names somebody, and notifies them where they can see the message."""
    return f"<@{user_id}>"


def name_former(text: str) -> str:
    """Slack knows nobody by the id of whom was forgotten."""
    return FORMER_MENTION.sub(FORMER, text)


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something is missing."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def parts(text: str, limit: int) -> list[str]:
    """The whole text in pieces of at most `limit` characters, broken at line ends or spaces where possible."""
    pieces = []
    while len(text) > limit:
        at = max(text.rfind("\n", 1, limit), text.rfind(" ", 1, limit))
        # Escaped characters such as &amp; hold no space, so only a hard break can tear one.
        at = at if at > limit // 2 else text.rfind("&", limit - 5, limit) if "&" in text[limit - 5 : limit] else limit
        pieces.append(text[:at])
        text = text[at:].lstrip("\n") if text[at : at + 1] == "\n" else text[at:]
    return [*pieces, text] if text or not pieces else pieces
