"""Fixtures of the whole suite: databases, worlds, and where the wire log goes."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import web_app
from hypothesis import settings

from bot.core.logs import set_up
from bot.migrate import upgrade
from tests.support.postgres import EmbeddedPostgres, postgres_server
from tests.support.world import Transport, World, a_world, sqlite_copy

__all__ = ["postgres_server"]

# Machines are noisy: how long an example takes says nothing about it.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Each story runs on both databases and over both ways in.
WAYS = {"sqlite": "http", "postgres": "socket"}


@pytest.fixture(scope="session", autouse=True)
def _logs_as_in_use() -> None:
    """What a failing test shows is what an operator would read."""
    set_up("INFO", as_json=False)


@pytest.fixture(autouse=True)
def _no_world_stays() -> Iterator[None]:
    """The web server of a local Slack is remembered with everything in it, up to a thousand of them: gigabytes."""
    yield
    web_app._cached_build_middleware.cache_clear()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: EmbeddedPostgres) -> EmbeddedPostgres:
    postgres_server.create_database("template_firebreak")
    upgrade(postgres_server.url("template_firebreak"))
    return postgres_server


@pytest.fixture(params=["sqlite", "postgres"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def migrated_database(backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty migrated database, on SQLite and on Postgres in turn."""
    if backend == "sqlite":
        with sqlite_copy(request.getfixturevalue("migrated_sqlite")) as url:
            yield url
        return
    server: EmbeddedPostgres = request.getfixturevalue("migrated_postgres")
    name = f"t{abs(hash(request.node.nodeid)):x}"
    server.create_database(name, template="template_firebreak")
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def wire_log() -> Path | None:
    """Where the traffic of the run is recorded, when somebody wants to judge it."""
    name = os.environ.get("FIREBREAK_WIRE_LOG")
    return Path(name) if name else None


@pytest.fixture
async def world(migrated_database: str, backend: str, wire_log: Path | None) -> AsyncIterator[World]:
    transport: Transport = "http" if WAYS[backend] == "http" else "socket"
    async with a_world(migrated_database, transport, wire_log) as world:
        yield world
