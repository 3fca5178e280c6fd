"""Everything the local Slack remembers: people, channels, messages, modals and Home tabs."""

import asyncio
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.core.clock import Clock

Json = dict[str, Any]

TEAM_ID = "T0NORTHWIND"
TEAM_NAME = "Northwind"
TEAM_DOMAIN = "northwind-sandbox"
BOT_USER = "UFIRE"
BOT_ID = "B0FIREBREAK"
APP_ID = "A0FIREBREAK"
SLACKBOT = "USLACKBOT"
DELETED = "This message was deleted."


@dataclass(frozen=True)
class Enterprise:
    """An Enterprise Grid org, to which several workspaces belong."""

    id: str
    name: str


@dataclass(frozen=True)
class Team:
    """Which workspace it is, and who the app is in it."""

    id: str = TEAM_ID
    name: str = TEAM_NAME
    domain: str = TEAM_DOMAIN
    bot_user: str = BOT_USER
    bot_id: str = BOT_ID
    enterprise: Enterprise | None = None

    @property
    def enterprise_id(self) -> str | None:
        return self.enterprise.id if self.enterprise else None


@dataclass
class User:
    """`note` is for people who look at the page; Slack does not tell it to anybody. `unreachable`: not for the app."""

    id: str
    name: str
    real_name: str
    title: str = ""
    tz: str = "Etc/UTC"
    note: str = ""
    colour: str = "#757575"
    is_bot: bool = False
    is_admin: bool = False
    is_guest: bool = False
    deleted: bool = False
    unreachable: bool = False
    updated: int = 0
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0

    @property
    def is_person(self) -> bool:
        return not self.is_bot and self.id != SLACKBOT


@dataclass
class File:
    """`channels` is where it was shared, direct conversations included; `given_to_app`: it came in a form."""

    id: str
    name: str
    user: str
    content: bytes
    created: int
    channels: list[str] = field(default_factory=list)
    given_to_app: bool = False


@dataclass
class Message:
    """Text and blocks as Slack keeps them: people's & < > escaped. `ephemeral_to`: only they see it.

    A `tombstone` stands where a message with answers was deleted: they keep their thread.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    ephemeral_to: str | None = None
    by_app: bool = False
    edited_ts: str | None = None
    deleted: bool = False
    tombstone: bool = False
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, dict[str, Json]] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def is_visible_to(self, user_id: str) -> bool:
        return not self.deleted and self.ephemeral_to in (None, user_id)

    def become_tombstone(self) -> None:
        self.tombstone, self.by_app, self.user, self.text = True, False, SLACKBOT, DELETED
        self.blocks, self.attachments, self.metadata, self.edited_ts = [], [], None, None
        self.files, self.reactions, self.values = [], {}, {}


@dataclass
class Channel:
    """`shared_with` are workspaces of other companies; `hidden` is a direct conversation taken out of the list."""

    id: str
    name: str
    kind: Literal["public", "private", "im"]
    members: list[str] = field(default_factory=list)
    topic: str = ""
    created: int = 0
    is_general: bool = False
    archived: bool = False
    shared_with: list[str] = field(default_factory=list)
    hidden: bool = False
    messages: list[Message] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)

    def message(self, ts: str) -> Message | None:
        """The message with that ts, if it still stands."""
        found = self.head(ts)
        return found if found and not found.tombstone else None

    def head(self, ts: str) -> Message | None:
        """What a thread hangs on: a message, or the tombstone of one."""
        return next((each for each in reversed(self.messages) if each.ts == ts and not each.deleted), None)

    def replies(self, ts: str) -> list[Message]:
        return [each for each in self.messages if each.thread_ts == ts and each.is_reply and not each.deleted]

    def unread(self, user_id: str) -> int:
        """How many messages came since they last looked; answers in threads do not count."""
        read = self.read.get(user_id, "")
        return sum(
            each.ts > read and each.user != user_id and not each.is_reply and each.is_visible_to(user_id)
            for each in self.messages
        )


@dataclass
class UserGroup:
    """`handle` is without its @."""

    id: str
    handle: str
    name: str
    created: int
    created_by: str
    users: list[str] = field(default_factory=list)
    disabled: bool = False


@dataclass
class View:
    """A modal, or somebody's Home tab. `values` holds what was put in: block id, action id, Slack's state."""

    id: str
    owner: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    channel: str | None = None
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.body["blocks"]
        return blocks


class Workspace:
    """The whole state. Whoever changes it calls `changed()`, and whoever watches is woken."""

    def __init__(
        self, users: Iterable[User], channels: Iterable[Channel], clock: Clock, team: Team | None = None
    ) -> None:
        self.team = team or Team()
        self.users = {each.id: each for each in users}
        self.channels = {each.id: each for each in channels}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, File] = {}
        self.groups: dict[str, UserGroup] = {}
        self.plan_has_groups, self.groups_for_admins = True, False
        self.version = 0
        self._clock = clock
        self._last_ts = 0
        self._changed = asyncio.Event()

    def changed(self) -> None:
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def change_after(self, version: int) -> None:
        """Returns once the state is newer than `version`."""
        while self.version <= version:
            await self._changed.wait()

    def next_ts(self) -> str:
        """Now on people's clock, and later than every ts before."""
        self._last_ts = max(self._last_ts + 1, int(self._clock.now().timestamp() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def not_before(self, ts: str) -> None:
        """From now on every ts is later than this one."""
        whole, _, fraction = ts.partition(".")
        self._last_ts = max(self._last_ts, int(whole) * 1_000_000 + int(fraction or 0))

    @property
    def people(self) -> list[User]:
        return [each for each in self.users.values() if each.is_person]

    def dm(self, user_id: str) -> Channel:
        """Their direct conversation with the app."""
        channel_id = f"D{user_id[1:]}"
        if channel_id not in self.channels:
            created = int(self._clock.now().timestamp())
            self.channels[channel_id] = Channel(channel_id, "", "im", [user_id, self.team.bot_user], created=created)
        return self.channels[channel_id]

    def channels_of(self, user_id: str) -> Iterator[Channel]:
        return (each for each in self.channels.values() if user_id in each.members)

    def message(self, channel_id: str, ts: str) -> Message | None:
        channel = self.channels.get(channel_id)
        return channel.message(ts) if channel else None

    def add(self, message: Message) -> Message:
        channel = self.channels[message.channel]
        channel.messages.append(message)
        channel.hidden = False
        if not message.by_app:
            channel.read[message.user] = message.ts
        self.changed()
        return message

    def delete(self, message: Message) -> None:
        """Takes a message away; a tombstone goes with the last answer it stood for."""
        channel = self.channels[message.channel]
        if channel.replies(message.ts):
            message.become_tombstone()
        else:
            message.deleted = True
            head = channel.head(message.thread_ts or "")
            if head and head.tombstone and not channel.replies(head.ts):
                head.deleted = True
        self.changed()

    def views(self) -> Iterator[View]:
        """All that are shown now."""
        for stack in self.modals.values():
            yield from stack
        yield from self.homes.values()

    def view(self, view_id: str) -> View | None:
        return next((each for each in self.views() if each.id == view_id), None)

    def top_modal(self, user_id: str) -> View | None:
        stack = self.modals.get(user_id)
        return stack[-1] if stack else None


def fresh_id(letter: str) -> str:
    """An id nothing has had before, also not before a restart: apps remember what they have seen."""
    return letter + secrets.token_hex(6).upper()
