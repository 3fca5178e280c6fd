"""What is promised is sent once, said anew when it changes, and left to one sender at a time."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.work import Work
from bot.outbox import lanes
from bot.outbox.announcements import announce, withdraw
from bot.outbox.domain import Found, Timer, TimerState
from bot.outbox.jobs import fire_due
from bot.outbox.repository import Receipts, Timers
from bot.outbox.tables import TimerRow
from bot.slack.message import Message
from bot.slack.sender import GaveUp, Sent, TryLater
from tests.outbox.office import HERE, NEXT_DOOR, NOON, PACE, Office, held_lane


async def test_the_same_key_is_promised_once(office: Office) -> None:
    assert await office.promise("prompt:1") is True
    assert await office.promise("prompt:1", "Something else") is False
    held = await held_lane(office)
    assert [text for _, text, _ in await office.claim(held)] == ["Good morning"]


async def test_a_lane_has_one_holder(office: Office) -> None:
    await office.promise("prompt:1")
    assert await office.take() is not None
    assert await office.take() is None


async def test_whoever_follows_a_dead_holder_knows_what_may_have_been_sent(office: Office) -> None:
    await office.promise("prompt:1")
    dead = await held_lane(office)
    assert len(await office.claim(dead)) == 1
    office.clock.move_to(NOON + PACE.lease + timedelta(seconds=1))
    heir = await held_lane(office)
    async with office.database.transaction() as session:
        (orphan,) = await lanes.claim(session, heir, office.clock.now(), PACE)
        assert orphan.maybe_sent is True
        assert await lanes.fence(session, dead, office.clock.now(), PACE) is False


async def test_a_message_found_in_slack_is_rewritten_if_it_changed_meanwhile(office: Office) -> None:
    await office.promise("card:1", "Nobody has it")
    await office.promise("card:2", "Nobody has it", channel="C2")
    dead = await held_lane(office)
    assert len(await office.claim(dead)) == 2
    await office.reword("card:1", "Ben has it")
    office.clock.move_to(NOON + PACE.lease + timedelta(seconds=1))
    heir = await held_lane(office)
    ((changed, _, _), (same, _, _)) = await office.claim(heir)
    await office.record(heir, changed, Found("C1", "1.0"))
    await office.record(heir, same, Found("C2", "2.0"))
    assert [(text, posted) for _, text, posted in await office.claim(heir)] == [("Ben has it", "1.0")]
    assert (await office.state_of("card:2"))[0] == "sent"


async def test_a_message_changed_before_it_was_sent_goes_out_once_in_its_last_wording(office: Office) -> None:
    await office.promise("report:1", "Two of six answered")
    assert await office.reword("report:1", "Three of six answered") is True
    held = await held_lane(office)
    assert [text for _, text, _ in await office.claim(held)] == ["Three of six answered"]


async def test_a_message_changed_while_it_is_being_sent_is_rewritten_afterwards(office: Office) -> None:
    await office.promise("report:1", "Two of six answered")
    held = await held_lane(office)
    ((delivery, _, _),) = await office.claim(held)
    await office.reword("report:1", "Three of six answered")
    await office.record(held, delivery, Sent("C1", "1.0"))
    ((_, text, posted),) = await office.claim(held)
    assert (text, posted) == ("Three of six answered", "1.0")


async def test_many_changes_of_a_sent_message_are_one_rewrite(office: Office) -> None:
    await office.promise("report:1", "Nobody answered")
    held = await held_lane(office)
    ((delivery, _, _),) = await office.claim(held)
    await office.record(held, delivery, Sent("C1", "1.0"))
    await office.release(held)
    for count in range(5):
        await office.reword("report:1", f"{count} of six answered")
    office.clock.move_to(NOON + timedelta(seconds=2))
    again = await held_lane(office)
    assert [text for _, text, _ in await office.claim(again)] == ["4 of six answered"]


async def test_the_same_wording_again_is_no_work(office: Office) -> None:
    await office.promise("report:1", "Done")
    held = await held_lane(office)
    ((delivery, _, _),) = await office.claim(held)
    await office.record(held, delivery, Sent("C1", "1.0"))
    await office.release(held)
    assert await office.reword("report:1", "Done") is True
    assert await office.take() is None


async def test_a_withdrawn_message_is_not_sent(office: Office) -> None:
    await office.promise("remind:1")
    async with office.transactions.in_workspace(HERE) as work:
        await withdraw(work, "remind:1")
    held = await held_lane(office)
    assert await office.claim(held) == []
    assert (await office.state_of("remind:1"))[0] == "withdrawn"


async def test_a_message_that_is_too_late_is_not_sent(office: Office) -> None:
    await office.promise("prompt:1", use_by=NOON + timedelta(hours=2))
    office.clock.move_to(NOON + timedelta(hours=2, seconds=1))
    held = await held_lane(office)
    assert await office.claim(held) == []
    assert await office.state_of("prompt:1") == ("dead", "too late")


async def test_one_channel_gets_one_message_a_second(office: Office) -> None:
    await office.promise("a", "first")
    await office.promise("b", "second")
    await office.promise("c", "elsewhere", channel="C2")
    held = await held_lane(office)
    assert [text for _, text, _ in await office.claim(held)] == ["first", "elsewhere"]
    office.clock.move_to(NOON + PACE.channel_gap)
    assert [text for _, text, _ in await office.claim(held)] == ["second"]


async def test_an_answer_in_a_thread_waits_for_the_message_it_answers(office: Office) -> None:
    await office.promise("answer:1", "my answer", channel="C1", thread="report:1")
    await office.promise("report:1", "the report", channel="C1")
    held = await held_lane(office)
    ((delivery, text, _),) = await office.claim(held)
    assert text == "the report"
    await office.record(held, delivery, Sent("C1", "1.0"))
    office.clock.move_to(NOON + timedelta(seconds=3))
    assert [text for _, text, _ in await office.claim(held)] == ["my answer"]


async def test_a_limit_holds_up_the_whole_workspace_and_is_no_failed_attempt(office: Office) -> None:
    await office.promise("a")
    await office.promise("b", channel="C2")
    held = await held_lane(office)
    ((first, _, _), (second, _, _)) = await office.claim(held)
    await office.record(held, first, TryLater("ratelimited", everybody_waits=timedelta(seconds=30)))
    await office.record(held, second, Sent("C2", "1.0"))
    await office.promise("c", channel="C3")
    office.clock.move_to(NOON + timedelta(seconds=29))
    assert await office.claim(held) == []
    office.clock.move_to(NOON + timedelta(seconds=30))
    assert len(await office.claim(held)) >= 1


async def test_what_slack_refuses_for_good_is_recorded_with_its_reason(office: Office) -> None:
    await office.promise("a")
    held = await held_lane(office)
    ((delivery, _, _),) = await office.claim(held)
    await office.record(held, delivery, GaveUp("is_archived"))
    assert await office.state_of("a") == ("dead", "is_archived")


async def test_nothing_is_tried_for_ever(office: Office) -> None:
    await office.promise("a")
    held = await held_lane(office)
    for _ in range(12):
        office.clock.move_to(office.clock.now() + timedelta(minutes=6))
        ((delivery, _, _),) = await office.claim(held)
        await office.record(held, delivery, TryLater("HTTP 500", unsure=True))
    assert await office.state_of("a") == ("dead", "HTTP 500")


async def test_a_moment_comes_once_and_in_its_own_workspace(office: Office) -> None:
    came: list[tuple[int, str]] = []

    async def handler(_: object, timer: Timer) -> None:
        came.append((timer.workspace_id, timer.key))

    for workspace in (HERE, NEXT_DOOR):
        async with office.transactions.in_workspace(workspace) as work:
            await Timers(work).set("close:1", "close", 1, NOON + timedelta(hours=1))
            await Timers(work).set("close:1", "close", 1, NOON + timedelta(hours=2))
    assert await fire_due(office.transactions, {"close": handler}) == 0
    office.clock.move_to(NOON + timedelta(hours=3))
    assert await fire_due(office.transactions, {"close": handler}) == 2
    assert await fire_due(office.transactions, {"close": handler}) == 0
    assert sorted(came) == [(HERE, "close:1"), (NEXT_DOOR, "close:1")]


async def test_a_moment_may_be_moved_or_cancelled_until_it_comes(office: Office) -> None:
    async with office.transactions.in_workspace(HERE) as work:
        timers = Timers(work)
        await timers.set("a", "close", 1, NOON + timedelta(hours=1))
        await timers.set("b", "close", 2, NOON + timedelta(hours=1))
        assert await timers.move("a", NOON + timedelta(hours=5)) is True
        await timers.cancel("b")
        assert await timers.move("b", NOON) is False
    office.clock.move_to(NOON + timedelta(hours=2))
    assert await fire_due(office.transactions, {}) == 0


@pytest.mark.parametrize("before", ["never", "to come", "came", "cancelled"])
async def test_a_moment_promised_anew_comes_then_and_at_no_other_time(office: Office, before: str) -> None:
    came: list[datetime] = []

    async def handler(work: Work, _: Timer) -> None:
        came.append(work.now)

    async with office.transactions.in_workspace(HERE) as work:
        if before != "never":
            await Timers(work).set("a", "close", 1, NOON if before == "came" else NOON + timedelta(hours=1))
        if before == "cancelled":
            await Timers(work).cancel("a")
    await fire_due(office.transactions, {"close": handler})
    came.clear()
    async with office.transactions.in_workspace(HERE) as work:
        await Timers(work).renew("a", "close", 1, NOON + timedelta(hours=2))
    for hours in (1, 2, 3):
        office.clock.move_to(NOON + timedelta(hours=hours))
        await fire_due(office.transactions, {"close": handler})
    assert came == [NOON + timedelta(hours=2)]


async def test_a_moment_that_fails_comes_again_and_holds_up_no_other(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    came: list[str] = []

    async def handler(_: object, timer: Timer) -> None:
        came.append(timer.key)
        if came == ["bad"]:
            raise ZeroDivisionError

    async with office.transactions.in_workspace(HERE) as work:
        await Timers(work).set("bad", "close", 1, NOON)
        await Timers(work).set("good", "close", 2, NOON)
    await fire_due(office.transactions, {"close": handler})
    assert came == ["bad", "good"]
    office.clock.move_to(NOON + timedelta(minutes=1))
    await fire_due(office.transactions, {"close": handler})
    assert came == ["bad", "good", "bad"]
    async with office.database.transaction() as session:
        states = set(await session.scalars(select(TimerRow.state)))
    assert states == {TimerState.FIRED}


async def test_a_receipt_is_new_once(office: Office) -> None:
    async with office.transactions.in_workspace(HERE) as work:
        assert await Receipts(work).is_new("event:Ev1") is True
        assert await Receipts(work).is_new("event:Ev1") is False
    async with office.transactions.in_workspace(NEXT_DOOR) as work:
        assert await Receipts(work).is_new("event:Ev1") is True


async def test_what_was_rolled_back_was_never_promised(office: Office) -> None:
    with pytest.raises(ZeroDivisionError):
        async with office.transactions.in_workspace(HERE) as work:
            await announce(work, key="a", channel="C1", message=Message("never"))
            raise ZeroDivisionError
    assert office.woken == []
    assert await office.take() is None
