"""Each team's week is told once, on its day; what is in it is counted from what is stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from bot.core.errors import BotError
from bot.digest.announcements import show_digest
from bot.digest.domain import DigestState, Typical
from bot.digest.repository import Digests
from bot.digest.use_cases import POST, ensure_timers, post_digest, preview, team_week
from bot.outbox.repository import Timers
from bot.outbox.tables import DeliveryRow
from bot.people.domain import UserId
from bot.people.repository import People
from bot.people.tables import TeamRow
from bot.standups.domain import Blocked, Kind, NewQuestion, PromptState, Schedule, StandupSettings
from bot.standups.repository import Answers, Blockers, Prompts, Runs, Standups
from bot.triage.domain import State
from tests.load.office import GRACE, Office
from tests.people.builders import ANA, BEN, CHANNEL, CHITRA, IRIS, a_person

FIRST = date(2026, 10, 26)
FRIDAY = datetime(2026, 10, 30, 15, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)


async def digests(room: Office) -> list[str]:
    """What the channel was told."""
    return [str(each["text"]) for each in await room.said_to(CHANNEL, "digest:")]


async def bodies(room: Office) -> list[str]:
    return [str(each) for each in await room.said_to(CHANNEL, "digest:")]


async def promised(room: Office) -> list[datetime]:
    async with room.work() as work:
        return sorted((await Timers(work).pending(POST)).values())


async def changes_settings(room: Office, **values: object) -> None:
    async with room.work() as work:
        await work.session.execute(update(TeamRow).where(TeamRow.workspace_id == room.ours).values(**values))
        await ensure_timers(work)


async def test_it_comes_at_the_teams_day_and_time_once_a_week(room: Office) -> None:
    await room.until(FRIDAY - timedelta(minutes=1))
    assert await digests(room) == []
    await room.until(FRIDAY)
    assert len(await digests(room)) == 1
    await room.until(FRIDAY + WEEK)
    assert len(await digests(room)) == 2


async def test_beating_and_promising_again_tells_it_no_second_time(room: Office) -> None:
    await room.until(FRIDAY)
    for _ in range(2):
        async with room.work() as work:
            await ensure_timers(work)
            assert await post_digest(work, room.team.id, FIRST) is None
        await room.beat()
    assert len(await digests(room)) == 1


async def test_it_is_dropped_rather_than_sent_twice_or_on_another_day(room: Office) -> None:
    await room.until(FRIDAY)
    async with room.work() as work:
        row = await work.session.scalar(
            select(DeliveryRow).where(DeliveryRow.workspace_id == room.ours, DeliveryRow.key.startswith("digest:"))
        )
        assert row is not None
        assert (row.if_unsure, row.use_by) == ("drop", datetime(2026, 10, 31, 0, 0, tzinfo=UTC))


async def test_the_same_week_is_announced_once_even_if_it_were_put_together_twice(room: Office) -> None:
    await room.goes_on(days=4, hours=9)
    async with room.work() as work:
        posting = await post_digest(work, room.team.id, FIRST + WEEK)
        assert posting is not None
        await show_digest(work, posting)
        await show_digest(work, posting)
    assert len(await digests(room)) == 2


async def test_new_settings_move_what_is_promised(room: Office) -> None:
    assert await promised(room) == [FRIDAY, FRIDAY + WEEK]
    await changes_settings(room, digest_on=1, digest_at=time(9, 30))
    tuesday = datetime(2026, 10, 27, 9, 30, tzinfo=UTC)
    assert await promised(room) == [tuesday, tuesday + WEEK]
    await changes_settings(room, zone="America/New_York")
    # New York leaves summer time between the two.
    assert await promised(room) == [tuesday + timedelta(hours=4), tuesday + WEEK + timedelta(hours=5)]


async def test_a_day_moved_to_later_in_a_week_that_was_told_waits_for_the_next_week(room: Office) -> None:
    await changes_settings(room, digest_on=0, digest_at=time(7, 0))
    await room.goes_on(hours=2)
    assert len(await digests(room)) == 1
    await changes_settings(room, digest_on=4, digest_at=time(15, 0))
    await room.until(FRIDAY + timedelta(days=1))
    assert len(await digests(room)) == 1
    await room.until(FRIDAY + WEEK)
    assert len(await digests(room)) == 2


async def test_hours_late_it_still_comes_on_its_day(room: Office) -> None:
    room.clock.move_to(FRIDAY + timedelta(hours=8))
    await room.beat()
    assert len(await digests(room)) == 1


async def test_on_another_day_it_is_skipped_and_the_next_one_says_so(room: Office) -> None:
    room.clock.move_to(FRIDAY + timedelta(hours=9, minutes=1))
    await room.beat()
    assert await digests(room) == []
    async with room.work() as work:
        assert await Digests(work).state(room.team.id, FIRST) == DigestState.SKIPPED
    await room.until(FRIDAY + WEEK)
    [body] = await bodies(room)
    assert "Last week's digest did not appear" in body
    await room.until(FRIDAY + 2 * WEEK)
    assert "did not appear" not in (await bodies(room))[1]


async def test_after_weeks_of_silence_only_todays_comes(room: Office) -> None:
    room.clock.move_to(FRIDAY + 3 * WEEK + timedelta(hours=1))
    await room.beat()
    [body] = await bodies(room)
    assert "did not appear" in body
    async with room.work() as work:
        states = [await Digests(work).state(room.team.id, FIRST + number * WEEK) for number in range(4)]
    assert states == [DigestState.SKIPPED] * 3 + [DigestState.POSTED]


async def test_a_digest_that_slack_never_showed_is_missed_too(room: Office) -> None:
    room.slack_works = False
    await room.until(FRIDAY + WEEK)
    assert "did not appear" in (await bodies(room))[1]


async def test_it_counts_seven_days_and_each_fire_in_one_of_them(room: Office) -> None:
    await room.until(FRIDAY - timedelta(minutes=5))
    assert await digests(room) == []
    await room.takes(BEN, 3)
    await room.fires(2)
    await room.until(FRIDAY + timedelta(minutes=5))
    await room.takes(BEN, 1)
    assert "3 went out, 2 are open" in (await digests(room))[0]
    assert "5 fires came in" in (await digests(room))[0]
    await room.until(FRIDAY + WEEK)
    assert "1 fire came in, 1 went out, 2 are open, 2 of them for over a week" in (await digests(room))[1]
    await room.until(FRIDAY + 2 * WEEK)
    assert "0 fires came in, 0 went out, 2 are open" in (await digests(room))[2]


async def test_the_day_summer_time_ends_leaves_no_gap(room: Office) -> None:
    """London's clocks went back on Sunday 25 October."""
    async with room.work() as work:
        week = await team_week(work, room.team, FRIDAY, missed=False)
    assert [flow.on for flow in week.flows][-2:] == [date(2026, 10, 23), date(2026, 10, 30)]
    await room.until(FRIDAY)
    before = datetime(2026, 10, 23, 14, 0, tzinfo=UTC)
    await room.fires(1, created_at=before - timedelta(minutes=1), queued_at=before)
    await room.fires(1, created_at=before, queued_at=before)
    async with room.work() as work:
        week = await team_week(work, room.team, FRIDAY, missed=False)
    assert [flow.counts.arrived for flow in week.flows][-2:] == [1, 1]


async def test_times_are_medians_of_what_was_taken_and_what_was_closed(room: Office) -> None:
    asked = datetime(2026, 10, 28, 9, 0, tzinfo=UTC)
    for hours in (1, 2, 3, 4, 5):
        await room.fires(
            1,
            state=State.DONE,
            owner_id=BEN,
            closed_by=BEN,
            created_at=asked,
            queued_at=asked,
            claimed_at=asked + timedelta(hours=hours),
            closed_at=asked + timedelta(hours=hours + 1),
            topic="billing" if hours < 3 else "access",
        )
    # Taken long before, and closed this week.
    await room.fires(
        1,
        state=State.DONE,
        owner_id=BEN,
        closed_by=BEN,
        created_at=asked - 3 * WEEK,
        queued_at=asked,
        claimed_at=asked - 3 * WEEK,
        closed_at=asked,
        topic="old",
    )
    await room.until(FRIDAY)
    async with room.work() as work:
        week = await team_week(work, room.team, FRIDAY, missed=False)
    assert week.response == Typical(timedelta(hours=3), 5)
    assert week.cycle == Typical(timedelta(hours=4, minutes=30), 6)
    assert week.topics == (("access", 3), ("billing", 2))


async def test_what_never_was_a_request_is_in_no_count(room: Office) -> None:
    await room.fires(6, state=State.DECLINED, dismissed=True, closed_at=room.clock.now(), closed_by=BEN, topic="spam")
    await room.until(FRIDAY)
    assert (await digests(room)) == ["A quiet week in Data: no fire came in, and none is open."]


async def test_what_is_needed_and_who_is_away_is_looked_up_for_the_next_seven_days(room: Office) -> None:
    for days in (-1, 7, 8):
        await room.fires(1, needed_by=FRIDAY.date() + timedelta(days=days))
    await room.is_away(CHITRA, date(2026, 11, 6), date(2026, 11, 20))
    await room.is_away(BEN, date(2026, 11, 7), date(2026, 11, 8))
    await room.is_away(ANA, date(2026, 10, 28), date(2026, 10, 30))
    await room.until(FRIDAY)
    [body] = await bodies(room)
    assert "F-1 by Thu 29 Oct and F-2 by Fri 6 Nov; 1 person has days off" in body
    assert "F-3" not in body


async def test_standups_of_the_seven_days_before_are_counted_and_blockers_have_their_age(room: Office) -> None:
    await a_morning(room, FRIDAY.date() - timedelta(days=8), {BEN: PromptState.ASKED})
    for days, state in ((7, PromptState.AWAY), (1, PromptState.ANSWERED), (0, PromptState.ASKED)):
        await a_morning(room, FRIDAY.date() - timedelta(days=days), {BEN: state, CHITRA: PromptState.ANSWERED})
    await room.until(FRIDAY)
    [body] = await bodies(room)
    assert "3 of 3 answered (100%); not expected: 1 away" in body
    listed = "B-1 (5 working days), B-2 (1), B-3 (1), B-4 (new)"
    assert f"*Blockers*  4 are open: {listed}" in body
    assert "a password" not in body


async def a_morning(room: Office, on: date, states: Mapping[UserId, PromptState]) -> None:
    """A standup with one question, once it was asked; who answers says what blocks them."""
    at = datetime.combine(on, time(9), tzinfo=UTC)
    await room.until(max(at, room.clock.now()))
    async with room.work() as work:
        schedule = Schedule(time(9), frozenset(range(5)), anchor_on=on)
        standup = await Standups(work).add(room.team.id, ANA, StandupSettings("Daily", schedule, CHANNEL))
        version = await Standups(work).ask(standup, [NewQuestion("Blocked?", Kind.BLOCKER)])
        run = await Runs(work).open(replace(standup, version=version), on, at + timedelta(hours=8))
        assert run is not None
        [question] = await Standups(work).questions(standup.id, version)
        for user_id, state in states.items():
            prompt = await Prompts(work).add(run.id, user_id, "Europe/London", at, at + timedelta(hours=8))
            await Prompts(work).change(prompt, state=state, answered_at=at)
            if state == PromptState.ANSWERED:
                await Answers(work).put(prompt.id, {question.id: Blocked("a password")})
                await Blockers(work).add(standup.id, prompt, question.id, "a password", on)


async def test_concentrated_requests_are_one_line_without_names(room: Office) -> None:
    for _ in range(2):
        await room.lives_a_week(ana=1, ben=6, chitra=1, dan=1)
    await room.until(FRIDAY + 2 * WEEK)
    assert "Requests are concentrated; the lead has a proposal" in (await bodies(room))[-1]
    assert not [name for name in ("Ben", BEN) if name in str(await bodies(room))]


async def test_a_lead_previews_the_week_so_far(room: Office) -> None:
    await room.takes(BEN, 2)
    await room.goes_on(hours=1)
    async with room.work() as work:
        await People(work).save(a_person(IRIS, is_admin=True))
        for somebody in (ANA, IRIS):
            week = await preview(work, somebody, CHANNEL)
            assert week.flow.counts.arrived == 2


@pytest.mark.parametrize(("who", "why"), [(BEN, "Only leads of Data"), (GRACE, "in no team")])
async def test_others_wait_for_the_digest(room: Office, who: str, why: str) -> None:
    async with room.work() as work:
        with pytest.raises(BotError, match=why):
            await preview(work, who, CHANNEL)


async def test_neighbours_have_no_part_in_it(room: Office) -> None:
    async with room.work(next_door=True) as work:
        assert await post_digest(work, room.team.id, FIRST) is None
        assert await Digests(work).state(room.team.id, FIRST) is None
    await room.until(FRIDAY)
    async with room.work(next_door=True) as work:
        assert await Digests(work).state(room.team.id, FIRST) is None
