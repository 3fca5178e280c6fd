"""What the page shows to one person: no more than that person may see."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.circumstances import Circumstances
from bot.sandbox.inputs import view_values
from bot.sandbox.slack import Slack
from bot.sandbox.state import Channel, Json, Message, User, View, Workspace
from bot.sandbox.written import written_in

MOST_MESSAGES = 100
FILE_FIELDS = ("id", "name", "pretty_type", "size", "mimetype")


def page_state(slack: Slack, control: Circumstances, user_id: str) -> Json:
    workspace = slack.workspace
    now = slack.people_clock.now()
    channels = [each for each in workspace.channels.values() if _may_see(each, user_id)]
    home = workspace.homes.get(user_id)
    return {
        "version": workspace.version,
        "me": user_id,
        "bot": workspace.team.bot_user,
        "clock": {
            "now": now.isoformat(),
            "busy": control.moving_to is not None,
            "busy_until": control.moving_to.isoformat() if control.moving_to else None,
        },
        "workspace": _workspace(slack),
        "people": [_person(slack, each, now) for each in workspace.users.values()],
        "channels": [_channel(each, user_id) for each in channels],
        "messages": {each.id: _messages(workspace, each, user_id) for each in channels},
        "views": [_view(workspace, each) for each in workspace.modals.get(user_id, ())],
        "home": _view(workspace, home) if home else None,
        "complaints": list(slack.recorder.complaints),
    }


def _may_see(channel: Channel, user_id: str) -> bool:
    return channel.kind == "public" or user_id in channel.members


def _workspace(slack: Slack) -> Json:
    connected = slack.deliveries.deliver_to is not None or slack.sockets.connected > 0
    return {
        "id": slack.team.id,
        "name": slack.team.name,
        "bot_connected": connected,
        "commands": [
            {"command": each.name, "description": each.description, "usage_hint": each.usage_hint}
            for each in slack.app.commands.values()
        ],
        "shortcuts": [
            {"callback_id": each.callback_id, "name": each.name, "type": each.kind, "description": each.description}
            for each in slack.app.shortcuts.values()
        ],
    }


def _person(slack: Slack, user: User, now: datetime) -> Json:
    here = now.astimezone(ZoneInfo(user.tz))
    # What was written to them, not to a channel they happen to be in.
    own = [each for each in slack.workspace.channels_of(user.id) if each.kind == "im"] if user.is_person else []
    unread = sum(each.unread(user.id) for each in own)
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "title": user.title,
        "tz": user.tz,
        "tz_label": here.tzname(),
        "local_time": f"{here:%H:%M}",
        "local_day": f"{here:%a} {here.day} {here:%b}",
        "is_bot": not user.is_person,
        "is_admin": user.is_admin,
        "is_guest": user.is_guest,
        "deleted": user.deleted,
        "colour": user.colour,
        "note": user.note,
        "unread": unread,
    }


def _channel(channel: Channel, user_id: str) -> Json:
    is_member = user_id in channel.members
    others = [each for each in channel.members if each != user_id]
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "with": others[0] if channel.kind == "im" and others else None,
        "is_member": is_member,
        "archived": channel.archived,
        "shared": bool(channel.shared_with),
        "hidden": channel.hidden,
        "members": list(channel.members),
        "unread": channel.unread(user_id) if is_member else 0,
        "topic": channel.topic,
    }


def _messages(workspace: Workspace, channel: Channel, user_id: str) -> list[Json]:
    seen = [each for each in channel.messages if each.is_visible_to(user_id)]
    return [_message(workspace, channel, each) for each in seen[-MOST_MESSAGES:]]


def _message(workspace: Workspace, channel: Channel, message: Message) -> Json:
    return {
        "ts": message.ts,
        "at": datetime.fromtimestamp(float(message.ts), ZoneInfo("UTC")).isoformat(),
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks or None,
        "thread_ts": message.thread_ts,
        "reply_count": len(channel.replies(message.ts)),
        "edited": message.edited_ts is not None and not message.by_app,
        "ephemeral": message.ephemeral_to is not None,
        "files": [{name: each[name] for name in FILE_FIELDS} for each in message.files],
        "reactions": [{"name": name, "users": users} for name, users in message.reactions.items()],
        "deleted": message.tombstone,
        "values": message.values,
        "written": written_in(workspace, message.blocks, message.values),
    }


def _view(workspace: Workspace, view: View) -> Json:
    shown: dict[str, Any] = {name: view.body.get(name) for name in ("title", "submit", "close", "callback_id")}
    return {
        "id": view.id,
        "type": view.body["type"],
        "blocks": view.blocks,
        "hash": view.hash,
        "values": view_values(view),
        "written": written_in(workspace, view.blocks, view.values),
        "errors": view.errors,
        **shown,
    }
