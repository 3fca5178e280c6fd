"""What happens around people's messages: they come and go, time passes, and Slack repeats itself."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox import events
from bot.sandbox.delivery import Ack, Delivery
from bot.sandbox.slack import Slack
from bot.sandbox.state import Channel, User

ClockMove = Callable[[datetime], Awaitable[None]]


class Impossible(Exception):
    """Nobody could do that in Slack; the text says why."""


class Circumstances:
    """`on_clock_move` moves the clock for whoever runs the app; `moving_to` tells how far, while it does."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._workspace = slack.workspace
        self.on_clock_move: ClockMove | None = None
        self.moving_to: datetime | None = None

    async def join(self, user_id: str, channel_id: str, *, inviter: str | None = None) -> None:
        """Comes into a channel; into a private one only by invitation. The app may be invited too."""
        channel = self._channel(channel_id)
        if channel.kind == "im" or (channel.kind == "private" and inviter not in channel.members):
            raise Impossible("Only members can invite somebody into a private place.")
        if user_id in channel.members:
            return
        channel.members.append(user_id)
        channel.read[user_id] = channel.messages[-1].ts if channel.messages else ""
        self._workspace.changed()
        await events.tell_membership(self._slack, channel, user_id, joined=True, inviter=inviter)

    async def leave(self, user_id: str, channel_id: str) -> None:
        channel = self._channel(channel_id)
        if user_id not in channel.members or channel.kind == "im":
            raise Impossible("They are not a member of that channel.")
        channel.members.remove(user_id)
        self._workspace.changed()
        await events.tell_membership(self._slack, channel, user_id, joined=False)

    async def change_profile(self, user_id: str, *, tz: str | None = None, deleted: bool | None = None) -> None:
        """Moves somebody to another time zone, or deactivates their account."""
        user = self._workspace.users[user_id]
        if tz is not None:
            try:
                ZoneInfo(tz)
            except (KeyError, ValueError):
                raise Impossible(f"{tz} is not a time zone.") from None
        changed = replace(
            user,
            tz=tz or user.tz,
            deleted=user.deleted if deleted is None else deleted,
            updated=int(self._slack.people_clock.now().timestamp()),
        )
        self._workspace.users[user_id] = changed
        if changed.deleted:
            self._workspace.modals.pop(user_id, None)
            for channel in self._workspace.channels_of(user_id):
                if channel.kind != "im":
                    channel.members.remove(user_id)
        self._workspace.changed()
        await events.tell_profile(self._slack, changed)

    async def change_status(self, user_id: str, text: str, emoji: str, expires_at: datetime | None) -> None:
        """What somebody says beside their name; Slack tells apps as it tells every change of a profile."""
        user = self._workspace.users[user_id]
        until = int(expires_at.timestamp()) if expires_at else 0
        now = int(self._slack.people_clock.now().timestamp())
        changed = replace(user, status_text=text, status_emoji=emoji, status_expiration=until, updated=now)
        self._workspace.users[user_id] = changed
        self._workspace.changed()
        await events.tell_profile(self._slack, changed)

    async def move_clock(self, to: datetime) -> None:
        """Lets time pass for people, step by step through what is due where somebody sees to that."""
        self.moving_to = to
        self._workspace.changed()
        try:
            if self.on_clock_move is not None:
                await self.on_clock_move(to)
            else:
                self._slack.people_clock.move_to(to)
            await self._slack.deliveries.catch_up()
        finally:
            self.moving_to = None
            self._workspace.changed()

    async def redeliver(self, delivery: Delivery) -> Ack:
        """Sends the same thing once more, as Slack may."""
        return await self._slack.deliveries.deliver(
            delivery.kind, delivery.payload, delivery.attempt + 1, "http_timeout"
        )

    async def deliver_raw(self, body: bytes, *, signature: str | None = None) -> int:
        """Posts to the app what a stranger might: None signs as Slack does. Returns the status of the answer."""
        headers = self._slack.deliveries.signature(body)
        if signature is not None:
            headers["X-Slack-Signature"] = signature
        kind = "application/json" if body.startswith(b"{") else "application/x-www-form-urlencoded"
        return await self._slack.deliveries.deliver_raw(body, {**headers, "Content-Type": kind})

    def lack_scopes(self, *scopes: str) -> None:
        """As if the app had been installed from an older manifest, before it asked for these."""
        install = self._slack.install
        if install is None:
            raise Impossible("The app is not installed here.")
        install.scopes -= frozenset(scopes)

    async def renew_sockets(self) -> None:
        """Asks the app to open its sockets anew, as Slack does every few hours; returns once it has."""
        await self._slack.sockets.renew()

    def _person(self, user_id: str) -> User:
        user = self._workspace.users.get(user_id)
        if user is None or not user.is_person:
            raise Impossible(f"There is nobody called {user_id}.")
        if user.deleted:
            raise Impossible(f"{user.real_name}'s account is deactivated.")
        return user

    def _channel(self, channel_id: str) -> Channel:
        channel = self._workspace.channels.get(channel_id)
        if channel is None:
            raise Impossible(f"There is no channel {channel_id}.")
        return channel
