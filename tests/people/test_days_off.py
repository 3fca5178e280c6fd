"""Holidays and company days: who is off, and why."""

import pickle
from datetime import UTC, date, datetime

import pytest

from bot.core.calendar import next_working_moment, working_time_between
from bot.core.holidays import Place
from bot.people.domain import (
    CompanyDay,
    DayOff,
    DaysOff,
    Kind,
    NamedSpan,
    Role,
    as_member,
    day_off,
    next_days_off,
    spans_of,
    week_of,
)
from tests.people.builders import BEN, a_person, a_team

ENGLAND, BAVARIA = Place("GB", "ENG"), Place("DE", "BY")
CHRISTMAS, BRIDGE = date(2026, 12, 25), date(2026, 12, 24)
COMPANY = (CompanyDay(BRIDGE, "Winter break"), CompanyDay(date(2026, 12, 28), "Boxing Day", worked=True))
TEAM = a_team(place=ENGLAND, company_days=COMPANY)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-12-23", None),
        ("2026-12-24", DayOff("Winter break", Kind.COMPANY)),
        ("2026-12-25", DayOff("Christmas Day", Kind.HOLIDAY)),
        # A Saturday, on which nobody works anyway.
        ("2026-12-26", None),
        # Worked although it is a holiday.
        ("2026-12-28", None),
    ],
)
def test_a_member_is_off_on_holidays_and_company_days(on: str, expected: DayOff | None) -> None:
    member = as_member(a_person(), Role.MEMBER, TEAM.week)
    assert day_off(member, date.fromisoformat(on)) == expected
    assert member.week.works_on(date.fromisoformat(on)) is (expected is None and on != "2026-12-26")


def test_who_lives_elsewhere_has_their_own_holidays_and_the_teams_company_days() -> None:
    member = as_member(a_person(place=BAVARIA), Role.MEMBER, TEAM.week)
    assert day_off(member, date(2027, 1, 6)) == DayOff("Epiphany", Kind.HOLIDAY)
    assert day_off(member, BRIDGE) == DayOff("Winter break", Kind.COMPANY)
    assert day_off(as_member(a_person(BEN), Role.MEMBER, TEAM.week), date(2027, 1, 6)) is None


def test_without_a_country_nobody_is_off() -> None:
    member = as_member(a_person(), Role.MEMBER, a_team().week)
    assert day_off(member, CHRISTMAS) is None
    assert member.week.works_on(CHRISTMAS)


def test_a_country_of_ones_own_counts_in_a_team_without() -> None:
    assert not week_of(a_person(place=ENGLAND), a_team().week).works_on(CHRISTMAS)


def test_what_a_lead_typed_goes_before_what_a_calendar_says() -> None:
    read, typed = CompanyDay(BRIDGE, "From a calendar", from_calendar=True), CompanyDay(BRIDGE, "Worked", worked=True)
    for days in ((read, typed), (typed, read)):
        assert BRIDGE not in DaysOff(None, days)
    assert DaysOff(None, (read,)).find(BRIDGE) == DayOff("From a calendar", Kind.COMPANY)


def test_the_next_days_off_begin_today_and_leave_out_weekends() -> None:
    found = next_days_off(TEAM.week, BRIDGE, 4)
    assert [str(on) for on, _ in found] == ["2026-12-24", "2026-12-25", "2027-01-01", "2027-03-26"]
    assert next_days_off(a_team().week, BRIDGE, 5) == []


def test_working_time_passes_by_days_off() -> None:
    """So that clocks of fires, loads and digests need no change."""
    wednesday, tuesday = next_working_moment_on("2026-12-23"), next_working_moment_on("2026-12-29")
    assert working_time_between(wednesday, tuesday, TEAM.week).total_seconds() == 2 * 8 * 3600, "Wednesday and Monday"


def next_working_moment_on(on: str) -> datetime:
    moment = next_working_moment(datetime.fromisoformat(on).replace(tzinfo=UTC), TEAM.week)
    assert moment is not None
    return moment


def test_days_off_are_values() -> None:
    """Asked before or not: what they remember of an answer is not part of them."""
    one, other = DaysOff(ENGLAND, COMPANY), DaysOff(ENGLAND, COMPANY)
    assert BRIDGE in one
    assert one == other
    assert hash(one) == hash(other)
    assert one != DaysOff(BAVARIA, COMPANY)
    assert pickle.loads(pickle.dumps(TEAM)) == TEAM
    assert pickle.loads(pickle.dumps(one)).find(CHRISTMAS) == one.find(CHRISTMAS)
    assert hash(TEAM.week) == hash(a_team(place=ENGLAND, company_days=COMPANY).week)


def test_days_in_a_row_with_one_name_are_one_line() -> None:
    days = [CompanyDay(date(2026, 12, each), "Break") for each in (29, 28, 31)] + [
        CompanyDay(date(2026, 12, 30), "Other")
    ]
    assert list(spans_of(days)) == [
        NamedSpan(date(2026, 12, 28), date(2026, 12, 29), "Break", worked=False),
        NamedSpan(date(2026, 12, 30), date(2026, 12, 30), "Other", worked=False),
        NamedSpan(date(2026, 12, 31), date(2026, 12, 31), "Break", worked=False),
    ]
    assert list(spans_of([])) == []
