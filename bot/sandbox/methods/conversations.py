"""Methods about channels and direct conversations."""

from bot.sandbox import events
from bot.sandbox.methods.method import Method, Scopes, channel_for_app, of_channel, page, scope
from bot.sandbox.methods.users import listing_scopes, wanted_kinds
from bot.sandbox.objects import channel_object, history_object
from bot.sandbox.slack import Slack
from bot.sandbox.state import Channel, Json, Message
from bot.sandbox.wire import Kind, Refusal

MOST_PEOPLE = 8
HISTORY: dict[str, Kind] = {
    "channel": "text",
    "cursor": "text",
    "include_all_metadata": "flag",
    "inclusive": "flag",
    "latest": "text",
    "limit": "whole",
    "oldest": "text",
}


async def info(slack: Slack, arguments: Json) -> Json:
    channel = channel_for_app(slack, arguments["channel"])
    found = channel_object(channel)
    if channel.kind != "im":
        found["is_member"] = slack.team.bot_user in channel.members
    if arguments.get("include_num_members"):
        found["num_members"] = len(channel.members)
    return {"channel": found}


async def listing(slack: Slack, arguments: Json) -> Json:
    kinds = wanted_kinds(arguments)
    found = [
        channel_object(each) | ({} if each.kind == "im" else {"is_member": slack.team.bot_user in each.members})
        for each in slack.workspace.channels.values()
        if each.kind in kinds
        and (each.kind == "public" or slack.team.bot_user in each.members)
        and not (each.archived and arguments.get("exclude_archived"))
    ]
    shown, metadata = page(found, arguments, default=100)
    return {"channels": shown, **metadata}


async def members(slack: Slack, arguments: Json) -> Json:
    channel = channel_for_app(slack, arguments["channel"])
    rows = [{"id": each} for each in channel.members]
    shown, metadata = page(rows, arguments, default=100)
    return {"members": [each["id"] for each in shown], **metadata}


async def open_direct(slack: Slack, arguments: Json) -> Json:
    """Only with one person: groups need a scope the app does not ask for."""
    if "channel" in arguments:
        channel = channel_for_app(slack, arguments["channel"])
        if channel.kind != "im":
            raise Refusal("method_not_supported_for_channel_type")
    else:
        channel = slack.workspace.dm(_one_person(slack, str(arguments.get("users", ""))))
    whole = channel_object(channel) | {"is_open": True, "last_read": "0000000000.000000"}
    shown = whole if arguments.get("return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": shown}


async def join(slack: Slack, arguments: Json) -> Json:
    channel = channel_for_app(slack, arguments["channel"])
    if channel.kind != "public":
        raise Refusal("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refusal("is_archived")
    found = {"channel": channel_object(channel) | {"is_member": True}}
    if slack.team.bot_user in channel.members:
        return found | {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    channel.members.append(slack.team.bot_user)
    slack.workspace.changed()
    slack.in_hand.start(events.tell_membership(slack, channel, slack.team.bot_user, joined=True))
    return found


async def history(slack: Slack, arguments: Json) -> Json:
    """Newest first, without answers in threads."""
    channel = _readable(slack, arguments["channel"])
    found = [each for each in channel.messages if not each.is_reply and _in_range(each, arguments)]
    return _shown(slack, channel, found[::-1], arguments)


async def replies(slack: Slack, arguments: Json) -> Json:
    """Slack reads threads in channels to people only; an app reads those of its direct conversations."""
    channel = _readable(slack, arguments["channel"])
    if channel.kind != "im":
        raise Refusal("method_not_supported_for_channel_type")
    parent = channel.head(arguments["ts"])
    if parent is None:
        raise Refusal("thread_not_found")
    found = [parent, *(each for each in channel.replies(parent.ts) if _in_range(each, arguments))]
    return _shown(slack, channel, found, arguments)


def _one_person(slack: Slack, users: str) -> str:
    names = [each for each in users.split(",") if each]
    if not names:
        raise Refusal("users_list_not_supplied")
    if len(names) > MOST_PEOPLE:
        raise Refusal("too_many_users")
    user = slack.workspace.users.get(names[0])
    if user is None or not user.is_person:
        raise Refusal("user_not_found")
    if user.deleted:
        raise Refusal("user_disabled")
    if user.unreachable:
        raise Refusal("user_not_visible")
    return user.id


def _readable(slack: Slack, channel_id: str) -> Channel:
    channel = channel_for_app(slack, channel_id)
    if slack.team.bot_user not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _in_range(message: Message, arguments: Json) -> bool:
    if message.deleted or message.ephemeral_to is not None:
        return False
    try:
        ts = float(message.ts)
        oldest, latest = float(arguments.get("oldest", 0)), float(arguments.get("latest") or "inf")
    except ValueError:
        raise Refusal("invalid_ts_oldest") from None
    return oldest <= ts <= latest if arguments.get("inclusive") else oldest < ts < latest


def _shown(slack: Slack, channel: Channel, found: list[Message], arguments: Json) -> Json:
    metadata = arguments.get("include_all_metadata", False)
    rows = [history_object(slack.team, each, channel, metadata=metadata) for each in found]
    shown, following = page(rows, arguments, 100)
    more = bool(following["response_metadata"]["next_cursor"])
    return {"messages": shown, "has_more": more, **(following if more else {})}


def _opening_scopes(slack: Slack, arguments: Json) -> list[Scopes]:
    return [frozenset({"mpim:write" if "," in str(arguments.get("users", "")) else "im:write"})]


METHODS = [
    Method(
        "conversations.info",
        info,
        {"channel": "text", "include_locale": "flag", "include_num_members": "flag"},
        ("channel",),
        scopes=of_channel("read"),
    ),
    Method(
        "conversations.list",
        listing,
        {"cursor": "text", "exclude_archived": "flag", "limit": "whole", "team_id": "text", "types": "text"},
        needs_team=True,
        scopes=listing_scopes,
    ),
    Method(
        "conversations.members",
        members,
        {"channel": "text", "cursor": "text", "limit": "whole"},
        ("channel",),
        scopes=of_channel("read"),
    ),
    Method(
        "conversations.open",
        open_direct,
        {"channel": "text", "prevent_creation": "flag", "return_im": "flag", "users": "text"},
        scopes=_opening_scopes,
    ),
    Method("conversations.join", join, {"channel": "text"}, ("channel",), scopes=scope("channels:join")),
    Method("conversations.history", history, HISTORY, ("channel",), scopes=of_channel("history")),
    Method("conversations.replies", replies, HISTORY | {"ts": "text"}, ("channel", "ts"), scopes=of_channel("history")),
]
