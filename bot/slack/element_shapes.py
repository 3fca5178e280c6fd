"""Block Kit's elements, what they are made of, and which of them stand in which block."""

import re
from collections.abc import Iterator, Mapping

from bot.slack import sizes
from bot.slack.shapes import (
    Either,
    Flag,
    Json,
    Listing,
    Number,
    Problem,
    Rule,
    Shape,
    Text,
    Thing,
    Word,
    Written,
    at_least_one,
    in_order,
    not_both,
)
from bot.slack.text_shapes import NAME, RICH_TEXT, plain, plain_or_mrkdwn

Shapes = Mapping[str, Shape]

LINK = Text(1, sizes.URL)
_STYLE = Word(("primary", "danger"))
_DATE = Written(re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"), "YYYY-MM-DD")
_TIME = Written(re.compile(r"([01]\d|2[0-3]):[0-5]\d"), "HH:MM")
_DECIMAL = Written(re.compile(r"-?\d+(\.\d+)?"), "a number")
_EPOCH = Number(1_000_000_000, 9_999_999_999)


def _offered(element: Json) -> Iterator[Problem]:
    """The initial choice must be one that can be chosen: with the same value and the same text."""
    groups = element.get("option_groups", ())
    options = [*element.get("options", ()), *(option for group in groups for option in group["options"])]
    offered = [(option["value"], option["text"]) for option in options]
    several = enumerate(element.get("initial_options", ()))
    initial = [(f"initial_options[{at}]", option) for at, option in several]
    if "initial_option" in element:
        initial.append(("initial_option", element["initial_option"]))
    for path, option in initial:
        if (option["value"], option["text"]) not in offered:
            yield Problem(path, "not_offered", "is not among the options")


def _option(text: Shape, description: Shape, **more: Shape) -> Thing:
    value = Text(1, sizes.OPTION_VALUE)
    return Thing(needs={"text": text, "value": value}, takes={"description": description, **more})


_OPTION = _option(plain(sizes.OPTION_TEXT), plain(sizes.OPTION_DESCRIPTION))
_LINK_OPTION = _option(plain(sizes.OPTION_TEXT), plain(sizes.OPTION_DESCRIPTION), url=LINK)
_CHOICE = _option(plain_or_mrkdwn(sizes.OPTION_TEXT), plain_or_mrkdwn(sizes.OPTION_DESCRIPTION))
_GROUP = Thing(needs={"label": plain(sizes.GROUP_LABEL), "options": Listing(_OPTION, 1, sizes.OPTIONS)})
_OPTION_LISTS: Shapes = {
    "options": Listing(_OPTION, 1, sizes.OPTIONS),
    "option_groups": Listing(_GROUP, 1, sizes.OPTION_GROUPS),
}
_LISTS = ("options", "option_groups")
_CHOSEN_FROM_LISTS = (at_least_one(*_LISTS), not_both(*_LISTS), _offered)

_CONFIRM = Thing(
    needs={
        "title": plain(sizes.CONFIRM_TITLE),
        "text": plain_or_mrkdwn(sizes.CONFIRM_TEXT),
        "confirm": plain(sizes.CONFIRM_BUTTON),
        "deny": plain(sizes.CONFIRM_BUTTON),
    },
    takes={"style": _STYLE},
)
_KEYSTROKE = Word(("on_enter_pressed", "on_character_entered"))
_DISPATCH = Thing(needs={"trigger_actions_on": Listing(_KEYSTROKE, 1, 2)})
_FILTER = Thing(
    takes={
        "include": Listing(Word(("im", "mpim", "private", "public")), 1),
        "exclude_bot_users": Flag(),
        "exclude_external_shared_channels": Flag(),
    },
    rules=(at_least_one("include", "exclude_bot_users", "exclude_external_shared_channels"),),
)
_WORKFLOW = Thing(
    needs={
        "trigger": Thing(
            needs={"url": LINK},
            takes={"customizable_input_parameters": Listing(Thing(needs={"name": NAME, "value": Text()}))},
        )
    }
)
_SLACK_FILE = Thing(
    takes={"id": Written(re.compile(r"F[A-Z0-9]{8,}"), "F0123ABCDEF"), "url": LINK},
    rules=(at_least_one("id", "url"), not_both("id", "url")),
)

PICTURE_NEEDS: Shapes = {"alt_text": Text(1, sizes.IMAGE_ALT_TEXT)}
PICTURE_TAKES: Shapes = {"image_url": LINK, "slack_file": _SLACK_FILE}
PICTURE_RULES = (at_least_one("image_url", "slack_file"), not_both("image_url", "slack_file"))
PICTURE = Thing("image", PICTURE_NEEDS, PICTURE_TAKES, PICTURE_RULES)

_ACTION: Shapes = {"action_id": Text(1, sizes.ACTION_ID)}
_ASKING: Shapes = {**_ACTION, "confirm": _CONFIRM}
_FOCUSED: Shapes = {**_ASKING, "focus_on_load": Flag()}
_PROMPTING: Shapes = {**_FOCUSED, "placeholder": plain(sizes.PLACEHOLDER)}
_TYPED: Shapes = {
    **_ACTION,
    "focus_on_load": Flag(),
    "placeholder": plain(sizes.PLACEHOLDER),
    "dispatch_action_config": _DISPATCH,
}
_LABELLED: Shapes = {"accessibility_label": Text(0, sizes.ACCESSIBILITY_LABEL)}

BUTTON = Thing(
    "button",
    needs={"text": plain(sizes.BUTTON_TEXT)},
    takes={**_ASKING, **_LABELLED, "url": LINK, "value": Text(0, sizes.BUTTON_VALUE), "style": _STYLE},
)
WORKFLOW_BUTTON = Thing(
    "workflow_button",
    needs={"text": plain(sizes.BUTTON_TEXT), "workflow": _WORKFLOW},
    takes={**_ASKING, **_LABELLED, "style": _STYLE},
)
_FEEDBACK_BUTTON = Thing(
    needs={"text": plain(sizes.BUTTON_TEXT), "value": Text(0, sizes.BUTTON_VALUE)}, takes=_LABELLED
)
FEEDBACK_BUTTONS = Thing(
    "feedback_buttons",
    needs={"positive_button": _FEEDBACK_BUTTON, "negative_button": _FEEDBACK_BUTTON},
    takes=_ACTION,
)
ICON_BUTTON = Thing(
    "icon_button",
    needs={"text": plain(), "icon": Word(("trash",))},
    takes={
        **_ASKING,
        **_LABELLED,
        "value": Text(0, sizes.BUTTON_VALUE),
        "visible_to_user_ids": Listing(NAME, 0, sizes.ICON_BUTTON_READERS),
    },
)
OVERFLOW = Thing(
    "overflow",
    needs={"options": Listing(_LINK_OPTION, 1, sizes.OVERFLOW_OPTIONS)},
    takes=_ASKING,
)
RADIO_BUTTONS = Thing(
    "radio_buttons",
    needs={"options": Listing(_CHOICE, 1, sizes.RADIO_OPTIONS)},
    takes={**_FOCUSED, "initial_option": _CHOICE},
    rules=(_offered,),
)
CHECKBOXES = Thing(
    "checkboxes",
    needs={"options": Listing(_CHOICE, 1, sizes.CHECKBOX_OPTIONS)},
    takes={**_FOCUSED, "initial_options": Listing(_CHOICE, 1)},
    rules=(_offered,),
)


def _selects(source: str, one: Shapes, several: Shapes, rules: tuple[Rule, ...] = ()) -> tuple[Thing, Thing]:
    """The menu that takes one of these, and the menu that takes several."""
    most: Shapes = {"max_selected_items": Number(1)}
    return (
        Thing(f"{source}_select", takes={**_PROMPTING, **one}, rules=rules),
        Thing(f"multi_{source}_select", takes={**_PROMPTING, **most, **several}, rules=rules),
    )


_QUERY: Shapes = {"min_query_length": Number(0)}
_CONVERSATIONS: Shapes = {"default_to_current_conversation": Flag(), "filter": _FILTER}
_ANSWERABLE: Shapes = {"response_url_enabled": Flag()}
SELECTS = (
    *_selects(
        "static",
        {**_OPTION_LISTS, "initial_option": _OPTION},
        {**_OPTION_LISTS, "initial_options": Listing(_OPTION, 1)},
        _CHOSEN_FROM_LISTS,
    ),
    *_selects(
        "external",
        {**_QUERY, "initial_option": _OPTION},
        {**_QUERY, "initial_options": Listing(_OPTION, 1)},
    ),
    *_selects("users", {"initial_user": NAME}, {"initial_users": Listing(NAME)}),
    *_selects(
        "conversations",
        {**_CONVERSATIONS, **_ANSWERABLE, "initial_conversation": NAME},
        {**_CONVERSATIONS, "initial_conversations": Listing(NAME)},
    ),
    *_selects("channels", {**_ANSWERABLE, "initial_channel": NAME}, {"initial_channels": Listing(NAME)}),
)

DATEPICKER = Thing("datepicker", takes={**_PROMPTING, "initial_date": _DATE})
TIMEPICKER = Thing("timepicker", takes={**_PROMPTING, "initial_time": _TIME, "timezone": NAME})
DATETIMEPICKER = Thing("datetimepicker", takes={**_FOCUSED, "initial_date_time": _EPOCH})

RICH_TEXT_INPUT = Thing(
    "rich_text_input",
    takes={
        **_TYPED,
        "initial_value": RICH_TEXT,
        "min_lines": Number(1, sizes.RICH_INPUT_LINES),
        "max_lines": Number(1, sizes.RICH_INPUT_LINES),
    },
    rules=(in_order("min_lines", "max_lines"),),
)
_TEXT_INPUTS = (
    Thing(
        "plain_text_input",
        takes={
            **_TYPED,
            "initial_value": Text(0, sizes.INPUT_TEXT),
            "multiline": Flag(),
            "min_length": Number(0, sizes.INPUT_TEXT),
            "max_length": Number(1, sizes.INPUT_TEXT),
        },
        rules=(in_order("min_length", "max_length"),),
    ),
    Thing("email_text_input", takes={**_TYPED, "initial_value": Text()}),
    Thing("url_text_input", takes={**_TYPED, "initial_value": Text()}),
    Thing(
        "number_input",
        needs={"is_decimal_allowed": Flag()},
        takes={**_TYPED, "initial_value": _DECIMAL, "min_value": _DECIMAL, "max_value": _DECIMAL},
        rules=(in_order("min_value", "max_value"),),
    ),
)
FILE_INPUT = Thing(
    "file_input", takes={**_ACTION, "filetypes": Listing(NAME, 1), "max_files": Number(1, sizes.INPUT_FILES)}
)

_PICKERS = (*SELECTS, RADIO_BUTTONS, CHECKBOXES, DATEPICKER, TIMEPICKER)
IN_SECTION = Either(*_PICKERS, BUTTON, OVERFLOW, WORKFLOW_BUTTON, PICTURE)
IN_ACTIONS = Either(*_PICKERS, BUTTON, OVERFLOW, WORKFLOW_BUTTON, DATETIMEPICKER, RICH_TEXT_INPUT)
IN_CONTEXT_ACTIONS = Either(FEEDBACK_BUTTONS, ICON_BUTTON)
INPUTS = (*_PICKERS, DATETIMEPICKER, RICH_TEXT_INPUT, *_TEXT_INPUTS)
