"""Slack's limits, row by row: what is just allowed, and what is just too much."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from bot.slack import kit
from bot.slack.limits import UPDATE_TEXT, Problem, Surface, message_problems, problems, view_problems

Json = Mapping[str, Any]
Build = Callable[[Any], Json]

LINK = "https://example.com/"
DIVIDER: Json = {"type": "divider"}
SEGMENT: Json = {"label": "a", "value": 1}
POINT: Json = {"label": "a", "value": 1}
CELL: Json = {"type": "raw_text", "text": "x"}
TASK: Json = {"task_id": "t", "title": "T", "status": "pending"}
OPTION = kit.option("Red", "r")
HOME = kit.home([DIVIDER])
MODAL = kit.modal("T", [DIVIDER], callback_id="c")
MEMORY = [("private_metadata", 3_000), ("callback_id", 255), ("external_id", 255)]


def pressed(**changed: Any) -> Json:
    return {"type": "actions", "elements": [{**kit.button("Go", "go"), **changed}]}


def asked(**changed: Any) -> Json:
    return pressed(confirm={**kit.confirm("Sure?", "Really?", "Yes"), **changed})


def one_option(**changed: Any) -> Json:
    return {"type": "actions", "elements": [kit.select("s", [{**OPTION, **changed}])]}


def typed(kind: str = "plain_text_input", **more: Any) -> Json:
    return {"type": "input", "label": kit.plain("L"), "element": {"type": kind, **more}}


def image(**changed: Any) -> Json:
    return {"type": "image", "image_url": LINK, "alt_text": "x", **changed}


def video(**changed: Any) -> Json:
    needed = {"alt_text": "x", "title": kit.plain("x"), "thumbnail_url": LINK, "video_url": LINK}
    return {"type": "video", **needed, **changed}


def card(**changed: Any) -> Json:
    return {"type": "card", "title": kit.mrkdwn("x"), **changed}


def container(**changed: Any) -> Json:
    return {"type": "container", "title": kit.plain("x"), "child_blocks": [DIVIDER], **changed}


def pie(**changed: Any) -> Json:
    chart = {"type": "pie", "segments": [SEGMENT]}
    return {"type": "data_visualization", "title": "T", "chart": chart, **changed}


def bars(categories: list[str], *, names: tuple[str, ...] = ("s",), **axis: Any) -> Json:
    series = [{"name": name, "data": [{**POINT, "label": label} for label in categories]} for name in names]
    axes = {"categories": categories, **axis}
    return pie(chart={"type": "bar", "series": series, "axis_config": axes})


def labelled(text: str) -> Json:
    return pie(chart={"type": "pie", "segments": [{**SEGMENT, "label": text}]})


def options(count: int) -> list[Json]:
    return [kit.option(f"o{number}", f"{number}") for number in range(count)]


def chosen_from(kind: str, count: int) -> Json:
    return {"type": "actions", "elements": [{"type": kind, "options": options(count)}]}


def grouped(groups: int, each: int = 1, label: str = "G") -> Json:
    group = {"label": kit.plain(label), "options": options(each)}
    return {"type": "actions", "elements": [{"type": "static_select", "option_groups": [group] * groups}]}


def buttons(count: int) -> list[Json]:
    return [kit.button("Go", f"a{number}") for number in range(count)]


def table(rows: int, columns: int = 1, kind: str = "table", **more: Any) -> Json:
    return {"type": kind, "rows": [[CELL] * columns] * rows, **more}


def icon(**more: Any) -> Json:
    element = {"type": "icon_button", "icon": "trash", "text": kit.plain("Bin"), **more}
    return {"type": "context_actions", "elements": [element]}


def listed(**more: Any) -> Json:
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
    items = {"type": "rich_text_list", "style": "bullet", "elements": [part], **more}
    return {"type": "rich_text", "elements": [items]}


LENGTHS: list[tuple[str, int, Build, str]] = [
    ("block id", 255, lambda x: {**DIVIDER, "block_id": x}, "block_id"),
    ("action id", 255, lambda x: pressed(action_id=x), "elements[0].action_id"),
    ("section", 3_000, kit.section, "text.text"),
    ("field", 2_000, lambda x: kit.section(fields=[x]), "fields[0].text"),
    ("header", 150, kit.header, "text.text"),
    ("context", 3_000, kit.context, "elements[0].text"),
    ("markdown", 12_000, lambda x: {"type": "markdown", "text": x}, "text"),
    ("image description", 2_000, lambda x: image(alt_text=x), "alt_text"),
    ("image address", 3_000, lambda x: image(image_url=x), "image_url"),
    ("image title", 2_000, lambda x: image(title=kit.plain(x)), "title.text"),
    ("input label", 2_000, lambda x: {**typed(), "label": kit.plain(x)}, "label.text"),
    ("input hint", 2_000, lambda x: {**typed(), "hint": kit.plain(x)}, "hint.text"),
    ("input value", 3_000, lambda x: typed(initial_value=x), "element.initial_value"),
    ("placeholder", 150, lambda x: typed(placeholder=kit.plain(x)), "element.placeholder.text"),
    ("button", 75, lambda x: pressed(text=kit.plain(x)), "elements[0].text.text"),
    ("button value", 2_000, lambda x: pressed(value=x), "elements[0].value"),
    ("button address", 3_000, lambda x: pressed(url=x), "elements[0].url"),
    ("spoken label", 75, lambda x: pressed(accessibility_label=x), "elements[0].accessibility_label"),
    ("icon button value", 2_000, lambda x: icon(value=x), "elements[0].value"),
    ("question title", 100, lambda x: asked(title=kit.plain(x)), "elements[0].confirm.title.text"),
    ("question", 300, lambda x: asked(text=kit.mrkdwn(x)), "elements[0].confirm.text.text"),
    ("yes", 30, lambda x: asked(confirm=kit.plain(x)), "elements[0].confirm.confirm.text"),
    ("no", 30, lambda x: asked(deny=kit.plain(x)), "elements[0].confirm.deny.text"),
    ("option", 75, lambda x: one_option(text=kit.plain(x)), "elements[0].options[0].text.text"),
    ("option value", 75, lambda x: one_option(value=x), "elements[0].options[0].value"),
    (
        "option description",
        75,
        lambda x: one_option(description=kit.plain(x)),
        "elements[0].options[0].description.text",
    ),
    ("group label", 75, lambda x: grouped(1, label=x), "elements[0].option_groups[0].label.text"),
    ("card title", 150, lambda x: card(title=kit.mrkdwn(x)), "title.text"),
    ("card subtitle", 150, lambda x: card(subtitle=kit.mrkdwn(x)), "subtitle.text"),
    ("card body", 200, lambda x: card(body=kit.mrkdwn(x)), "body.text"),
    ("card subtext", 200, lambda x: card(subtext=kit.mrkdwn(x)), "subtext.text"),
    ("container title", 150, lambda x: container(title=kit.plain(x)), "title.text"),
    ("container subtitle", 150, lambda x: container(subtitle=kit.mrkdwn(x)), "subtitle.text"),
    ("video description", 2_000, lambda x: video(alt_text=x), "alt_text"),
    ("video title", 200, lambda x: video(title=kit.plain(x)), "title.text"),
    ("video subtitle", 200, lambda x: video(description=kit.plain(x)), "description.text"),
    ("video author", 50, lambda x: video(author_name=x), "author_name"),
    ("video provider", 50, lambda x: video(provider_name=x), "provider_name"),
    ("video address", 3_000, lambda x: video(video_url=x), "video_url"),
    ("video page", 2_000, lambda x: video(title_url=x), "title_url"),
    ("chart title", 50, lambda x: pie(title=x), "title"),
    ("chart label", 20, labelled, "chart.segments[0].label"),
    ("chart category", 20, lambda x: bars([x]), "chart.axis_config.categories[0]"),
    ("chart series", 20, lambda x: bars(["a"], names=(x,)), "chart.series[0].name"),
    ("chart axis", 50, lambda x: bars(["a"], x_label=x), "chart.axis_config.x_label"),
]

COUNTS: list[tuple[str, int, int, Build, str]] = [
    ("fields", 1, 10, lambda n: {"type": "section", "fields": [kit.mrkdwn("x")] * n}, "fields"),
    ("context elements", 1, 10, lambda n: kit.context(*["x"] * n), "elements"),
    ("actions elements", 1, 25, lambda n: {"type": "actions", "elements": buttons(n)}, "elements"),
    ("icon buttons", 1, 5, lambda n: {**icon(), "elements": icon()["elements"] * n}, "elements"),
    ("select options", 1, 100, lambda n: chosen_from("static_select", n), "elements[0].options"),
    ("multi select options", 1, 100, lambda n: chosen_from("multi_static_select", n), "elements[0].options"),
    ("overflow options", 1, 5, lambda n: chosen_from("overflow", n), "elements[0].options"),
    ("radio buttons", 1, 10, lambda n: chosen_from("radio_buttons", n), "elements[0].options"),
    ("checkboxes", 1, 10, lambda n: chosen_from("checkboxes", n), "elements[0].options"),
    ("option groups", 1, 100, grouped, "elements[0].option_groups"),
    ("options of a group", 1, 100, lambda n: grouped(1, n), "elements[0].option_groups[0].options"),
    ("card buttons", 1, 3, lambda n: card(actions=buttons(n)), "actions"),
    ("carousel cards", 1, 10, lambda n: {"type": "carousel", "elements": [card()] * n}, "elements"),
    ("container blocks", 1, 10, lambda n: container(child_blocks=[DIVIDER] * n), "child_blocks"),
    ("table rows", 1, 100, table, "rows"),
    ("table columns", 1, 20, lambda n: table(1, n), "rows[0]"),
    # One row names the columns.
    ("data table rows", 2, 101, lambda n: table(n, kind="data_table", caption="C"), "rows"),
    ("pie segments", 1, 6, lambda n: pie(chart={"type": "pie", "segments": [SEGMENT] * n}), "chart.segments"),
    ("chart series", 1, 6, lambda n: bars(["a"], names=tuple(map(str, range(n)))), "chart.series"),
    ("chart points", 1, 20, lambda n: bars([*map(str, range(n))]), "chart.axis_config.categories"),
    (
        "tasks of a plan",
        0,
        50,
        lambda n: {"type": "plan", "title": "P", "tasks": [{**TASK, "task_id": f"{at}"} for at in range(n)]},
        "tasks",
    ),
]

NUMBERS: list[tuple[str, int, int, Build, str]] = [
    ("shortest answer", 0, 3_000, lambda n: typed(min_length=n), "element.min_length"),
    ("longest answer", 1, 3_000, lambda n: typed(max_length=n), "element.max_length"),
    ("lines", 1, 100, lambda n: typed("rich_text_input", min_lines=n), "element.min_lines"),
    (
        "moment",
        1_000_000_000,
        9_999_999_999,
        lambda n: typed("datetimepicker", initial_date_time=n),
        "element.initial_date_time",
    ),
    ("indent", 0, 8, lambda n: listed(indent=n), "elements[0].indent"),
    ("border", 0, 1, lambda n: listed(border=n), "elements[0].border"),
    ("page", 1, 100, lambda n: table(2, kind="data_table", caption="C", page_size=n), "page_size"),
]


def named(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def faults(found: list[Problem]) -> list[tuple[str, str]]:
    return [(each.path, each.code) for each in found]


@pytest.mark.parametrize(("most", "block", "place"), named(LENGTHS))
def test_text_is_as_long_as_the_limit_and_no_longer(most: int, block: Build, place: str) -> None:
    assert problems([block("x" * most)], "message") == []
    assert (f"blocks[0].{place}", "too_long") in faults(problems([block("x" * (most + 1))], "message"))


@pytest.mark.parametrize(("least", "most", "block", "place"), named(COUNTS))
def test_a_list_holds_as_much_as_the_limit_and_no_more(
    least: int,
    most: int,
    block: Build,
    place: str,
) -> None:
    assert problems([block(least)], "message") == []
    assert problems([block(most)], "message") == []
    assert (f"blocks[0].{place}", "too_many") in faults(problems([block(most + 1)], "message"))
    if least:
        assert (f"blocks[0].{place}", "too_few") in faults(problems([block(least - 1)], "message"))


@pytest.mark.parametrize(("least", "most", "block", "place"), named(NUMBERS))
def test_a_number_lies_within_its_limits(least: int, most: int, block: Build, place: str) -> None:
    assert problems([block(least)], "message") == []
    assert problems([block(most)], "message") == []
    for beyond in (least - 1, most + 1):
        assert faults(problems([block(beyond)], "message")) == [(f"blocks[0].{place}", "out_of_range")]


@pytest.mark.parametrize(("files", "right"), [(0, False), (1, True), (10, True), (11, False)])
def test_one_to_ten_files_are_asked_for(files: int, right: bool) -> None:
    asking = typed("file_input", max_files=files)
    assert (problems([asking], "modal") == []) is right


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_surface_holds_so_many_blocks(surface: Surface, most: int) -> None:
    assert problems([DIVIDER] * most, surface) == []
    assert faults(problems([DIVIDER] * (most + 1), surface)) == [("blocks", "too_many")]


@pytest.mark.parametrize(("surface", "right"), [("message", True), ("modal", False), ("home", False)])
def test_only_a_message_may_have_no_blocks(surface: Surface, right: bool) -> None:
    assert (problems([], surface) == []) is right


@pytest.mark.parametrize("name", ["title", "submit", "close"])
def test_the_words_around_a_modal_have_24_characters(name: str) -> None:
    assert view_problems({**MODAL, name: kit.plain("x" * 24)}) == []
    assert faults(view_problems({**MODAL, name: kit.plain("x" * 25)})) == [(f"{name}.text", "too_long")]


@pytest.mark.parametrize("view", [HOME, MODAL], ids=["home", "modal"])
@pytest.mark.parametrize(("name", "most"), MEMORY)
def test_what_a_view_remembers_is_limited(view: Json, name: str, most: int) -> None:
    assert view_problems({**view, name: "x" * most}) == []
    assert faults(view_problems({**view, name: "x" * (most + 1)})) == [(name, "too_long")]


def test_a_view_has_at_most_250_kilobytes() -> None:
    def home(length: int) -> Json:
        return kit.home([kit.section("x" * 2_900)] * 84 + [kit.section("x" * length)])

    room = 250_000 - len(json.dumps(home(0)))
    assert 0 < room < 3_000, "the last block alone decides"
    assert view_problems(home(room)) == []
    assert faults(view_problems(home(room + 1))) == [("", "view_too_large")]


@pytest.mark.parametrize(("name", "most"), [("text", 40_000), ("markdown_text", 12_000)])
def test_the_text_of_a_message_is_limited(name: str, most: int) -> None:
    assert message_problems({name: "x" * most}) == []
    assert faults(message_problems({name: "x" * (most + 1)})) == [(name, "msg_too_long")]


def test_an_updated_message_is_shorter() -> None:
    assert message_problems({"text": "x" * 4_000}, text_most=UPDATE_TEXT) == []
    found = message_problems({"text": "x" * 4_001}, text_most=UPDATE_TEXT)
    assert faults(found) == [("text", "msg_too_long")]


def test_a_message_has_at_most_a_hundred_attachments() -> None:
    assert message_problems({"attachments": [{"text": "x"}] * 100}) == []
    found = message_problems({"attachments": [{"text": "x"}] * 101})
    assert faults(found) == [("attachments", "too_many_attachments")]
