"""What people type, as Slack sends it: harmless, with people, channels and addresses marked up."""

import re

from bot.sandbox import marks
from bot.sandbox.inputs import with_ids
from bot.sandbox.state import Json, Workspace

ADDRESS = re.compile(marks.ADDRESS)
PERSON = re.compile(marks.PERSON)
CHANNEL = re.compile(marks.PLACE)
BULLET = re.compile(r"^( *)[-*] +(?=\S)", re.MULTILINE)
SIGNS = "•◦▪"


def as_sent(workspace: Workspace, text: str, *, marks_up: bool = True) -> str:
    """`marks_up` False: a command that asked for the bare words."""
    if not marks_up:
        return _escaped(text)
    parts: list[str] = []
    end = 0
    for match in ADDRESS.finditer(text):
        parts += [_named(workspace, _escaped(text[end : match.start()])), f"<{_escaped(match.group())}>"]
        end = match.end()
    return "".join([*parts, _named(workspace, _escaped(text[end:]))])


def message_as_sent(workspace: Workspace, text: str) -> tuple[str, list[Json]]:
    """The text of a message, whose lists have bullets, and the rich text that stands beside it."""
    block = marks.rich_text(workspace, text, references=False)
    bulleted = BULLET.sub(lambda match: f"{match[1]}{SIGNS[min(len(match[1]) // 2, 2)]} ", text)
    return as_sent(workspace, bulleted), with_ids([block])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _named(workspace: Workspace, text: str) -> str:
    users = {each.name: each.id for each in workspace.users.values()}
    channels = {each.name: each for each in workspace.channels.values() if each.kind != "im"}

    def person(match: re.Match[str]) -> str:
        if match["name"] in marks.BROADCASTS:
            return f"<!{match['name']}>"
        found = users.get(match["name"])
        return f"<@{found}>" if found else match[0]

    def channel(match: re.Match[str]) -> str:
        found = channels.get(match["place"])
        return f"<#{found.id}|{found.name if found.kind == 'public' else ''}>" if found else match[0]

    return CHANNEL.sub(channel, PERSON.sub(person, text))
