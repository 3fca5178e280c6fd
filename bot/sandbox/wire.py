"""How a Web API call reads on the wire: where arguments stand, what they are, and how a refusal looks."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from aiohttp import web
from multidict import MultiMapping

from bot.sandbox.state import Json

Kind = Literal["text", "whole", "flag", "list", "thing"]

# Nested values come as JSON text in query strings and forms.
NESTED = frozenset({"attachments", "blocks", "message", "metadata", "view"})
# Who calls, not what is asked: the SDK lets Bolt's client send the team with every call, and Slack lets it pass.
ABOUT_CALLER = frozenset({"token", "team_id"})
FLAGS = {"true": True, "1": True, "false": False, "0": False}


class Refusal(Exception):
    """Slack's no. `loud` ones are faults of the app, which whoever tests it must see."""

    def __init__(self, error: str, *messages: str, loud: bool = False, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages
        self.loud = loud
        self.more = more

    def body(self) -> Json:
        answer: Json = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            answer["response_metadata"] = {"messages": [f"[ERROR] {each}" for each in self.messages]}
        return answer


class RateLimited(Exception):
    """Too much at once: HTTP 429."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


async def read_arguments(request: web.Request) -> Json:
    """Query, form and JSON merged, nested JSON text decoded; nulls are no arguments."""
    merged = dict(_texts(request.query))
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except json.JSONDecodeError:
            raise Refusal("invalid_arguments", "the body is no JSON", loud=True) from None
        if not isinstance(body, dict):
            raise Refusal("invalid_arguments", "the body is no JSON object", loud=True)
        merged |= body
    elif request.can_read_body:
        merged |= _texts(await request.post())
    return {name: _decoded(name, value) for name, value in merged.items() if value is not None}


def _texts(values: MultiMapping[Any]) -> Json:
    return {name: values[name] for name in values}


def _decoded(name: str, value: Any) -> Any:
    if name in NESTED and isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value
    return value


def checked(arguments: Json, takes: Mapping[str, Kind], needs: tuple[str, ...]) -> Json:
    """The arguments with numbers and flags read from text; raises Refusal for those unknown, missing or wrong."""
    unknown = arguments.keys() - takes.keys() - ABOUT_CALLER
    if unknown:
        raise Refusal("invalid_arguments", *(f"unknown argument: {each}" for each in sorted(unknown)), loud=True)
    missing = [each for each in needs if arguments.get(each) in (None, "")]
    if missing:
        raise Refusal("invalid_arguments", *(f"missing required field: {each}" for each in missing), loud=True)
    return {name: _read(name, value, takes[name]) for name, value in arguments.items() if name in takes}


def _read(name: str, value: Any, kind: Kind) -> Any:
    match kind, value:
        case ("text", str()) | ("list", list()) | ("thing", dict()) | ("flag", bool()):
            return value
        case "whole", int() if not isinstance(value, bool):
            return value
        case "whole", str() if value.isdigit():
            return int(value)
        case "flag", str() if value in FLAGS:
            return FLAGS[value]
    error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
    raise Refusal(error, f"{name} is not a {kind}", loud=True)
