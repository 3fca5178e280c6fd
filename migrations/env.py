"""How Alembic reaches the database: the bot's own engine, so that SQLite and Postgres behave as they do in use."""

import asyncio
from typing import Any, Literal

from alembic import context
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.types import TypeEngine

from bot.core.database import UtcDateTime, database_url, open_engine
from bot.records.repository.views import drop_views, make_views
from bot.revisions import newest
from bot.settings import read_database_settings
from bot.tables import metadata

# A migration waits this long for a lock before it gives up, so that it never queues up the whole application.
LOCK_TIMEOUT = "5s"


def render_item(kind: str, value: Any, _: Any) -> str | Literal[False]:
    """Migrations name SQLAlchemy's own types only; ours may change later."""
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, TypeEngine) and type(value).__name__ == "BigInteger":
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


def run(connection: Connection) -> None:
    postgres = connection.dialect.name == "postgresql"
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_item,
        render_as_batch=not postgres,
        compare_type=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        if postgres:
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
        drop_views(connection)
        context.run_migrations()
        if MigrationContext.configure(connection).get_current_revision() == newest():
            make_views(connection)


async def run_online() -> None:
    url = context.config.get_main_option("sqlalchemy.url") or read_database_settings().database_url
    engine = open_engine(database_url(url))
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(run_online())
