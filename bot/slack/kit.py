"""Block Kit's vocabulary as functions: values in, Slack's dictionaries out. Lengths are the caller's to mind.

slack_sdk's models do not know charts and drop what they do not know, so blocks are written as plain data, and every
snapshot and every call of the tests passes `slack.limits`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack.escape import name_former
from bot.slack.message import Block

Element = dict[str, Any]


def plain(text: str) -> Element:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Element:
    return {"type": "mrkdwn", "text": name_former(text)}


def without_nones(**fields: Any) -> Element:
    return {name: value for name, value in fields.items() if value is not None}


def section(
    text: str | None = None,
    *,
    fields: Sequence[str] | None = None,
    accessory: Element | None = None,
    block_id: str | None = None,
) -> Block:
    return without_nones(
        type="section",
        text=mrkdwn(text) if text is not None else None,
        fields=[mrkdwn(each) for each in fields] if fields else None,
        accessory=accessory,
        block_id=block_id,
    )


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Element, block_id: str | None = None) -> Block:
    return without_nones(type="actions", elements=list(elements), block_id=block_id)


def confirm(title: str, text: str, yes: str, no: str = "Cancel") -> Element:
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no)}


def button(
    text: str,
    action_id: str,
    value: str | None = None,
    *,
    style: str | None = None,
    asks: Element | None = None,
    label: str | None = None,
) -> Element:
    """`style` is primary or danger; `asks` a confirm dialog; `label` what a screen reader says instead of the text."""
    return without_nones(
        type="button",
        text=plain(text),
        action_id=action_id,
        value=value,
        style=style,
        confirm=asks,
        accessibility_label=label,
    )


def option(text: str, value: str, description: str | None = None) -> Element:
    return without_nones(
        text=plain(text), value=value, description=plain(description) if description is not None else None
    )


def overflow(action_id: str, options: Sequence[Element]) -> Element:
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def _chosen(options: Sequence[Element], values: Sequence[str]) -> list[Element] | None:
    return [each for each in options if each["value"] in values] or None


def select(
    action_id: str, options: Sequence[Element], *, chosen: str | None = None, placeholder: str = "Choose"
) -> Element:
    initial = _chosen(options, [chosen] if chosen is not None else [])
    return without_nones(
        type="static_select",
        action_id=action_id,
        options=list(options),
        placeholder=plain(placeholder),
        initial_option=initial[0] if initial else None,
    )


def multi_select(
    action_id: str, options: Sequence[Element], *, chosen: Sequence[str] = (), placeholder: str = "Choose"
) -> Element:
    return without_nones(
        type="multi_static_select",
        action_id=action_id,
        options=list(options),
        placeholder=plain(placeholder),
        initial_options=_chosen(options, chosen),
    )


def radio(action_id: str, options: Sequence[Element], *, chosen: str | None = None) -> Element:
    initial = _chosen(options, [chosen] if chosen is not None else [])
    return without_nones(
        type="radio_buttons",
        action_id=action_id,
        options=list(options),
        initial_option=initial[0] if initial else None,
    )


def checkboxes(action_id: str, options: Sequence[Element], *, chosen: Sequence[str] = ()) -> Element:
    return without_nones(
        type="checkboxes", action_id=action_id, options=list(options), initial_options=_chosen(options, chosen)
    )


def text_input(
    action_id: str,
    *,
    value: str | None = None,
    multiline: bool = False,
    placeholder: str | None = None,
    max_length: int | None = None,
) -> Element:
    return without_nones(
        type="plain_text_input",
        action_id=action_id,
        multiline=multiline or None,
        initial_value=value or None,
        placeholder=plain(placeholder) if placeholder else None,
        max_length=max_length,
    )


def rich_input(action_id: str, *, value: Element | None = None) -> Element:
    """Text with styles, lists and mentions; `value` is a rich_text object."""
    return without_nones(type="rich_text_input", action_id=action_id, initial_value=value)


def file_input(action_id: str, *, most: int) -> Element:
    return {"type": "file_input", "action_id": action_id, "max_files": most}


def number_input(
    action_id: str,
    *,
    value: str | None = None,
    lowest: str | None = None,
    highest: str | None = None,
    decimals: bool = True,
) -> Element:
    return without_nones(
        type="number_input",
        action_id=action_id,
        is_decimal_allowed=decimals,
        initial_value=value,
        min_value=lowest,
        max_value=highest,
    )


def date_picker(action_id: str, *, chosen: str | None = None) -> Element:
    """`chosen` is YYYY-MM-DD."""
    return without_nones(type="datepicker", action_id=action_id, initial_date=chosen)


def time_picker(action_id: str, *, chosen: str | None = None) -> Element:
    """`chosen` is HH:MM."""
    return without_nones(type="timepicker", action_id=action_id, initial_time=chosen)


def labelled(
    label: str,
    element: Element,
    block_id: str,
    *,
    optional: bool = False,
    hint: str | None = None,
    dispatches: bool = False,
) -> Block:
    """An input block. `dispatches`: a change is sent at once, so that the form can change with it."""
    return without_nones(
        type="input",
        block_id=block_id,
        label=plain(label),
        element=element,
        optional=optional or None,
        hint=plain(hint) if hint else None,
        dispatch_action=dispatches or None,
    )


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback_id: str,
    submit: str | None = None,
    close: str = "Cancel",
    memo: str | None = None,
) -> dict[str, Any]:
    """`memo` is private metadata: it comes back with whatever is done in the view."""
    return without_nones(
        type="modal",
        callback_id=callback_id,
        title=plain(title),
        blocks=list(blocks),
        submit=plain(submit) if submit else None,
        close=plain(close),
        private_metadata=memo,
    )


def home(blocks: Sequence[Block]) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks)}


def table(rows: Sequence[Sequence[str]], *, numbers: range) -> Block:
    """Slack's native table of plain text, the first row being its head; `numbers` are the columns on the right. One a
    message.
    """
    columns = [{"align": "right"} if at in numbers else {} for at in range(len(rows[0]))]
    cells = [[{"type": "raw_text", "text": text} for text in row] for row in rows]
    return {"type": "table", "column_settings": columns, "rows": cells}


def bar_chart(
    title: str, categories: Sequence[str], series: Mapping[str, Sequence[float]], *, x_label: str, y_label: str
) -> Block:
    """Slack's native chart: each series has one number for every category. Messages only."""
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": name,
                    "data": [
                        {"label": label, "value": value} for label, value in zip(categories, numbers, strict=True)
                    ],
                }
                for name, numbers in series.items()
            ],
            "axis_config": {"x_label": x_label, "y_label": y_label, "categories": list(categories)},
        },
    }
