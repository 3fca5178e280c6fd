"""The page's gestures: how each reads on the wire of the sandbox's own door, and what it does."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.control import Control
from bot.sandbox.delivery import Ack
from bot.sandbox.state import Json

Act = Callable[[Control, str, Json], Awaitable[Json]]


async def _say(control: Control, user_id: str, gesture: Json) -> Json:
    """A text that begins with a slash is a command; files go with messages only."""
    if gesture["text"].lstrip().startswith("/") and not gesture.get("files"):
        return _outcome(await control.command(user_id, gesture["channel"], gesture["text"].strip()))
    files = [control.uploaded(user_id, each) for each in gesture.get("files") or ()]
    message = await control.say(user_id, gesture["channel"], gesture["text"], gesture.get("thread_ts"), files)
    return {"ts": message.ts}


async def _edit(control: Control, user_id: str, gesture: Json) -> Json:
    await control.edit(user_id, gesture["channel"], gesture["ts"], gesture["text"])
    return {}


async def _delete(control: Control, user_id: str, gesture: Json) -> Json:
    await control.delete(user_id, gesture["channel"], gesture["ts"])
    return {}


async def _action(control: Control, user_id: str, gesture: Json) -> Json:
    place = {name: gesture[name] for name in ("block_id", "action_id")} | {"value": gesture.get("value")}
    message = gesture.get("message")
    if message:
        return _outcome(await control.act_on_message(user_id, message["channel"], message["ts"], **place))
    control.put_in(user_id, gesture["view"], gesture.get("values") or {})
    return _outcome(await control.act_in_view(user_id, gesture["view"], **place))


async def _submit(control: Control, user_id: str, gesture: Json) -> Json:
    control.put_in(user_id, gesture["view"], gesture.get("values") or {})
    result = await control.submit(user_id, gesture["view"])
    return {"errors": result.errors, "closed": result.closed}


async def _close(control: Control, user_id: str, gesture: Json) -> Json:
    await control.close(user_id, gesture["view"], everything=bool(gesture.get("all")))
    return {}


async def _shortcut(control: Control, user_id: str, gesture: Json) -> Json:
    return _outcome(await control.shortcut(user_id, gesture["callback_id"], gesture.get("channel"), gesture.get("ts")))


async def _home(control: Control, user_id: str, gesture: Json) -> Json:
    await control.open_home(user_id)
    return {}


async def _react(control: Control, user_id: str, gesture: Json) -> Json:
    remove = bool(gesture.get("remove"))
    await control.react(user_id, gesture["channel"], gesture["ts"], gesture["name"], remove=remove)
    return {}


async def _join(control: Control, user_id: str, gesture: Json) -> Json:
    await control.join(user_id, gesture["channel"])
    return {}


async def _leave(control: Control, user_id: str, gesture: Json) -> Json:
    await control.leave(user_id, gesture["channel"])
    return {}


async def _archive(control: Control, user_id: str, gesture: Json) -> Json:
    await control.archive(user_id, gesture["channel"], archived=bool(gesture["archived"]))
    return {}


async def _rename(control: Control, user_id: str, gesture: Json) -> Json:
    await control.rename(user_id, gesture["channel"], gesture["name"])
    return {}


async def _convert(control: Control, user_id: str, gesture: Json) -> Json:
    control.convert(user_id, gesture["channel"], private=bool(gesture["private"]))
    return {}


async def _share(control: Control, user_id: str, gesture: Json) -> Json:
    await control.share(user_id, gesture["channel"], shared=bool(gesture["shared"]))
    return {}


async def _hide(control: Control, user_id: str, gesture: Json) -> Json:
    await control.hide(user_id, gesture["channel"])
    return {}


async def _profile(control: Control, user_id: str, gesture: Json) -> Json:
    await control.change_profile(user_id, tz=gesture.get("tz"), deleted=gesture.get("deleted"))
    return {}


async def _read(control: Control, user_id: str, gesture: Json) -> Json:
    control.mark_read(user_id, gesture["channel"])
    return {}


async def _group(control: Control, user_id: str, gesture: Json) -> Json:
    """A new user group; with `disabled` one there is."""
    if "disabled" in gesture:
        control.disable_group(user_id, gesture["handle"], disabled=gesture["disabled"])
        return {}
    return {"group": control.make_group(user_id, gesture["handle"], *gesture.get("users", ())).id}


async def _plan(control: Control, user_id: str, gesture: Json) -> Json:
    """A plan with user groups, or without."""
    control.change_plan(has_groups=gesture["has_groups"])
    return {}


def _outcome(ack: Ack | None) -> dict[str, Any]:
    """Slack puts an error sign where the app did not answer; the page says it in words."""
    if ack is None or ack.ok:
        return {}
    return {"ok": False, "error": "Firebreak did not answer in time. Please try again."}


ACTS: dict[str, Act] = {
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "action": _action,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "home": _home,
    "react": _react,
    "join": _join,
    "leave": _leave,
    "archive": _archive,
    "rename": _rename,
    "convert": _convert,
    "share": _share,
    "hide": _hide,
    "group": _group,
    "plan": _plan,
    "profile": _profile,
    "read": _read,
}
