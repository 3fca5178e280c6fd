"""Whom a message calls: people by id, and "channel", "here" or "everyone"; a user group by its id."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.state import Message

CALL = re.compile(r"<(?:@(\w+)|!(channel|here|everyone)|!subteam\^(\w+))(?:\|[^<>]*)?>")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
MENTIONS = {"user": "user_id", "broadcast": "range", "usergroup": "usergroup_id"}


def pinged(message: Message) -> set[str]:
    """Whoever its blocks and its text mention as they stand now, wherever in the message that is.

    Slack calls those in rich text of an app as if somebody had typed it. What an edit adds calls nobody; this does
    not look at the past, so ask before the message is changed.
    """
    return {*_in_mrkdwn(message.text), *_in(message.blocks), *_in(message.attachments)}


def _in(thing: Any) -> Iterator[str]:
    if isinstance(thing, list):
        for each in thing:
            yield from _in(each)
    elif isinstance(thing, Mapping):
        yield from _in_object(thing)


def _in_object(thing: Mapping[str, Any]) -> Iterator[str]:
    kind = thing.get("type")
    if kind in MENTIONS and MENTIONS[kind] in thing:
        yield str(thing[MENTIONS[kind]])
    if kind in ("mrkdwn", "markdown"):
        yield from _in_mrkdwn(str(thing.get("text", "")))
    for name, inside in thing.items():
        # What a menu begins with, and what a button keeps for the app, is shown to nobody as a mention.
        if not name.startswith("initial_") and name not in ("accessory", "element"):
            yield from _in(inside)


def _in_mrkdwn(text: str) -> Iterator[str]:
    for user, broadcast, group in CALL.findall(CODE.sub("", text)):
        yield user or broadcast or group
