"""Asking once more: which answers are short, and how what is added goes on with them."""

from datetime import UTC, date, datetime

import pytest

from bot.people.domain import UserId
from bot.slack.limits import message_problems, view_problems
from bot.standups.blocks.follow_ups import ask_more, more_form, more_is_added, no_more
from bot.standups.blocks.plans import ask_about_item, keeps_coming_back, settled_item, told_of_item
from bot.standups.domain import Kind, Prompt, PromptState, Question, Rich, Value
from bot.standups.domain.follow_ups import continued, wants_more, without
from bot.standups.domain.plans import ItemState, PlanItem
from bot.standups.domain.questions import FollowUp

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FOUR = FollowUp(4)
LONG = "<&>*_~" * 500
PROMPT = Prompt(7, 1, UserId("UDAN"), "Europe/London", NOW, NOW, PromptState.ANSWERED)


def asking(kind: Kind = Kind.TEXT, follow_up: FollowUp | None = FOUR, text: str = "Done?") -> Question:
    return Question(1, 0, text, kind, required=True, follow_up=follow_up)


@pytest.mark.parametrize(
    ("kind", "value", "asked"),
    [
        (Kind.SHORT, "one two three", True),
        (Kind.SHORT, "one two three four", False),
        (Kind.TEXT, Rich.of("one\ntwo three"), True),
        (Kind.TEXT, Rich.of("one two\nthree four"), False),
        # What was left out is not asked about, and nothing but texts is.
        (Kind.SHORT, "", False),
        (Kind.TEXT, None, False),
        (Kind.NUMBER, 3.0, False),
        (Kind.CHOICE, "one", False),
    ],
)
def test_an_answer_of_fewer_words_is_asked_about(kind: Kind, value: Value, asked: bool) -> None:
    assert wants_more(asking(kind), value) is asked
    assert not wants_more(asking(kind, None), value), "off unless a lead says so"


@pytest.mark.parametrize(
    ("value", "added", "read"),
    [
        ("Loads", "they run", "Loads – they run"),
        (Rich.of("Loads"), Rich.of("they run"), "Loads\nthey run"),
        (Rich.of("Loads"), "they run", "Loads\nthey run"),
    ],
)
def test_what_is_added_goes_on_with_the_answer_and_can_be_told_from_it(value: Value, added: Value, read: str) -> None:
    whole = continued(value, added)
    assert (whole.words if isinstance(whole, Rich) else whole) == read
    if type(value) is type(added):
        assert without(whole, added) == value
        assert without(value, added) == value, "an answer that does not end with it stays"


def test_slack_takes_whatever_is_long() -> None:
    question = asking(text=LONG[:300], follow_up=FollowUp(4, LONG[:300]))
    item = PlanItem(1, 1, UserId("UDAN"), "plan", LONG, ItemState.OPEN, 1, carried=5)
    messages = [
        ask_more(question, PROMPT),
        more_is_added(question),
        no_more(question),
        keeps_coming_back(item, LONG[:60], [LONG[:60]], date(2026, 11, 24)),
        settled_item(item),
        told_of_item(item, [LONG[:60]]),
        ask_about_item(item, LONG[:60], LONG[:60]),
    ]
    assert [message_problems(each.to_dict()) for each in messages] == [[]] * len(messages)
    for kind in (Kind.TEXT, Kind.SHORT):
        assert view_problems(more_form(asking(kind, FollowUp(4, LONG[:300]), LONG[:300]), PROMPT)) == []
