"""People and channels as stories know them: by name, by what is written on things, by what is seen."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Self

from bot.sandbox.answers import SubmitResult
from bot.sandbox.control import Control
from bot.sandbox.delivery import Ack
from bot.sandbox.finding import Pressable, inputs_by_label, is_called, pressables, value_for
from bot.sandbox.inputs import Place
from bot.sandbox.objects import view_object
from bot.sandbox.reading import plain, read_text
from bot.sandbox.slack import Slack
from bot.sandbox.state import Channel as ChannelState
from bot.sandbox.state import Json, Message, View, Workspace

# Where something stands: in a message or in a view.
Spot = Message | View


class Channel:
    """What everybody in it sees."""

    def __init__(self, state: ChannelState) -> None:
        self._state = state
        self.id = state.id
        self.name = state.name

    @classmethod
    def called(cls, name: str, workspace: Workspace) -> Self:
        for state in workspace.channels.values():
            if name in (state.id, state.name):
                return cls(state)
        raise AssertionError(
            f"there is no channel {name!r}: {', '.join(each.name for each in workspace.channels.values())}"
        )

    @property
    def members(self) -> list[str]:
        return list(self._state.members)

    @property
    def messages(self) -> list[Message]:
        """Oldest first, without answers in threads."""
        return [each for each in self._visible() if not each.is_reply]

    @property
    def last_message(self) -> Message:
        assert self.messages, f"#{self.name} is empty"
        return self.messages[-1]

    def thread(self, of: Message | str) -> list[Message]:
        """The answers to a message, oldest first."""
        ts = of if isinstance(of, str) else of.ts
        return [each for each in self._visible() if each.is_reply and each.thread_ts == ts]

    def _visible(self) -> Iterator[Message]:
        return (each for each in self._state.messages if not each.deleted and each.ephemeral_to is None)


class Person:
    """Somebody in front of Slack. What they cannot see they cannot press: that raises AssertionError."""

    def __init__(self, user_id: str, slack: Slack, control: Control) -> None:
        self.id = user_id
        self._workspace = slack.workspace
        self._shortcuts = slack.app.shortcuts
        self._control = control

    @classmethod
    def called(cls, name: str, slack: Slack, control: Control) -> Self:
        for user in slack.workspace.people:
            if name in (user.id, user.name):
                return cls(user.id, slack, control)
        raise AssertionError(f"there is nobody called {name!r}")

    async def types(self, line: str, channel: str | None = None) -> Ack:
        """A slash command; None: in the conversation with the app."""
        return await self._control.command(self.id, self._channel_id(channel), line)

    async def says(self, text: str, channel: str | None = None, thread: Message | str | None = None) -> Message:
        ts = thread.ts if isinstance(thread, Message) else thread
        return await self._control.say(self.id, self._channel_id(channel), text, ts)

    async def uploads(
        self,
        name: str,
        content: bytes,
        text: str = "",
        channel: str | None = None,
        thread: Message | str | None = None,
    ) -> Message:
        """Sends a file, with a few words or without."""
        ts = thread.ts if isinstance(thread, Message) else thread
        file = self._control.upload(self.id, name, content)
        return await self._control.say(self.id, self._channel_id(channel), text, ts, [file])

    async def edits(self, message: Message, text: str) -> None:
        await self._control.edit(self.id, message.channel, message.ts, text)

    async def deletes(self, message: Message) -> None:
        await self._control.delete(self.id, message.channel, message.ts)

    async def clicks(
        self, text: str, message: Message | None = None, in_view: Mapping[str, Any] | None = None
    ) -> Ack | None:
        """Presses what says `text`: in the place given, else in the open modal, else in the newest message that has
        it, else on the Home tab.
        """
        spots = self._spots(message, in_view)
        for spot in spots:
            for written, place, value in pressables(spot.blocks):
                if is_called(text, written):
                    return await self._act(spot, place, value)
        raise AssertionError(f"{self.id} sees nothing that says {text!r}, but {_names(spots)}")

    async def chooses(
        self, label: str, choice: Any, message: Message | None = None, in_view: Mapping[str, Any] | None = None
    ) -> Ack | None:
        """Chooses something from what is called `label`, wherever it can be chosen."""
        for spot in self._spots(message, in_view):
            for written, place in inputs_by_label(spot.blocks):
                if is_called(label, written):
                    return await self._act(spot, place, value_for(self._workspace, place.element, choice))
        raise AssertionError(f"{self.id} sees nothing called {label!r}")

    async def fills(self, entries: Mapping[str, Any]) -> None:
        """Puts something into inputs of the open modal, by their labels, and tells the app where Slack would."""
        for label, wanted in entries.items():
            view = self._top()
            found = [place for written, place in inputs_by_label(view.blocks) if is_called(label, written)]
            labels = ", ".join(dict.fromkeys(written for written, _ in inputs_by_label(view.blocks)))
            assert found, f"the form asks for nothing called {label!r}, but for: {labels}"
            await self._act(view, found[0], value_for(self._workspace, found[0].element, wanted))

    async def submits(self) -> SubmitResult:
        return await self._control.submit(self.id, self._top().id)

    async def closes(self, clear_all: bool = False) -> None:
        """Cancels the top modal, or with `clear_all` leaves all of them by the cross."""
        await self._control.close(self.id, self._top().id, everything=clear_all)

    async def uses_shortcut(self, name: str, message: Message | None = None) -> Ack:
        """By the name people see; with a message, from its menu."""
        kind = "message" if message else "global"
        for each in self._shortcuts.values():
            if each.kind == kind and name in (each.name, each.callback_id):
                place = (message.channel, message.ts) if message else (None, None)
                return await self._control.shortcut(self.id, each.callback_id, *place)
        raise AssertionError(f"there is no {kind} shortcut called {name!r}")

    async def opens_home(self) -> Json | None:
        """Returns the Home tab as it is once the app has answered."""
        await self._control.open_home(self.id)
        return self.home

    async def opens_messages(self) -> None:
        await self._control.open_messages(self.id)

    async def reacts(self, name: str, message: Message, *, remove: bool = False) -> None:
        await self._control.react(self.id, message.channel, message.ts, name, remove=remove)

    async def joins(self, channel: str) -> None:
        await self._control.join(self.id, self._channel_id(channel))

    async def leaves(self, channel: str) -> None:
        await self._control.leave(self.id, self._channel_id(channel))

    async def invites(self, who: str, channel: str) -> None:
        """Brings somebody into a channel, by name; "firebreak" is the app."""
        invited = next((each.id for each in self._workspace.users.values() if who in (each.id, each.name)), None)
        assert invited, f"there is nobody called {who!r}"
        await self._control.join(invited, self._channel_id(channel), inviter=self.id)

    async def removes_app(self, channel: str) -> None:
        await self._control.leave(self._workspace.team.bot_user, self._channel_id(channel))

    async def moves_to(self, tz: str) -> None:
        await self._control.change_profile(self.id, tz=tz)

    async def sets_status(self, text: str, emoji: str = "", until: datetime | None = None) -> None:
        await self._control.change_status(self.id, text, emoji, until)

    async def is_deactivated(self) -> None:
        await self._control.change_profile(self.id, deleted=True)

    async def is_reactivated(self) -> None:
        """Comes back; the channels they were in have forgotten them."""
        await self._control.change_profile(self.id, deleted=False)

    def closes_to_app(self) -> None:
        """From now on the app cannot write to them."""
        self._control.close_to_app(self.id)

    async def hides_app(self) -> None:
        """Takes the conversation with the app out of their list, until the app writes again."""
        await self._control.hide(self.id, self._workspace.dm(self.id).id)

    async def archives(self, channel: str) -> None:
        await self._control.archive(self.id, self._channel_id(channel))

    async def unarchives(self, channel: str) -> None:
        await self._control.archive(self.id, self._channel_id(channel), archived=False)

    async def renames(self, channel: str, name: str) -> None:
        await self._control.rename(self.id, self._channel_id(channel), name)

    def makes_private(self, channel: str) -> None:
        self._control.convert(self.id, self._channel_id(channel), private=True)

    def makes_public(self, channel: str) -> None:
        self._control.convert(self.id, self._channel_id(channel), private=False)

    async def shares(self, channel: str) -> None:
        """With another company."""
        await self._control.share(self.id, self._channel_id(channel))

    async def stops_sharing(self, channel: str) -> None:
        await self._control.share(self.id, self._channel_id(channel), shared=False)

    @property
    def modals(self) -> list[Json]:
        """The open ones, topmost last."""
        return [view_object(self._workspace.team, each) for each in self._workspace.modals.get(self.id, ())]

    @property
    def modal(self) -> Json | None:
        """The topmost one."""
        return self.modals[-1] if self.modals else None

    @property
    def home(self) -> Json | None:
        view = self._workspace.homes.get(self.id)
        return view_object(self._workspace.team, view) if view else None

    @property
    def errors_by_label(self) -> dict[str, str]:
        """What the open modal says is wrong, by the label it stands beside."""
        view = self._top()
        labels = {block["block_id"]: read_text(block.get("label") or block.get("text")) for block in view.blocks}
        return {labels[block_id]: text for block_id, text in view.errors.items()}

    @property
    def dm(self) -> list[Message]:
        """The conversation with the app, oldest first."""
        return self._seen_in(self._workspace.dm(self.id))

    @property
    def ephemerals(self) -> list[Message]:
        """What only they were shown, newest last."""
        return sorted((each for each in self._seen() if each.ephemeral_to == self.id), key=lambda each: each.ts)

    def sees(self, text: str) -> bool:
        """Whether any message they can see says so."""
        return any(text in plain(each, self._names) for each in self._seen())

    @property
    def _names(self) -> dict[str, str]:
        return {each.id: each.name for each in self._workspace.users.values()}

    def _seen(self) -> list[Message]:
        return [message for channel in self._workspace.channels_of(self.id) for message in self._seen_in(channel)]

    def _seen_in(self, channel: ChannelState) -> list[Message]:
        return [each for each in channel.messages if each.is_visible_to(self.id)]

    def _spots(self, message: Message | None, in_view: Mapping[str, Any] | None) -> list[Spot]:
        """Where they look, first things first."""
        if message is not None:
            return [message]
        if in_view is not None:
            view = self._workspace.view(in_view["id"])
            assert view is not None, "that view is not shown any more"
            return [view]
        top, home = self._workspace.top_modal(self.id), self._workspace.homes.get(self.id)
        newest_first = sorted(self._seen(), key=lambda each: each.ts, reverse=True)
        return [*([top] if top else []), *newest_first, *([home] if home else [])]

    def _top(self) -> View:
        view = self._workspace.top_modal(self.id)
        told = [plain(each, self._names) for each in [*self.dm, *self.ephemerals][-1:]]
        assert view is not None, f"{self.id} has no form open; the last thing they were told: {told}"
        return view

    async def _act(self, spot: Spot, place: Place, value: Any) -> Ack | None:
        act: Json = {"block_id": place.block_id, "action_id": place.action_id, "value": value}
        if isinstance(spot, Message):
            return await self._control.act_on_message(self.id, spot.channel, spot.ts, **act)
        return await self._control.act_in_view(self.id, spot.id, **act)

    def _channel_id(self, name: str | None) -> str:
        if name is None:
            return self._workspace.dm(self.id).id
        return Channel.called(name.removeprefix("#"), self._workspace).id


def _names(spots: list[Spot]) -> str:
    written: list[Pressable] = [each for spot in spots for each in pressables(spot.blocks)]
    return ", ".join(dict.fromkeys(f"[{text}]" for text, _, _ in written)) or "nothing to press at all"
