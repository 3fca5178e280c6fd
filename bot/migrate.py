"""Bringing a database to the newest tables, and saying whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.core.database import database_url, open_engine
from bot.revisions import ROOT


def configuration(url: str) -> Config:
    """Alembic's configuration for that database."""
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str, to: str = "head") -> None:
    """Runs the missing migrations; creates an SQLite file and its folder when needed."""
    target = database_url(url)
    if target.get_backend_name() == "sqlite" and target.database:
        Path(target.database).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(configuration(url), to)


async def current(url: str) -> str | None:
    """The revision the database is at; None when it was never migrated. Raises what the database raises."""

    def revision(connection: Connection) -> str | None:
        return MigrationContext.configure(connection).get_current_revision()

    engine = open_engine(database_url(url))
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(revision)
    finally:
        await engine.dispose()
