"""Events: what happens in the workspace, told to the app as far as its manifest asks and its scopes allow."""

from typing import Literal

from bot.sandbox.delivery import Ack
from bot.sandbox.objects import message_object, user_object, view_object
from bot.sandbox.pings import pinged
from bot.sandbox.slack import Slack
from bot.sandbox.state import APP_ID, Channel, Json, Message, User, fresh_id

Parting = Literal["app_uninstalled", "tokens_revoked"]
CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im"}
MESSAGE_SCOPES = {"public": "channels:history", "private": "groups:history", "im": "im:history"}
MEMBER_SCOPES = {"public": "channels:read", "private": "groups:read"}
# What Slack's published types say an App Home in an event holds.
HOME_FIELDS = ("type", "blocks", "private_metadata", "callback_id", "external_id")
SUBSCRIPTIONS = {"public": "message.channels", "private": "message.groups", "im": "message.im"}


async def tell_message(slack: Slack, message: Message) -> Ack | None:
    """Somebody wrote something."""
    channel, event = slack.workspace.channels[message.channel], as_told(slack, message)
    if message.is_reply:
        parent = channel.head(message.thread_ts or "")
        event["parent_user_id"] = parent.user if parent else ""
    ack = await _tell_of_message(slack, channel, event)
    if channel.kind != "im" and slack.team.bot_user in pinged(message):
        await _tell_mention(slack, channel, event)
    return ack


async def _tell_mention(slack: Slack, channel: Channel, event: Json) -> Ack | None:
    """The app was called by name; it hears so beside the message itself, and without what kind of place it was in."""
    called = {name: value for name, value in event.items() if name not in ("channel_type", "subtype", "parent_user_id")}
    return await _tell(slack, called | {"type": "app_mention"}, "app_mentions:read", channel)


def as_told(slack: Slack, message: Message) -> Json:
    """A message as it stands in events about it: take it before it changes."""
    channel = slack.workspace.channels[message.channel]
    found = message_object(slack.team, message)
    if message.by_app:
        # What Slack's published types say of the app that wrote something: less than answers to calls do.
        del found["app_id"], found["bot_profile"]["user_id"]
    if message.files:
        del found["team"]
        found["subtype"] = "file_share"
    return found | {
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "event_ts": message.ts,
    }


async def tell_file_shared(slack: Slack, message: Message, file_id: str) -> Ack | None:
    event = {
        "type": "file_shared",
        "file_id": file_id,
        "user_id": message.user,
        "file": {"id": file_id},
        "channel_id": message.channel,
        "event_ts": message.ts,
    }
    return await _tell(slack, event, "files:read", slack.workspace.channels[message.channel])


async def tell_edit(slack: Slack, message: Message, before: Json) -> Ack | None:
    more = {"message": as_told(slack, message), "previous_message": before}
    return await _tell_hidden(slack, message, "message_changed", more)


async def tell_deletion(slack: Slack, message: Message, before: Json) -> Ack | None:
    """Where answers keep a tombstone standing, Slack tells of a change into it."""
    if message.tombstone:
        return await tell_edit(slack, message, before)
    more = {"deleted_ts": message.ts, "previous_message": before}
    return await _tell_hidden(slack, message, "message_deleted", more)


async def tell_reaction(slack: Slack, message: Message, user_id: str, name: str, *, removed: bool) -> Ack | None:
    event = {
        "type": "reaction_removed" if removed else "reaction_added",
        "user": user_id,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "event_ts": slack.workspace.next_ts(),
    }
    return await _tell(slack, event, "reactions:read", slack.workspace.channels[message.channel])


async def tell_membership(
    slack: Slack, channel: Channel, user_id: str, *, joined: bool, inviter: str | None = None
) -> Ack | None:
    """Somebody came or went; the app is told where it is a member itself."""
    event = {
        "type": "member_joined_channel" if joined else "member_left_channel",
        "user": user_id,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "public" else "G",
        "team": slack.team.id,
        "event_ts": slack.workspace.next_ts(),
        **({"inviter": inviter} if inviter else {}),
    }
    return await _tell(slack, event, MEMBER_SCOPES[channel.kind], channel)


async def tell_archived(slack: Slack, channel: Channel, user_id: str) -> Ack | None:
    """Or unarchived, as it is now. Apps hear of all public channels, and of private ones they are in."""
    deed = "archive" if channel.archived else "unarchive"
    event: Json = {"type": f"{_family(channel)}_{deed}", "channel": channel.id}
    event |= {"actor_id": user_id} if event["type"] == "group_unarchive" else {"user": user_id}
    event |= {"is_moved": 0} if channel.archived else {}
    return await _tell_of_channel(slack, channel, event)


async def tell_renamed(slack: Slack, channel: Channel) -> Ack | None:
    names = dict.fromkeys(("name", "name_normalized"), channel.name)
    more = {"created": channel.created, "is_channel": channel.kind == "public", "is_mpim": False}
    event = {"type": f"{_family(channel)}_rename", "channel": {"id": channel.id, **names, **more}}
    return await _tell_of_channel(slack, channel, event)


async def tell_shared(slack: Slack, channel: Channel, team: str, *, shared: bool) -> Ack | None:
    event: Json = {"type": "channel_shared", "connected_team_id": team, "channel": channel.id}
    if not shared:
        event = {"type": "channel_unshared", "previously_connected_team_id": team, "channel": channel.id}
        event["is_ext_shared"] = bool(channel.shared_with)
    return await _tell_of_channel(slack, channel, event)


async def tell_hidden(slack: Slack, channel: Channel, user_id: str) -> Ack | None:
    event = {"type": "im_close", "user": user_id, "channel": channel.id, "event_ts": slack.workspace.next_ts()}
    return await _tell(slack, event, "im:read", channel)


def _family(channel: Channel) -> str:
    return "group" if channel.kind == "private" else "channel"


async def _tell_of_channel(slack: Slack, channel: Channel, event: Json) -> Ack | None:
    place = channel if channel.kind == "private" else None
    return await _tell(slack, event | {"event_ts": slack.workspace.next_ts()}, MEMBER_SCOPES[channel.kind], place)


async def tell_profile(slack: Slack, user: User) -> Ack | None:
    event = {
        "type": "user_change",
        "user": user_object(slack.team, user, slack.people_clock.now(), locale=True, whole=True),
        "cache_ts": user.updated,
        "event_ts": slack.workspace.next_ts(),
    }
    return await _tell(slack, event, "users:read")


async def tell_home_opened(slack: Slack, user_id: str, tab: str) -> Ack | None:
    event: Json = {
        "type": "app_home_opened",
        "user": user_id,
        "channel": slack.workspace.dm(user_id).id,
        "tab": tab,
        "event_ts": slack.workspace.next_ts(),
    }
    home = slack.workspace.homes.get(user_id)
    if home is not None and tab == "home":
        shown = view_object(slack.team, home, slack.installed_in)
        event["view"] = {name: shown[name] for name in HOME_FIELDS}
    return await _tell(slack, event)


async def tell_uninstalled(slack: Slack, place: str, first: Parting = "app_uninstalled") -> None:
    """The app was taken out of a workspace or an org: two events, which come in either order."""
    partings = [tell_app_uninstalled(slack, place), tell_tokens_revoked(slack, place)]
    for each in partings if first == "app_uninstalled" else reversed(partings):
        await each


async def tell_app_uninstalled(slack: Slack, place: str) -> Ack | None:
    return await _tell_parting(slack, {"type": "app_uninstalled"}, place)


async def tell_tokens_revoked(slack: Slack, place: str) -> Ack | None:
    event = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [slack.team.bot_user]}}
    return await _tell_parting(slack, event, place)


async def _tell_parting(slack: Slack, event: Json, place: str) -> Ack | None:
    """It comes although the app is not there any more; an org is named without a workspace."""
    if event["type"] not in slack.app.events:
        return None
    is_org_wide = place != slack.team.id
    letter = envelope(slack, event, is_org_wide=is_org_wide)
    if is_org_wide:
        del letter["team_id"]
    return await slack.deliveries.deliver_event(letter)


def envelope(slack: Slack, event: Json, *, is_org_wide: bool) -> Json:
    return {
        **_letterhead(slack, event),
        "authorizations": [
            {
                "enterprise_id": slack.team.enterprise_id,
                "team_id": None if is_org_wide else slack.team.id,
                "user_id": slack.team.bot_user,
                "is_bot": True,
                "is_enterprise_install": is_org_wide,
            }
        ],
        "is_ext_shared_channel": _is_shared(slack, event),
        "event_context": f"4-{fresh_id('E')}",
    }


def _is_shared(slack: Slack, event: Json) -> bool:
    """Whether it happened where people of another company are, too."""
    place = event.get("channel")
    channel = slack.workspace.channels.get(place if isinstance(place, str) else "")
    return bool(channel and channel.shared_with)


def _letterhead(slack: Slack, event: Json) -> Json:
    """What every event says about itself."""
    found: Json = {"token": "sandbox-verification-token", "team_id": slack.team.id}
    if slack.team.enterprise is not None:
        found["enterprise_id"] = slack.team.enterprise.id
    return found | {
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": fresh_id("Ev"),
        "event_time": int(slack.people_clock.now().timestamp()),
    }


async def _tell(
    slack: Slack, event: Json, scope: str | None = None, channel: Channel | None = None, subscription: str = ""
) -> Ack | None:
    """None when the app did not ask for it, may not know it, or is not there."""
    subscribed = (subscription or event["type"]) in slack.app.events and slack.install is not None
    allowed = scope is None or scope in slack.scopes
    present = channel is None or slack.team.bot_user in channel.members
    if not (subscribed and allowed and present):
        return None
    return await slack.deliveries.deliver_event(envelope(slack, event, is_org_wide=slack.is_org_wide))


async def _tell_of_message(slack: Slack, channel: Channel, event: Json) -> Ack | None:
    scope, subscription = MESSAGE_SCOPES[channel.kind], SUBSCRIPTIONS[channel.kind]
    return await _tell(slack, event, scope, channel, subscription)


async def _tell_hidden(slack: Slack, message: Message, subtype: str, more: Json) -> Ack | None:
    channel = slack.workspace.channels[message.channel]
    ts = slack.workspace.next_ts()
    event = {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "ts": ts,
        "event_ts": ts,
        **more,
    }
    return await _tell_of_message(slack, channel, event)
