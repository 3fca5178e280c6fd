"""Block Kit's blocks: what each one needs, takes and refuses."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.slack import sizes
from bot.slack.element_shapes import (
    BUTTON,
    FILE_INPUT,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_SECTION,
    INPUTS,
    LINK,
    PICTURE,
    PICTURE_NEEDS,
    PICTURE_RULES,
    PICTURE_TAKES,
    Shapes,
)
from bot.slack.shapes import (
    Either,
    Flag,
    Json,
    Listing,
    Number,
    OrNull,
    Problem,
    Rule,
    Text,
    Thing,
    Word,
    at_least_one,
    not_both,
    repeated,
    unique,
)
from bot.slack.text_shapes import NAME, RICH_TEXT, mrkdwn, plain, plain_or_mrkdwn


def _block(
    kind: str,
    needs: Shapes | None = None,
    takes: Shapes | None = None,
    rules: tuple[Rule, ...] = (),
) -> Thing:
    return Thing(kind, needs or {}, {"block_id": Text(1, sizes.BLOCK_ID), **(takes or {})}, rules)


def _even_rows(table: Json) -> Iterator[Problem]:
    for at, row in enumerate(table["rows"]):
        if len(row) != len(table["rows"][0]):
            yield Problem(f"rows[{at}]", "uneven", f"{len(row)} cells, unlike the first row")


def _named_columns(table: Json) -> Iterator[Problem]:
    header = table["rows"][0]
    for at, cell in enumerate(header):
        if cell["type"] == "rich_text":
            yield Problem(f"rows[0][{at}]", "unsupported_type", "rich text cannot name a column")
    if table.get("row_header_column_index", 0) >= len(header):
        yield Problem("row_header_column_index", "out_of_range", f"there are {len(header)} columns")


def _readable(table: Json) -> Iterator[Problem]:
    if (length := characters(table["rows"])) > sizes.DATA_TABLE_TEXT:
        yield Problem("rows", "too_long", f"{length} characters, at most {sizes.DATA_TABLE_TEXT}")


def characters(value: Any) -> int:
    """Length of all the text in a value."""
    if isinstance(value, Mapping):
        own = value.get("text")
        return sum(map(characters, value.values())) + (len(own) if isinstance(own, str) else 0)
    return sum(map(characters, value)) if isinstance(value, (list, tuple)) else 0


def _points(chart: Json) -> Iterator[Problem]:
    categories = chart["axis_config"]["categories"]
    yield from repeated((f"axis_config.categories[{at}]", each) for at, each in enumerate(categories))
    for at, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            yield Problem(f"series[{at}].data", "uneven", "needs exactly one point for each category")


def _collapsing(container: Json) -> Iterator[Problem]:
    if container.get("default_collapsed") and not container.get("is_collapsible"):
        yield Problem("default_collapsed", "conflict", "needs is_collapsible")
    if container.get("has_header_divider") and container.get("is_collapsible"):
        yield Problem("has_header_divider", "conflict", "excludes is_collapsible")


_LABEL = Text(1, sizes.CHART_LABEL)
_SEGMENT = Thing(needs={"label": _LABEL, "value": Number(above=0, whole=False)})
_POINT = Thing(needs={"label": _LABEL, "value": Number(whole=False)})
_SERIES = Thing(needs={"name": _LABEL, "data": Listing(_POINT, 1, sizes.CHART_POINTS)})
_AXES = Thing(
    needs={"categories": Listing(_LABEL, 1, sizes.CHART_POINTS)},
    takes=dict.fromkeys(("x_label", "y_label"), Text(0, sizes.CHART_AXIS_LABEL)),
)
_CHARTS = Either(
    Thing("pie", needs={"segments": Listing(_SEGMENT, 1, sizes.CHART_SEGMENTS)}),
    *(
        Thing(
            kind,
            needs={"series": Listing(_SERIES, 1, sizes.CHART_SERIES), "axis_config": _AXES},
            rules=(_points, unique("series", "name")),
        )
        for kind in ("bar", "line", "area")
    ),
)
_CELL = Either(
    Thing("raw_text", needs={"text": NAME}),
    Thing("raw_number", needs={"text": NAME, "value": Number(whole=False)}),
    RICH_TEXT,
)
_COLUMN = OrNull(Thing(takes={"align": Word(("left", "center", "right")), "is_wrapped": Flag()}))

ACTIONS = _block(
    "actions",
    {"elements": Listing(IN_ACTIONS, 1, sizes.ACTIONS_ELEMENTS)},
    rules=(unique("elements", "action_id"),),
)
ALERT = _block(
    "alert",
    {"text": plain_or_mrkdwn(sizes.ALERT_TEXT)},
    {"level": Word(("default", "info", "warning", "error", "success"))},
)
CARD = _block(
    "card",
    takes={
        "title": mrkdwn(sizes.CARD_TITLE),
        "subtitle": mrkdwn(sizes.CARD_SUBTITLE),
        "body": mrkdwn(sizes.CARD_BODY),
        "subtext": mrkdwn(sizes.CARD_SUBTEXT),
        "hero_image": PICTURE,
        "icon": PICTURE,
        "slack_icon": Thing("icon", needs={"name": NAME}),
        "actions": Listing(BUTTON, 1, sizes.CARD_ACTIONS),
    },
    rules=(
        at_least_one("hero_image", "title", "body", "actions"),
        not_both("icon", "slack_icon"),
        unique("actions", "action_id"),
    ),
)
CAROUSEL = _block("carousel", {"elements": Listing(CARD, 1, sizes.CAROUSEL_CARDS)})
_IN_CONTEXT = Either(plain(), mrkdwn(), PICTURE)
CONTEXT = _block("context", {"elements": Listing(_IN_CONTEXT, 1, sizes.CONTEXT_ELEMENTS)})
CONTEXT_ACTIONS = _block(
    "context_actions",
    {"elements": Listing(IN_CONTEXT_ACTIONS, 1, sizes.CONTEXT_ACTIONS_ELEMENTS)},
    rules=(unique("elements", "action_id"),),
)
DATA_TABLE = _block(
    "data_table",
    {"caption": NAME, "rows": Listing(Listing(_CELL, 1, sizes.DATA_TABLE_COLUMNS), 2, sizes.DATA_TABLE_ROWS)},
    {"page_size": Number(1, sizes.DATA_TABLE_PAGE), "row_header_column_index": Number(0)},
    (_even_rows, _named_columns, _readable),
)
DATA_VISUALIZATION = _block("data_visualization", {"title": Text(1, sizes.CHART_TITLE), "chart": _CHARTS})
DIVIDER = _block("divider")
FILE = _block("file", {"external_id": NAME, "source": Word(("remote",))})
HEADER = _block("header", {"text": plain(sizes.HEADER_TEXT)})
IMAGE = _block("image", PICTURE_NEEDS, {**PICTURE_TAKES, "title": plain(sizes.IMAGE_TITLE)}, PICTURE_RULES)
MARKDOWN = _block("markdown", {"text": Text(1, sizes.MARKDOWN_TEXT)})
SECTION = _block(
    "section",
    takes={
        "text": plain_or_mrkdwn(sizes.SECTION_TEXT),
        "fields": Listing(plain_or_mrkdwn(sizes.FIELD_TEXT), 1, sizes.SECTION_FIELDS),
        "accessory": IN_SECTION,
        "expand": Flag(),
    },
    rules=(at_least_one("text", "fields"),),
)
TABLE = _block(
    "table",
    {"rows": Listing(Listing(_CELL, 1, sizes.TABLE_COLUMNS), 1, sizes.TABLE_ROWS)},
    {"column_settings": Listing(_COLUMN, 0, sizes.TABLE_COLUMNS)},
    (_even_rows,),
)
VIDEO = _block(
    "video",
    {
        "alt_text": Text(1, sizes.VIDEO_ALT_TEXT),
        "title": plain(sizes.VIDEO_TITLE),
        "thumbnail_url": LINK,
        "video_url": LINK,
    },
    {
        "author_name": Text(0, sizes.VIDEO_AUTHOR),
        "description": plain(sizes.VIDEO_DESCRIPTION),
        "provider_icon_url": Text(1, sizes.VIDEO_LINK),
        "provider_name": Text(0, sizes.VIDEO_PROVIDER),
        "title_url": Text(1, sizes.VIDEO_LINK),
    },
)


def _input(*elements: Thing) -> Thing:
    return _block(
        "input",
        {"label": plain(sizes.INPUT_LABEL), "element": Either(*elements)},
        {"hint": plain(sizes.INPUT_HINT), "optional": Flag(), "dispatch_action": Flag()},
    )


INPUT = _input(*INPUTS)
MODAL_INPUT = _input(*INPUTS, FILE_INPUT)


def _task(*statuses: str) -> Shapes:
    return {"task_id": NAME, "title": NAME, "status": Word(statuses)}


_DONE_OR_DOING = ("in_progress", "complete", "error")
_SOURCE = Thing("url", needs={"text": NAME, "url": LINK})
_TASK_TAKES: Shapes = {"details": RICH_TEXT, "output": RICH_TEXT, "sources": Listing(_SOURCE)}
_IN_PLAN: Shapes = {**_TASK_TAKES, "type": Word(("task_card",)), "block_id": Text(1, sizes.BLOCK_ID)}
_PLANNED_TASK = Thing(needs=_task("pending", *_DONE_OR_DOING), takes=_IN_PLAN)
TASK_CARD = _block("task_card", _task(*_DONE_OR_DOING), _TASK_TAKES)
PLAN = _block(
    "plan",
    {
        "title": NAME,
        "tasks": Listing(_PLANNED_TASK, 0, sizes.PLAN_TASKS),
    },
    rules=(unique("tasks", "task_id"),),
)
CONTAINER = _block(
    "container",
    {
        "child_blocks": Listing(
            Either(ACTIONS, CONTEXT, DIVIDER, FILE, HEADER, IMAGE, INPUT, RICH_TEXT, SECTION, TABLE, VIDEO),
            1,
            sizes.CONTAINER_BLOCKS,
        )
    },
    {
        "title": plain(sizes.CONTAINER_TITLE),
        "rich_text_title": RICH_TEXT,
        "subtitle": plain_or_mrkdwn(sizes.CONTAINER_SUBTITLE),
        "icon": PICTURE,
        "width": Word(("narrow", "standard", "wide", "full")),
        "is_collapsible": Flag(),
        "default_collapsed": Flag(),
        "has_header_divider": Flag(),
    },
    (at_least_one("title", "rich_text_title"), _collapsing),
)
