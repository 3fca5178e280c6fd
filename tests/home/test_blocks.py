"""The Home tab is one page that Slack takes, whatever the features want to show."""

import pytest

from bot.home.blocks import home_view
from bot.slack.kit import section
from bot.slack.limits import view_problems

LINE = section("A line")


@pytest.mark.parametrize("sections", [[], [[]], [[LINE]], [[LINE] * 97, [LINE]], [[LINE] * 98, [LINE]], [[LINE] * 300]])
def test_slack_takes_the_page(sections: list[list[dict[str, object]]]) -> None:
    assert view_problems(home_view("Ana " * 100, sections)) == []


def test_sections_are_parted_and_empty_ones_leave_no_trace() -> None:
    kinds = [block["type"] for block in home_view("Ana", [[], [LINE], [], [LINE]])["blocks"]]
    assert kinds == ["header", "section", "divider", "section"]


@pytest.mark.parametrize(("lines", "cut"), [(99, False), (100, True)])
def test_what_does_not_fit_is_said_to_be_left_out(lines: int, cut: bool) -> None:
    assert ("more than fits" in str(home_view("Ana", [[LINE] * lines]))) is cut
