"""Who works when, who is away, and who may change what."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.people.domain import (
    MAY,
    Act,
    Misfit,
    Person,
    Standing,
    absence_on,
    dates_away,
    may,
    may_lead,
    misfit,
    same_facts,
    standing,
    week_of,
)
from tests.people.builders import ANA, BEN, DAN, IRIS, JO, a_person, a_team, an_absence

ALL = {Standing.ADMIN, Standing.LEAD, Standing.MEMBER, Standing.COLLEAGUE, Standing.GUEST}


@pytest.mark.parametrize("who", sorted(ALL))
@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        (Act.SET_UP_TEAM, ALL - {Standing.GUEST}),
        # "Only leads or workspace admins may change a team."
        (Act.CHANGE_TEAM, {Standing.ADMIN, Standing.LEAD}),
        (Act.SET_OWN_ABSENCE, ALL),
        (Act.SET_ABSENCE_FOR_OTHER, {Standing.ADMIN, Standing.LEAD}),
        (Act.CANCEL_ABSENCE_OF_OTHER, {Standing.ADMIN, Standing.LEAD}),
        (Act.SET_OWN_HOURS, ALL),
    ],
)
def test_who_may_do_what(act: Act, allowed: set[Standing], who: Standing) -> None:
    ana, ben = a_person(ANA), a_person(BEN)
    people = {
        Standing.ADMIN: a_person(IRIS, is_admin=True),
        Standing.LEAD: ana,
        Standing.MEMBER: ben,
        Standing.COLLEAGUE: a_person(DAN),
        Standing.GUEST: a_person(JO, is_guest=True),
    }
    team = a_team(ana, ben)
    assert standing(people[who], team) == who
    assert may(people[who], act, team) is (who in allowed)


def test_every_act_has_its_line_in_the_table() -> None:
    assert set(MAY) == set(Act)


@pytest.mark.parametrize("gone", [{"deleted": True}, {"is_bot": True}, {"is_stranger": True}])
def test_whoever_left_or_is_from_elsewhere_may_nothing(gone: dict[str, Any]) -> None:
    ana = a_person(ANA, is_admin=True)
    team = a_team(ana)
    assert all(may(ana, act, team) for act in Act)
    assert not any(may(replace(ana, **gone), act, team) for act in Act)


def test_a_guest_in_the_team_is_a_member_of_it() -> None:
    jo = a_person(JO, is_guest=True)
    assert standing(jo, a_team(a_person(), jo)) == Standing.MEMBER
    assert not may(jo, Act.SET_UP_TEAM)


def test_leads_and_admins_lead() -> None:
    ana, ben = a_person(ANA), a_person(BEN)
    team = a_team(ana, ben)
    assert may_lead(team, ana)
    assert not may_lead(team, ben)
    assert may_lead(team, replace(ben, is_admin=True))


@pytest.mark.parametrize(
    ("person", "trouble"),
    [
        (a_person(), None),
        (a_person(is_guest=True), None),
        (a_person(is_bot=True), Misfit.BOT),
        (a_person(deleted=True), Misfit.LEFT),
        (a_person(is_stranger=True), Misfit.STRANGER),
    ],
)
def test_bots_leavers_and_strangers_are_no_members(person: Person, trouble: Misfit | None) -> None:
    assert misfit(person) == trouble


def test_own_hours_go_before_the_teams_and_the_own_clock_always_counts() -> None:
    team = a_team(starts=time(9), ends=time(17)).week
    week = week_of(a_person(zone="Asia/Kolkata"), team)
    assert (week.days, week.starts, week.zone.key) == (frozenset(range(5)), time(9), "Asia/Kolkata")
    week = week_of(a_person(days=frozenset({0, 1}), starts=time(0), ends=time(4)), team)
    assert (week.days, week.starts, week.ends) == (frozenset({0, 1}), time(0), time(4))


@pytest.mark.parametrize("zone", ["", "Mars/Olympus"])
def test_who_has_no_known_clock_lives_by_the_teams(zone: str) -> None:
    assert week_of(a_person(zone=zone), a_team(zone="Asia/Tokyo").week).zone.key == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("on", "away"),
    [("2026-12-23", False), ("2026-12-24", True), ("2027-01-01", True), ("2027-01-02", False)],
)
def test_both_ends_of_an_absence_are_away(on: str, away: bool) -> None:
    absence = an_absence(date(2026, 12, 24), date(2027, 1, 1))
    assert (absence_on([absence], ANA, date.fromisoformat(on)) is not None) is away
    assert (date.fromisoformat(on) in dates_away([absence], ANA)) is away
    assert absence_on([absence], BEN, date.fromisoformat(on)) is None


def test_of_two_absences_the_later_end_counts() -> None:
    short = an_absence(date(2026, 12, 1), date(2026, 12, 3), id=1)
    long = an_absence(date(2026, 12, 2), date(2026, 12, 9), id=2)
    assert absence_on([long, short], ANA, date(2026, 12, 3)) == long
    assert len(dates_away([long, short], ANA)) == 9


def test_own_hours_are_no_news_from_slack() -> None:
    known = a_person(days=frozenset({0}), starts=time(10), ends=time(12))
    assert same_facts(known, a_person())
    assert not same_facts(known, a_person(zone="Asia/Tokyo"))
