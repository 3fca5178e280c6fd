"""Finding by what is written on it: buttons, choices and inputs as people name them."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from bot.sandbox.inputs import STATES, Place, offered, places
from bot.sandbox.reading import read_mrkdwn, read_text
from bot.sandbox.state import Json, Workspace

Pressable = tuple[str, Place, str | None]
"""What is written on it, where it stands, and which option of an overflow menu it is."""


def pressables(blocks: list[Json]) -> Iterator[Pressable]:
    """Buttons, and the options of overflow menus."""
    for place in places(blocks):
        if place.element["type"] == "button":
            yield place.element["text"]["text"], place, None
        elif place.element["type"] == "overflow":
            for option in place.element["options"]:
                yield option["text"]["text"], place, option["value"]


def inputs_by_label(blocks: list[Json]) -> Iterator[tuple[str, Place]]:
    """Every input and menu under each name a person may give it: its label, the words beside it, its placeholder.

    What shows no such words, as checkboxes among buttons do not, goes by its action id.
    """
    for place in places(blocks):
        if place.element["type"] in STATES or place.element["type"] == "overflow":
            names = [place.block.get("label") or place.block.get("text"), place.element.get("placeholder")]
            for name in filter(None, names):
                yield read_text(name), place
            if not any(names):
                yield place.action_id, place


def is_called(wanted: str, written: str) -> bool:
    """Equal, or begins like `wanted` where that ends in an ellipsis."""
    return written == wanted or (wanted.endswith("…") and written.startswith(wanted[:-1].rstrip()))


def value_for(workspace: Workspace, element: Json, wanted: Any) -> Any:
    """What is put into an element when somebody means `wanted`. Raises AssertionError naming what is there."""
    kind = str(element["type"])
    several = kind in STATES and STATES[kind][2]
    if kind == "rich_text_input":
        return wanted
    if wanted in (None, "", []):
        return [] if several else None
    if several:
        return [_one(workspace, element, kind, each) for each in (wanted if isinstance(wanted, list) else [wanted])]
    return _one(workspace, element, kind, wanted)


def _one(workspace: Workspace, element: Json, kind: str, wanted: Any) -> Any:
    if offered(element):
        return _offered_value(element, str(wanted))
    if kind.endswith("users_select"):
        return _user(workspace, str(wanted))
    if kind.endswith(("conversations_select", "channels_select")):
        return _channel(workspace, str(wanted))
    if isinstance(wanted, datetime):
        return int(wanted.timestamp())
    if isinstance(wanted, date):
        return wanted.isoformat()
    return wanted.strftime("%H:%M") if isinstance(wanted, time) else wanted


def _offered_value(element: Json, wanted: str) -> str:
    written = {read_mrkdwn(option["text"]["text"]): str(option["value"]) for option in offered(element)}
    if wanted in written.values():
        return wanted
    for text, value in written.items():
        if is_called(wanted, text) or wanted.casefold() == text.casefold():
            return value
    raise AssertionError(f"{wanted!r} is not among the choices: {', '.join(written)}")


def _user(workspace: Workspace, wanted: str) -> str:
    for user in workspace.users.values():
        if wanted.removeprefix("@") in (user.id, user.name, user.real_name):
            return user.id
    raise AssertionError(f"there is nobody called {wanted!r}")


def _channel(workspace: Workspace, wanted: str) -> str:
    for channel in workspace.channels.values():
        if wanted.removeprefix("#") in (channel.id, channel.name):
            return channel.id
    raise AssertionError(f"there is no channel called {wanted!r}")
