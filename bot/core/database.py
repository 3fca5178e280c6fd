"""The database: tables' common ground, connections, and the only place that commits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    TypeDecorator,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# SQLite has one writer: one connection makes waiting a fair queue instead of polling a lock.
SQLITE_CONNECTIONS = 1
POSTGRES_CONNECTIONS = 8
BUSY_TIMEOUT_MS = 10_000
POSTGRES_PATIENCE = 15
# An option of connections on which nothing is written.
ONLY_LOOKS = "only_looks"

BigId = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Stored in UTC; refuses a naive value, and gives back an aware one on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: instants must carry their zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime(), int: BigId}


class InWorkspace:
    """Adds the tenant: every row belongs to one workspace."""

    workspace_id: Mapped[int] = mapped_column(BigId, nullable=False)


def of_same_workspace(column: str, table: str) -> ForeignKeyConstraint:
    """`column` names a row of `table`, and one of the same workspace: the database itself refuses the neighbour's."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def database_url(text: str) -> URL:
    """The URL with the driver we use, whatever way of writing it the host gave us.

    Accepts `sqlite:///path`, `postgres://` (Heroku), `postgresql://` and either with a driver named.
    Raises ValueError with a sentence when it is something else.
    """
    try:
        url = make_url(text)
    except Exception as error:
        raise ValueError("it is not a database URL") from error
    family = url.drivername.split("+")[0]
    if family == "sqlite":
        return url.set(drivername="sqlite+aiosqlite")
    if family in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    raise ValueError(f"{family!r} is not supported: use sqlite or postgresql")


def open_engine(url: URL) -> AsyncEngine:
    """An engine for either database, set up so that commits are durable and waiting is fair."""
    if url.get_backend_name() != "sqlite":
        engine = create_async_engine(
            url,
            # An error that quotes a statement must not quote what people wrote.
            hide_parameters=True,
            pool_size=POSTGRES_CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,
            pool_timeout=POSTGRES_PATIENCE,
            # A server that vanished without a word is noticed in seconds, not in the hours TCP would take.
            connect_args={"connect_timeout": POSTGRES_PATIENCE, "tcp_user_timeout": 1_000 * POSTGRES_PATIENCE},
        )
        event.listen(engine.sync_engine, "connect", _prepare_postgres)
        return engine
    engine = create_async_engine(url, hide_parameters=True, pool_size=SQLITE_CONNECTIONS, max_overflow=0)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _prepare_postgres(connection: DBAPIConnection, _: Any) -> None:
    # A process that is paused inside a transaction holds its locks: the server ends it, so that others go on.
    cursor = connection.cursor()
    cursor.execute(f"SET idle_in_transaction_session_timeout = '{POSTGRES_PATIENCE}s'")
    cursor.close()
    connection.commit()


def _prepare_sqlite(connection: DBAPIConnection, _: Any) -> None:
    # The driver must not begin transactions by itself: we begin them as writers from the start.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        # NORMAL may forget a commit at power loss, and a forgotten "sent" is a message sent twice.
        "synchronous=FULL",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    only_looks = connection.get_execution_options().get(ONLY_LOOKS)
    connection.exec_driver_sql("BEGIN" if only_looks else "BEGIN IMMEDIATE")


class DatabaseGone(Exception):
    """The database does not answer, so nothing was begun."""


# What a database that is away, full or overloaded raises.
NOT_ANSWERING = (OperationalError, InterfaceError, PoolTimeout, OSError, TimeoutError, DatabaseGone)


class Database:
    """One database and its transactions."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.engine = open_engine(url)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Commits once at the end; rolls everything back when anything is raised."""
        async with self._sessions() as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """For long reading: the database as it is now, all the way through, while others go on writing. Keeps nothing
        that is written in it.
        """
        one_state = {} if self.url.get_backend_name() == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        async with self._sessions() as session:
            await session.connection(execution_options={ONLY_LOOKS: True, **one_state})
            yield session

    async def server_time(self) -> datetime | None:
        """What the database's own clock shows; None where it is this machine's anyway."""
        if self.url.get_backend_name() == "sqlite":
            return None
        async with self.transaction() as session:
            shown = await session.scalar(select(func.clock_timestamp(type_=UtcDateTime())))
            assert isinstance(shown, datetime)
            return shown

    async def close(self) -> None:
        await self.engine.dispose()
