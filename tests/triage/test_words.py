"""Lines behind `/triage`: in any order, never lost, never a surprise."""

import re
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.errors import BotError
from bot.triage.domain import Means, Priority, arrange, read_call, read_numbered_line, read_request
from bot.triage.forms import read_numbered

WORDS = ("", "new", "show", "claim", "assign", "resolve", "wait", "edit")


@pytest.mark.parametrize(
    ("typed", "arranged"),
    [
        ("new p1 dashboard down", "new p1 dashboard down"),
        ("NEW p1 dashboard down", "new p1 dashboard down"),
        ("New: dashboard down", "new dashboard down"),
        ("file dashboard down", "new dashboard down"),
        ("claim F-12", "claim F-12"),
        ("F-12", "show F-12"),
        ("12", "show F-12"),
        ("f 12", "show F-12"),
        ("Fire 12", "show F-12"),
        ("#12!", "show F-12"),
        ("12 claim", "claim F-12"),
        ("F-12 Claim", "claim F-12"),
        ("12 take", "claim F-12"),
        ("done 12 fixed the join", "resolve 12 fixed the join"),
        ("12 done fixed the join", "resolve F-12 fixed the join"),
        ("12 <@UBO>", "assign F-12 <@UBO>"),
        ("<@UBO> 12", "assign F-12 <@UBO>"),
        ("<@UBO|bo> F-12", "assign F-12 <@UBO|bo>"),
        ("assign <@UBO> 12", "assign <@UBO> 12"),
        ("12 assign <@UBO>", "assign F-12 <@UBO>"),
        # What cannot be read stays as it is, for help to say so and to give it back.
        ("12 angry customers called", "12 angry customers called"),
        ("nwe dashboard down", "nwe dashboard down"),
        ("  ", ""),
    ],
)
def test_a_line_is_read_in_any_order_and_case(typed: str, arranged: str) -> None:
    assert arrange(typed, WORDS) == arranged


@pytest.mark.parametrize(
    ("rest", "number", "behind"),
    [
        ("F-12 which month?", 12, "which month?"),
        ("f 12 which month?", 12, "which month?"),
        ("12 <@UBO>", 12, "<@UBO>"),
        ("<@UBO> 12", 12, "<@UBO>"),
        ("<@UBO> F-12 please", 12, "<@UBO> please"),
    ],
)
def test_the_number_stands_first_or_behind_a_person(rest: str, number: int, behind: str) -> None:
    assert read_numbered("assign", rest) == (number, behind)


@pytest.mark.parametrize("rest", ["duplicate of F-9", "wait for 12 days", "<@UBO> duplicate of F-9", "f which month"])
def test_a_number_in_the_middle_of_a_text_names_no_fire(rest: str) -> None:
    with pytest.raises(BotError, match="Which fire"):
        read_numbered("decline", rest)


@pytest.mark.parametrize(
    ("said", "in_thread", "means", "text"),
    [
        ("triage this", True, Means.THREAD, ""),
        ("Triage this, please!", True, Means.THREAD, ""),
        ("please triage", True, Means.THREAD, ""),
        ("triage this p1 please", True, Means.THREAD, ""),
        ("triage this", False, Means.UNCLEAR, ""),
        ("triage the churn chart is wrong", True, Means.MESSAGE, "the churn chart is wrong"),
        ("triage the churn chart is wrong p2", False, Means.MESSAGE, "the churn chart is wrong p2"),
        ("thank you", True, Means.UNCLEAR, ""),
        ("what can you do?", False, Means.UNCLEAR, ""),
        ("", True, Means.UNCLEAR, ""),
    ],
)
def test_a_call_by_name_means_the_thread_or_the_message_or_nothing(
    said: str, in_thread: bool, means: Means, text: str
) -> None:
    called = read_call(said, in_thread=in_thread)
    assert (called.means, called.text) == (means, text)


def test_a_call_by_name_may_say_how_urgent_it_is() -> None:
    assert read_call("triage this p1", in_thread=True).priority == Priority.P1


LINES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["new", "NEW", "assign", "claim", "F-12", "f", "12", "#0012", "<@UBO>", "<@UBO|bo>", "p1", "P2:", "(p3)"]
        ),
        st.sampled_from(["-", "–", ",", "p1-5", "-5", "\n", " ", "İ", "&lt;!channel&gt;", "`", "<@", ">"]),
    ),
    max_size=9,
).map(" ".join)


def said_in(text: str) -> str:
    """Letters and digits only, in one case: what a person would miss."""
    return re.sub(r"[\W_]", "", text).lower()


@given(LINES)
@example("p1 -5 p2")
@example("p1 - 5")
@example("12 angry customers")
@example("İ new")
def test_no_line_makes_the_parser_stumble_and_no_word_of_it_is_lost(line: str) -> None:
    rest = arrange(line, WORDS).partition(" ")[2]
    assert read_numbered_line(line).text in line
    asked = read_request(line)
    wanted = f"{asked.title} {asked.description} {asked.priority or ''}"
    for each in line.split():
        assert said_in(each) in said_in(wanted)
    with suppress(BotError):
        number, behind = read_numbered("wait", rest)
        assert number > 0
        assert all(each in rest for each in behind.split())
    for in_thread in (True, False):
        called = read_call(line, in_thread=in_thread)
        assert called.text in line


@given(st.text(min_size=1, max_size=400))
def test_what_is_asked_for_is_in_the_title_or_whole_in_the_details(line: str) -> None:
    asked = read_request(line)
    whole = asked.description or asked.title
    assert said_in(line) in said_in(f"{asked.priority or ''}{whole}{asked.priority or ''}")
