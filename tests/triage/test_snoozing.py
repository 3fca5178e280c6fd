"""Putting off: until which day, waking by itself and by hand, and what sleeps too long."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import BotError
from bot.people.repository import People
from bot.triage.domain import Fire, State, Wake, read_wake, wakes_at
from bot.triage.use_cases import (
    Mistaken,
    Refusal,
    claim_fire,
    long_snoozed,
    resolve_fire,
    snooze_by_words,
    snooze_fire,
    view_fire,
    wake_fire,
)
from tests.people.builders import ANA, BEN, CHITRA, a_person, a_team
from tests.triage.builders import GRACE, Desk

LONDON, KOLKATA, NEW_YORK = (ZoneInfo(each) for each in ("Europe/London", "Asia/Kolkata", "America/New_York"))
# A Wednesday, ten in the morning in London.
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "on", "at", "why"),
    [
        ("until Monday", date(2026, 11, 30), None, ""),
        ("Monday", date(2026, 11, 30), None, ""),
        ("till Wednesday", date(2026, 11, 25), None, ""),
        ("until 2026-12-01", date(2026, 12, 1), None, ""),
        ("2026-12-01 the export comes then", date(2026, 12, 1), None, "the export comes then"),
        ("3 days", date(2026, 11, 28), None, ""),
        ("for two weeks: budget", date(2026, 12, 9), None, "budget"),
        ("a month", date(2026, 12, 23), None, ""),
        ("next week", date(2026, 11, 30), None, ""),
        ("tomorrow 9:00", date(2026, 11, 26), time(9), ""),
        ("until tomorrow at 9.30 - they call then", date(2026, 11, 26), time(9, 30), "they call then"),
        ("Friday 3pm", date(2026, 11, 27), time(15), ""),
        ("1 December 9", None, None, None),
        ("2 hours", date(2026, 11, 25), time(12), ""),
        ("tomorrow 25:00", date(2026, 11, 26), None, "25:00"),
        ("0 days", None, None, None),
        ("when it rains", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_day_is_read_however_people_write_it(typed: str, on: date | None, at: time | None, why: str | None) -> None:
    read = read_wake(typed, NOW, LONDON)
    if typed == "1 December 9":
        assert read == (Wake(date(2026, 12, 1)), "9"), "a bare number is no time"
        return
    assert read == (None if on is None else (Wake(on, at), why))


def test_today_is_that_of_who_types() -> None:
    late = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
    assert read_wake("tomorrow", late, LONDON) == (Wake(date(2026, 11, 26)), "")
    assert read_wake("tomorrow", late, KOLKATA) == (Wake(date(2026, 11, 27)), "")


@pytest.mark.parametrize(
    ("wake", "zone", "moment"),
    [
        (Wake(date(2026, 11, 30)), LONDON, "2026-11-30 09:00"),
        # A Saturday: the team begins on Monday.
        (Wake(date(2026, 11, 28)), LONDON, "2026-11-30 09:00"),
        (Wake(date(2026, 11, 26), time(14)), LONDON, "2026-11-26 14:00"),
        (Wake(date(2026, 11, 26), time(18)), LONDON, "2026-11-27 09:00"),
        (Wake(date(2026, 11, 26)), NEW_YORK, "2026-11-26 09:00"),
        (Wake(date(2026, 11, 26), time(9)), NEW_YORK, "2026-11-26 14:00"),
        (Wake(date(2026, 11, 26)), KOLKATA, "2026-11-26 09:00"),
        # Half past nine in London is nine in summer time's UTC.
        (Wake(date(2026, 3, 30), time(9, 30)), LONDON, "2026-03-30 08:30"),
    ],
)
def test_it_wakes_when_the_team_begins_to_work(wake: Wake, zone: ZoneInfo, moment: str) -> None:
    assert wakes_at(wake, zone, a_team().week) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


async def snoozed(desk: Desk, words: str = "until Monday", by: str = BEN) -> Fire:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    return (await desk.do(snooze_by_words, fire, by, words)).fire


async def test_a_snoozed_fire_wakes_by_itself_and_goes_back_to_who_had_it(desk: Desk) -> None:
    fire = await snoozed(desk, "until Monday the export comes then")
    monday = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert (fire.state, fire.snoozed_until, fire.owner_id) == (State.SNOOZED, monday, BEN)
    assert "put F-1" in (await desk.told(GRACE))[0], "her card says it, and nothing pings"
    await desk.until(monday - timedelta(seconds=1))
    assert (await desk.now(fire)).state == State.SNOOZED
    await desk.until(monday)
    awake = await desk.now(fire)
    assert (awake.state, awake.owner_id, awake.snoozed_until) == (State.CLAIMED, BEN, None)
    assert (await desk.told(BEN))[-1] == "Its day has come: F-1 · Revenue dashboard shows zeros is with you again."
    async with desk.work() as work:
        history = (await view_fire(work, fire.number, ANA)).history
    assert [(each.kind, each.actor_id) for each in history][-3:] == [("snooze", BEN), ("wake", BEN), ("assign", BEN)]
    told = await desk.promised()
    await desk.until(monday + timedelta(days=1))
    assert set(await desk.promised()) - set(told) <= {f"fire:{fire.id}:due:{BEN}"}


async def test_a_fire_whose_owner_is_away_when_it_wakes_goes_into_the_queue(desk: Desk) -> None:
    fire = await snoozed(desk)
    await desk.is_away(BEN, date(2026, 11, 30), date(2026, 12, 4))
    await desk.until(datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
    awake = await desk.now(fire)
    assert (awake.state, awake.owner_id, awake.last_owner_id) == (State.NEW, None, BEN)
    said = list((await desk.promised(desk.team.channel_id)).values())[-1]["text"]
    assert said.endswith("is in the queue again, and nobody has it.")


async def test_a_fire_put_off_further_wakes_only_then(desk: Desk) -> None:
    fire = await snoozed(desk)
    await desk.do(snooze_fire, fire, ANA, Wake(date(2026, 12, 7)))
    await desk.until(datetime(2026, 11, 30, 12, 0, tzinfo=UTC))
    assert (await desk.now(fire)).state == State.SNOOZED
    await desk.until(datetime(2026, 12, 7, 9, 0, tzinfo=UTC))
    assert (await desk.now(fire)).state == State.CLAIMED


async def test_a_fire_brought_back_by_hand_does_not_wake_again(desk: Desk) -> None:
    fire = await snoozed(desk)
    back = (await desk.do(wake_fire, fire, CHITRA)).fire
    assert (back.state, back.owner_id) == (State.CLAIMED, BEN)
    assert (await desk.told(BEN))[-1].startswith("<@UCHITRA> brought F-1")
    await desk.do(resolve_fire, fire, BEN)
    await desk.until(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    assert (await desk.now(fire)).state == State.DONE


async def test_a_sleeping_fire_of_somebody_cannot_be_taken_from_them(desk: Desk) -> None:
    fire = await snoozed(desk)
    with pytest.raises(Refusal, match="already taken by @Ben"):
        await desk.do(claim_fire, fire, CHITRA)
    first = fire.claimed_at
    desk.clock.move_to(NOW + timedelta(days=1))
    mine = (await desk.do(claim_fire, fire, BEN)).fire
    assert (mine.state, mine.claimed_at) == (State.CLAIMED, first)


async def test_days_that_are_over_or_far_away_are_refused(desk: Desk) -> None:
    fire = await desk.file()
    with pytest.raises(Mistaken, match="moment is over"):
        await desk.do(snooze_fire, fire, ANA, Wake(date(2026, 11, 25)))
    with pytest.raises(Mistaken, match="a year at most"):
        await desk.do(snooze_fire, fire, ANA, Wake(date(2028, 1, 1)))
    with pytest.raises(BotError, match="Until when"):
        await desk.do(snooze_by_words, fire, ANA, "when it rains")
    assert (await desk.now(fire)).state == State.NEW


async def test_a_day_is_meant_on_the_clock_of_who_puts_it_off(desk: Desk) -> None:
    async with desk.work() as work:
        await People(work).save(a_person(ANA, zone="Asia/Kolkata"))
    desk.clock.move_to(datetime(2026, 11, 25, 20, 0, tzinfo=UTC))
    fire = await desk.file()
    put_off = (await desk.do(snooze_by_words, fire, ANA, "until tomorrow")).fire
    assert put_off.snoozed_until == datetime(2026, 11, 27, 9, 0, tzinfo=UTC), "it is the 26th in Kolkata already"


async def test_what_sleeps_for_more_than_two_weeks_is_brought_up(desk: Desk) -> None:
    fire = await snoozed(desk, "a month")

    async def found() -> list[str]:
        async with desk.work() as work:
            return [each.name for each in await long_snoozed(work, desk.team.id)]

    desk.clock.move_to(NOW + timedelta(days=13))
    assert await found() == []
    await desk.do(snooze_by_words, fire, BEN, "a month")
    desk.clock.move_to(NOW + timedelta(days=14, seconds=1))
    assert await found() == ["F-1"], "being put off further is no awakening"
    await desk.do(wake_fire, fire, BEN)
    assert await found() == []
    await desk.do(snooze_by_words, fire, BEN, "a month")
    assert await found() == []
