"""Real worker processes on one database, three workspaces in one local Slack, and thousands of promised messages."""

import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.clock import ShiftedClock, SystemClock
from bot.core.database import Database, database_url
from bot.core.keyring import Keyring
from bot.core.work import Transactions, WorkspaceId
from bot.outbox.announcements import announce
from bot.outbox.jobs import backlog
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.people import Population
from bot.sandbox.server import Sandbox
from bot.sandbox.state import Channel, User
from bot.slack.message import Message
from bot.workspaces.domain import Installation
from bot.workspaces.use_cases import install
from tests.support.forks import Fork
from tests.support.privacy import tokens_in
from tests.support.processes import happens
from tests.support.world import KEY, MANIFEST, PUBLIC_URL

WORKSPACES = ("T0ACME", "T0BOLT", "T0CORK")
PEOPLE = 100
LEASE_SECONDS = 2
PER_MINUTE = 100_000


@dataclass
class Fleet:
    """Workers that may be killed and replaced at any moment; `luck` decides which."""

    sandbox: Sandbox
    url: str
    folder: Path
    luck: random.Random
    engine: str = "embedded"
    workspaces: dict[str, WorkspaceId] = field(default_factory=dict)
    running: list[Fork] = field(default_factory=list)
    logs: list[Path] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SLACK_CLIENT_ID": self.sandbox.client_id,
            "SLACK_CLIENT_SECRET": self.sandbox.client_secret,
            "SLACK_SIGNING_SECRET": self.sandbox.signing_secret,
            "TOKEN_KEYS": KEY,
            "PUBLIC_URL": PUBLIC_URL,
            "SLACK_API_URL": self.sandbox.api_url,
            "SLACK_POSTS_PER_MINUTE": str(PER_MINUTE),
            "SLACK_LOOKS_PER_MINUTE": "1000",
            "LANE_LEASE_SECONDS": str(LEASE_SECONDS),
            "DATABASE_URL": self.url,
            "ENGINE": self.engine,
        }

    def grow(self, command: str = "worker", **more: str) -> Fork:
        log = self.folder / f"{command}-{len(self.logs)}.log"
        process = Fork.started(command, self.environment | more, log)
        self.logs.append(log)
        self.running.append(process)
        return process

    async def kill_one(self) -> None:
        """As a machine that loses power, and another one that takes its place."""
        victim = self.running.pop(self.luck.randrange(len(self.running)))
        await victim.kill()
        self.grow()

    async def end(self) -> None:
        """Everybody is asked to stop, and does so in good order."""
        for process in self.running:
            status, logged = await process.end()
            assert status == 0, logged
            assert "Traceback" not in logged, logged
        self.running.clear()

    async def promise(self, each_person: int, first: int = 0) -> int:
        """That many numbered messages to everybody everywhere. Returns how many there are in all."""
        async with self.database() as database:
            transactions = Transactions(database, SystemClock(), committed=lambda _: None)
            for slack_id, workspace_id in self.workspaces.items():
                async with transactions.in_workspace(workspace_id) as work:
                    for number in range(first, first + each_person):
                        for person in range(PEOPLE):
                            name = f"{slack_id}-{person}-{number}"
                            channel = f"U{slack_id[3:]}{person:03}"
                            await announce(work, key=name, channel=channel, message=Message(f"No. {name}."))
        return each_person * PEOPLE * len(self.workspaces)

    def arrived(self) -> Counter[str]:
        """How often each message stands in Slack, by the local Slack's own record."""
        texts: Counter[str] = Counter()
        for slack_id in self.workspaces:
            for channel in self.sandbox.in_workspace(slack_id).workspace.channels.values():
                texts.update(each.text for each in channel.messages if each.by_app)
        return texts

    async def reaches(self, count: int) -> None:
        places = [self.sandbox.in_workspace(each).workspace for each in self.workspaces]
        conversations = [channel.messages for place in places for channel in place.channels.values()]
        await happens(self.sandbox, lambda: sum(map(len, conversations)) >= count)

    async def nothing_is_left(self) -> bool:
        async with self.database() as database, database.transaction() as session:
            return (await backlog(session, SystemClock().now())).depth == 0

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        database = Database(database_url(self.url))
        try:
            yield database
        finally:
            await database.close()

    def trouble(self, kind: FaultKind, often: float, times: int) -> Fault:
        """One call in so many meets it, until it struck that often."""
        meets = Fault("chat.postMessage", kind, times=times, matches=lambda _: self.luck.random() < often)
        return self.sandbox.faults.add(meets)


@asynccontextmanager
async def a_fleet(url: str, folder: Path, seed: int, engine: str = "embedded") -> AsyncIterator[Fleet]:
    """Three workspaces have installed the app; no process runs yet."""
    clock = ShiftedClock(SystemClock())
    sandbox = Sandbox(
        manifest=MANIFEST, people_clock=clock, protocol_clock=clock, posts_per_minute=PER_MINUTE, tiers=False
    )
    sandbox.ack_seconds = 30.0  # a busy machine is no slow bot
    await sandbox.start()
    fleet = Fleet(sandbox, url, folder, random.Random(seed), engine)
    async with fleet.database() as database, database.transaction() as session:
        for slack_id in WORKSPACES:
            place = sandbox.add_workspace(slack_id, slack_id, _crowd(slack_id))
            installation = Installation(
                team_id=slack_id,
                enterprise_id=None,
                name=slack_id,
                bot_user_id=place.workspace.team.bot_user,
                bot_token=place.install(),
                refresh_token=None,
                expires_at=None,
                installed_by=f"U{slack_id[3:]}000",
            )
            (opened,) = await install(session, Keyring([KEY]), installation, [(slack_id, slack_id)], clock.now())
            fleet.workspaces[slack_id] = opened.id
    try:
        yield fleet
    finally:
        for process in fleet.running:
            await process.kill()
        await sandbox.stop()
    assert not sandbox.complaints, sandbox.complaints
    for log in filter(Path.exists, fleet.logs):  # some were killed before they could say anything
        assert not tokens_in(log.read_text(encoding="utf-8")), log


def _crowd(slack_id: str) -> Population:
    mark = slack_id[3:]
    users = [User(f"U{mark}{number:03}", f"{mark.lower()}{number}", f"{mark} {number}") for number in range(PEOPLE)]
    bot = User(f"U{mark}FIRE", "firebreak", "Firebreak", is_bot=True)
    data = Channel(f"C{mark}DATA", "data", "public", [*(each.id for each in users), bot.id])
    return Population([*users, bot], [data])
