"""What people do in the local Slack, one method each; tests and the page stand on the same ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox import events, inputs, interactions
from bot.sandbox.answers import SubmitResult, answer_command, decide
from bot.sandbox.circumstances import Impossible
from bot.sandbox.delivery import Ack
from bot.sandbox.files import add_file, ending, file_object
from bot.sandbox.groups import Groups
from bot.sandbox.interactions import BUTTONS
from bot.sandbox.marks import rich_text
from bot.sandbox.state import Channel, File, Json, Message, View
from bot.sandbox.typed import as_sent, message_as_sent


class Control(Groups):
    """Every method returns once the app has acknowledged, and raises Impossible where Slack would not let them."""

    async def say(
        self, user_id: str, channel_id: str, text: str, thread_ts: str | None = None, files: Sequence[File] = ()
    ) -> Message:
        channel = self._place_to_write(user_id, channel_id)
        if not text.strip() and not files:
            raise Impossible("There is nothing to send.")
        sent, blocks = message_as_sent(self._workspace, text) if text.strip() else ("", [])
        for each in files:
            each.channels.append(channel.id)
        message = Message(
            channel.id,
            self._workspace.next_ts(),
            user_id,
            sent,
            blocks,
            thread_ts=self._thread(channel, thread_ts),
            files=[file_object(self._slack, each) for each in files],
        )
        self._workspace.add(message)
        await events.tell_message(self._slack, message)
        for each in files:
            await events.tell_file_shared(self._slack, message, each.id)
        return message

    def upload(self, user_id: str, name: str, content: bytes) -> File:
        """A file that is ready to be sent with a message or a form."""
        if not name.strip() or not content:
            raise Impossible("There is nothing in that file.")
        return add_file(self._slack, self._person(user_id).id, name, content)

    def uploaded(self, user_id: str, file_id: str) -> File:
        file = self._workspace.files.get(file_id)
        if file is None or file.user != user_id:
            raise Impossible("That file is not there any more.")
        return file

    async def edit(self, user_id: str, channel_id: str, ts: str, text: str) -> None:
        message = self._own_message(user_id, channel_id, ts)
        before = events.as_told(self._slack, message)
        message.text, message.blocks = message_as_sent(self._workspace, text)
        message.edited_ts = self._workspace.next_ts()
        self._workspace.changed()
        await events.tell_edit(self._slack, message, before)

    async def delete(self, user_id: str, channel_id: str, ts: str) -> None:
        """What one wrote oneself; admins of the workspace may take away what others and apps wrote."""
        message = self._message(user_id, channel_id, ts)
        if message.user != user_id and not self._person(user_id).is_admin:
            raise Impossible("Only those who wrote a message, and admins of the workspace, can delete it.")
        before = events.as_told(self._slack, message)
        self._workspace.delete(message)
        await events.tell_deletion(self._slack, message, before)

    async def command(self, user_id: str, channel_id: str, typed: str) -> Ack:
        """A line that begins with a slash."""
        user, channel = self._person(user_id), self._place_to_write(user_id, channel_id)
        name, _, text = typed.strip().partition(" ")
        declared = self._slack.app.commands.get(name)
        if declared is None:
            raise Impossible(f"{name} is not a command here. There are {', '.join(self._slack.app.commands)}.")
        sent = as_sent(self._workspace, text.strip(), marks_up=declared.escapes)
        ack, address = await interactions.command(self._slack, user, channel, name, sent)
        answer_command(self._slack, typed, ack, address)
        return ack

    async def act_on_message(
        self, user_id: str, channel_id: str, ts: str, *, block_id: str, action_id: str, value: Any = None
    ) -> Ack:
        """Presses or chooses in a message; `value` is what was chosen."""
        user, message = self._person(user_id), self._message(user_id, channel_id, ts)
        place = inputs.place(message.blocks, block_id, action_id)
        state = self._put(user_id, message.values, place, value)
        ack = await interactions.action_in_message(
            self._slack, user, message, interactions.action(self._slack, place, state, value)
        )
        self._workspace.changed()
        return ack

    async def act_in_view(
        self, user_id: str, view_id: str, *, block_id: str, action_id: str, value: Any = None
    ) -> Ack | None:
        """Presses or chooses in a modal or on the Home tab. None: Slack does not tell the app about this one yet."""
        user, view = self._person(user_id), self._view(user_id, view_id)
        place = inputs.place(view.blocks, block_id, action_id)
        state = self._put(user_id, view.values, place, value)
        self._workspace.changed()
        if not place.dispatches:
            return None
        return await interactions.action_in_view(
            self._slack, user, view, interactions.action(self._slack, place, state, value)
        )

    def put_in(self, user_id: str, view_id: str, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Fills inputs without telling anybody: block id, action id, what is put in."""
        view = self._view(user_id, view_id)
        for block_id, actions in values.items():
            for action_id, value in actions.items():
                self._put(user_id, view.values, inputs.place(view.blocks, block_id, action_id), value)

    async def submit(self, user_id: str, view_id: str) -> SubmitResult:
        user, view = self._person(user_id), self._view(user_id, view_id)
        if view.body["type"] != "modal" or not view.body.get("submit"):
            raise Impossible("There is nothing to submit.")
        view.errors = inputs.complaints(view)
        if view.errors:
            self._workspace.changed()
            return SubmitResult(errors=view.errors)
        return decide(self._slack, view, await interactions.submission(self._slack, user, view))

    async def close(self, user_id: str, view_id: str, *, everything: bool = False) -> None:
        """Cancels one modal, or leaves the whole stack by its cross."""
        user, view = self._person(user_id), self._view(user_id, view_id)
        stack = self._workspace.modals.get(user_id, [])
        left = stack[0] if everything else view
        if everything:
            stack.clear()
        elif view in stack:
            stack.remove(view)
        self._workspace.changed()
        if left.body.get("notify_on_close"):
            await interactions.closing(self._slack, user, left, is_cleared=everything)

    async def shortcut(
        self, user_id: str, callback_id: str, channel_id: str | None = None, ts: str | None = None
    ) -> Ack:
        """A global shortcut, or with a message one from its menu."""
        user = self._person(user_id)
        declared = self._slack.app.shortcuts.get(callback_id)
        kind = "message" if channel_id and ts else "global"
        if declared is None or declared.kind != kind:
            raise Impossible(f"There is no {kind} shortcut {callback_id}.")
        if channel_id and ts:
            message = self._message(user_id, channel_id, ts)
            return await interactions.message_shortcut(self._slack, user, callback_id, message)
        return await interactions.shortcut(self._slack, user, callback_id)

    async def open_home(self, user_id: str) -> View | None:
        """Looks at the app's Home tab; returns what is shown there once the app has answered."""
        self._person(user_id)
        if not self._slack.app.has_home:
            raise Impossible("This app has no Home tab.")
        await events.tell_home_opened(self._slack, user_id, "home")
        return self._workspace.homes.get(user_id)

    async def open_messages(self, user_id: str) -> None:
        """Looks at the app's Messages tab."""
        self._person(user_id)
        await events.tell_home_opened(self._slack, user_id, "messages")

    async def react(self, user_id: str, channel_id: str, ts: str, name: str, *, remove: bool = False) -> None:
        self._person(user_id)
        message = self._message(user_id, channel_id, ts)
        users = message.reactions.setdefault(name, [])
        if (user_id in users) != remove:
            return
        users.remove(user_id) if remove else users.append(user_id)
        if not users:
            del message.reactions[name]
        self._workspace.changed()
        await events.tell_reaction(self._slack, message, user_id, name, removed=remove)

    def mark_read(self, user_id: str, channel_id: str) -> None:
        channel = self._channel(channel_id)
        newest = channel.messages[-1].ts if channel.messages else ""
        if channel.read.get(user_id, "") < newest:
            channel.read[user_id] = newest
            self._workspace.changed()

    def _place_to_write(self, user_id: str, channel_id: str) -> Channel:
        self._person(user_id)
        channel = self._channel(channel_id)
        if user_id not in channel.members:
            raise Impossible("You are not a member of this channel. Join it first.")
        if channel.archived:
            raise Impossible("This channel is archived.")
        if channel.kind == "im" and not self._slack.app.takes_messages:
            raise Impossible("Sending messages to this app has been turned off.")
        return channel

    def _message(self, user_id: str, channel_id: str, ts: str) -> Message:
        message = self._channel(channel_id).message(ts)
        if message is None or not message.is_visible_to(user_id):
            raise Impossible("That message is not there any more.")
        return message

    def _own_message(self, user_id: str, channel_id: str, ts: str) -> Message:
        message = self._message(user_id, channel_id, ts)
        if message.user != user_id:
            raise Impossible("Only those who wrote a message can change it.")
        return message

    def _thread(self, channel: Channel, ts: str | None) -> str | None:
        if ts is None:
            return None
        parent = channel.head(ts)
        if parent is None:
            raise Impossible("That message is not there any more.")
        return parent.thread_ts or parent.ts

    def _view(self, user_id: str, view_id: str) -> View:
        view = self._workspace.view(view_id)
        if view is None or view.owner != user_id:
            raise Impossible("That form is not open any more.")
        return view

    def _put(self, user_id: str, values: inputs.Values, place: inputs.Place, value: Any) -> Json | None:
        """Puts something into an input; buttons and overflow menus keep no state."""
        kind = place.element["type"]
        if kind in BUTTONS | {"overflow"}:
            return None
        if kind == "rich_text_input" and isinstance(value, str):
            value = rich_text(self._workspace, value)
        if kind == "file_input":
            value = [self._given(user_id, place.element, each) for each in value or ()]
        state = inputs.state(place.element, value)
        values.setdefault(place.block_id, {})[place.action_id] = state
        return state

    def _given(self, user_id: str, element: Json, wanted: Any) -> Json:
        """A file put into a form: one uploaded before, by its id, or a name and what it holds."""
        file = self.uploaded(user_id, wanted) if isinstance(wanted, str) else self.upload(user_id, *wanted)
        endings = element.get("filetypes")
        if endings and ending(file.name) not in endings:
            raise inputs.NotOffered(f"{file.name} is not one of these: {', '.join(endings)}.")
        file.given_to_app = True
        return file_object(self._slack, file)
