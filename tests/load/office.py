"""A team that lives week by week: fires come, people take them, and Slack shows what was promised."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.core.clock import HandClock
from bot.core.work import Transactions, Work, WorkspaceId
from bot.load import jobs
from bot.load.domain import Episode
from bot.load.tables import LoadEpisodeRow
from bot.load.use_cases import ensure_timers
from bot.outbox.jobs import fire_due
from bot.outbox.tables import DeliveryRow, TimerRow
from bot.people.domain import Team, UserId
from bot.people.repository import Absences
from bot.triage import jobs as triage_jobs
from bot.triage.domain import Fire, Source
from bot.triage.use_cases import FireRequest, claim_fire, file_fire, look_up, resolve_fire
from tests.people.builders import ANA, BEN, CHITRA, DAN, the_team

GRACE = UserId("UGRACE")
# Early on Monday 26 October 2026, the day after the clocks went back in London.
MONDAY = datetime(2026, 10, 26, 6, 0, tzinfo=UTC)
TIMERS = {**jobs.TIMERS, **triage_jobs.TIMERS}


@dataclass
class Office:
    transactions: Transactions
    ours: WorkspaceId
    neighbours: WorkspaceId
    team: Team = field(init=False)
    slack_works: bool = True

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
        fires = []
        async with self.work() as work:
            for _ in range(count):
                request = FireRequest(self.team.id, "Zeros", requester_id=GRACE, filer_id=GRACE, source=Source.COMMAND)
                fire = (await file_fire(work, request)).fire
                await claim_fire(work, fire.number, user_id)
                if done:
                    await resolve_fire(work, fire.number, user_id)
                fires.append(await look_up(work, fire.number))
        return fires

    async def lives_a_week(self, **taken: int) -> None:
        """`lives_a_week(ben=6, ana=1)`: from one Monday at six to the next; the fires come on Tuesday."""
        await self.goes_on(days=1)
        for name, count in taken.items():
            await self.takes(f"U{name.upper()}", count)
        await self.goes_on(days=6)

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
                    .where(DeliveryRow.workspace_id == self.ours, DeliveryRow.posted_ts.is_(None))
                    .values(posted_channel=DeliveryRow.channel, posted_ts="1.000001")
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

    async def said_to(self, user_id: str) -> list[dict[str, Any]]:
        """What was promised to somebody about load, as it reads now."""
        async with self.work() as work:
            rows = await work.session.scalars(
                select(DeliveryRow)
                .where(
                    DeliveryRow.workspace_id == self.ours,
                    DeliveryRow.channel == user_id,
                    DeliveryRow.key.startswith("load:"),
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
