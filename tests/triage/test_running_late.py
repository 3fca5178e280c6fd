"""Clocks at work: set at each step, told once each, silent where nothing runs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.core.calendar import DAY
from bot.outbox.domain import Timer
from bot.people.domain import CompanyDay, TeamSettings
from bot.people.repository import Teams
from bot.triage.domain import Desk, Fire, Mark, Priority, State, Target, Wake
from bot.triage.jobs import TIMERS
from bot.triage.repository import Desks, Fires
from bot.triage.use_cases import (
    RINGS,
    Change,
    Edit,
    answer_fire,
    assign_fire,
    claim_fire,
    decline_fire,
    edit_fire,
    merge_fire,
    release_fire,
    reopen_fire,
    resolve_fire,
    set_clocks,
    set_clocks_of_team,
    set_priority,
    snooze_fire,
    start_fire,
    wait_for_answer,
    wake_fire,
    withdraw_fire,
)
from tests.people.builders import ANA, BEN
from tests.triage.builders import GRACE, Doing
from tests.triage.builders import Desk as Office

HOUR = timedelta(hours=1)


def clock_keys(promised: Mapping[str, object]) -> list[str]:
    """Who was told what of a clock, without the number of the fire."""
    words = ("untaken", "unclaimed", "due", "late")
    told = (key.split(":", 2)[2] for key in promised if key.count(":") >= 2)
    return sorted(each for each in told if each.partition(":")[0] in words)


async def test_a_fire_says_from_the_beginning_when_it_is_due(desk: Office) -> None:
    now = desk.clock.now()
    fire = await desk.file(priority=Priority.P1)
    assert (fire.response_due_at, fire.resolution_due_at) == (now + timedelta(minutes=30), now + 4 * HOUR)
    taken = (await desk.do(claim_fire, fire, BEN)).fire
    assert (taken.response_due_at, taken.resolution_due_at) == (None, now + 4 * HOUR)


async def test_no_step_forgets_the_clocks(desk: Office) -> None:
    """After whatever somebody does: dues exactly where a clock runs."""
    start = desk.clock.now()
    fire = await desk.file(priority=Priority.P1)
    other = await desk.file("Another", priority=Priority.P1)

    async def is_right(change: Change) -> None:
        kept = await desk.now(change.fire)
        assert kept == change.fire, "what is returned is what is stored"
        assert (kept.response_due_at is not None) == (kept.state == State.NEW), kept.state
        runs = kept.state in (State.NEW, State.CLAIMED, State.IN_PROGRESS)
        assert (kept.resolution_due_at is not None) == runs, kept.state

    wake = Wake(date(2026, 11, 26))
    deeds: list[tuple[Doing, str, tuple[object, ...] | None]] = [
        (claim_fire, BEN, ()),
        (start_fire, BEN, ()),
        (wait_for_answer, BEN, ("Which month?",)),
        (answer_fire, GRACE, ("October",)),
        (snooze_fire, BEN, (wake,)),
        (wake_fire, BEN, ()),
        (release_fire, BEN, ()),
        (set_priority, ANA, (Priority.P2,)),
        (edit_fire, GRACE, (Edit("Revenue is zero", None, None, Priority.P1),)),
        (resolve_fire, BEN, ()),
        (reopen_fire, GRACE, ()),
        (decline_fire, BEN, ("No data",)),
        (reopen_fire, GRACE, ()),
        (withdraw_fire, GRACE, ()),
        (reopen_fire, GRACE, ()),
        (merge_fire, ANA, None),
    ]
    for number, (doing, by, rest) in enumerate(deeds):
        desk.clock.move_to(start + number * timedelta(minutes=5))
        if rest is None:
            async with desk.work() as work:
                change = await merge_fire(work, fire.number, other.number, by)
            await is_right(change)
            continue
        await is_right(await desk.do(doing, fire, by, *rest))
    await desk.give(assign_fire, other, BEN, by=ANA)
    assert (await desk.now(other)).resolution_due_at == start + 4 * HOUR


async def test_the_first_response_is_kept_whatever_comes_later(desk: Office) -> None:
    fire = await desk.file()
    assert fire.responded_at is None
    first = desk.clock.now()
    await desk.do(claim_fire, fire, BEN)
    desk.clock.move_to(first + HOUR)
    await desk.do(release_fire, fire, BEN)
    again = (await desk.give(assign_fire, fire, BEN, by=ANA)).fire
    assert again.responded_at == first
    taken_back = await desk.file("Oops")
    assert (await desk.do(withdraw_fire, taken_back, GRACE)).fire.responded_at is None, (
        "nobody of the team did anything"
    )


async def test_another_priority_has_other_clocks(desk: Office) -> None:
    start = desk.clock.now()
    fire = await desk.file(priority=Priority.P4)
    assert (fire.response_due_at, fire.resolution_due_at) == (None, None)
    desk.clock.move_to(start + HOUR)
    urgent = (await desk.do(set_priority, fire, ANA, Priority.P1)).fire
    assert urgent.response_due_at == start + timedelta(minutes=30), "late at once: it lay for an hour"
    assert urgent.resolution_due_at == start + 4 * HOUR
    calm = (await desk.do(set_priority, fire, ANA, Priority.P4)).fire
    assert (calm.response_due_at, calm.resolution_due_at) == (None, None)


async def test_other_targets_and_other_hours_set_the_clocks_anew(desk: Office) -> None:
    start = desk.clock.now()
    fire = await desk.file(priority=Priority.P1)
    over = await desk.file("Over", priority=Priority.P1)
    await desk.do(resolve_fire, over, BEN)
    async with desk.work() as work:
        targets = {**Desk(desk.team.id).targets, Priority.P1: Target(HOUR, 10 * HOUR)}
        await Desks(work).put(Desk(desk.team.id, targets=targets))
        await set_clocks_of_team(work, desk.team.id)
    changed = await desk.now(fire)
    # Seven hours are left of the day that begins at nine.
    assert (changed.response_due_at, changed.resolution_due_at) == (start + HOUR, start + DAY + 2 * HOUR)
    assert (await desk.now(over)).resolution_due_at is None
    async with desk.work() as work:
        settings = TeamSettings("Data", desk.team.channel_id, zone="Europe/London", starts=time(10), ends=time(12))
        await Teams(work).update(desk.team.id, settings, {each.user_id: each.role for each in desk.team.members})
    await desk.until(desk.clock.now())
    assert (await desk.now(fire)).resolution_due_at == datetime.fromisoformat("2026-12-01 12:00+00:00")


async def test_nobody_takes_it_the_leads_are_warned_once_and_told_once(desk: Office) -> None:
    start = desk.clock.now()
    await desk.file(priority=Priority.P1)
    await desk.until(start + timedelta(minutes=22))
    assert clock_keys(await desk.promised()) == []
    await desk.until(start + timedelta(minutes=23))
    assert clock_keys(await desk.promised()) == [f"untaken:{ANA}"]
    assert "should be taken by" in (await desk.told(ANA))[-1]
    await desk.until(start + timedelta(minutes=30))
    assert (await desk.told(ANA))[-1] == (
        "Nobody of Data has taken F-1 · Revenue dashboard shows zeros (P1) for 30 minutes of working time."
    )
    await desk.until(start + 3 * HOUR)
    assert "Nobody has it yet" in (await desk.told(ANA))[-1]
    await desk.until(start + 10 * DAY)
    assert clock_keys(await desk.promised()) == sorted(
        f"{word}:{ANA}" for word in ("untaken", "unclaimed", "due", "late")
    )


async def test_who_has_it_is_warned_and_the_leads_hear_only_that_it_is_late(desk: Office) -> None:
    start = desk.clock.now()
    fire = await desk.file(priority=Priority.P1)
    await desk.do(claim_fire, fire, BEN)
    await desk.until(start + 3 * HOUR)
    assert clock_keys(await desk.promised()) == [f"due:{BEN}"]
    await desk.until(start + 4 * HOUR)
    assert clock_keys(await desk.promised()) == [f"due:{BEN}", f"late:{ANA}", f"late:{BEN}"]
    assert "should have been out by" in (await desk.told(ANA))[-1]
    assert "late*" in str((await desk.promised())[f"fire:{fire.id}"]), "the card says so"
    await desk.give(assign_fire, fire, ANA, by=ANA)
    await desk.until(start + 10 * DAY)
    assert len(clock_keys(await desk.promised())) == 3, "nobody is told again, whoever has it"


@pytest.mark.parametrize("way", ["resolve", "decline", "withdraw", "wait", "snooze", "merge"])
async def test_what_is_over_or_stands_still_rings_no_more(desk: Office, way: str) -> None:
    start = desk.clock.now()
    fire = await desk.file(priority=Priority.P1)
    other = await desk.file("Another", priority=Priority.P4)
    await desk.do(claim_fire, fire, BEN)
    desk.clock.move_to(start + HOUR)
    match way:
        case "resolve":
            await desk.do(resolve_fire, fire, BEN)
        case "decline":
            await desk.do(decline_fire, fire, BEN, "No data")
        case "withdraw":
            await desk.do(withdraw_fire, fire, GRACE)
        case "wait":
            await desk.do(wait_for_answer, fire, BEN, "Which month?")
        case "snooze":
            await desk.do(snooze_fire, fire, BEN, Wake(date(2027, 1, 4)))
        case "merge":
            async with desk.work() as work:
                await merge_fire(work, fire.number, other.number, BEN)
    await desk.until(start + 20 * DAY)
    assert clock_keys(await desk.promised()) == []


async def test_a_late_answer_leaves_the_owner_what_was_left_of_the_time(desk: Office) -> None:
    start = desk.clock.now()
    fire = await desk.file(priority=Priority.P1)
    await desk.do(claim_fire, fire, BEN)
    desk.clock.move_to(start + HOUR)
    await desk.do(wait_for_answer, fire, BEN, "Which month?")
    await desk.until(start + 5 * DAY)
    answered = (await desk.do(answer_fire, fire, GRACE, "October")).fire
    assert answered.resolution_due_at == start + 5 * DAY + 3 * HOUR, "three of four hours; a Monday at ten"


async def test_a_fire_reopened_after_it_was_late_is_late_and_told_no_second_time(desk: Office) -> None:
    start = desk.clock.now()
    fire = await desk.file(priority=Priority.P1)
    await desk.do(claim_fire, fire, BEN)
    await desk.until(start + 5 * HOUR)
    told = clock_keys(await desk.promised())
    await desk.do(resolve_fire, fire, BEN)
    await desk.until(start + DAY)
    again = (await desk.do(reopen_fire, fire, GRACE)).fire
    assert again.resolution_due_at == start + 4 * HOUR
    await desk.until(start + 5 * DAY)
    assert clock_keys(await desk.promised()) == told


async def test_after_a_long_silence_one_is_told_only_what_is_true_now(desk: Office) -> None:
    """The bot was down over the warning: it says that the fire is late, not that it soon will be."""
    fire = await desk.file(priority=Priority.P1)
    await desk.do(claim_fire, fire, BEN)
    await desk.until(desk.clock.now() + 6 * HOUR)
    assert clock_keys(await desk.promised()) == [f"late:{ANA}", f"late:{BEN}"]
    kept = await desk.now(fire)
    assert (kept.response_told, kept.resolution_told) == (None, Mark.BREACH)


async def test_a_ring_that_comes_again_says_nothing_again(desk: Office) -> None:
    fire = await desk.file(priority=Priority.P1)
    await desk.until(desk.clock.now() + HOUR)
    before = await desk.promised()
    async with desk.work() as work:
        for kind in RINGS:
            timer = Timer(1, desk.ours, "any", kind, fire.id, desk.clock.now(), 0)
            await TIMERS[kind](work, timer)
    assert await desk.promised() == before


async def test_a_day_off_moves_what_is_due(desk: Office) -> None:
    team = replace(desk.team, company_days=(CompanyDay(date(2026, 11, 26), "Offsite"),))
    fire = await desk.file(priority=Priority.P2)
    assert fire.resolution_due_at == desk.clock.now() + DAY
    async with desk.work() as work:
        kept = await Fires(work).get(fire.number)
        assert kept is not None
        moved: Fire = await set_clocks(work, kept, team)
    assert moved.resolution_due_at == desk.clock.now() + 2 * DAY
