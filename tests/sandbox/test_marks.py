"""Slack's marks become rich text, and rich text is written with marks again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.clock import HandClock
from bot.sandbox.marks import is_blank, rich_text
from bot.sandbox.people import northwind
from bot.sandbox.reading import plain
from bot.sandbox.state import Workspace
from bot.sandbox.typed import message_as_sent
from bot.sandbox.written import written
from bot.slack.limits import problems
from tests.sandbox.places import MONDAY

Json = dict[str, Any]


def workspace() -> Workspace:
    population = northwind()
    return Workspace(population.users, population.channels, HandClock(MONDAY))


HERE = workspace()


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def emoji(name: str) -> Json:
    return {"type": "emoji", "name": name}


def link(url: str, **more: str) -> Json:
    return {"type": "link", "url": url, **more}


def call(everybody: str) -> Json:
    return {"type": "broadcast", "range": everybody}


def items(style: str, *texts: str, indent: int = 0, **more: Any) -> Json:
    rows = [section(text(each)) for each in texts]
    return {"type": "rich_text_list", "style": style, "indent": indent, "border": 0, "elements": rows, **more}


@pytest.mark.parametrize(
    ("typed", "elements"),
    [
        ("plain words", [text("plain words")]),
        ("*bold* and _italic_", [text("bold", bold=True), text(" and "), text("italic", italic=True)]),
        ("~gone~, *_both_*", [text("gone", strike=True), text(", "), text("both", bold=True, italic=True)]),
        ("see `a * b *c*`", [text("see "), text("a * b *c*", code=True)]),
        ("2*3*4 snake_case_name * no *", [text("2*3*4 snake_case_name * no *")]),
        (
            "@ana and @ben.",
            [{"type": "user", "user_id": "UANA"}, text(" and "), {"type": "user", "user_id": "UBEN"}, text(".")],
        ),
        ("<@UANA|ana> <@UNOBODY>", [{"type": "user", "user_id": "UANA"}, text(" <@UNOBODY>")]),
        ("*@ana*", [{"type": "user", "user_id": "UANA", "style": {"bold": True}}]),
        ("in #data-team", [text("in "), {"type": "channel", "channel_id": "C0DATATEAM"}]),
        ("mail@ana @nobody #5", [text("mail@ana @nobody #5")]),
        ("@here <!channel>", [call("here"), text(" "), call("channel")]),
        ("see https://a.example/x_y?b=1.", [text("see "), link("https://a.example/x_y?b=1"), text(".")]),
        ("<https://a.example|the board>", [link("https://a.example", text="the board")]),
        (":fire: at 10:30:45 :+1:", [emoji("fire"), text(" at 10:30:45 "), emoji("+1")]),
        ("<!subteam^S1>", [{"type": "usergroup", "usergroup_id": "S1"}]),
        (
            "<!date^1764000000^{date_short}|24 Nov>",
            [{"type": "date", "timestamp": 1_764_000_000, "format": "{date_short}", "fallback": "24 Nov"}],
        ),
        ("one\n\ntwo", [text("one\n\ntwo")]),
    ],
)
def test_what_stands_in_a_line_becomes_the_elements_slack_makes(typed: str, elements: list[Json]) -> None:
    assert rich_text(HERE, typed) == {"type": "rich_text", "elements": [section(*elements)]}


@pytest.mark.parametrize(
    ("typed", "blocks"),
    [
        ("- one\n- two", [items("bullet", "one", "two")]),
        (
            "• one\n  - deep\n    - deeper\n- two",
            [
                items("bullet", "one"),
                items("bullet", "deep", indent=1),
                items("bullet", "deeper", indent=2),
                items("bullet", "two"),
            ],
        ),
        (
            "1. one\n2. two\n    - deep\n3. three",
            [
                items("ordered", "one", "two"),
                items("bullet", "deep", indent=1),
                items("ordered", "three", offset=2),
            ],
        ),
        ("Today:\n- one\n\nand more", [section(text("Today:\n")), items("bullet", "one"), section(text("\nand more"))]),
        (
            "> said\n> *so*",
            [
                {"type": "rich_text_quote", "elements": [text("said\n"), text("so", bold=True)]},
            ],
        ),
        (
            "run\n```\nselect *\nfrom x\n```\ndone",
            [
                section(text("run\n")),
                {"type": "rich_text_preformatted", "elements": [text("select *\nfrom x")], "border": 0},
                section(text("done")),
            ],
        ),
    ],
)
def test_lines_become_lists_quotes_and_code(typed: str, blocks: list[Json]) -> None:
    assert rich_text(HERE, typed)["elements"] == blocks


@pytest.mark.parametrize(
    "typed",
    [
        "*one _two_* with @ana in #fires :fire:\n- see https://a.example/b_c\n    1. <https://a.example|the board>",
        "> quoted\n\nthen\n```\ncode\n```\n9. nine\n10. ten",
        "*hi @ben* ~gone~ `code` <!subteam^S1> @channel <!date^1764000000^{date}|24 Nov>",
    ],
)
def test_what_was_written_is_read_back_the_same(typed: str) -> None:
    first = rich_text(HERE, typed)
    assert written(HERE, first) == typed
    assert rich_text(HERE, written(HERE, first)) == first


def test_what_no_name_stands_for_is_written_in_slacks_own_notation() -> None:
    left = {"type": "rich_text", "elements": [section({"type": "user", "user_id": "ULEFT"})]}
    assert written(HERE, left) == "<@ULEFT>"


@given(st.text(alphabet=" ab\n*_~`-1.>@#:<|/!\t", max_size=60))
def test_no_keystrokes_break_it_and_slack_takes_what_comes_of_them(typed: str) -> None:
    found = rich_text(HERE, typed)
    assert is_blank(found) or problems([found], "message") == []
    again = rich_text(HERE, written(HERE, found))
    assert is_blank(again) == is_blank(found)


def test_a_message_is_sent_as_text_and_as_rich_text_that_say_the_same() -> None:
    sent, blocks = message_as_sent(HERE, "Done:\n- *F-1* for @grace\n- <@UANA> & <!channel>")
    assert sent == "Done:\n• *F-1* for <@UGRACE>\n• &lt;@UANA&gt; &amp; &lt;!channel&gt;"
    assert plain({"blocks": blocks}) == "Done:\n• F-1 for @grace\n• <@UANA> & <!channel>"
    assert blocks[0]["block_id"]
