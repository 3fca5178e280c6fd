"""Events: what happens in the workspace, told to the app as far as its manifest asks and its scopes allow."""

from bot.sandbox.delivery import Ack
from bot.sandbox.objects import message_object, user_object, view_object
from bot.sandbox.slack import Slack
from bot.sandbox.state import APP_ID, BOT_USER, TEAM_ID, Channel, Json, Message, User, fresh_id

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
        parent = channel.message(message.thread_ts or "")
        event["parent_user_id"] = parent.user if parent else ""
    return await _tell_of_message(slack, channel, event)


def as_told(slack: Slack, message: Message) -> Json:
    """A message as it stands in events about it: take it before it changes."""
    channel = slack.workspace.channels[message.channel]
    return message_object(message) | {
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "event_ts": message.ts,
    }


async def tell_edit(slack: Slack, message: Message, before: Json) -> Ack | None:
    more = {"message": as_told(slack, message), "previous_message": before}
    return await _tell_hidden(slack, message, "message_changed", more)


async def tell_deletion(slack: Slack, message: Message, before: Json) -> Ack | None:
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
        "team": TEAM_ID,
        "event_ts": slack.workspace.next_ts(),
        **({"inviter": inviter} if inviter else {}),
    }
    return await _tell(slack, event, MEMBER_SCOPES[channel.kind], channel)


async def tell_profile(slack: Slack, user: User) -> Ack | None:
    event = {
        "type": "user_change",
        "user": user_object(user, slack.people_clock.now(), locale=True, whole=True),
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
        shown = view_object(home)
        event["view"] = {name: shown[name] for name in HOME_FIELDS}
    return await _tell(slack, event)


def envelope(slack: Slack, event: Json) -> Json:
    return {
        "token": "sandbox-verification-token",
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": fresh_id("Ev"),
        "event_time": int(slack.people_clock.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{fresh_id('E')}",
    }


async def _tell(
    slack: Slack, event: Json, scope: str | None = None, channel: Channel | None = None, subscription: str = ""
) -> Ack | None:
    """None when the app did not ask for it, may not know it, or is not there."""
    subscribed = (subscription or event["type"]) in slack.app.events
    allowed = scope is None or scope in slack.app.scopes
    present = channel is None or BOT_USER in channel.members
    if not (subscribed and allowed and present):
        return None
    return await slack.deliveries.deliver_event(envelope(slack, event))


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
