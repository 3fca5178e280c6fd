"""Members who travel while runs are open: asked once for every date, whatever their clocks show."""

import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.core.clock import HandClock
from bot.core.database import Database, database_url
from bot.core.work import Transactions
from bot.outbox.domain import TimerState
from bot.outbox.jobs import fire_due
from bot.outbox.tables import DeliveryRow, TimerRow
from bot.people.domain import Person, Role, TeamSettings, UserId
from bot.people.repository import People, Teams
from bot.people.use_cases import person_changed
from bot.standups.domain import NewQuestion, Schedule, StandupSettings
from bot.standups.tables import PromptRow, RunRow
from bot.standups.use_cases import create_standup
from bot.worker import TIMERS
from bot.workspaces.repository import install_workspace
from tests.support.world import sqlite_copy

# The clocks of New York change on the 14th.
START = datetime(2027, 3, 10, 0, 0, tzinfo=UTC)
DAYS = 10
ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Auckland",
    "Asia/Kolkata",
    "Europe/London",
    "America/New_York",
    "Pacific/Honolulu",
)
TRAVELLERS = [UserId(f"U{number}") for number in range(4)]


async def live_until(transactions: Transactions, clock: HandClock, until: datetime) -> None:
    while True:
        async with transactions.across_workspaces() as (session, _):
            due = await session.scalar(select(func.min(TimerRow.fire_at)).where(TimerRow.state == TimerState.PENDING))
        if due is None or due > until:
            break
        clock.move_to(due)
        while await fire_due(transactions, TIMERS):
            pass
    clock.move_to(until)


async def test_whoever_travels_is_asked_once_for_every_date(migrated_sqlite: Path) -> None:
    drawn = random.Random(20270308)
    clock = HandClock(START)
    with sqlite_copy(migrated_sqlite) as url:
        database = Database(database_url(url))
        transactions = Transactions(database, clock, committed=lambda _: None)
        async with transactions.across_workspaces() as (session, now):
            workspace = await install_workspace(session, slack_id="T1", name="W", bot_user_id="UBOT", now=now)
        async with transactions.in_workspace(workspace.id) as work:
            for user_id in TRAVELLERS:
                await People(work).save(Person(user_id, user_id, drawn.choice(ZONES)))
            settings = TeamSettings("Data", "C1", zone="Europe/London", days=frozenset(range(7)))
            team = await Teams(work).create(settings, dict.fromkeys(TRAVELLERS, Role.LEAD))
            every_day = Schedule(time(9, 30), frozenset(range(7)), date(2027, 3, 10), reminders=())
            standup = StandupSettings("Daily", every_day, "C1")
            await create_standup(work, team.id, TRAVELLERS[0], standup, [NewQuestion("What?")])
        trips = 0
        while clock.now() < START + timedelta(days=DAYS):
            await live_until(transactions, clock, clock.now() + timedelta(minutes=drawn.randrange(30, 300)))
            traveller, zone = drawn.choice(TRAVELLERS), drawn.choice(ZONES)
            async with transactions.in_workspace(workspace.id) as work:
                trips += await person_changed(work, Person(traveller, traveller, zone))
        await live_until(transactions, clock, clock.now() + timedelta(days=2))
        async with transactions.in_workspace(workspace.id) as work:
            prompts = await work.session.execute(
                select(RunRow.on, PromptRow.user_id, PromptRow.id).join(PromptRow, PromptRow.run_id == RunRow.id)
            )
            keys = set(await work.session.scalars(select(DeliveryRow.key)))
            found = [(on, user_id) for on, user_id, prompt_id in prompts if f"prompt:{prompt_id}" in keys]
        await database.close()
    wanted = {(START.date() + timedelta(days=number), each) for number in range(1, DAYS - 1) for each in TRAVELLERS}
    assert trips > 50
    assert max(Counter(found).values()) == 1
    assert wanted <= set(found), sorted(wanted - set(found))[:5]
