"""What the app is told when somebody types a command, presses, chooses, submits, closes or uses a shortcut."""

from typing import Any

from bot.sandbox.delivery import Ack
from bot.sandbox.inputs import STATES, Place, option
from bot.sandbox.objects import (
    channel_reference,
    enterprise_reference,
    message_object,
    message_state,
    name_for_apps,
    team_reference,
    user_reference,
    view_object,
)
from bot.sandbox.slack import Slack
from bot.sandbox.state import APP_ID, Channel, Json, Message, User, View
from bot.sandbox.tickets import ResponseUrl

TOKEN = "sandbox-verification-token"  # noqa: S105 - apps no longer look at it
BUTTONS = frozenset({"button", "icon_button", "workflow_button"})


class NotInstalled(Exception):
    """The app is not in this workspace any more, or not yet."""


class NotInteractive(Exception):
    """The manifest turns interactivity off."""


async def command(slack: Slack, user: User, channel: Channel, name: str, text: str) -> tuple[Ack, ResponseUrl]:
    if slack.install is None:
        raise NotInstalled
    address, response_url = _response_url(slack, user, channel, "commands")
    payload = {
        "token": TOKEN,
        "team_id": slack.team.id,
        "team_domain": slack.team.domain,
        "channel_id": channel.id,
        "channel_name": name_for_apps(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "true" if slack.is_org_wide else "false",
        **_grid_of_command(slack),
        "response_url": address,
        "trigger_id": slack.triggers.issue(user.id, channel=channel.id),
    }
    return await slack.deliveries.deliver("command", payload), response_url


async def action_in_message(slack: Slack, user: User, message: Message, action: Json) -> Ack:
    channel = slack.workspace.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = {
        **_who(slack, user),
        "type": "block_actions",
        "container": container,
        "trigger_id": slack.triggers.issue(user.id, channel=channel.id),
        "channel": channel_reference(channel),
        "message": _message_in_action(slack, message),
        "state": message_state(message),
        "response_url": _response_url(slack, user, channel, "actions", message)[0],
        "actions": [action],
    }
    return await _deliver(slack, payload)


async def action_in_view(slack: Slack, user: User, view: View, action: Json) -> Ack:
    payload = {
        **_who(slack, user),
        "type": "block_actions",
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": slack.triggers.issue(user.id, view_id=view.id, channel=view.channel),
        "view": view_object(slack.team, view, slack.installed_in),
        "actions": [action],
    }
    return await _deliver(slack, payload)


async def submission(slack: Slack, user: User, view: View) -> Ack:
    payload = {
        **_who(slack, user),
        "type": "view_submission",
        "trigger_id": slack.triggers.issue(user.id, view_id=view.id, channel=view.channel),
        "view": view_object(slack.team, view, slack.installed_in),
        "response_urls": [],
    }
    return await _deliver(slack, payload)


async def closing(slack: Slack, user: User, view: View, *, is_cleared: bool) -> Ack:
    payload = {
        **_who(slack, user),
        "type": "view_closed",
        "view": view_object(slack.team, view, slack.installed_in),
        "is_cleared": is_cleared,
    }
    return await _deliver(slack, payload)


async def shortcut(slack: Slack, user: User, callback_id: str) -> Ack:
    payload = {
        **_who(slack, user),
        "type": "shortcut",
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(user.id),
        "action_ts": slack.workspace.next_ts(),
    }
    return await _deliver(slack, payload)


async def message_shortcut(slack: Slack, user: User, callback_id: str, message: Message) -> Ack:
    channel = slack.workspace.channels[message.channel]
    payload = {
        **_who(slack, user),
        "type": "message_action",
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(user.id, channel=channel.id),
        "action_ts": slack.workspace.next_ts(),
        "message_ts": message.ts,
        "response_url": _response_url(slack, user, channel, "app", message)[0],
        "channel": channel_reference(channel),
        "message": message_object(slack.team, message),
    }
    return await _deliver(slack, payload)


def action(slack: Slack, place: Place, state: Json | None, value: Any) -> Json:
    """What was done with one element: pressed, chosen from an overflow menu, or put into the state given."""
    element = place.element
    found: Json = {
        "type": element["type"],
        "action_id": place.action_id,
        "block_id": place.block_id,
        "action_ts": slack.workspace.next_ts(),
    }
    if element["type"] == "overflow":
        return found | {"selected_option": option(element, str(value))}
    if element["type"] in BUTTONS:
        return found | {name: element[name] for name in ("text", "value", "style", "url") if name in element}
    assert state is not None, "an input has a state"
    name, initial, _ = STATES[element["type"]]
    told = {each: element[each] for each in (initial, "placeholder") if each in element}
    return found | told | {name: state.get(name)}


def _grid_of_command(slack: Slack) -> Json:
    enterprise = slack.team.enterprise
    return {"enterprise_id": enterprise.id, "enterprise_name": enterprise.name} if enterprise else {}


def _message_in_action(slack: Slack, message: Message) -> Json:
    """Slack keeps to itself what an ephemeral message says."""
    if message.ephemeral_to is None:
        return message_object(slack.team, message)
    return {"type": "message", "app_id": APP_ID, "is_ephemeral": True}


def _who(slack: Slack, user: User) -> Json:
    return {
        "user": user_reference(slack.team, user),
        "team": team_reference(slack.team),
        "enterprise": enterprise_reference(slack.team),
        "is_enterprise_install": slack.is_org_wide,
        "api_app_id": APP_ID,
        "token": TOKEN,
    }


def _response_url(
    slack: Slack, user: User, channel: Channel, family: str, message: Message | None = None
) -> tuple[str, ResponseUrl]:
    original = message.ts if message else None
    name, address = slack.response_urls.issue(user.id, channel.id, original)
    return f"{slack.url()}/hooks/{family}/{slack.team.id}/{name}", address


async def _deliver(slack: Slack, payload: Json) -> Ack:
    if slack.install is None:
        raise NotInstalled
    if not slack.app.is_interactive:
        raise NotInteractive
    return await slack.deliveries.deliver(str(payload["type"]), payload)
