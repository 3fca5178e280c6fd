"""Who is on duty: the shift that was put last counts, wherever it lies."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import BotError
from bot.duty.domain import Role, Shift, ShiftId, Stretch, Wanted, days_of, span_of, stretches
from bot.duty.forms import read_put
from bot.people.domain import TeamId, UserId
from tests.people.builders import ANA, BEN, CHITRA

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
WEDNESDAY = date(2026, 11, 25)


def a_shift(number: int, user_id: str, first: float, last: float, role: Role = Role.PRIMARY) -> Shift:
    """From and until so many days after Monday."""
    starts, ends = MONDAY + timedelta(days=first), MONDAY + timedelta(days=last)
    return Shift(ShiftId(number), TeamId(7), UserId(user_id), role, starts, ends, ANA)


def lines(*shifts: Shift, first: float = 0, last: float = 7) -> list[str]:
    found = stretches(shifts, MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))
    return [f"{each.role} {each.user_id} {_days(each.starts)}-{_days(each.ends)}" for each in found]


def _days(moment: datetime) -> str:
    return f"{(moment - MONDAY) / timedelta(days=1):g}"


def test_nobody_is_on_duty_where_no_shift_lies() -> None:
    assert lines() == []
    assert lines(a_shift(1, ANA, 0, 2), a_shift(2, BEN, 4, 9)) == ["primary UANA 0-2", "primary UBEN 4-7"]


def test_cover_lies_over_a_part_of_a_shift_and_the_rest_goes_on() -> None:
    week, cover = a_shift(1, ANA, 0, 7), a_shift(2, BEN, 2, 3.5)
    assert lines(week, cover) == ["primary UANA 0-2", "primary UBEN 2-3.5", "primary UANA 3.5-7"]
    assert lines(cover, week) == lines(week, cover), "when each was put decides, not how they are listed"


def test_cover_of_a_cover_counts_and_who_follows_themselves_has_one_stretch() -> None:
    week, cover, again = a_shift(1, ANA, 0, 7), a_shift(2, BEN, 2, 4), a_shift(3, ANA, 3, 4)
    assert lines(week, cover, again) == ["primary UANA 0-2", "primary UBEN 2-3", "primary UANA 3-7"]


def test_the_backup_has_a_line_of_their_own() -> None:
    found = lines(a_shift(1, ANA, 0, 7), a_shift(2, BEN, 0, 7, Role.BACKUP), a_shift(3, CHITRA, 1, 2, Role.BACKUP))
    assert found == ["primary UANA 0-7", "backup UBEN 0-1", "backup UCHITRA 1-2", "backup UBEN 2-7"]


@given(
    st.lists(st.tuples(st.sampled_from([ANA, BEN, CHITRA]), st.integers(0, 28), st.integers(1, 14)), max_size=8),
    st.integers(0, 28 * 4),
)
def test_at_every_moment_the_last_put_shift_counts(put: list[tuple[str, int, int]], quarter: int) -> None:
    shifts = [a_shift(number, who, first, first + length) for number, (who, first, length) in enumerate(put)]
    moment = MONDAY + timedelta(days=quarter / 4)
    on = [each.user_id for each in shifts if each.starts <= moment < each.ends]
    found = stretches(shifts, MONDAY, MONDAY + timedelta(days=60))
    assert [each.user_id for each in found if each.starts <= moment < each.ends] == on[-1:]


def test_days_of_duty_are_whole_days_of_the_teams_clock_also_when_summer_time_ends() -> None:
    starts, ends = span_of(date(2026, 10, 24), date(2026, 10, 25), LONDON)
    assert (starts, ends) == (datetime(2026, 10, 23, 23, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC))
    stretch = Stretch(Role.PRIMARY, ANA, starts, ends)
    assert days_of(stretch, LONDON) == (date(2026, 10, 24), date(2026, 10, 25))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<@UBEN> next week", Wanted(BEN, Role.PRIMARY, date(2026, 11, 30), date(2026, 12, 6))),
        ("<@UBEN|ben> backup 26 Nov to 27 Nov", Wanted(BEN, Role.BACKUP, date(2026, 11, 26), date(2026, 11, 27))),
        ("<@UBEN> tomorrow as backup", Wanted(BEN, Role.BACKUP, date(2026, 11, 26), date(2026, 11, 26))),
        ("tomorrow", Wanted(ANA, Role.PRIMARY, date(2026, 11, 26), date(2026, 11, 26))),
        ("today", Wanted(ANA, Role.PRIMARY, WEDNESDAY, WEDNESDAY)),
    ],
)
def test_a_person_a_role_and_days_are_typed_in_any_order_that_reads_well(text: str, wanted: Wanted) -> None:
    assert read_put(text, ANA, WEDNESDAY) == wanted


@pytest.mark.parametrize("text", ["<@UBEN>", "@ben next week soon", "backup", "<@UBEN> whenever"])
def test_without_days_it_says_how_to_write_them(text: str) -> None:
    with pytest.raises(BotError, match="/triage duty @ben next week"):
        read_put(text, ANA, WEDNESDAY)
