"""A database, a clock, and what senders do by hand."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.core.clock import HandClock
from bot.core.database import Database, database_url
from bot.core.work import Transactions, WorkspaceId
from bot.outbox import lanes
from bot.outbox.announcements import announce, retract, revise
from bot.outbox.domain import Pace
from bot.outbox.endings import Result
from bot.outbox.tables import DeliveryRow
from bot.slack.message import Message

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HERE, NEXT_DOOR = WorkspaceId(1), WorkspaceId(2)
PACE = Pace()
RETRACTED = "(to be deleted)"


class Office:
    def __init__(self, url: str) -> None:
        self.clock = HandClock(NOON)
        self.database = Database(database_url(url))
        self.woken: list[WorkspaceId] = []
        self.transactions = Transactions(self.database, self.clock, committed=self.woken.append)

    async def promise(self, key: str, text: str = "Good morning", channel: str = "C1", **more: object) -> bool:
        async with self.transactions.in_workspace(HERE) as work:
            return await announce(work, key=key, channel=channel, message=Message(text), **more)  # type: ignore[arg-type]

    async def reword(self, key: str, text: str) -> bool:
        async with self.transactions.in_workspace(HERE) as work:
            return await revise(work, key=key, message=Message(text))

    async def retract(self, key: str) -> None:
        async with self.transactions.in_workspace(HERE) as work:
            await retract(work, key)

    async def take(self) -> lanes.Held | None:
        async with self.database.transaction() as session:
            return await lanes.take(session, HERE, self.clock.now(), PACE)

    async def claim(self, held: lanes.Held) -> list[tuple[int, str, str | None]]:
        async with self.database.transaction() as session:
            batch = await lanes.claim(session, held, self.clock.now(), PACE)
        return [(each.id, each.body.get("text", RETRACTED), each.posted_ts) for each in batch]

    async def record(self, held: lanes.Held, delivery_id: int, result: Result) -> None:
        async with self.database.transaction() as session:
            await lanes.record(session, {delivery_id: result}, held, self.clock.now(), PACE)

    async def release(self, held: lanes.Held) -> None:
        async with self.database.transaction() as session:
            await lanes.release(session, held, self.clock.now(), PACE)

    async def state_of(self, key: str) -> tuple[str, str | None]:
        async with self.database.transaction() as session:
            row = await session.scalar(select(DeliveryRow).where(DeliveryRow.key == key))
        assert row is not None
        return row.state, row.error


async def held_lane(office: Office) -> lanes.Held:
    held = await office.take()
    assert held is not None, "somebody else holds the lane"
    return held
