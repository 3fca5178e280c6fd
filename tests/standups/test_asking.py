"""Which questions are due, in which words, and what stands in a form before anybody wrote in it."""

from datetime import date, timedelta

import pytest

from bot.people.domain import UserId
from bot.standups.domain import Blocked, Kind, Mark, Planned, Rich, Value, due_questions, worded
from bot.standups.domain.asking import asks_on, without_duty
from bot.standups.domain.blockers import Blocker
from bot.standups.domain.plans import ItemState, PlanItem, PlanLine
from bot.standups.domain.prefills import prefilled, same_again
from tests.standups.builders import MONDAY, a_question, when

ANA = UserId("UANA")


@pytest.mark.parametrize(
    ("kind", "test", "wanted", "value", "shown"),
    [
        (Kind.CHOICE, "is", "Too full", "Too full", True),
        (Kind.CHOICE, "is", "Too full", "Room", False),
        (Kind.CHOICE, "is_not", "Too full", "Room", True),
        (Kind.CHOICE, "is_not", "Too full", None, False),
        (Kind.CHOICES, "is", "A", ("A", "B"), True),
        (Kind.CHOICES, "is_not", "A", ("A", "B"), False),
        (Kind.YES_NO, "is", "no", False, True),
        (Kind.YES_NO, "is", "no", True, False),
        (Kind.BLOCKER, "is", "yes", Blocked(""), True),
        (Kind.BLOCKER, "is", "yes", False, False),
        (Kind.MOOD, "at_most", "2", 2.0, True),
        (Kind.MOOD, "at_most", "2", 3.0, False),
        (Kind.NUMBER, "at_least", "2.5", 2.5, True),
        (Kind.NUMBER, "at_least", "2.5", 2.4, False),
        (Kind.NUMBER, "is", "4", 4.0, True),
        (Kind.NUMBER, "at_least", "2.5", None, False),
    ],
)
def test_a_question_is_asked_only_after_the_answer_it_looks_for(
    kind: Kind, test: str, wanted: str, value: Value, shown: bool
) -> None:
    earlier = a_question(kind, number=1, key="first")
    later = a_question(number=2, condition=when("first", test, wanted))
    assert due_questions([earlier, later], MONDAY, {1: value}) == ([earlier, later] if shown else [earlier])


def test_what_hangs_on_a_hidden_question_is_hidden_too() -> None:
    first = a_question(Kind.YES_NO, number=1, key="a")
    second = a_question(Kind.YES_NO, number=2, key="b", condition=when("a", "is", "yes"))
    third = a_question(number=3, condition=when("b", "is", "yes"))
    said: dict[int, Value] = {1: False, 2: True}
    assert due_questions([first, second, third], MONDAY, said) == [first]


def test_a_question_that_looks_at_one_which_is_gone_is_asked() -> None:
    alone = a_question(condition=when("gone", "is", "yes"))
    assert due_questions([alone], MONDAY, {}) == [alone]


def test_d4_a_question_with_its_own_days_is_due_on_these_only() -> None:
    mood = a_question(Kind.MOOD, number=1, key="mood", days=frozenset({4}))
    why = a_question(number=2, condition=when("mood", "at_most", "2"))
    week = [MONDAY + timedelta(days=number) for number in range(7)]
    assert [on.weekday() for on in week if due_questions([mood, why], on, {1: 1.0})] == [4]


def test_d5_the_wording_is_the_same_for_everybody_and_changes_from_run_to_run() -> None:
    question = a_question(key="mood", text="How are you?", wordings=("How is it going?", "How was the week?"))
    again = a_question(key="mood", number=9, text="How are you?", wordings=("How is it going?", "How was the week?"))
    days = [MONDAY + timedelta(days=number) for number in range(60)]
    texts = [worded(question, on, None).text for on in days]
    assert texts == [worded(again, on, MONDAY).text for on in days], "the same for members and versions"
    assert {text: texts.count(text) >= 10 for text in texts} == {
        "How are you?": True,
        "How is it going?": True,
        "How was the week?": True,
    }


@pytest.mark.parametrize(("since", "said"), [(date(2026, 11, 20), "Fri 20 Nov"), (None, "last time")])
def test_d6_a_question_names_the_day_somebody_was_last_expected(since: date | None, said: str) -> None:
    question = a_question(text="What did you get done since {last}?")
    assert worded(question, MONDAY, since).text == f"What did you get done since {said}?"


PLANNED = Planned((PlanLine("old", 1, Mark.DONE), PlanLine("on", 2, Mark.CONTINUE), PlanLine("new", 3)))


@pytest.mark.parametrize(
    ("kind", "done", "begins_with"),
    [
        (Kind.TEXT, [], Rich.bullets(["on", "new"])),
        (Kind.TEXT, ["new"], Rich.bullets(["new"])),
        (Kind.SHORT, [], "on, new"),
        (Kind.PLAN, [], ("on", "new")),
    ],
)
def test_c8_a_question_begins_with_the_last_plan(kind: Kind, done: list[str], begins_with: Value) -> None:
    question = a_question(kind, prefill="plan")
    assert prefilled([question], {"plan": (Kind.PLAN, PLANNED)}, done) == {1: begins_with}


def test_nothing_is_filled_in_where_nothing_was_said() -> None:
    assert prefilled([a_question(prefill="plan"), a_question(number=2)], {}, []) == {}


def an_item(number: int, text: str) -> PlanItem:
    return PlanItem(number, 1, ANA, "plan", text, ItemState.OPEN, made_in=1)


def test_the_same_as_last_time_plans_nothing_twice() -> None:
    plan = a_question(Kind.PLAN, number=1, key="plan")
    previous: dict[str, tuple[Kind, Value]] = {"plan": (Kind.PLAN, PLANNED)}
    assert same_again([plan], previous, [an_item(3, "new")], []) == {1: ()}, "it comes back by itself"
    assert same_again([plan], previous, [], []) == {1: ("on", "new")}


def test_the_same_as_last_time_names_no_blocker_that_was_solved() -> None:
    blocked = a_question(Kind.BLOCKER, key="b")
    previous: dict[str, tuple[Kind, Value]] = {"b": (Kind.BLOCKER, Blocked("No access"))}
    open_one = Blocker(1, 1, 1, 1, ANA, "no  access", MONDAY)
    assert same_again([blocked], previous, [], []) == {1: False}
    assert same_again([blocked], previous, [], [open_one]) == {1: Blocked("No access")}


def test_an_answer_of_another_kind_is_not_taken_over() -> None:
    mood = a_question(Kind.MOOD, key="m")
    assert same_again([mood], {"m": (Kind.NUMBER, 9.0)}, [], []) == {}


def test_what_is_only_for_who_is_on_duty_goes_with_all_that_looks_at_it() -> None:
    calm = a_question(Kind.MOOD, key="calm", number=1, on_duty=True)
    why = a_question(key="why", number=2, condition=when("calm", "at_most", "2"))
    more = a_question(key="more", number=3, condition=when("why", "is", "noise"))
    plan = a_question(key="plan", number=4)
    assert without_duty([calm, why, more, plan]) == [plan]
    assert asks_on([calm, plan], MONDAY)
    assert not asks_on([calm, why], MONDAY)
