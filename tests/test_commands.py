"""The command line: what an operator sees."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
import yaml

from bot.core.clock import ShiftedClock, SystemClock
from bot.core.database import Database, database_url
from bot.core.keyring import Keyring
from bot.sandbox.server import Sandbox
from bot.workspaces.domain import Installation
from bot.workspaces.repository import Installations
from tests.support.processes import BotProcess, ran, told_about
from tests.support.world import MANIFEST, World

REVOKED = {"SLACK_BOT_TOKEN": "xoxb-revoked-not-a-token", "SLACK_APP_TOKEN": "xapp-revoked-not-a-token"}
DEAD_END = "http://127.0.0.1:9/api/"


@pytest.fixture
async def sandbox(wire_log: Path | None) -> AsyncIterator[Sandbox]:
    clock = ShiftedClock(SystemClock())
    sandbox = Sandbox(manifest=MANIFEST, people_clock=clock, protocol_clock=clock, wire_log=wire_log)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest.mark.parametrize("command", ["run", "web", "worker", "doctor"])
async def test_a_missing_token_is_a_sentence_and_no_traceback(command: str, tmp_path: Path) -> None:
    status, _, said = await ran(command, {})
    assert status == 2
    assert said.startswith("SLACK_BOT_TOKEN: is missing. Where to find it: ")
    assert "Traceback" not in said


async def test_http_without_a_signing_secret_is_refused(sandbox: Sandbox) -> None:
    told = told_about(sandbox, "sqlite://", socket=False)
    del told["SLACK_SIGNING_SECRET"]
    status, _, said = await ran("run", told)
    assert status == 2
    assert said.startswith("SLACK_SIGNING_SECRET: is missing")


async def test_doctor_finds_a_healthy_installation_well(sandbox: Sandbox, migrated_database: str) -> None:
    status, said, _ = await ran("doctor", told_about(sandbox, migrated_database))
    assert status == 0, said
    assert [line[:4] for line in said.splitlines()] == ["ok  "] * len(said.splitlines())
    for word in ("token", "scopes", "clock", "Socket Mode", "database", "migrations"):
        assert word in said


async def test_doctor_is_content_without_optional_scopes_and_names_them(
    sandbox: Sandbox, migrated_database: str
) -> None:
    sandbox.control.lack_scopes("usergroups:write")
    status, said, _ = await ran("doctor", told_about(sandbox, migrated_database))
    assert status == 0, said
    assert "without the optional usergroups:write" in said


async def test_doctor_says_what_to_do_about_each_trouble(sandbox: Sandbox, tmp_path: Path) -> None:
    told = told_about(sandbox, f"sqlite:///{tmp_path / 'never-migrated.db'}")
    with sandbox.deliberate():
        status, said, _ = await ran("doctor", told | REVOKED)
    assert status == 1
    assert "FIX  SLACK_BOT_TOKEN: Slack says invalid_auth. Reinstall the app" in said
    assert "FIX  SLACK_APP_TOKEN: Slack says invalid_auth. Make one with connections:write" in said
    assert "FIX  migrations: not up to date. Run `firebreak migrate`" in said


async def test_doctor_tells_when_slack_cannot_be_reached(sandbox: Sandbox, migrated_database: str) -> None:
    told = told_about(sandbox, migrated_database, socket=False) | {"SLACK_API_URL": DEAD_END}
    status, said, _ = await ran("doctor", told)
    assert status == 1
    assert "FIX  Slack cannot be reached" in said


async def test_doctor_looks_after_installations_and_keys_can_be_changed(
    sandbox: Sandbox, migrated_database: str
) -> None:
    old, new = Keyring.new_key(), Keyring.new_key()
    database = Database(database_url(migrated_database))
    async with database.transaction() as session:
        installation = Installation("T0ACME", None, "Acme", "UFIRE", "xoxb-not-a-token", None, None, "UANA")
        await Installations(session, Keyring([old])).save(installation, SystemClock().now())
    await database.close()
    told = told_about(sandbox, migrated_database, socket=False) | {
        "SLACK_CLIENT_ID": sandbox.client_id,
        "SLACK_CLIENT_SECRET": sandbox.client_secret,
        "PUBLIC_URL": "https://firebreak.example",
        "TOKEN_KEYS": new,
    }
    del told["SLACK_BOT_TOKEN"]
    with sandbox.deliberate():
        status, said, _ = await ran("doctor", told)
        assert (status, "FIX  TOKEN_KEYS" in said) == (1, True), said
        both = told | {"TOKEN_KEYS": f"{new},{old}"}
        assert (await ran("keys", both, "rotate"))[1] == "1 installations are locked with the newest key.\n"
        status, said, _ = await ran("doctor", told)
    assert status == 0, said
    assert "installations: 1, all readable" in said


async def test_the_manifest_for_http_names_the_address_everywhere() -> None:
    status, said, _ = await ran("manifest", {}, "https://firebreak.example/")
    shown = yaml.safe_load(said)
    assert status == 0
    assert {each["url"] for each in shown["features"]["slash_commands"]} == {"https://firebreak.example/slack/events"}
    assert shown["oauth_config"]["redirect_urls"] == ["https://firebreak.example/slack/oauth_redirect"]


async def test_migrate_makes_the_database(tmp_path: Path) -> None:
    file = tmp_path / "new" / "firebreak.db"
    assert await ran("migrate", {"DATABASE_URL": f"sqlite:///{file}"}) == (0, "The database is up to date.\n", "")
    assert file.exists()


async def test_web_tells_whether_it_is_alive_and_ready(world: World) -> None:
    if world.sandbox.deliver_to is None:
        pytest.skip("this world receives over a socket")
    address = world.sandbox.deliver_to.removesuffix("/slack/events")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/health") as health:
            assert (health.status, await health.json()) == (200, {"status": "alive"})
        async with session.get(f"{address}/ready") as ready:
            assert ready.status == 200
            assert (await ready.json())["status"] == "ready"


async def test_a_sandbox_goes_on_where_it_stopped_and_starts_over_when_told(tmp_path: Path) -> None:
    folder = ("--port", "0", "--folder", str(tmp_path / "sandbox"))

    async def look(*more: str) -> tuple[datetime, int]:
        async with BotProcess.started("sandbox", {}, *folder, *more) as sandbox, aiohttp.ClientSession() as session:
            address = await sandbox.says("Firebreak is at ")
            async with session.get(f"{address}/_sandbox/state?as=UANA") as answer:
                state = await answer.json()
            assert (await sandbox.end())[0] == 0
        return datetime.fromisoformat(state["clock"]["now"]), sum(map(len, state["messages"].values()))

    first, messages = await look()
    again, still = await look()
    assert timedelta(0) <= again - first < timedelta(minutes=5), "people's time goes on, whatever the wall says"
    assert still == messages > 0
    over, anew = await look("--fresh")
    assert (over.hour, anew) == (first.hour, messages)
