"""What people type, as Slack sends it: harmless, with people, channels and addresses marked up."""

import re

from bot.sandbox.state import Workspace

ADDRESS = re.compile(r"https?://[^\s<>|]*[^\s<>|.,;:!?)]")
PERSON = re.compile(r"(?<![\w@])@([a-z][\w.-]*)")
CHANNEL = re.compile(r"(?<![\w#])#([a-z][\w-]*)")


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


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _named(workspace: Workspace, text: str) -> str:
    users = {each.name: each.id for each in workspace.users.values()}
    channels = {each.name: each for each in workspace.channels.values() if each.kind != "im"}

    def person(match: re.Match[str]) -> str:
        found = users.get(match[1])
        return f"<@{found}>" if found else match[0]

    def channel(match: re.Match[str]) -> str:
        found = channels.get(match[1])
        return f"<#{found.id}|{found.name if found.kind == 'public' else ''}>" if found else match[0]

    return CHANNEL.sub(channel, PERSON.sub(person, text))
