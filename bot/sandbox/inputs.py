"""Inputs: where they stand in blocks, what state they are in, and how Slack writes that down."""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.marks import is_blank
from bot.sandbox.state import Json, View

Values = dict[str, dict[str, Json]]

#: Kind of element: name in the state, name of the initial value, whether it holds several.
STATES: dict[str, tuple[str, str, bool]] = {
    "plain_text_input": ("value", "initial_value", False),
    "email_text_input": ("value", "initial_value", False),
    "url_text_input": ("value", "initial_value", False),
    "number_input": ("value", "initial_value", False),
    "rich_text_input": ("rich_text_value", "initial_value", False),
    "static_select": ("selected_option", "initial_option", False),
    "external_select": ("selected_option", "initial_option", False),
    "radio_buttons": ("selected_option", "initial_option", False),
    "users_select": ("selected_user", "initial_user", False),
    "conversations_select": ("selected_conversation", "initial_conversation", False),
    "channels_select": ("selected_channel", "initial_channel", False),
    "datepicker": ("selected_date", "initial_date", False),
    "timepicker": ("selected_time", "initial_time", False),
    "datetimepicker": ("selected_date_time", "initial_date_time", False),
    "checkboxes": ("selected_options", "initial_options", True),
    "multi_static_select": ("selected_options", "initial_options", True),
    "multi_external_select": ("selected_options", "initial_options", True),
    "multi_users_select": ("selected_users", "initial_users", True),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", True),
    "multi_channels_select": ("selected_channels", "initial_channels", True),
    "file_input": ("files", "initial_files", True),
}
WITHOUT_STATE = frozenset({"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"})
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEB_ADDRESS = re.compile(r"https?://\S+")


class NotOffered(Exception):
    """Somebody chose what is not there; the text is a sentence for them."""


@dataclass(frozen=True)
class Place:
    """An element somebody can act on, and the block it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def dispatches(self) -> bool:
        """Whether using it tells the app at once."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def places(blocks: list[Json]) -> Iterator[Place]:
    """Every element with an action id, from top to bottom."""
    for block in blocks:
        for name in ("element", "accessory"):
            if "action_id" in block.get(name, ()):
                yield Place(block, block[name])
        for name in ("elements", "actions"):
            for element in block.get(name, ()):
                if "action_id" in element:
                    yield Place(block, element)
                elif element.get("type") == "card":
                    yield from places([element])
        yield from places(block.get("child_blocks", []))


def place(blocks: list[Json], block_id: str, action_id: str) -> Place:
    """Raises NotOffered when it is not there (any more)."""
    for each in places(blocks):
        if (each.block_id, each.action_id) == (block_id, action_id):
            return each
    raise NotOffered("That is not there any more.")


def with_ids(blocks: list[Json]) -> list[Json]:
    """The blocks with the ids Slack gives to what has none: new ones each time."""
    return [_with_id(block) for block in blocks]


def _with_id(block: Json) -> Json:
    done = {**block, "block_id": block.get("block_id") or secrets.token_urlsafe(4)}
    for name in ("element", "accessory"):
        if name in done:
            done[name] = _with_action_id(done[name])
    for name in ("elements", "actions"):
        if block["type"] != "rich_text" and name in done:
            done[name] = [_with_action_id(each) for each in done[name]]
    if "child_blocks" in done:
        done["child_blocks"] = with_ids(done["child_blocks"])
    return done


def _with_action_id(element: Json) -> Json:
    if element.get("type") == "card":
        return _with_id(element)
    acts = element.get("type") in STATES or element.get("type") in WITHOUT_STATE
    return {**element, "action_id": element.get("action_id") or secrets.token_urlsafe(4)} if acts else element


def offered(element: Json) -> list[Json]:
    """All options, of all groups."""
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(option for group in groups for option in group["options"])]


def option(element: Json, value: str) -> Json:
    for each in offered(element):
        if each.get("value") == value:
            return each
    if element["type"] in ("external_select", "multi_external_select"):
        return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}
    raise NotOffered(f"{value} is not among the choices.")


def state(element: Json, value: Any) -> Json:
    """How Slack writes the state of an element into which somebody put `value` (None or nothing: empty)."""
    kind = str(element["type"])
    name, _, several = STATES[kind]
    if several:
        chosen = value if isinstance(value, list) else [value] if value else []
        return {"type": kind, name: [option(element, each) for each in chosen] if "options" in name else chosen}
    if name == "rich_text_value":
        return _rich_state(value)
    if value in (None, "", []):
        return {"type": kind, name: None}
    match name:
        case "selected_option":
            return {"type": kind, name: option(element, str(value))}
        case "selected_date_time":
            return {"type": kind, name: int(value)}
    return {"type": kind, name: str(value)}


def _rich_state(value: Json | None) -> Json:
    """`value` is a rich_text object. Where nobody wrote anything Slack leaves the value out."""
    return {"type": "rich_text_input", **({} if value is None else {"rich_text_value": value})}


def initial_state(element: Json, channel: str | None = None) -> Json:
    """The state of an element nobody touched. `channel` is where the view was opened."""
    kind = str(element["type"])
    name, initial, several = STATES[kind]
    found = element.get(initial, [] if several else None)
    if found in (None, []) and channel and element.get("default_to_current_conversation"):
        found = [channel] if several else channel
    return _rich_state(found) if name == "rich_text_value" else {"type": kind, name: found}


def values_of(blocks: list[Json], put_in: Mapping[str, Mapping[str, Json]], channel: str | None = None) -> Values:
    """The state of every input among the blocks: what was put in, else what it began with."""
    found: Values = {}
    for each in places(blocks):
        if each.element["type"] in STATES:
            now = put_in.get(each.block_id, {}).get(each.action_id)
            found.setdefault(each.block_id, {})[each.action_id] = now or initial_state(each.element, channel)
    return found


def view_values(view: View) -> Values:
    return values_of(view.blocks, view.values, view.channel)


def kept(put_in: Mapping[str, Mapping[str, Json]], blocks: list[Json]) -> Values:
    """Of what was put in, that which stays when other blocks are shown: same block, same action, same kind."""
    found: Values = {}
    for each in places(blocks):
        before = put_in.get(each.block_id, {}).get(each.action_id)
        if before is not None and before["type"] == each.element["type"]:
            found.setdefault(each.block_id, {})[each.action_id] = before
    return found


def content(found: Json) -> Any:
    """What is in a state: text, option, list, rich text; None or empty when nothing is."""
    entered = found.get(STATES[found["type"]][0])
    return None if found["type"] == "rich_text_input" and entered and is_blank(entered) else entered


def complaints(view: View) -> dict[str, str]:
    """What Slack itself says before it lets somebody submit: block id and sentence."""
    values = view_values(view)
    found = {}
    for block in view.blocks:
        if block["type"] == "input":
            element = block["element"]
            entered = content(values[block["block_id"]][element["action_id"]])
            said = _complaint(element, entered, optional=bool(block.get("optional")))
            if said:
                found[str(block["block_id"])] = said
    return found


def _complaint(element: Json, entered: Any, *, optional: bool) -> str | None:
    if entered in (None, "", []):
        return None if optional else "Please complete this required field."
    match element["type"]:
        case "file_input" if len(entered) > element.get("max_files", 10):
            return f"Please choose at most {element.get('max_files', 10)} files."
        case "plain_text_input" if len(entered) < element.get("min_length", 0):
            return f"Please enter at least {element['min_length']} characters."
        case "plain_text_input" if len(entered) > element.get("max_length", 3_000):
            return f"Please enter at most {element.get('max_length', 3_000)} characters."
        case "email_text_input" if not EMAIL.fullmatch(entered):
            return "Please enter a valid e-mail address."
        case "url_text_input" if not WEB_ADDRESS.fullmatch(entered):
            return "Please enter a valid web address."
        case "number_input":
            return _number_complaint(element, entered)
    return None


def _number_complaint(element: Json, entered: str) -> str | None:
    try:
        number = float(entered) if element.get("is_decimal_allowed") else int(entered)
    except ValueError:
        return "Please enter a number." if element.get("is_decimal_allowed") else "Please enter a whole number."
    if number < float(element.get("min_value", number)):
        return f"Please enter {element['min_value']} or more."
    if number > float(element.get("max_value", number)):
        return f"Please enter {element['max_value']} or less."
    return None
