"""What people can do to teams, hours and absences."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from bot.core.clock import HandClock
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.tables import TimerRow
from bot.people import use_cases
from bot.people.domain import BACK, TEAM_CHANGED, Person, Role
from bot.people.repository import Absences, People, Teams
from bot.people.use_cases import Refused
from tests.people.builders import ANA, BEN, CHANNEL, CHITRA, DAN, IRIS, JO, a_person, a_request, settings, the_team
from tests.people.conftest import Begin

BOB = a_person("UBOB", name="Report Bot", is_bot=True)
GONE = a_person("UGONE", name="Gone Gary", deleted=True)
STRANGER = a_person("USTR", name="Stan Stranger", is_stranger=True)


async def timers(work: Work) -> list[tuple[str, int]]:
    """What is told on but for the word that a team was set up; no welcome after an absence."""
    rows = await work.session.scalars(
        select(TimerRow).where(TimerRow.workspace_id == work.workspace_id).order_by(TimerRow.id)
    )
    return [(row.kind, row.ref) for row in rows if row.kind not in (TEAM_CHANGED, BACK)]


async def away(work: Work, first: str, last: str, user_id: str = ANA, by: str | None = None) -> int:
    absence = await use_cases.set_absence(
        work,
        by=by or user_id,
        user_id=user_id,
        first_on=date.fromisoformat(first),
        last_on=date.fromisoformat(last),
    )
    return absence.id


async def test_whoever_sets_a_team_up_leads_it(begin: Begin) -> None:
    async with begin() as work:
        team = await use_cases.set_up_team(work, a_request(), [a_person(ANA), a_person(BEN)])
    assert {each.user_id: each.role for each in team.members} == {ANA: Role.LEAD, BEN: Role.MEMBER}


async def test_named_leads_lead_instead(begin: Begin) -> None:
    request = a_request(leads=frozenset({BEN}), members=frozenset({CHITRA}))
    async with begin() as work:
        team = await use_cases.set_up_team(work, request, [a_person(ANA), a_person(BEN), a_person(CHITRA)])
    assert {each.user_id: each.role for each in team.members} == {BEN: Role.LEAD, CHITRA: Role.MEMBER}


async def test_a_team_that_follows_its_channel_takes_everybody_who_can_be_a_member(begin: Begin) -> None:
    seen = [a_person(ANA), a_person(BEN), BOB, GONE, STRANGER]
    request = a_request(
        settings=settings(follows_channel=True),
        members=frozenset({CHITRA}),
        in_channel=frozenset(each.user_id for each in seen) - {ANA},
    )
    async with begin() as work:
        team = await use_cases.set_up_team(work, request, seen)
    assert {each.user_id for each in team.members} == {ANA, BEN}


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (BOB, "Report Bot is a bot"),
        (GONE, "Gone Gary left this workspace"),
        (STRANGER, "Stan Stranger is from another company"),
    ],
)
@pytest.mark.parametrize("place", ["members", "leads"])
async def test_who_cannot_be_a_member_is_named_beside_the_field(
    begin: Begin, person: Person, sentence: str, place: str
) -> None:
    request = a_request(**{place: frozenset({ANA, person.user_id})})
    async with begin() as work:
        with pytest.raises(Refused, match=sentence) as refused:
            await use_cases.set_up_team(work, request, [a_person(ANA), a_person(BEN), person])
        assert refused.value.about == place


async def test_somebody_slack_does_not_know_is_no_member(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(Refused, match="does not tell me"):
            await use_cases.set_up_team(work, a_request(), [a_person(ANA)])


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"name": " "}, "name"),
        ({"name": "Data", "channel_id": "C0OTHER"}, "name"),
        ({"name": "Other"}, "channel"),
        ({"name": "Other", "channel_id": "C0OTHER", "days": frozenset()}, "days"),
        ({"name": "Other", "channel_id": "C0OTHER", "starts": time(9), "ends": time(9)}, "hours"),
    ],
)
async def test_a_team_that_cannot_be_is_refused_where_the_trouble_is(
    begin: Begin, changes: dict[str, object], about: str
) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        with pytest.raises(Refused) as refused:
            await use_cases.set_up_team(work, a_request(settings=settings(**changes)), [])
        assert refused.value.about == about


async def test_guests_set_up_no_teams(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(BotError, match="Guests"):
            await use_cases.set_up_team(work, a_request(by=JO), [a_person(JO, is_guest=True)])


@pytest.mark.parametrize(
    ("by", "allowed"),
    [(a_person(ANA), True), (a_person(IRIS, is_admin=True), True), (a_person(BEN), False), (a_person(DAN), False)],
)
async def test_only_leads_and_admins_change_a_team(begin: Begin, by: Person, allowed: bool) -> None:
    request = a_request(by=by.user_id, settings=settings(name="Insights"), leads=frozenset({ANA}))
    async with begin() as work:
        team = await the_team(work, ANA, BEN)
        if allowed:
            assert (await use_cases.change_team(work, team.id, request, [by])).name == "Insights"
        else:
            with pytest.raises(BotError, match="Ask Ana"):
                await use_cases.change_team(work, team.id, request, [by])
            assert (await Teams(work).get(team.id)).name == "Data"


async def test_a_team_keeps_a_lead(begin: Begin) -> None:
    async with begin() as work:
        team = await the_team(work, ANA, BEN)
        with pytest.raises(Refused, match="at least one lead"):
            await use_cases.change_team(work, team.id, a_request(), [])


async def test_saving_a_team_as_it_is_changes_nothing(begin: Begin) -> None:
    async with begin() as work:
        team = await the_team(work, ANA, BEN)
        same = a_request(leads=frozenset({ANA}), members=frozenset({BEN}))
        assert await use_cases.change_team(work, team.id, same, []) == team


async def test_both_days_of_an_absence_are_kept_and_told_on(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        number = await away(work, "2026-11-25", "2026-11-27", BEN)
        absence = await Absences(work).get(number)
        assert absence is not None
        assert (absence.first_on, absence.last_on) == (date(2026, 11, 25), date(2026, 11, 27))
        assert await timers(work) == [(use_cases.ABSENCE_CHANGED, number)]


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026-11-27", "2026-11-26", "before it begins"),
        ("2026-11-20", "2026-11-24", "are over"),
        ("2026-11-25", "2027-11-27", "more than a year"),
        ("2027-11-27", "2027-11-27", "more than a year"),
    ],
)
async def test_days_that_make_no_sense_are_refused(begin: Begin, first: str, last: str, sentence: str) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        with pytest.raises(BotError, match=sentence):
            await away(work, first, last)
        assert await timers(work) == []


@pytest.mark.parametrize(
    ("zone", "now", "over"),
    [
        ("Europe/London", "2026-11-25T23:59:00+00:00", False),
        ("Europe/London", "2026-11-26T00:00:00+00:00", True),
        ("America/Los_Angeles", "2026-11-26T07:59:00+00:00", False),
        ("America/Los_Angeles", "2026-11-26T08:00:00+00:00", True),
    ],
)
async def test_today_is_over_when_it_is_over_on_their_own_wall(
    begin: Begin, clock: HandClock, zone: str, now: str, over: bool
) -> None:
    clock.move_to(datetime.fromisoformat(now))
    async with begin() as work:
        await the_team(work, BEN)
        await People(work).save(a_person(BEN, zone=zone))
        if over:
            with pytest.raises(BotError, match="are over"):
                await away(work, "2026-11-25", "2026-11-25", BEN)
        else:
            assert await away(work, "2026-11-25", "2026-11-25", BEN)


async def test_days_away_already_are_not_set_twice_but_may_be_extended(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        await away(work, "2026-12-01", "2026-12-05")
        with pytest.raises(BotError, match="already"):
            await away(work, "2026-12-02", "2026-12-05")
        assert await away(work, "2026-12-02", "2026-12-06")


@pytest.mark.parametrize(
    ("by", "allowed"),
    [(a_person(ANA), True), (a_person(IRIS, is_admin=True), True), (a_person(CHITRA), False), (a_person(DAN), False)],
)
async def test_leads_and_admins_set_others_away(begin: Begin, by: Person, allowed: bool) -> None:
    async with begin() as work:
        await the_team(work, BEN, CHITRA)
        await use_cases.meet(work, by)
        if allowed:
            absence = await Absences(work).get(await away(work, "2026-12-01", "2026-12-02", BEN, by.user_id))
            assert absence is not None
            assert absence.set_by == by.user_id
        else:
            with pytest.raises(BotError, match="Only leads"):
                await away(work, "2026-12-01", "2026-12-02", BEN, by.user_id)


async def test_a_lead_of_another_team_sets_nobody_away(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        await the_team(work, DAN, lead=CHITRA, name="Ops", channel_id="C0OPS")
        with pytest.raises(BotError, match="Only leads of Ben's team"):
            await away(work, "2026-12-01", "2026-12-02", BEN, CHITRA)


async def test_nobody_waits_for_people_without_a_team(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(BotError, match="in no team"):
            await away(work, "2026-12-01", "2026-12-02", DAN)


@pytest.mark.parametrize(("by", "allowed"), [(BEN, True), (ANA, True), (CHITRA, False)])
async def test_the_person_and_their_leads_call_an_absence_off(begin: Begin, by: str, allowed: bool) -> None:
    async with begin() as work:
        await the_team(work, BEN, CHITRA)
        number = await away(work, "2026-12-01", "2026-12-02", BEN)
        if not allowed:
            with pytest.raises(BotError, match="Only the person"):
                await use_cases.cancel_absence(work, number, by)
            return
        await use_cases.cancel_absence(work, number, by)
        assert await timers(work) == [(use_cases.ABSENCE_CHANGED, number)] * 2
        with pytest.raises(BotError, match="already called off"):
            await use_cases.cancel_absence(work, number, by)


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        ("2026-11-23", "2026-11-27", ("2026-11-23", "2026-11-24")),
        ("2026-11-24", "2026-11-25", ("2026-11-24", "2026-11-24")),
        ("2026-11-25", "2026-11-27", None),
    ],
)
async def test_coming_back_makes_today_a_day_of_work(
    begin: Begin, first: str, last: str, left: tuple[str, str] | None
) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        number = await away(work, first, last)
        ended = await use_cases.come_back(work, ANA)
        assert ended.last_on == date.fromisoformat(last)
        now = await Absences(work).get(number)
        assert (now and (now.first_on.isoformat(), now.last_on.isoformat())) == left
        assert len(await timers(work)) == 2


async def test_who_is_not_away_cannot_come_back(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        await away(work, "2026-11-26", "2026-11-27")
        with pytest.raises(BotError, match="not away today"):
            await use_cases.come_back(work, ANA)


async def test_the_day_back_is_the_next_one_they_work_on(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        await away(work, "2026-11-30", "2026-12-01")
        absence = await Absences(work).get(await away(work, "2026-11-26", "2026-11-27"))
        assert absence is not None
        assert await use_cases.back_on_of(work, absence) == date(2026, 12, 2)


async def test_own_hours_are_set_and_given_back(begin: Begin) -> None:
    async with begin() as work:
        team = await the_team(work, BEN)
        await use_cases.set_working_hours(work, BEN, frozenset({0, 1}), time(10), time(15))
        ben = (await Teams(work).get(team.id)).member(BEN)
        assert ben is not None
        assert (ben.week.days, ben.week.starts, ben.week.ends) == (frozenset({0, 1}), time(10), time(15))
        await use_cases.set_working_hours(work, BEN, None, None, None)
        assert await Teams(work).get(team.id) == team


@pytest.mark.parametrize(("days", "starts", "ends"), [(frozenset(), time(9), time(17)), ({0}, time(9), time(9))])
async def test_hours_without_a_day_or_without_length_are_refused(
    begin: Begin, days: frozenset[int], starts: time, ends: time
) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        with pytest.raises(BotError):
            await use_cases.set_working_hours(work, BEN, days, starts, ends)


async def test_a_move_to_another_zone_is_told_on_and_a_new_name_is_not(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        assert await use_cases.person_changed(work, a_person(BEN, name="Benjamin"))
        assert await timers(work) == []
        assert await use_cases.person_changed(work, a_person(BEN, name="Benjamin", zone="Asia/Tokyo"))
        [(kind, ref)] = await timers(work)
        assert kind == use_cases.ZONE_CHANGED
        assert await People(work).by_ref(ref) == a_person(BEN, name="Benjamin", zone="Asia/Tokyo")


async def test_of_people_nobody_has_to_do_with_nothing_is_kept(begin: Begin) -> None:
    async with begin() as work:
        assert not await use_cases.person_changed(work, a_person(DAN))
        assert await People(work).get(DAN) is None


async def test_members_come_and_go_with_the_channel(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN, follows_channel=True)
        joined = await use_cases.joined_channel(work, CHANNEL, a_person(DAN))
        assert joined is not None
        assert joined.member(DAN) is not None
        left = await use_cases.left_channel(work, CHANNEL, DAN)
        assert left is not None
        assert left.member(DAN) is None


async def test_joining_again_does_not_unseat_a_lead(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN, follows_channel=True)
        team = await use_cases.joined_channel(work, CHANNEL, a_person(ANA))
        assert team is not None
        assert team.is_lead(ANA)
        assert await use_cases.left_channel(work, CHANNEL, ANA) is None
        assert (await Teams(work).get(team.id)).is_lead(ANA)


@pytest.mark.parametrize("person", [BOB, GONE, STRANGER])
async def test_bots_and_strangers_in_the_channel_do_not_join_the_team(begin: Begin, person: Person) -> None:
    async with begin() as work:
        await the_team(work, BEN, follows_channel=True)
        assert await use_cases.joined_channel(work, CHANNEL, person) is None


async def test_a_team_of_picked_members_does_not_follow(begin: Begin) -> None:
    async with begin() as work:
        team = await the_team(work, BEN)
        assert await use_cases.joined_channel(work, CHANNEL, a_person(DAN)) is None
        assert await use_cases.left_channel(work, CHANNEL, BEN) is None
        assert await Teams(work).get(team.id) == team


async def test_which_team_somebody_means(begin: Begin) -> None:
    async with begin() as work:
        assert await use_cases.team_for(work, DAN, CHANNEL) is None
        data = await the_team(work, BEN)
        # The only team of the workspace.
        assert await use_cases.team_for(work, DAN) == data
        ops = await the_team(work, BEN, lead=CHITRA, name="Ops", channel_id="C0OPS")
        assert await use_cases.team_for(work, DAN) is None
        assert await use_cases.team_for(work, DAN, "C0OPS") == ops
        assert await use_cases.team_for(work, ANA, "C0OPS") == data
        assert await use_cases.team_for(work, BEN) == data
        assert await use_cases.team_for(work, BEN, "C0OPS") == ops


async def test_admins_change_every_team_and_leads_their_own(begin: Begin) -> None:
    async with begin() as work:
        data = await the_team(work, BEN)
        ops = await the_team(work, BEN, lead=CHITRA, name="Ops", channel_id="C0OPS")
        assert await use_cases.teams_to_change(work, a_person(IRIS, is_admin=True)) == [data, ops]
        assert await use_cases.teams_to_change(work, a_person(CHITRA)) == [ops]
        assert await use_cases.teams_to_change(work, replace(a_person(BEN))) == []
