"""How weeks are counted: rates of everybody expected, means only where nobody can be read out of them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.people.domain import UserId
from bot.standups.domain import Kind, Prompt, PromptState
from bot.standups.domain.trends import Told, mean_of, read_trends, weeks_until

MONDAY = date(2026, 11, 16)
AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)


def a_prompt(number: int, state: PromptState = PromptState.ANSWERED, *, late: bool = False) -> Prompt:
    user_id = UserId(f"U{number}")
    return Prompt(number, 1, user_id, "UTC", AT, AT + timedelta(hours=8), state, late=late)


def a_mood(value: float, on: date = MONDAY) -> Told:
    return Told(on, "mood", Kind.MOOD, "How was your week?", value)


def test_weeks_run_from_monday_and_end_with_the_one_that_is_going_on() -> None:
    assert weeks_until(date(2026, 11, 21), 3) == [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]


def test_a_week_counts_late_answers_as_answers_and_says_how_many_were_late() -> None:
    asked = [(MONDAY, a_prompt(1)), (MONDAY, a_prompt(2, late=True)), (MONDAY, a_prompt(3, PromptState.SKIPPED))]
    (week,) = read_trends([MONDAY], asked, []).weeks
    assert (week.counts.answered, week.counts.expected, week.late, week.runs) == (2, 3, 1, 1)


def test_a_week_without_a_run_is_there_and_empty() -> None:
    before, week = read_trends([MONDAY - timedelta(weeks=1), MONDAY], [(MONDAY, a_prompt(1))], []).weeks
    assert (before.runs, before.counts.expected) == (0, 0)
    assert week.runs == 1


@pytest.mark.parametrize(("people", "shown"), [(3, None), (4, 3.0)])
def test_a_mean_is_shown_from_four_people_on(people: int, shown: float | None) -> None:
    assert mean_of([2.0, 3.0, 4.0, 3.0, 3.0, 3.0], people).value == shown


def test_two_people_who_answer_often_stay_hidden() -> None:
    days = [MONDAY + timedelta(days=number) for number in range(3)]
    asked = [(on, a_prompt(number)) for on in days for number in (1, 2)]
    told = [a_mood(4, on) for on in days for _ in (1, 2)]
    (series,) = read_trends([MONDAY], asked, told).series
    assert len(told) == 6, "more answers than four prove that people are counted"
    assert series.means[0].value is None


def test_a_question_goes_by_its_newest_wording() -> None:
    older = Told(MONDAY - timedelta(weeks=1), "mood", Kind.MOOD, "Your mood?", 4)
    (series,) = read_trends([MONDAY], [], [a_mood(4), older]).series
    assert series.text == "How was your week?"
