"""What people can do to days off and calendars, and what the clock does for absences."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from bot.core.calendar import DAY
from bot.core.clock import HandClock
from bot.core.errors import BotError
from bot.core.holidays import Place
from bot.core.ics import Event, Reading
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.outbox.tables import TimerRow
from bot.people import use_cases
from bot.people.domain import (
    ABSENCE_CHANGED,
    BACK,
    HOURS_CHANGED,
    STILL_AWAY,
    TEAM_CHANGED,
    CompanyDay,
    NamedSpan,
    Person,
    further_notice,
)
from bot.people.repository import Absences, Calendars, CompanyDays, People, Teams, due_calendars
from bot.people.use_cases import Source
from tests.people.builders import ANA, BEN, DAN, IRIS, a_person, the_team
from tests.people.conftest import Begin

TODAY = date(2026, 11, 25)
ENGLAND = Place("GB", "ENG")
WEB = Source("calendar.example", "https://calendar.example/secret", '"one"')
BREAK = NamedSpan(date(2026, 12, 24), date(2026, 12, 26), "Break", worked=False)


def an_event(key: str = "leave", first: str = "2026-12-24", last: str = "2026-12-27", title: str = "Leave") -> Event:
    return Event(key, date.fromisoformat(first), date.fromisoformat(last), title)


def a_reading(*events: Event) -> Reading:
    return Reading(events)


async def promised(work: Work, kind: str) -> list[str]:
    rows = await work.session.scalars(
        select(TimerRow.key).where(TimerRow.workspace_id == work.workspace_id, TimerRow.kind == kind)
    )
    return list(rows)


async def stands(work: Work, user_id: str = BEN) -> list[tuple[str, str]]:
    found = await Absences(work).between([user_id], date.min, date.max)
    return [(each.first_on.isoformat(), each.last_on.isoformat()) for each in found]


@pytest.mark.parametrize(
    ("by", "allowed"),
    [(a_person(ANA), True), (a_person(IRIS, is_admin=True), True), (a_person(BEN), False), (a_person(DAN), False)],
)
async def test_only_leads_and_admins_set_the_days_of_a_team(begin: Begin, by: Person, allowed: bool) -> None:
    async with begin() as work:
        team = await the_team(work, BEN)
        await use_cases.meet(work, by)
        if allowed:
            team = await use_cases.set_team_place(work, team.id, by.user_id, ENGLAND)
            team = await use_cases.set_company_days(work, team.id, by.user_id, [BREAK])
            await use_cases.give_calendar(work, by.user_id, team.id, WEB, a_reading())
            assert (team.place, len(team.company_days)) == (ENGLAND, 3)
            return
        for act in (
            use_cases.set_team_place(work, team.id, by.user_id, ENGLAND),
            use_cases.set_company_days(work, team.id, by.user_id, [BREAK]),
            use_cases.give_calendar(work, by.user_id, team.id, WEB, a_reading()),
            use_cases.take_calendar_away(work, by.user_id, team.id),
        ):
            with pytest.raises(BotError, match="Ask Ana"):
                await act
        team = await Teams(work).get(team.id)
        assert (team.place, team.company_days) == (None, ())


async def test_a_place_nobody_knows_is_refused(begin: Begin) -> None:
    async with begin() as work:
        team = await the_team(work, BEN)
        with pytest.raises(BotError, match="no public holidays"):
            await use_cases.set_team_place(work, team.id, ANA, Place("XX"))
        with pytest.raises(BotError, match="no public holidays"):
            await use_cases.set_own_place(work, BEN, Place("GB", "Narnia"))


async def test_other_hours_and_another_country_are_told_on(begin: Begin, clock: HandClock) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        await use_cases.set_own_place(work, BEN, None)
        assert await promised(work, HOURS_CHANGED) == [], "nothing changed"
        await use_cases.set_own_place(work, BEN, ENGLAND)
        await use_cases.set_working_hours(work, BEN, frozenset({0}), time(9), time(12))
        ref = await People(work).ref(BEN)
        assert await promised(work, HOURS_CHANGED) == [f"person:{ref}:hours:{clock.now().isoformat()}"]
        ben = await People(work).get(BEN)
        assert ben is not None
        assert ben.place == ENGLAND


async def test_other_days_of_the_team_are_told_on(begin: Begin, clock: HandClock) -> None:
    async with begin() as work:
        team = await the_team(work, BEN)
        before = await promised(work, TEAM_CHANGED)
        await use_cases.set_team_place(work, team.id, ANA, None)
        assert await promised(work, TEAM_CHANGED) == before, "nothing changed"
        await use_cases.set_company_days(work, team.id, ANA, [BREAK])
        assert len(await promised(work, TEAM_CHANGED)) == len(before) + 1
    clock.move_to(datetime(2026, 11, 25, 11, tzinfo=UTC))
    async with begin() as work:
        reading = a_reading(an_event(title="Summit"))
        calendar = await use_cases.give_calendar(work, ANA, team.id, WEB, reading)
        assert len(await promised(work, TEAM_CHANGED)) == len(before) + 2
        frame = await use_cases.frame_of(work, ANA, team.id)
    clock.move_to(datetime(2026, 11, 25, 12, tzinfo=UTC))
    async with begin() as work:
        await use_cases.finish_reading(work, calendar.id, frame, reading, None)
        assert len(await promised(work, TEAM_CHANGED)) == len(before) + 2, "a second reading changes nothing"


async def test_company_days_of_the_past_stay_on_record(begin: Begin, clock: HandClock) -> None:
    async with begin() as work:
        team = await the_team(work, BEN)
        await CompanyDays(work).put(team.id, date(2026, 11, 1), [CompanyDay(date(2026, 11, 2), "Past")])
        team = await use_cases.set_company_days(work, team.id, ANA, [BREAK])
        assert [each.name for each in team.company_days] == ["Past", "Break", "Break", "Break"]
        team = await use_cases.set_company_days(work, team.id, ANA, [])
        assert [each.name for each in team.company_days] == ["Past"]


async def test_a_day_named_twice_is_what_was_said_last(begin: Begin) -> None:
    async with begin() as work:
        team = await the_team(work, BEN)
        worked = NamedSpan(BREAK.last_on, BREAK.last_on, "Stocktaking", worked=True)
        team = await use_cases.set_company_days(work, team.id, ANA, [BREAK, worked])
        assert [(each.name, each.worked) for each in team.company_days][-1] == ("Stocktaking", True)
        assert len(team.company_days) == 3


async def test_another_calendar_takes_the_place_of_the_one_before(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        first = await use_cases.give_calendar(work, BEN, None, WEB, a_reading(an_event()))
        second = await use_cases.give_calendar(
            work, BEN, None, Source("leave.ics"), a_reading(an_event(first="2026-12-22"))
        )
        assert await stands(work) == [("2026-12-22", "2026-12-27")]
        assert await Calendars(work).get(first.id) is None
        assert await Calendars(work).of_person(BEN) == second
        assert await use_cases.calendar_of(work, ANA, None) is None


async def test_who_is_in_no_team_gives_no_calendar(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        await use_cases.meet(work, a_person(DAN))
        with pytest.raises(BotError, match="in no team"):
            await use_cases.give_calendar(work, DAN, None, WEB, a_reading())


async def test_a_calendar_is_due_at_night_and_taken_by_one(begin: Begin, clock: HandClock) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        calendar = await use_cases.give_calendar(work, BEN, None, WEB, a_reading())
        uploaded = await use_cases.give_calendar(work, ANA, None, Source("leave.ics"), a_reading())
        due = (work.workspace_id, calendar.id)
        assert due not in await due_calendars(work.session, work.now)
        assert await use_cases.begin_reading(work, calendar.id) is None
    clock.move_to(datetime(2026, 11, 26, 4, 0, tzinfo=UTC))
    async with begin() as work:
        assert due in await due_calendars(work.session, work.now)
        assert await use_cases.begin_reading(work, calendar.id) is not None
        assert await use_cases.begin_reading(work, calendar.id) is None
        assert await use_cases.begin_reading(work, uploaded.id) is None
        assert due not in await due_calendars(work.session, work.now)


async def test_a_calendar_taken_away_while_it_was_read_stays_away(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        calendar = await use_cases.give_calendar(work, BEN, None, WEB, a_reading())
        frame = await use_cases.frame_of(work, BEN, None)
        await use_cases.take_calendar_away(work, BEN, None)
        await use_cases.finish_reading(work, calendar.id, frame, a_reading(an_event()), None)
        assert await stands(work) == []
        assert await use_cases.reading_failed(work, calendar.id) is None
        assert await use_cases.take_calendar_away(work, BEN, None) is None


async def test_only_absences_near_today_move_prompts(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        near, far = an_event("near", "2026-11-26", "2026-11-26"), an_event("far", "2027-03-01", "2027-03-05")
        await use_cases.give_calendar(work, BEN, None, WEB, a_reading(near, far))
        assert len(await promised(work, ABSENCE_CHANGED)) == 1
        assert [each.split(":")[2:] for each in await promised(work, BACK)] == [["2027-03-05", "2027-03-08"]]


async def test_calendars_of_neighbours_are_not_theirs_to_end(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        calendar = await use_cases.give_calendar(work, BEN, None, WEB, a_reading(an_event()))
    async with begin(next_door=True) as work:
        assert await Calendars(work).get(calendar.id) is None
        assert not await Calendars(work).end(calendar.id)


@pytest.mark.parametrize(
    ("when", "hours", "said"),
    [
        (("2026-11-25T12:00", 0), (time(10), time(12)), "That time is over"),
        (("2026-11-25T11:59", 0), (time(10), time(12)), None),
        (("2026-11-25T23:59", 0), (time(22), time(0)), None),
        (("2026-11-25T12:00", 1), (time(10), time(12)), None),
        (("2026-11-25T12:00", 1), (time(10), time(10)), "ends when it begins"),
    ],
)
async def test_a_part_of_a_day_must_be_to_come(
    begin: Begin, clock: HandClock, when: tuple[str, int], hours: tuple[time, time], said: str | None
) -> None:
    (now, days), (starts, ends) = when, hours
    clock.move_to(datetime.fromisoformat(now).replace(tzinfo=UTC))
    async with begin() as work:
        await the_team(work, BEN)

        async def tries() -> None:
            await use_cases.set_absence(
                work,
                by=BEN,
                user_id=BEN,
                first_on=TODAY,
                last_on=TODAY + days * DAY,
                starts=starts,
                ends=ends,
            )

        if said is not None:
            with pytest.raises(BotError, match=said):
                await tries()
            return
        await tries()
        with pytest.raises(BotError, match="already"):
            await tries()


async def away(work: Work, first: str, last: str, **changes: bool) -> int:
    absence = await use_cases.set_absence(
        work,
        by=BEN,
        user_id=BEN,
        first_on=date.fromisoformat(first),
        last_on=date.fromisoformat(last),
        **changes,  # type: ignore[arg-type]
    )
    return absence.id


async def test_the_moment_of_a_return_follows_the_clock_and_hours_of_the_person(begin: Begin) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        await away(work, "2026-12-01", "2026-12-04")
        (before,) = (await Timers(work).pending(BACK)).values()
        await People(work).save(a_person(BEN, zone="America/New_York"))
        await use_cases.promise_moments_of(work, BEN)
        (after,) = (await Timers(work).pending(BACK)).values()
    assert before == datetime(2026, 12, 7, 9, tzinfo=UTC), "the Monday after"
    assert after == datetime(2026, 12, 7, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "also_away", "welcome"),
    [
        ("2026-12-04T09:00", None, False),
        ("2026-12-07T09:00", None, True),
        ("2026-12-07T09:00", ("2026-12-07", "2026-12-07"), False),
        # The bot was down on the day itself.
        ("2026-12-08T09:00", None, False),
    ],
)
async def test_somebody_is_welcomed_on_the_first_day_they_are_expected(
    begin: Begin, clock: HandClock, now: str, also_away: tuple[str, str] | None, welcome: bool
) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        absence_id = await away(work, "2026-12-01", "2026-12-04")
        if also_away is not None:
            await away(work, *also_away)
    clock.move_to(datetime.fromisoformat(now).replace(tzinfo=UTC))
    async with begin() as work:
        found = await use_cases.may_welcome(work, absence_id, date(2026, 12, 4))
        assert (found is not None) is welcome
        assert await use_cases.may_welcome(work, absence_id, date(2026, 12, 3)) is None, "it lasted until another day"
        later = [each for each in await promised(work, BACK) if each.endswith("2026-12-08")]
        assert len(later) == (also_away is not None), "promised anew for the day after that"


async def test_an_absence_until_further_notice_is_asked_about_on_its_last_day(begin: Begin, clock: HandClock) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        last_on = further_notice(TODAY)
        absence_id = await away(work, "2026-11-25", last_on.isoformat(), asks_again=True)
        assert await promised(work, STILL_AWAY) == [f"still:{absence_id}:2026-12-08"]
        longer = await use_cases.stay_away(work, absence_id, BEN)
        assert longer.last_on == date(2026, 12, 22)
        assert await use_cases.may_ask_again(work, absence_id, last_on) is None, "that was answered"
        assert await use_cases.may_ask_again(work, absence_id, longer.last_on) == longer
    clock.move_to(datetime(2026, 12, 23, 9, tzinfo=UTC))
    async with begin() as work:
        assert await use_cases.may_ask_again(work, absence_id, longer.last_on) is None, "it is over"


@pytest.mark.parametrize(
    ("back_on", "left"),
    [
        ("2026-11-25", []),
        ("2026-11-27", [("2026-11-25", "2026-11-26")]),
        ("2027-01-11", [("2026-11-25", "2027-01-10")]),
    ],
)
async def test_who_knows_when_they_are_back_says_so(
    begin: Begin, back_on: str, left: Sequence[tuple[str, str]]
) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        absence_id = await away(work, "2026-11-25", "2026-12-08", asks_again=True)
        await use_cases.back_from(work, absence_id, BEN, date.fromisoformat(back_on))
        assert await stands(work) == left
        with pytest.raises(BotError, match=r"called off|answered that already"):
            await use_cases.back_from(work, absence_id, BEN, date.fromisoformat(back_on))


@pytest.mark.parametrize(("back_on", "said"), [("2026-11-24", "is over"), ("2028-01-01", "more than a year")])
async def test_a_day_back_that_makes_no_sense_is_refused(begin: Begin, back_on: str, said: str) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        absence_id = await away(work, "2026-11-25", "2026-12-08", asks_again=True)
        with pytest.raises(BotError, match=said):
            await use_cases.back_from(work, absence_id, BEN, date.fromisoformat(back_on))
        with pytest.raises(BotError, match="called off"):
            await use_cases.stay_away(work, absence_id, ANA)


async def test_coming_back_ends_the_hours_somebody_is_away_now(begin: Begin, clock: HandClock) -> None:
    async with begin() as work:
        await the_team(work, BEN)
        for starts, ends in ((time(9), time(12)), (time(14), time(15))):
            await use_cases.set_absence(
                work, by=BEN, user_id=BEN, first_on=TODAY, last_on=TODAY, starts=starts, ends=ends
            )
        ended = await use_cases.come_back(work, BEN)
        assert ended.starts == time(9)
        assert [each.starts for each in await Absences(work).between([BEN], TODAY, TODAY)] == [time(14)]
        with pytest.raises(BotError, match="not away today"):
            await use_cases.come_back(work, BEN)
