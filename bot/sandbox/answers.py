"""What the app's answers do: replies to commands, posts to a response_url, and decisions about a submitted modal."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.sandbox.delivery import Ack
from bot.sandbox.methods.chat import SAYS, checked_message, rewrite
from bot.sandbox.methods.views import MOST_MODALS, checked_view, new_view, redraw
from bot.sandbox.slack import Slack
from bot.sandbox.state import SLACKBOT, Json, Message, View
from bot.sandbox.tickets import ResponseUrl
from bot.sandbox.wire import Refusal

MESSAGE_FIELDS = frozenset(SAYS) | {
    "delete_original",
    "link_names",
    "metadata",
    "mrkdwn",
    "parse",
    "replace_original",
    "response_type",
    "thread_ts",
    "unfurl_links",
    "unfurl_media",
}
YES = (True, "true")
TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class SubmitResult:
    """`errors` stand beside their blocks; `closed` tells that this modal is gone."""

    errors: dict[str, str] = field(default_factory=dict)
    closed: bool = False


def answer_command(slack: Slack, typed: str, ack: Ack, address: ResponseUrl) -> None:
    """Shows what the app answered a command with, or that it did not."""
    if not ack.ok:
        name = typed.partition(" ")[0]
        error = "operation_timeout" if ack.reason == "http_timeout" else "dispatch_failed"
        _tell(slack, address, f"{name} failed with the error `{error}`")
        return
    said = {"text": ack.body} if isinstance(ack.body, str) else ack.body
    if not said:
        return
    try:
        if not isinstance(said, dict):
            raise Refusal("invalid_payload", "must be words or a message", loud=True)
        if said.get("response_type") == "in_channel":
            slack.workspace.add(Message(address.channel, slack.workspace.next_ts(), address.user_id, typed))
        say(slack, address, said)
    except Refusal as refusal:
        slack.recorder.complain(": ".join([f"answer to {typed.partition(' ')[0]}", refusal.error, *refusal.messages]))


async def answer_response_url(slack: Slack, request: web.Request) -> web.StreamResponse:
    """One post to an address that came with a command or an interaction."""
    with slack.in_hand.one():
        name = request.match_info["name"]
        said: Json = {}
        try:
            said = await _read(request)
            say(slack, slack.response_urls.use(name), said)
        except Refusal as refusal:
            if refusal.loud:
                slack.recorder.complain(": ".join(["response_url", refusal.error, *refusal.messages]))
            status = 404 if refusal.error.endswith("_url") else 400
            slack.recorder.response_url(str(request.url), said, status, refusal.error)
            return web.json_response(refusal.body(), status=status)
        slack.recorder.response_url(str(request.url), said, 200, None)
        return web.Response(text="ok")


def say(slack: Slack, address: ResponseUrl, said: Json) -> None:
    """Posts, replaces or deletes; raises Refusal."""
    unknown = said.keys() - MESSAGE_FIELDS
    if unknown:
        raise Refusal("invalid_arguments", *(f"unknown field: {each}" for each in sorted(unknown)), loud=True)
    original = slack.workspace.message(address.channel, address.original) if address.original else None
    if said.get("delete_original") in YES:
        if original is not None:
            slack.workspace.delete(original)
        return
    kind = said.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        raise Refusal("invalid_arguments", f"no such response_type: {kind}", loud=True)
    message = checked_message(said)
    if said.get("replace_original") in YES and original is not None and original.by_app:
        rewrite(slack, original, message)
        return
    shown = Message(
        address.channel,
        slack.workspace.next_ts(),
        slack.team.bot_user,
        by_app=True,
        ephemeral_to=None if kind == "in_channel" else address.user_id,
        thread_ts=said.get("thread_ts") if kind == "in_channel" else None,
        **message,
    )
    slack.workspace.add(shown)
    if address.original is None:
        address.original = shown.ts


def decide(slack: Slack, view: View, ack: Ack) -> SubmitResult:
    """Does with a submitted modal what the app said."""
    if not ack.ok:
        return _stay(slack, view, _beside_last(view, TROUBLE))
    body = ack.body if ack.body not in (None, "") else {}
    action = body.get("response_action") if isinstance(body, dict) else "?"
    stack = slack.workspace.modals.get(view.owner, [])
    try:
        match action:
            case None if not body:
                if view in stack:
                    stack.remove(view)
            case "clear":
                stack.clear()
            case "errors":
                return _stay(slack, view, _errors(view, body.get("errors")))
            case "update":
                redraw(slack, view, checked_view(slack, body.get("view") or {}, "modal", instead_of=view))
                return SubmitResult()
            case "push":
                _push(slack, stack, checked_view(slack, body.get("view") or {}, "modal"))
                return SubmitResult()
            case _:
                raise Refusal("invalid_response_action", str(action), loud=True)
    except Refusal as refusal:
        slack.recorder.complain(": ".join(["answer to a submission", refusal.error, *refusal.messages]))
        return _stay(slack, view, _beside_last(view, TROUBLE))
    slack.workspace.changed()
    return SubmitResult(closed=True)


def _push(slack: Slack, stack: list[View], body: Json) -> None:
    if len(stack) >= MOST_MODALS:
        raise Refusal("push_limit_reached", loud=True)
    stack.append(new_view(slack, body, stack[-1].owner, on=stack[-1]))
    slack.workspace.changed()


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise Refusal("invalid_errors", "they must name input blocks of the view", loud=True)
    return {str(name): str(text) for name, text in errors.items()}


def _stay(slack: Slack, view: View, errors: dict[str, str]) -> SubmitResult:
    view.errors = errors
    slack.workspace.changed()
    return SubmitResult(errors=errors)


def _beside_last(view: View, text: str) -> dict[str, str]:
    inputs = [block["block_id"] for block in view.blocks if block["type"] == "input"]
    return {inputs[-1] if inputs else view.blocks[-1]["block_id"]: text}


def _tell(slack: Slack, address: ResponseUrl, text: str) -> None:
    """Slackbot says something to one person."""
    ts = slack.workspace.next_ts()
    slack.workspace.add(Message(address.channel, ts, SLACKBOT, text, ephemeral_to=address.user_id))


async def _read(request: web.Request) -> Json:
    try:
        said = await request.json()
    except json.JSONDecodeError:
        raise Refusal("invalid_payload", "must be JSON", loud=True) from None
    if not isinstance(said, dict):
        raise Refusal("invalid_payload", "must be an object", loud=True)
    return {name: value for name, value in said.items() if value is not None}
