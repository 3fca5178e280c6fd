"""Migrations go up, down and up again on both databases, and lead to the tables the code has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect

from bot.core.database import database_url
from bot.migrate import configuration, current, upgrade
from bot.revisions import is_enough, newest
from bot.tables import metadata
from tests.support.postgres import EmbeddedPostgres


@pytest.fixture
def empty_database(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: EmbeddedPostgres = request.getfixturevalue("postgres_server")
    server.create_database("empty")
    yield server.url("empty")
    server.drop_database("empty")


def looking(url: str) -> Iterator[Connection]:
    target = database_url(url)
    driver = "sqlite" if target.get_backend_name() == "sqlite" else "postgresql+psycopg"
    engine = create_engine(target.set(drivername=driver))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def tables(url: str) -> set[str]:
    (names,) = [set(inspect(connection).get_table_names()) for connection in looking(url)]
    return names - {"alembic_version"}


def test_there_is_one_newest_revision() -> None:
    (head,) = ScriptDirectory.from_config(configuration("sqlite://")).get_heads()
    assert newest() == head


def test_a_database_that_is_further_on_serves_and_an_older_one_does_not() -> None:
    assert is_enough(newest())
    assert not is_enough(None)
    known = {"first": None, "second": "first"}
    assert is_enough("second", known)
    assert is_enough("of_a_later_version", known)
    assert not is_enough("first", known)


def test_up_down_and_up_again_leads_to_the_tables_of_the_code(empty_database: str) -> None:
    upgrade(empty_database)
    assert tables(empty_database) == set(metadata.tables)
    command.downgrade(configuration(empty_database), "base")
    assert tables(empty_database) == set()
    upgrade(empty_database)
    for connection in looking(empty_database):
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


async def test_an_old_database_is_told_from_an_up_to_date_one(empty_database: str) -> None:
    assert await current(empty_database) is None
    assert newest() is not None


def test_migrating_twice_changes_nothing(empty_database: str) -> None:
    upgrade(empty_database)
    before = tables(empty_database)
    upgrade(empty_database)
    assert tables(empty_database) == before
