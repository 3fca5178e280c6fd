"""The table of heartbeats. The only user of apscheduler."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.api.jobs import WebhookSending
from bot.core import metrics
from bot.core.clock import AgreedClock, MovableClock
from bot.core.database import NOT_ANSWERING
from bot.core.logs import log
from bot.core.work import Transactions, Work, WorkspaceId
from bot.digest import jobs as digest
from bot.duty import jobs as duty
from bot.engine import Engine
from bot.handoffs import jobs as handoffs
from bot.load import jobs as load
from bot.outbox import lanes
from bot.outbox.domain import Timer
from bot.outbox.jobs import ClientFor, TimerHandler, fire_due, forget_receipts, forget_timers, next_due
from bot.people import jobs as people
from bot.records import jobs as records
from bot.standups import jobs as standups
from bot.triage import jobs as triage
from bot.workspaces.jobs import Renewal


def in_turn(*handlers: TimerHandler) -> TimerHandler:
    """Several features that want to know of one moment, in one transaction."""

    async def handle(work: Work, timer: Timer) -> None:
        for handler in handlers:
            await handler(work, timer)

    return handle


def all_timers(*features: Mapping[str, TimerHandler]) -> Mapping[str, TimerHandler]:
    kinds = {kind for feature in features for kind in feature}
    return {kind: in_turn(*(feature[kind] for feature in features if kind in feature)) for kind in kinds}


MOST_SKEW = timedelta(seconds=5)
TIMERS = all_timers(
    people.TIMERS,
    duty.TIMERS,
    standups.TIMERS,
    triage.TIMERS,
    handoffs.TIMERS,
    load.TIMERS,
    digest.TIMERS,
    records.TIMERS,
)


@dataclass(frozen=True)
class Beat:
    """One line of the table: what is done, and how often; `at_once` not only after that time, but at the start too."""

    name: str
    every: timedelta
    job: Callable[[], Awaitable[None]]
    at_once: bool = False


class Worker:
    """Finds what is due and does it. Holds no state of its own: every beat asks the database."""

    def __init__(
        self,
        transactions: Transactions,
        engine: Engine,
        renewal: Renewal | None,
        calendars: people.CalendarReading,
        client_for: ClientFor,
        *,
        webhooks: WebhookSending,
    ) -> None:
        self._transactions = transactions
        self._engine = engine
        self.renewal = renewal
        self.calendars = calendars
        self.webhooks = webhooks
        self.channels = people.ChannelReading(transactions, client_for)
        self.statuses = people.StatusReading(transactions, client_for)
        self.groups = duty.GroupFollowing(transactions, client_for)
        self.report_channels = standups.ReportChannels(transactions, client_for)
        self.moments_again = standups.MomentsAgain(transactions)
        self.retention = records.Retention(transactions)
        self.search = records.SearchReady(transactions)
        self._scheduler: AsyncIOScheduler | None = None
        self._beating: dict[str, asyncio.Task[None]] = {}
        self.last_beat_at: datetime | None = None
        self.beats = (
            Beat("tick", timedelta(seconds=1), self.tick),
            Beat("sweep", timedelta(minutes=1), engine.sweep),
            Beat("forget", timedelta(hours=1), self._forget),
            Beat("read followed channels", timedelta(hours=6), self.channels.read_all),
            Beat("look at report channels", timedelta(hours=1), self.report_channels.look_at_all),
            Beat("compute moments again", timedelta(days=1), self._compute_moments, at_once=True),
            Beat("clear old words", timedelta(days=1), self.retention.clear_all, at_once=True),
            Beat("make answers ready for search", timedelta(hours=1), self.search.fold_all, at_once=True),
            Beat("read calendars", timedelta(minutes=1), calendars.read_due),
            Beat("look at statuses", timedelta(minutes=1), self.statuses.read_due),
            Beat("tell user groups", timedelta(minutes=1), self.groups.tell_due),
            Beat("tell webhooks", timedelta(seconds=2), webhooks.send_due),
            Beat("forget replies to programs", timedelta(hours=1), webhooks.forget),
            Beat("agree on the time", timedelta(minutes=1), self.agree_on_the_time),
            *([Beat("renew tokens", timedelta(minutes=1), renewal.renew_due)] if renewal else []),
        )

    def start(self) -> None:
        """Lets APScheduler beat. It keeps no job store: rows of ours say what is due."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for beat in self.beats:
            self._scheduler.add_job(
                self._begin(beat),
                "interval",
                seconds=beat.every.total_seconds(),
                name=beat.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
            if beat.at_once:
                self._beating[beat.name] = asyncio.create_task(_survive(beat))
        self._scheduler.start()

    async def stop(self) -> None:
        """Begins no more beats, and returns once those under way are over."""
        if self._scheduler is None:
            return
        self._scheduler.pause()
        await asyncio.sleep(0)  # a job that was just handed out begins its task
        await asyncio.gather(*self._beating.values())
        self._scheduler.shutdown(wait=False)
        self._scheduler = None

    async def tick(self) -> None:
        """Lets due moments come, and kicks every lane with something to send."""
        while await fire_due(self._transactions, TIMERS):
            pass
        async with self._transactions.across_workspaces() as (session, now):
            due = await lanes.due_lanes(session, now)
        for workspace_id in due:
            self._engine.kick(WorkspaceId(workspace_id))
        self.last_beat_at = now

    async def agree_on_the_time(self) -> None:
        """Machines disagree by seconds or more, and leases only hold among clocks that agree."""
        clock = self._transactions.clock
        if isinstance(clock, AgreedClock):
            shared = await self._transactions.database.server_time()
            if shared is not None and abs(off := clock.agree(shared)) > MOST_SKEW:
                log.warning("this machine's clock is wrong; the database's is used", off_seconds=off.total_seconds())

    async def next_due(self) -> datetime | None:
        """When there will be something to do next."""
        async with self._transactions.across_workspaces() as (session, _):
            return await next_due(session)

    async def live_until(self, clock: MovableClock, until: datetime, settled: Callable[[], Awaitable[None]]) -> None:
        """Moves a clock forward through every moment at which something is due, waiting at each until all is quiet."""
        while (due := await self.next_due()) is not None and due <= until:
            clock.move_to(due)
            await self.tick()
            await settled()
        clock.move_to(until)
        await self.tick()
        await settled()

    async def _compute_moments(self) -> None:
        await self.moments_again.compute()

    async def _forget(self) -> None:
        async with self._transactions.across_workspaces() as (session, now):
            await forget_receipts(session, now)
            await forget_timers(session, now)

    def _begin(self, beat: Beat) -> Callable[[], Awaitable[None]]:
        """The job as APScheduler gets it: it begins a task of ours, for what APScheduler awaits, it cuts off."""

        async def begin() -> None:
            under_way = self._beating.get(beat.name)
            if under_way is None or under_way.done():
                self._beating[beat.name] = asyncio.create_task(_survive(beat))

        return begin


async def _survive(beat: Beat) -> None:
    """A database that is away is an event and no crash: the next beat tries again."""
    try:
        await beat.job()
        metrics.BEATS.labels(beat.name, "done").inc()
    except NOT_ANSWERING as error:
        metrics.BEATS.labels(beat.name, "missed").inc()
        log.warning("beat missed: the database does not answer", beat=beat.name, reason=type(error).__name__)
    except Exception as error:
        metrics.BEATS.labels(beat.name, "failed").inc()
        log.error("beat failed", beat=beat.name, exc_info=error)
