"""What outlives a run: which line is still which item, how old a blocker is, when leads hear of it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import WorkingWeek
from bot.people.domain import UserId
from bot.standups.domain.blockers import Blocker, age, escalates_at, same_words, was_open
from bot.standups.domain.day import LAST_CALL, put_off
from bot.standups.domain.plans import ItemState, Mark, PlanItem, in_asking_order, mark_in, match_lines
from bot.standups.domain.runs import Prompt, PromptState

LONDON = ZoneInfo("Europe/London")
WEEK = WorkingWeek(frozenset(range(5)), time(9), time(17), LONDON)
THURSDAY = date(2026, 11, 26)


def an_item(number: int, text: str = "Metrics", **values: object) -> PlanItem:
    item = PlanItem(number, 1, UserId("UDAN"), "plan", text, ItemState.OPEN, made_in=1)
    return PlanItem(**{**vars(item), **values})


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["A", "A", "B"], {0: 1, 1: 2, 2: 3}),
        (["B", "A"], {0: 3, 1: 1}),  # the second A is gone
        (["A", "A", "A"], {0: 1, 1: 2}),  # the third is new
        (["a", "C"], {}),
        ([], {}),
    ],
)
def test_an_unchanged_line_stays_the_item_it_was(lines: list[str], kept: dict[int, int]) -> None:
    before = [an_item(1, "A"), an_item(2, "A"), an_item(3, "B")]
    assert {place: item.id for place, item in match_lines(before, lines).items()} == kept


def test_what_was_carried_often_is_asked_about_first() -> None:
    items = [an_item(1), an_item(2, carried=3), an_item(3, carried=2), an_item(4, carried=5)]
    assert [each.id for each in in_asking_order(items)] == [2, 4, 1, 3]


@pytest.mark.parametrize(
    ("item", "mark"),
    [
        (an_item(1), None),
        (an_item(1, carried_in=7), Mark.CONTINUE),
        (an_item(1, carried_in=6), None),
        (an_item(1, state=ItemState.DONE, settled_in=7), Mark.DONE),
        (an_item(1, state=ItemState.DROPPED, settled_in=7), Mark.DROP),
        (an_item(1, state=ItemState.DONE), None),  # on the Home tab
    ],
)
def test_a_prompt_knows_what_it_said_of_an_item(item: PlanItem, mark: Mark | None) -> None:
    assert mark_in(item, 7) == mark


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("No access", "no  access ", True),
        ("No access\nto billing", "No access to billing", True),
        ("No access", "No access.", False),
        ("", "", True),
    ],
)
def test_only_spaces_and_capitals_make_no_difference(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same


@pytest.mark.parametrize(
    ("today", "away", "days"),
    [
        (THURSDAY, (), 0),
        (date(2026, 11, 27), (), 1),
        (date(2026, 11, 29), (), 1),  # Sunday
        (date(2026, 11, 30), (), 2),
        (date(2026, 11, 30), (date(2026, 11, 27),), 1),
        (date(2026, 11, 25), (), 0),  # answered for a day that is to come
    ],
)
def test_age_counts_working_days_of_whoever_is_blocked(today: date, away: tuple[date, ...], days: int) -> None:
    assert age(THURSDAY, today, WEEK, away) == days


@pytest.mark.parametrize(
    ("after", "away", "at"),
    [
        (1, (), datetime(2026, 11, 27, 9, tzinfo=UTC)),
        (2, (), datetime(2026, 11, 30, 9, tzinfo=UTC)),
        (2, (date(2026, 11, 30),), datetime(2026, 12, 1, 9, tzinfo=UTC)),
        (0, (), None),
    ],
)
def test_leads_hear_of_it_when_a_working_day_begins(after: int, away: tuple[date, ...], at: datetime | None) -> None:
    assert escalates_at(THURSDAY, after, WEEK, away) == at
    if at is not None:
        assert age(THURSDAY, at.date(), WEEK, away) == after, "the two counts agree"


def test_a_blocker_stands_in_the_reports_of_runs_in_which_it_stood() -> None:
    solved = datetime(2026, 11, 27, 12, tzinfo=UTC)
    blocker = Blocker(1, 1, 1, 1, UserId("UDAN"), "No access", THURSDAY, resolved_at=solved)
    assert was_open(blocker, THURSDAY, solved - timedelta(hours=24))
    assert was_open(blocker, date(2026, 11, 27), solved - timedelta(hours=2))
    assert not was_open(blocker, date(2026, 11, 27), solved)
    assert not was_open(blocker, date(2026, 11, 25), solved - timedelta(hours=48))


@pytest.mark.parametrize(
    ("minutes", "left", "back_in"),
    [(30, 480, 30), (120, 60, 45), (30, 16, 1), (30, 15, None), (30, 5, None)],
)
def test_what_is_put_off_comes_back_before_it_closes(minutes: int, left: int, back_in: int | None) -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    close_at = now + timedelta(minutes=left)
    prompt = Prompt(1, 1, UserId("UDAN"), "Europe/London", now, close_at, PromptState.ASKED)
    back = put_off(prompt, now + timedelta(minutes=minutes), now)
    assert back == (None if back_in is None else now + timedelta(minutes=back_in))
    assert back is None or close_at - back >= LAST_CALL
