"""People, channels, messages and views as Slack writes them into answers and payloads."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.inputs import values_of, view_values
from bot.sandbox.state import APP_ID, Channel, Json, Message, Team, User, View

PICTURE_SIZES = (24, 32, 48, 72, 192, 512)
LOCALE = "en-GB"
VIEW_TEXTS = ("title", "submit", "close")


def user_object(team: Team, user: User, now: datetime, *, locale: bool = False, whole: bool = False) -> Json:
    """Without an e-mail address: no scope of the app asks for it.

    Asked about people who left, Slack tells little; only the event about their leaving is `whole`.
    """
    first, _, last = user.real_name.partition(" ")
    here = now.astimezone(ZoneInfo(user.tz))
    offset = here.utcoffset()
    found: Json = {
        "id": user.id,
        "team_id": team.id,
        "name": user.name,
        "deleted": user.deleted,
        "profile": {
            **dict.fromkeys(("phone", "skype", "status_text_canonical"), ""),
            "status_text": user.status_text,
            "status_emoji": user.status_emoji,
            "title": user.title,
            "real_name": user.real_name,
            "real_name_normalized": user.real_name,
            "display_name": user.real_name.partition(" ")[0],
            "display_name_normalized": user.real_name.partition(" ")[0],
            "first_name": first,
            "last_name": last,
            "status_expiration": user.status_expiration,
            "avatar_hash": f"g{user.id.lower()}",
            "team": team.id,
            **{f"image_{size}": f"https://avatars.invalid/{user.id}/{size}.png" for size in PICTURE_SIZES},
        },
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
    }
    if user.deleted and not whole:
        return found
    return found | {
        "color": user.colour.lstrip("#"),
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": here.tzname() or user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": user.is_guest,
        "is_email_confirmed": True,
        **_on_grid(team, user),
        "who_can_share_contact_card": "EVERYONE",
        **({"locale": LOCALE} if locale else {}),
    }


def _on_grid(team: Team, user: User) -> Json:
    if team.enterprise is None:
        return {}
    member = {"id": user.id, "enterprise_id": team.enterprise.id, "enterprise_name": team.enterprise.name}
    return {"enterprise_user": member | {"is_admin": user.is_admin, "is_owner": False, "teams": [team.id]}}


def channel_object(channel: Channel) -> Json:
    if channel.kind == "im":
        return {
            "id": channel.id,
            "created": channel.created,
            "is_archived": False,
            "is_im": True,
            "is_org_shared": False,
            "user": channel.members[0],
        }
    topic = {"value": channel.topic, "creator": "UIRIS", "last_set": channel.created}
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_archived": channel.archived,
        "is_general": channel.is_general,
        "is_shared": bool(channel.shared_with),
        "is_ext_shared": bool(channel.shared_with),
        "is_org_shared": False,
        **({"connected_team_ids": channel.shared_with} if channel.shared_with else {}),
        "created": channel.created,
        "creator": "UIRIS",
        "topic": topic,
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def channel_reference(channel: Channel) -> Json:
    """As interactions name the place they come from."""
    return {"id": channel.id, "name": name_for_apps(channel)}


def name_for_apps(channel: Channel) -> str:
    """Slack does not tell apps what private places are called."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def team_reference(team: Team) -> Json:
    found = {"id": team.id, "domain": team.domain}
    if team.enterprise is None:
        return found
    return found | {"enterprise_id": team.enterprise.id, "enterprise_name": team.enterprise.name}


def enterprise_reference(team: Team) -> Json | None:
    return {"id": team.enterprise.id, "name": team.enterprise.name} if team.enterprise else None


def user_reference(team: Team, user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": team.id}


def message_object(team: Team, message: Message) -> Json:
    """What it says and who said it; the rest of a message is in `history_object`."""
    found: Json = {"type": "message", "user": message.user, "ts": message.ts, "team": team.id, "text": message.text}
    if message.by_app:
        found |= {"bot_id": team.bot_id, "app_id": APP_ID, "bot_profile": bot_profile(team)}
    for name in ("blocks", "attachments", "thread_ts"):
        if getattr(message, name):
            found[name] = getattr(message, name)
    if message.files:
        found |= {"files": message.files, "upload": False, "display_as_bot": False}
    if message.tombstone:
        found |= {"subtype": "tombstone", "hidden": True}
    if message.edited_ts:
        found["edited"] = {"user": message.user, "ts": message.edited_ts}
    return found


def history_object(team: Team, message: Message, channel: Channel, *, metadata: bool = False) -> Json:
    found = message_object(team, message)
    replies = channel.replies(message.ts)
    if replies:
        repliers = list(dict.fromkeys(each.user for each in replies))
        found |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": repliers,
            "reply_users_count": len(repliers),
            "latest_reply": replies[-1].ts,
        }
    if message.is_reply:
        parent = channel.head(message.thread_ts or "")
        found["parent_user_id"] = parent.user if parent else ""
    if message.reactions:
        found["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    if metadata and message.metadata:
        found["metadata"] = message.metadata
    return found


def bot_profile(team: Team) -> Json:
    return {
        "id": team.bot_id,
        "app_id": APP_ID,
        "user_id": team.bot_user,
        "name": "Firebreak",
        "deleted": False,
        "updated": 0,
        "team_id": team.id,
        "icons": {f"image_{size}": f"https://avatars.invalid/{team.bot_id}/{size}.png" for size in (36, 48, 72)},
    }


def view_object(team: Team, view: View, installed_in: str | None = None) -> Json:
    body = view.body
    found: Json = {
        "id": view.id,
        "team_id": team.id,
        "type": body["type"],
        "blocks": view.blocks,
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": view_values(view)},
        "hash": view.hash,
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": APP_ID,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": installed_in or team.id,
        "bot_id": team.bot_id,
    }
    return found | {name: body.get(name) for name in VIEW_TEXTS}


def message_state(message: Message) -> dict[str, Any]:
    return {"values": values_of(message.blocks, message.values)}
