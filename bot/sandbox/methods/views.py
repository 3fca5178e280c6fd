"""Methods that open, stack, change and publish views."""

import json
import secrets

from bot.sandbox.files import SCOPE as FILES_SCOPE
from bot.sandbox.inputs import kept, with_ids
from bot.sandbox.methods.method import Method
from bot.sandbox.objects import view_object
from bot.sandbox.slack import Slack
from bot.sandbox.state import Json, View, fresh_id
from bot.sandbox.tickets import Trigger
from bot.sandbox.wire import Kind, Refusal
from bot.slack import limits

MOST_MODALS = 3
OPENING: dict[str, Kind] = {"trigger_id": "text", "interactivity_pointer": "text", "view": "thing"}


async def open_view(slack: Slack, arguments: Json) -> Json:
    body = checked_view(slack, arguments["view"], "modal")
    trigger = slack.triggers.spend(_trigger_id(arguments))
    view = new_view(slack, body, trigger.user_id, channel=trigger.channel)
    slack.workspace.modals[trigger.user_id] = [view]
    slack.workspace.changed()
    return {"view": view_object(slack.team, view, slack.installed_in)}


async def push_view(slack: Slack, arguments: Json) -> Json:
    body = checked_view(slack, arguments["view"], "modal")
    trigger = slack.triggers.spend(_trigger_id(arguments))
    return {"view": view_object(slack.team, push(slack, body, trigger), slack.installed_in)}


async def update_view(slack: Slack, arguments: Json) -> Json:
    view = _found(slack, arguments)
    body = checked_view(slack, arguments["view"], view.body["type"], instead_of=view)
    if "hash" in arguments and arguments["hash"] != view.hash:
        raise Refusal("hash_conflict")
    redraw(slack, view, body)
    return {"view": view_object(slack.team, view, slack.installed_in)}


async def publish_view(slack: Slack, arguments: Json) -> Json:
    user_id = arguments["user_id"]
    if not slack.app.has_home:
        raise Refusal("not_enabled", loud=True)
    user = slack.workspace.users.get(user_id)
    if user is None or not user.is_person:
        raise Refusal("invalid_arguments", "no such user: user_id")
    home = slack.workspace.homes.get(user_id)
    body = checked_view(slack, arguments["view"], "home", instead_of=home)
    if home is None:
        home = new_view(slack, body, user_id)
        slack.workspace.homes[user_id] = home
        slack.workspace.changed()
    elif "hash" in arguments and arguments["hash"] != home.hash:
        raise Refusal("hash_conflict")
    else:
        redraw(slack, home, body)
    return {"view": view_object(slack.team, home, slack.installed_in)}


def checked_view(slack: Slack, view: Json, kind: str, *, instead_of: View | None = None) -> Json:
    """The view with ids for its blocks; raises Refusal where Slack would not take it."""
    if len(json.dumps(view, ensure_ascii=False).encode()) > limits.VIEW_BYTES:
        raise Refusal("view_too_large", loud=True)
    found = [f"{each.text} [{each.path}] ({each.code})" for each in limits.view_problems(view)]
    if view.get("type") != kind:
        found.append(f"must be a {kind}, not {view.get('type')} [type]")
    if found:
        raise Refusal("invalid_arguments", *found, loud=True)
    if any(each["type"] == "input" and each["element"]["type"] == "file_input" for each in view["blocks"]):
        _check_may_read_files(slack)
    name = view.get("external_id")
    if name and any(
        each.body.get("external_id") == name and each is not instead_of for each in slack.workspace.views()
    ):
        raise Refusal("duplicate_external_id", loud=True)
    return {**view, "blocks": with_ids(view["blocks"])}


def _check_may_read_files(slack: Slack) -> None:
    if FILES_SCOPE not in slack.scopes:
        raise Refusal("missing_scope", loud=True, needed=FILES_SCOPE, provided=",".join(sorted(slack.scopes)))


def new_view(slack: Slack, body: Json, owner: str, *, on: View | None = None, channel: str | None = None) -> View:
    """A view nobody sees yet; `on` is the modal it is stacked on."""
    view_id = fresh_id("V")
    return View(
        view_id,
        owner,
        body,
        new_hash(slack),
        root_id=on.root_id if on else view_id,
        previous_id=on.id if on else None,
        channel=channel or (on.channel if on else None),
    )


def push(slack: Slack, body: Json, trigger: Trigger) -> View:
    """Stacks a modal on the one the trigger was earned in."""
    stack = slack.workspace.modals.get(trigger.user_id, [])
    if not stack or trigger.view_id not in [each.id for each in stack]:
        raise Refusal("not_found")
    if len(stack) >= MOST_MODALS:
        raise Refusal("push_limit_reached", loud=True)
    view = new_view(slack, body, trigger.user_id, on=stack[-1])
    stack.append(view)
    slack.workspace.changed()
    return view


def redraw(slack: Slack, view: View, body: Json) -> None:
    """Shows another view in its place; what was put in stays where block and action stay."""
    view.values = kept(view.values, body["blocks"])
    view.body, view.hash, view.errors = body, new_hash(slack), {}
    slack.workspace.changed()


def new_hash(slack: Slack) -> str:
    return f"{int(slack.people_clock.now().timestamp())}.{secrets.token_hex(4)}"


def _trigger_id(arguments: Json) -> str:
    found = arguments.get("trigger_id") or arguments.get("interactivity_pointer")
    if not found:
        raise Refusal("invalid_arguments", "missing required field: trigger_id", loud=True)
    return str(found)


def _found(slack: Slack, arguments: Json) -> View:
    if "view_id" in arguments:
        view = slack.workspace.view(arguments["view_id"])
    elif "external_id" in arguments:
        name = arguments["external_id"]
        view = next((each for each in slack.workspace.views() if each.body.get("external_id") == name), None)
    else:
        raise Refusal("invalid_arguments", "missing required field: view_id", loud=True)
    if view is None:
        raise Refusal("not_found")
    return view


METHODS = [
    Method("views.open", open_view, OPENING, ("view",)),
    Method("views.push", push_view, OPENING, ("view",)),
    Method(
        "views.update",
        update_view,
        {"view_id": "text", "external_id": "text", "hash": "text", "view": "thing"},
        ("view",),
    ),
    Method(
        "views.publish",
        publish_view,
        {"user_id": "text", "hash": "text", "interactivity_pointer": "text", "view": "thing"},
        ("user_id", "view"),
    ),
]
