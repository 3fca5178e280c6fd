"""Methods that post, change and delete messages, and react to them."""

from typing import Any

from bot.sandbox import events
from bot.sandbox.inputs import kept, with_ids
from bot.sandbox.methods.method import Method, channel_for_app, scope
from bot.sandbox.objects import message_object
from bot.sandbox.slack import Slack
from bot.sandbox.state import Channel, Json, Message
from bot.sandbox.wire import Kind, Refusal
from bot.slack import limits

SAYS: dict[str, Kind] = {"attachments": "list", "blocks": "list", "markdown_text": "text", "text": "text"}
TAKES: dict[str, Kind] = {
    **SAYS,
    "as_user": "flag",
    "channel": "text",
    "icon_emoji": "text",
    "icon_url": "text",
    "link_names": "flag",
    "metadata": "thing",
    "mrkdwn": "flag",
    "parse": "text",
    "reply_broadcast": "flag",
    "thread_ts": "text",
    "unfurl_links": "flag",
    "unfurl_media": "flag",
    "username": "text",
}
# Slack's own errors among the codes of problems; all others are invalid_blocks.
OWN_ERRORS = frozenset({"no_text", "markdown_text_conflict", "too_many_attachments"})
SHOWN_IN_UPDATES = ("type", "user", "bot_id", "app_id", "team", "text", "blocks", "edited", "bot_profile")


async def post_message(slack: Slack, arguments: Json) -> Json:
    metadata = _metadata(arguments)
    said = checked_message(arguments, too_long="msg_blocks_too_long")
    channel = _postable(slack, arguments["channel"])
    thread_ts = _thread(channel, arguments)
    slack.posting.take(channel.id)
    message = slack.workspace.add(
        Message(
            channel.id,
            slack.workspace.next_ts(),
            slack.team.bot_user,
            by_app=True,
            thread_ts=thread_ts,
            metadata=metadata,
            **said,
        )
    )
    shown = message_object(slack.team, message)
    if thread_ts:
        parent = channel.head(thread_ts)
        shown["parent_user_id"] = parent.user if parent else ""
    return {"channel": channel.id, "ts": message.ts, "message": shown}


async def post_ephemeral(slack: Slack, arguments: Json) -> Json:
    said = checked_message(arguments)
    channel = _postable(slack, arguments["channel"])
    if arguments["user"] not in channel.members:
        raise Refusal("user_not_in_channel")
    message = Message(
        channel.id,
        slack.workspace.next_ts(),
        slack.team.bot_user,
        by_app=True,
        ephemeral_to=arguments["user"],
        thread_ts=_thread(channel, arguments),
        **said,
    )
    slack.workspace.add(message)
    return {"message_ts": message.ts}


async def update(slack: Slack, arguments: Json) -> Json:
    """Blocks and attachments stay unless others are given; an empty list takes them off."""
    metadata = _metadata(arguments)
    said = checked_message(arguments, text_most=limits.UPDATE_TEXT)
    channel = channel_for_app(slack, arguments["channel"])
    message = channel.message(arguments["ts"])
    if message is None or message.ephemeral_to is not None:
        raise Refusal("message_not_found")
    if not message.by_app:
        raise Refusal("cant_update_message")
    rewrite(
        slack, message, {name: said[name] for name in SAYS if name in said and (name in arguments or name == "text")}
    )
    message.metadata = metadata or message.metadata
    whole = message_object(slack.team, message)
    shown = {name: whole[name] for name in SHOWN_IN_UPDATES if name in whole}
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


async def delete(slack: Slack, arguments: Json) -> Json:
    channel = channel_for_app(slack, arguments["channel"])
    message = channel.message(arguments["ts"])
    if message is None or message.ephemeral_to is not None:
        raise Refusal("message_not_found")
    if not message.by_app:
        raise Refusal("cant_delete_message")
    before = events.as_told(slack, message)
    slack.workspace.delete(message)
    slack.in_hand.start(events.tell_deletion(slack, message, before))
    return {"channel": channel.id, "ts": message.ts}


async def permalink(slack: Slack, arguments: Json) -> Json:
    channel = channel_for_app(slack, arguments["channel"])
    if channel.message(arguments["message_ts"]) is None:
        raise Refusal("message_not_found")
    name = arguments["message_ts"].replace(".", "")
    return {"channel": channel.id, "permalink": f"https://{slack.team.domain}.invalid/archives/{channel.id}/p{name}"}


async def react(slack: Slack, arguments: Json) -> Json:
    channel = channel_for_app(slack, arguments["channel"])
    message = channel.message(arguments["timestamp"])
    if message is None:
        raise Refusal("message_not_found")
    users = message.reactions.setdefault(arguments["name"].strip(":"), [])
    if slack.team.bot_user in users:
        raise Refusal("already_reacted")
    users.append(slack.team.bot_user)
    slack.workspace.changed()
    return {}


def checked_message(
    arguments: Json, *, text_most: int = limits.MESSAGE_TEXT, too_long: str = "msg_too_long"
) -> dict[str, Any]:
    """What a message says, with ids for its blocks; raises Refusal where Slack would not take it.

    `too_long` is the method's error for too much text. Of a new message Slack cuts the text instead.
    """
    said = {name: arguments[name] for name in SAYS if arguments.get(name) is not None}
    if text_most == limits.MESSAGE_TEXT and "text" in said:
        said["text"] = str(said["text"])[:text_most]
    found = limits.message_problems(said, text_most=text_most)
    if found:
        errors = {each: each for each in OWN_ERRORS} | {"msg_too_long": too_long}
        own = [errors[each.code] for each in found if each.code in errors]
        details = [f"{each.text} [{each.path}] ({each.code})" for each in found]
        raise Refusal(own[0] if own else "invalid_blocks", *details, loud=True)
    return {
        "text": said.get("text") or said.get("markdown_text", ""),
        "blocks": with_ids(said.get("blocks", [])),
        "attachments": said.get("attachments", []),
    }


def rewrite(slack: Slack, message: Message, said: dict[str, Any]) -> None:
    """Parts that are not given stay as they are."""
    message.text = said["text"]
    message.blocks = said.get("blocks", message.blocks)
    message.attachments = said.get("attachments", message.attachments)
    message.values = kept(message.values, message.blocks)
    message.edited_ts = slack.workspace.next_ts()
    slack.workspace.changed()


def _metadata(arguments: Json) -> Json | None:
    metadata: Json | None = arguments.get("metadata")
    if metadata is not None and not (
        isinstance(metadata.get("event_type"), str) and isinstance(metadata.get("event_payload"), dict)
    ):
        raise Refusal("invalid_metadata_format", loud=True)
    return metadata


def _postable(slack: Slack, name: str) -> Channel:
    """A channel, or the direct conversation with somebody whose id is given."""
    user = slack.workspace.users.get(name)
    if user is not None:
        if user.deleted or user.unreachable or not user.is_person:
            raise Refusal("channel_not_found")
        return _direct(slack, slack.workspace.dm(user.id))
    channel = channel_for_app(slack, name)
    if channel.kind == "im":
        return _direct(slack, channel)
    if channel.archived:
        raise Refusal("is_archived")
    if slack.team.bot_user not in channel.members and "chat:write.public" not in slack.scopes:
        raise Refusal("not_in_channel")
    return channel


def _direct(slack: Slack, channel: Channel) -> Channel:
    """Slack archives the conversations of people who left."""
    if not slack.app.has_messages:
        raise Refusal("messages_tab_disabled")
    person = slack.workspace.users[channel.members[0]]
    if person.deleted:
        raise Refusal("is_archived")
    if person.unreachable:
        raise Refusal("restricted_action")
    return channel


def _thread(channel: Channel, arguments: Json) -> str | None:
    ts: str | None = arguments.get("thread_ts")
    if ts is None:
        return None
    parent = channel.head(ts)
    if parent is None or parent.is_reply or parent.ephemeral_to is not None:
        raise Refusal("cannot_reply_to_message")
    return ts


def _own_name(slack: Slack, arguments: Json) -> list[frozenset[str]]:
    """Posting under another name or picture needs a scope of its own."""
    dressed = {"username", "icon_emoji", "icon_url"} & arguments.keys()
    return [frozenset({"chat:write"}), *([frozenset({"chat:write.customize"})] if dressed else [])]


EPHEMERAL: dict[str, Kind] = {
    name: kind
    for name, kind in TAKES.items()
    if name not in ("reply_broadcast", "unfurl_links", "unfurl_media", "mrkdwn")
}
UPDATE: dict[str, Kind] = {
    **SAYS,
    "as_user": "flag",
    "channel": "text",
    "link_names": "flag",
    "metadata": "thing",
    "parse": "text",
    "reply_broadcast": "flag",
    "ts": "text",
}
METHODS = [
    Method("chat.postMessage", post_message, TAKES, ("channel",), scopes=_own_name),
    Method("chat.postEphemeral", post_ephemeral, EPHEMERAL | {"user": "text"}, ("channel", "user"), scopes=_own_name),
    Method("chat.update", update, UPDATE, ("channel", "ts"), scopes=scope("chat:write")),
    Method(
        "chat.delete",
        delete,
        {"as_user": "flag", "channel": "text", "ts": "text"},
        ("channel", "ts"),
        scopes=scope("chat:write"),
    ),
    Method("chat.getPermalink", permalink, {"channel": "text", "message_ts": "text"}, ("channel", "message_ts")),
    Method(
        "reactions.add",
        react,
        {"channel": "text", "name": "text", "timestamp": "text"},
        ("channel", "name", "timestamp"),
        scopes=scope("reactions:write"),
    ),
]
