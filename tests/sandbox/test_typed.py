"""What people type is sent as Slack sends it."""

import pytest

from bot.core.clock import HandClock
from bot.sandbox.people import northwind
from bot.sandbox.state import Workspace
from bot.sandbox.typed import as_sent
from tests.sandbox.places import MONDAY


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("@ana and @nobody and mail@ana", "<@UANA> and @nobody and mail@ana"),
        ("#fires, #exec-numbers and #5", "<#C0FIRES|fires>, <#C0EXECNUMBERS|> and #5"),
        ("see https://example.com/?a=1&b=2#fires.", "see <https://example.com/?a=1&amp;b=2#fires>."),
        # Nobody gets a live mention by typing its markup.
        ("<@UANA> <!channel> <#C0FIRES>", "&lt;@UANA&gt; &lt;!channel&gt; &lt;#C0FIRES&gt;"),
    ],
)
def test_words_are_made_harmless_and_names_come_alive(typed: str, sent: str) -> None:
    population = northwind()
    workspace = Workspace(population.users, population.channels, HandClock(MONDAY))
    assert as_sent(workspace, typed) == sent


def test_a_command_may_ask_for_the_bare_words() -> None:
    population = northwind()
    workspace = Workspace(population.users, population.channels, HandClock(MONDAY))
    assert as_sent(workspace, "@ana & #fires", marks_up=False) == "@ana &amp; #fires"
