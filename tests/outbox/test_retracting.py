"""What was promised and is not wanted any more is not seen, however far it had come."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.outbox.domain import Absent, Found
from bot.outbox.endings import Result
from bot.outbox.repository import Deliveries
from bot.outbox.tables import TimerRow
from bot.slack.sender import GaveUp, Sent, TryLater
from tests.outbox.office import HERE, NOON, PACE, RETRACTED, Office, held_lane


async def test_a_retracted_message_that_was_not_sent_is_not(office: Office) -> None:
    await office.promise("answer:1")
    await office.retract("answer:1")
    held = await held_lane(office)
    assert await office.claim(held) == []
    assert await office.state_of("answer:1") == ("withdrawn", None)


async def test_a_retracted_message_that_was_sent_is_deleted_and_its_key_is_used_up(office: Office) -> None:
    await office.promise("answer:1")
    held = await held_lane(office)
    ((delivery, _, _),) = await office.claim(held)
    await office.record(held, delivery, Sent("C1", "1.0"))
    await office.retract("answer:1")
    assert await office.reword("answer:1", "Not this either") is False
    assert [(text, posted) for _, text, posted in await office.claim(held)] == [(RETRACTED, "1.0")]
    await office.record(held, delivery, Absent())
    assert await office.state_of("answer:1") == ("withdrawn", None)
    assert await office.promise("answer:1", "Once more") is False
    assert await office.reword("answer:1", "Once more") is False
    async with office.transactions.in_workspace(HERE) as work:
        assert await Deliveries(work).posted("answer:1") is None


@pytest.mark.parametrize(
    ("ending", "then"),
    [
        (Sent("C1", "1.0"), [(RETRACTED, "1.0")]),
        (TryLater("ratelimited"), []),
        (GaveUp("is_archived"), []),
    ],
)
async def test_a_message_retracted_while_it_is_being_sent_ends_deleted(
    office: Office, ending: Result, then: list[tuple[str, str]]
) -> None:
    await office.promise("answer:1")
    held = await held_lane(office)
    ((delivery, _, _),) = await office.claim(held)
    await office.retract("answer:1")
    await office.record(held, delivery, ending)
    office.clock.move_to(NOON + timedelta(minutes=5))
    assert [(text, posted) for _, text, posted in await office.claim(held)] == then
    if not then:
        assert await office.state_of("answer:1") == ("withdrawn", None)


async def test_a_retracted_message_whose_last_edit_slack_refused_is_deleted_all_the_same(office: Office) -> None:
    await office.promise("answer:1")
    held = await held_lane(office)
    ((delivery, _, _),) = await office.claim(held)
    await office.record(held, delivery, Sent("C1", "1.0"))
    await office.reword("answer:1", "Better")
    assert len(await office.claim(held)) == 1
    await office.retract("answer:1")
    await office.record(held, delivery, GaveUp("edit_window_closed"))
    assert [(text, posted) for _, text, posted in await office.claim(held)] == [(RETRACTED, "1.0")]
    await office.record(held, delivery, GaveUp("cant_delete_message"))
    assert await office.state_of("answer:1") == ("dead", "cant_delete_message")
    async with office.database.transaction() as session:
        assert await session.scalar(select(TimerRow)) is None, "no lead could mend that"


async def test_whoever_follows_a_dead_holder_deletes_what_may_have_been_sent(office: Office) -> None:
    await office.promise("answer:1")
    dead = await held_lane(office)
    ((delivery, _, _),) = await office.claim(dead)
    await office.retract("answer:1")
    office.clock.move_to(NOON + PACE.lease + timedelta(seconds=1))
    heir = await held_lane(office)
    assert [text for _, text, _ in await office.claim(heir)] == [RETRACTED], "it is looked for first"
    await office.record(heir, delivery, Found("C1", "1.0"))
    assert [(text, posted) for _, text, posted in await office.claim(heir)] == [(RETRACTED, "1.0")]


async def test_the_lane_rests_when_what_may_have_been_sent_stood_below_a_message_that_is_gone(office: Office) -> None:
    await office.promise("report:1")
    held = await held_lane(office)
    ((report, _, _),) = await office.claim(held)
    await office.record(held, report, Sent("C1", "1.0"))
    await office.promise("answer:1", thread="report:1")
    office.clock.move_to(NOON + PACE.channel_gap)
    ((answer, _, _),) = await office.claim(held)
    await office.retract("answer:1")
    await office.retract("report:1")
    await office.record(held, answer, TryLater("HTTP 500", unsure=True))
    ((again, _, _),) = await office.claim(held)
    assert again == report
    await office.record(held, report, Absent())
    office.clock.move_to(NOON + timedelta(minutes=10))
    assert await office.claim(held) == []
    await office.release(held)
    assert await office.take() is None, "nothing is left to do"
    assert (await office.state_of("answer:1"))[0] == "dead"
