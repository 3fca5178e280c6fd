"""A team that lives week by week: fires come, people take them, and Slack shows what was promised."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.core.clock import HandClock
from bot.core.work import Transactions, Work, WorkspaceId
from bot.load.domain import Episode
from bot.load.tables import LoadEpisodeRow
from bot.load.use_cases import ensure_timers
from bot.outbox.jobs import fire_due
from bot.outbox.tables import DeliveryRow, TimerRow
from bot.people.domain import Team, UserId
from bot.people.repository import Absences
from bot.triage.domain import Fire, Priority, Source, State
from bot.triage.repository import Fires
from bot.triage.tables import FireCounterRow, FireRow
from bot.worker import TIMERS
from tests.people.builders import ANA, BEN, CHITRA, DAN, the_team

GRACE = UserId("UGRACE")
# Early on Monday 26 October 2026, the day after the clocks went back in London.
MONDAY = datetime(2026, 10, 26, 6, 0, tzinfo=UTC)


@dataclass
class Office:
    transactions: Transactions
    ours: WorkspaceId
    neighbours: WorkspaceId
    team: Team = field(init=False)
    slack_works: bool = True
    turns: int = 0

    @property
    def clock(self) -> HandClock:
        assert isinstance(self.transactions.clock, HandClock)
        return self.transactions.clock

    async def set_up(self) -> None:
        async with self.work() as work:
            self.team = await the_team(work, ANA, BEN, CHITRA, DAN)
            await ensure_timers(work)

    def work(self, *, next_door: bool = False) -> AbstractAsyncContextManager[Work]:
        return self.transactions.in_workspace(self.neighbours if next_door else self.ours)

    async def takes(self, user_id: str, count: int = 1, *, done: bool = True) -> list[Fire]:
        """Somebody takes that many new fires, and is done with them at once."""
        now = self.clock.now()
        over = {"state": State.DONE, "closed_at": now, "closed_by": user_id} if done else {"state": State.CLAIMED}
        return await self.fires(count, owner_id=user_id, claimed_at=now, **over)

    async def fires(self, count: int, **values: Any) -> list[Fire]:
        """Stored as if they had been filed: months have too many of them to go through every door."""
        async with self.work() as work:
            last = await Fires(work).last_number()
            rows = [self._fire(work.now, last + 1 + number, values) for number in range(count)]
            work.session.add_all(rows)
            counter = update(FireCounterRow).where(FireCounterRow.workspace_id == self.ours)
            await work.session.execute(counter.values(last_number=last + count))
            await work.session.flush()
            return [row.to_fire() for row in rows]

    def _fire(self, now: datetime, number: int, values: Mapping[str, Any]) -> FireRow:
        new = {
            "title": "Revenue dashboard shows zeros",
            "description": "",
            "source": Source.COMMAND,
            "requester_id": GRACE,
            "filer_id": GRACE,
            "priority_proposed": Priority.P3,
            "priority": Priority.P3,
            "state": State.NEW,
            "created_at": now,
            "queued_at": now,
            "dismissed": False,
        }
        ids = {"workspace_id": self.ours, "team_id": self.team.id, "number": number, "case_id": number}
        return FireRow(**new | ids | dict(values))

    async def lives_a_week(self, **taken: int) -> None:
        """`lives_a_week(ben=6, ana=1)`: from one Monday at six to the next; fires come each workday at ten, and nobody
        takes theirs always on the same days.
        """
        await self.goes_on(hours=4)
        for day in range(5):
            for name, count in taken.items():
                today = sum((self.turns + number) % 5 == day for number in range(count))
                if today:
                    await self.takes(f"U{name.upper()}", today)
            await self.goes_on(days=1)
        self.turns += 2
        await self.goes_on(days=2, hours=-4)

    async def lives_a_month(self, **taken: int) -> None:
        for _ in range(4):
            await self.lives_a_week(**taken)

    async def goes_on(self, **length: float) -> None:
        await self.until(self.clock.now() + timedelta(**length))

    async def until(self, instant: datetime) -> None:
        """Lets time pass, stopping wherever something is due, as the worker does."""
        while (due := await self._next_due()) is not None and due <= instant:
            self.clock.move_to(due)
            await self.beat()
        self.clock.move_to(instant)
        await self.beat()

    async def beat(self) -> None:
        """What is due happens, and Slack shows what was promised."""
        while await fire_due(self.transactions, TIMERS):
            pass
        if self.slack_works:
            async with self.work() as work:
                await work.session.execute(
                    update(DeliveryRow)
                    .where(DeliveryRow.workspace_id == self.ours, DeliveryRow.state == "pending")
                    .values(posted_channel=DeliveryRow.channel, posted_ts="1.000001", state="sent", sent_at=work.now)
                )

    async def is_away(self, user_id: str, first_on: date, last_on: date) -> None:
        async with self.work() as work:
            await Absences(work).add(user_id, first_on, last_on, set_by=user_id)

    async def episodes(self) -> list[Episode]:
        async with self.work() as work:
            rows = await work.session.scalars(
                select(LoadEpisodeRow).where(LoadEpisodeRow.workspace_id == self.ours).order_by(LoadEpisodeRow.id)
            )
            return [row.to_episode() for row in rows]

    async def episode(self) -> Episode:
        [episode] = await self.episodes()
        return episode

    async def said_to(self, channel: str, about: str = "load:") -> list[dict[str, Any]]:
        """What was promised to somebody or a channel, as it reads now; `about` begins its key."""
        async with self.work() as work:
            rows = await work.session.scalars(
                select(DeliveryRow)
                .where(
                    DeliveryRow.workspace_id == self.ours,
                    DeliveryRow.channel == channel,
                    DeliveryRow.key.startswith(about),
                )
                .order_by(DeliveryRow.id)
            )
            return [row.body for row in rows]

    async def _next_due(self) -> datetime | None:
        async with self.work() as work:
            return await work.session.scalar(
                select(TimerRow.fire_at)
                .where(TimerRow.workspace_id == self.ours, TimerRow.state == "pending")
                .order_by(TimerRow.fire_at)
                .limit(1)
            )
