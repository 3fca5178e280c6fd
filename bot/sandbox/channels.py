"""What becomes of channels: they are archived, renamed, closed to others, opened again and shared."""

from bot.sandbox import events
from bot.sandbox.circumstances import Circumstances, Impossible
from bot.sandbox.state import Channel

OTHER_COMPANY = "T0CONTOSO"


class Channels(Circumstances):
    """Whoever does it must be in the channel or an admin, and no guest. The app stays in it whatever happens.

    Slack has no event for a channel that becomes private or public: apps see the other kind when they ask.
    """

    async def archive(self, user_id: str, channel_id: str, *, archived: bool = True) -> None:
        channel = self._manageable(user_id, channel_id)
        if channel.is_general:
            raise Impossible("The channel everybody is in cannot be archived.")
        if channel.archived == archived:
            return
        channel.archived = archived
        self._workspace.changed()
        await events.tell_archived(self._slack, channel, user_id)

    async def rename(self, user_id: str, channel_id: str, name: str) -> None:
        channel = self._manageable(user_id, channel_id)
        name = name.strip().removeprefix("#").casefold().replace(" ", "-")
        if not name or any(each.name == name for each in self._workspace.channels.values()):
            raise Impossible("That name is taken, or it is none.")
        channel.name = name
        self._workspace.changed()
        await events.tell_renamed(self._slack, channel)

    def convert(self, user_id: str, channel_id: str, *, private: bool) -> None:
        """Makes a public channel private, or a private one public; its id stays the same."""
        channel = self._manageable(user_id, channel_id)
        if channel.is_general:
            raise Impossible("The channel everybody is in stays public.")
        channel.kind = "private" if private else "public"
        self._workspace.changed()

    async def share(self, user_id: str, channel_id: str, team: str = OTHER_COMPANY, *, shared: bool = True) -> None:
        """With another company, or no longer; `team` is the id of its workspace."""
        channel = self._manageable(user_id, channel_id)
        if (team in channel.shared_with) == shared:
            return
        channel.shared_with.append(team) if shared else channel.shared_with.remove(team)
        self._workspace.changed()
        await events.tell_shared(self._slack, channel, team, shared=shared)

    async def hide(self, user_id: str, channel_id: str) -> None:
        """Takes a direct conversation out of one's list; the next message brings it back."""
        channel = self._channel(channel_id)
        if channel.kind != "im" or user_id not in channel.members:
            raise Impossible("Only one's own direct conversations can be hidden.")
        channel.hidden = True
        self._workspace.changed()
        await events.tell_hidden(self._slack, channel, user_id)

    def close_to_app(self, user_id: str, *, closed: bool = True) -> None:
        """From now on the app cannot write to somebody, as it cannot to strangers of other companies."""
        self._person(user_id).unreachable = closed

    def _manageable(self, user_id: str, channel_id: str) -> Channel:
        user, channel = self._person(user_id), self._channel(channel_id)
        if channel.kind == "im":
            raise Impossible("That is no channel.")
        is_inside = user_id in channel.members
        if user.is_guest or not (is_inside or (user.is_admin and channel.kind == "public")):
            raise Impossible("Only members of a channel and admins can do that.")
        return channel
