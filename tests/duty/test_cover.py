"""Rules of cover, swaps, gaps, notes and calendars, without Slack and without a database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calendar import WorkingWeek
from bot.duty.domain import Role, Stretch
from bot.duty.domain.changeovers import changeovers, moment_to_write
from bot.duty.domain.cover import Candidate, Lately, in_turn, is_there
from bot.duty.domain.feeds import fingerprint_of, key_of, new_address, whole_days
from bot.duty.domain.gaps import Gap, gaps_between, is_worth_telling
from bot.duty.domain.swaps import Turn, is_in_a_row
from bot.people.domain import TeamId, UserId
from tests.people.builders import ANA, BEN, CHITRA

LONDON = ZoneInfo("Europe/London")
WEEK = WorkingWeek(frozenset(range(5)), time(9), time(17), LONDON)
MONDAY = date(2026, 11, 23)
START = datetime(2026, 11, 23, tzinfo=UTC)


def a_stretch(user_id: str, first: float, last: float, role: Role = Role.PRIMARY) -> Stretch:
    """From and until so many days after Monday."""
    return Stretch(role, UserId(user_id), START + timedelta(days=first), START + timedelta(days=last))


def a_turn(first: float, last: float, role: Role = Role.PRIMARY) -> Turn:
    return Turn(role, START + timedelta(days=first), START + timedelta(days=last))


def on(days: int) -> date:
    return MONDAY + timedelta(days=days)


def test_who_owes_most_is_asked_first_and_who_is_on_duty_otherwise_last() -> None:
    ana, ben = Candidate(ANA, "Ana", 1.0, False), Candidate(BEN, "Ben", -2.0, True)
    chitra, dan = Candidate(CHITRA, "Chitra", -1.0, False), Candidate(UserId("UDAN"), "Dan", -1.0, False)
    assert in_turn([ana, ben, dan, chitra]) == [chitra, dan, ana, ben]


@pytest.mark.parametrize(
    ("points", "lately"),
    [(-3.0, Lately.LESS), (-0.5, Lately.LESS), (-0.49, Lately.FAIR), (0.49, Lately.FAIR), (0.5, Lately.MORE)],
)
def test_less_and_more_than_a_fair_share_begin_at_half_a_point(points: float, lately: Lately) -> None:
    assert Candidate(ANA, "Ana", points, False).lately == lately


def test_nothing_is_asked_of_whoever_does_not_work_then() -> None:
    hour = timedelta(hours=1)
    assert is_there(6 * hour, 10 * hour, 0.6)
    assert not is_there(5.9 * hour, 10 * hour, 0.6)
    assert not is_there(0 * hour, 0 * hour, 0.6)


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        (a_stretch(ANA, 7, 12), True),  # the following week, with a weekend between
        (a_stretch(ANA, -7, -2), True),  # the week before
        (a_stretch(ANA, 8, 12), False),  # from Tuesday: a Monday lies between
        (a_stretch(ANA, 14, 19), False),
        (a_stretch(ANA, 7, 12, Role.BACKUP), True),
        (a_stretch(ANA, 2, 3, Role.BACKUP), True),  # both at once
        (a_stretch(BEN, 7, 12), False),
    ],
)
def test_twice_in_a_row_is_without_a_working_day_between(other: Stretch, is_one: bool) -> None:
    assert is_in_a_row([a_stretch(ANA, 0, 5), other], ANA, a_turn(0, 5), WEEK) == is_one


def test_a_turn_that_lengthens_a_shift_is_twice_in_a_row() -> None:
    assert is_in_a_row([a_stretch(ANA, 0, 14)], ANA, a_turn(7, 14), WEEK)


def gaps(*found: Stretch, first: int = -28, today: int = 0, last: int = 27) -> list[tuple[int, int | None]]:
    """In days after Monday."""
    every = gaps_between(found, WEEK, on(first), on(today), on(last))
    return [((each.first_on - MONDAY).days, (each.last_on - MONDAY).days if each.last_on else None) for each in every]


def test_a_gap_is_working_days_without_a_primary_between_shifts_or_after_the_last() -> None:
    before = a_stretch(ANA, -28, 5)
    assert gaps(before, a_stretch(BEN, 9, 28)) == [(7, 8)]
    assert gaps(before, a_stretch(BEN, 7, 28)) == [], "a weekend is none"
    assert gaps(before, a_stretch(BEN, 7, 28, Role.BACKUP)) == [(7, None)], "a backup alone is not on duty"
    assert gaps(a_stretch(BEN, 0, 28)) == [], "duty began today"
    assert gaps(a_stretch(ANA, -28, -5), a_stretch(BEN, 2, 28)) == [(-5, 1)], "it keeps its first day"
    assert gaps(a_stretch(ANA, -28, -5), a_stretch(BEN, 0, 28)) == [], "what is over is over"


def test_that_nobody_is_named_any_more_is_told_three_weeks_before_and_a_hole_at_once() -> None:
    assert is_worth_telling(Gap(on(50), on(51)), MONDAY)
    assert is_worth_telling(Gap(on(21), None), MONDAY)
    assert not is_worth_telling(Gap(on(22), None), MONDAY)


@given(
    st.lists(st.tuples(st.integers(-28, 27), st.integers(1, 14)), max_size=6),
)
def test_a_working_day_is_taken_or_in_a_gap_or_before_duty_began(shifts: list[tuple[int, int]]) -> None:
    found = [a_stretch(ANA, first, first + length) for first, length in shifts]
    taken = {day for first, length in shifts for day in range(first, first + length)}
    every = gaps(*found)
    begun = min(taken, default=99)
    for day in range(28):
        if not WEEK.works_on(on(day)) or day < begun:
            continue
        is_gap = any(first <= day and (last is None or day <= last) for first, last in every)
        assert is_gap == (day not in taken)


def test_duty_goes_over_where_somebody_else_begins_soon() -> None:
    found = [
        a_stretch(ANA, 0, 5),
        a_stretch(BEN, 7, 12),
        a_stretch(BEN, 14, 19),
        a_stretch(CHITRA, 30, 35),
        a_stretch(CHITRA, 5, 7, Role.BACKUP),
    ]
    assert [(each.leaver, each.taker) for each in changeovers(found)] == [(ANA, BEN)]


def test_a_note_is_written_before_the_last_work_is_over_or_at_once() -> None:
    (change,) = changeovers([a_stretch(ANA, 0, 7), a_stretch(BEN, 7, 14)])
    friday = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
    assert moment_to_write(change, WEEK, START) == friday
    assert moment_to_write(change, WEEK, friday + timedelta(days=1)) == friday + timedelta(days=1)
    (midday,) = changeovers([a_stretch(ANA, 0, 2.5), a_stretch(BEN, 2.5, 7)])
    assert moment_to_write(midday, WEEK, START) == midday.ends - timedelta(minutes=30)


def test_parts_of_one_day_are_one_entry_and_days_in_a_row_of_two_stretches_are_two() -> None:
    found = [a_stretch(ANA, 0, 0.4), a_stretch(ANA, 0.6, 2), a_stretch(ANA, 2, 4), a_stretch(ANA, 6, 7)]
    assert whole_days(found, LONDON) == [(on(0), on(1)), (on(2), on(3)), (on(6), on(6))]


def test_an_entry_keeps_its_name_and_names_nobody() -> None:
    one = key_of(1, TeamId(2), Role.PRIMARY, ANA, MONDAY)
    assert one == key_of(1, TeamId(2), Role.PRIMARY, ANA, MONDAY)
    others = {
        key_of(2, TeamId(2), Role.PRIMARY, ANA, MONDAY),
        key_of(1, TeamId(2), Role.BACKUP, ANA, MONDAY),
        key_of(1, TeamId(2), Role.PRIMARY, BEN, MONDAY),
        key_of(1, TeamId(2), Role.PRIMARY, ANA, on(1)),
    }
    assert len(others - {one}) == 4
    assert ANA not in one


def test_addresses_cannot_be_guessed_and_are_kept_as_fingerprints() -> None:
    made = {new_address() for _ in range(100)}
    assert len(made) == 100
    assert all(len(each) == 43 and fingerprint_of(each) != each for each in made)
