"""People, teams and absences are kept, and never shown to the neighbours."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.core.errors import BotError
from bot.people.domain import Role
from bot.people.repository import Absences, People, Teams
from tests.people.builders import ANA, BEN, CHANNEL, CHITRA, a_person, settings, the_team
from tests.people.conftest import Begin


async def test_what_is_saved_of_a_person_comes_back(begin: Begin) -> None:
    ana = a_person(zone="Asia/Kolkata", is_admin=True, is_guest=True)
    async with begin() as work:
        await People(work).save(ana)
    async with begin() as work:
        assert await People(work).get(ANA) == ana
        assert await People(work).get(BEN) is None
        assert await People(work).of([ANA, BEN]) == {ANA: ana}


async def test_news_from_slack_leave_own_hours_alone(begin: Begin) -> None:
    async with begin() as work:
        ref = await People(work).save(a_person())
        await People(work).set_hours(ANA, frozenset({0, 2}), time(10), time(14, 30))
        assert await People(work).save(a_person(name="Ana L", deleted=True)) == ref
    async with begin() as work:
        expected = a_person(name="Ana L", deleted=True, days=frozenset({0, 2}), starts=time(10), ends=time(14, 30))
        assert await People(work).get(ANA) == expected
        assert await People(work).by_ref(ref) == expected
        await People(work).set_hours(ANA, None, None, None)
        assert await People(work).get(ANA) == a_person(name="Ana L", deleted=True)


async def test_a_team_lists_its_leads_first_and_leavers_not_at_all(begin: Begin) -> None:
    async with begin() as work:
        team = await the_team(work, ANA, BEN, CHITRA, lead=CHITRA)
        assert [each.user_id for each in team.members] == [CHITRA, ANA, BEN]
        await People(work).save(a_person(BEN, deleted=True))
    async with begin() as work:
        again = await Teams(work).get(team.id)
        assert [each.user_id for each in again.members] == [CHITRA, ANA]
        assert again.is_lead(CHITRA)
        assert not again.is_lead(ANA)
        assert again.member(BEN) is None


async def test_members_come_and_go_and_change_roles(begin: Begin) -> None:
    async with begin() as work:
        team = await the_team(work, BEN)
        await People(work).save(a_person(CHITRA))
        await Teams(work).add_member(team.id, CHITRA)
        await Teams(work).add_member(team.id, BEN, Role.LEAD)
        await Teams(work).remove_member(team.id, ANA)
        await Teams(work).remove_member(team.id, ANA)
        team = await Teams(work).get(team.id)
    assert {each.user_id: each.role for each in team.members} == {BEN: Role.LEAD, CHITRA: Role.MEMBER}


async def test_changing_a_team_leaves_exactly_the_members_named(begin: Begin) -> None:
    async with begin() as work:
        team = await the_team(work, ANA, BEN)
        await People(work).save(a_person(CHITRA))
        wanted = settings(name="Insights", days=frozenset({0, 6}), digest_on=0, digest_at=time(8, 30))
        team = await Teams(work).update(team.id, wanted, {CHITRA: Role.LEAD, BEN: Role.MEMBER})
    assert (team.name, team.days, team.digest_on, team.digest_at) == ("Insights", frozenset({0, 6}), 0, time(8, 30))
    assert {each.user_id: each.role for each in team.members} == {CHITRA: Role.LEAD, BEN: Role.MEMBER}


async def test_a_person_may_be_in_several_teams(begin: Begin) -> None:
    async with begin() as work:
        data = await the_team(work, BEN)
        other = await the_team(work, BEN, lead=CHITRA, name="Ops", channel_id="C0OPS")
        assert await Teams(work).of_person(BEN) == [data, other]
        assert await Teams(work).of_person(ANA) == [data]
        assert await Teams(work).of_channel("C0OPS") == other
        assert await Teams(work).of_channel("C0ELSE") is None
        assert await Teams(work).all() == [data, other]


async def test_a_team_that_is_gone_is_said_to_be(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(BotError, match="no longer exists"):
            await Teams(work).get(404)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-12-20", "2026-12-23", False),
        ("2026-12-20", "2026-12-24", True),
        ("2026-12-25", "2026-12-25", True),
        ("2026-12-26", "2026-12-30", True),
        ("2026-12-27", "2026-12-30", False),
    ],
)
async def test_an_absence_is_found_where_it_touches_the_dates(begin: Begin, first: str, last: str, found: bool) -> None:
    async with begin() as work:
        absence = await Absences(work).add(ANA, date(2026, 12, 24), date(2026, 12, 26), ANA, "Wedding")
    async with begin() as work:
        between = await Absences(work).between([ANA, BEN], date.fromisoformat(first), date.fromisoformat(last))
        assert between == ([absence] if found else [])


async def test_an_absence_is_cancelled_once_and_stays_on_record(begin: Begin) -> None:
    async with begin() as work:
        absence = await Absences(work).add(ANA, date(2026, 12, 24), date(2026, 12, 26), ANA)
        assert await Absences(work).cancel(absence.id) is True
        assert await Absences(work).cancel(absence.id) is False
        assert await Absences(work).get(absence.id) is None
        assert await Absences(work).between([ANA], date.min, date.max) == []
        assert await Absences(work).recorded(absence.id) == absence


async def test_an_absence_is_never_made_longer_by_shortening(begin: Begin) -> None:
    async with begin() as work:
        absence = await Absences(work).add(ANA, date(2026, 12, 24), date(2026, 12, 26), ANA)
        assert await Absences(work).shorten(absence.id, date(2026, 12, 26)) is False
        assert await Absences(work).shorten(absence.id, date(2026, 12, 25)) is True
        assert await Absences(work).get(absence.id) == replace(absence, last_on=date(2026, 12, 25))


async def test_the_neighbours_see_and_change_nothing(begin: Begin) -> None:
    day = date(2026, 12, 24)
    async with begin() as work:
        team = await the_team(work, ANA, BEN)
        ref = await People(work).save(a_person())
        absence = await Absences(work).add(ANA, day, day, ANA)
        here = work.workspace_id
    async with begin(next_door=True) as work:
        assert work.workspace_id != here, "one workspace proves nothing about separation"
        assert await People(work).get(ANA) is None
        assert await People(work).of([ANA]) == {}
        assert await People(work).by_ref(ref) is None
        await People(work).set_hours(ANA, frozenset({0}), None, None)
        assert await Teams(work).all() == []
        assert await Teams(work).of_person(ANA) == []
        assert await Teams(work).of_channel(CHANNEL) is None
        assert await Teams(work).named("Data") is None
        await Teams(work).remove_member(team.id, ANA)
        with pytest.raises(BotError):
            await Teams(work).get(team.id)
        with pytest.raises(BotError):
            await Teams(work).update(team.id, settings(name="Ours now"), {})
        assert await Absences(work).get(absence.id) is None
        assert await Absences(work).recorded(absence.id) is None
        assert await Absences(work).between([ANA], day, day) == []
        assert await Absences(work).shorten(absence.id, date(2026, 12, 1)) is False
        assert await Absences(work).cancel(absence.id) is False
    async with begin() as work:
        assert await Teams(work).get(team.id) == team
        assert await People(work).get(ANA) == a_person()
        assert await Absences(work).get(absence.id) == absence


async def test_the_same_team_name_and_person_may_live_next_door(begin: Begin) -> None:
    async with begin() as work:
        ours = await the_team(work, ANA)
    async with begin(next_door=True) as work:
        theirs = await the_team(work, ANA)
        assert await Teams(work).all() == [theirs]
    assert ours.id != theirs.id
