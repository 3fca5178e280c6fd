"""Messages and views read as a person reads them."""

from typing import Any

import pytest

from bot.sandbox.reading import plain, read_mrkdwn
from bot.sandbox.state import Message


@pytest.mark.parametrize(
    ("marked_up", "read"),
    [
        ("<@UBEN> has it", "@ben has it"),
        ("<@UBEN|ben> in <#C0FIRES> and <#C1|other>", "@ben in #fires and #other"),
        ("<https://example.com/?a=1&amp;b=2|the board>", "the board"),
        ("<https://example.com/?a=1&amp;b=2>", "https://example.com/?a=1&b=2"),
        ("<!date^1764000000^{date_short_pretty} {time}|24 Nov 16:00>", "24 Nov 16:00"),
        ("<!here> A &amp; B &lt;c&gt; &amp;lt;", "@here A & B <c> &lt;"),
        ("*bold* _slanted_ ~gone~ *_both_*", "bold slanted gone both"),
        ("2*3*4 snake_case_name * not bold *", "2*3*4 snake_case_name * not bold *"),
        ("type `/triage *new*` now", "type /triage *new* now"),
    ],
)
def test_markup_is_read_as_what_it_means(marked_up: str, read: str) -> None:
    assert read_mrkdwn(marked_up) == read


def words(text: str, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": kind, "text": text}


OPTIONS = [{"text": words("Now"), "value": "n"}, {"text": words("Later"), "value": "l"}]
POINTS = [{"label": "Mon", "value": 3}, {"label": "Tue", "value": 1}]


@pytest.mark.parametrize(
    ("block", "read"),
    [
        ({"type": "section", "text": words("*F-1*", "mrkdwn"), "fields": [words("P1")]}, "F-1\nP1"),
        ({"type": "section", "text": words("x"), "accessory": {"type": "button", "text": words("Take")}}, "x\n[Take]"),
        ({"type": "actions", "elements": [{"type": "overflow", "options": OPTIONS}]}, "[Now] [Later]"),
        ({"type": "context", "elements": [words("by <@UANA>", "mrkdwn"), words("today")]}, "by @ana today"),
        ({"type": "image", "image_url": "x", "alt_text": "a chart"}, "[image: a chart]"),
        ({"type": "divider"}, ""),
        (
            {
                "type": "input",
                "label": words("When?"),
                "hint": words("Roughly"),
                "element": {"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[1]},
            },
            "When?\nLater\nRoughly",
        ),
        (
            {"type": "section", "text": words("Who?"), "accessory": {"type": "users_select", "initial_user": "UANA"}},
            "Who?\n@ana",
        ),
        ({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]]}, "a | b"),
        (
            {
                "type": "data_visualization",
                "title": "Fires",
                "chart": {"type": "bar", "series": [{"name": "Open", "data": POINTS}]},
            },
            "Fires\nOpen: Mon 3, Tue 1",
        ),
        (
            {"type": "data_visualization", "title": "Share", "chart": {"type": "pie", "segments": POINTS}},
            "Share\nMon: 3\nTue: 1",
        ),
        (
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "user", "user_id": "UBEN"}, words(" has ", "text")],
                    },
                    {
                        "type": "rich_text_list",
                        "elements": [{"type": "rich_text_section", "elements": [words("one", "text")]}],
                    },
                ],
            },
            "@ben has \n• one",
        ),
    ],
)
def test_blocks_are_read_from_top_to_bottom(block: dict[str, Any], read: str) -> None:
    assert plain({"text": "only in notifications", "blocks": [block]}) == read


def test_a_form_is_read_with_its_title_and_buttons() -> None:
    form = {
        "type": "modal",
        "title": words("File a fire"),
        "submit": words("File"),
        "close": None,
        "blocks": [{"type": "section", "text": words("Hello")}],
    }
    assert plain(form) == "File a fire\nHello\n[File]"


def test_a_message_without_blocks_is_its_text() -> None:
    message = Message("C1", "1.1", "UANA", "Hi <@U9>")
    assert plain(message, {"U9": "nora"}) == "Hi @nora"
