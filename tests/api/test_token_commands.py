"""`firebreak tokens`: what an operator types and sees."""

from pathlib import Path

import pytest

from bot.core.clock import SystemClock
from bot.core.database import Database, database_url
from bot.core.work import Transactions
from bot.people.domain import Person, UserId
from bot.people.repository import People
from bot.workspaces.repository import install_workspace
from tests.support.processes import ran


@pytest.fixture
async def told(migrated_database: str) -> dict[str, str]:
    """One workspace, in which Ana is known."""
    database = Database(database_url(migrated_database))
    transactions = Transactions(database, SystemClock(), committed=lambda _: None)
    async with transactions.across_workspaces() as (session, now):
        made = await install_workspace(session, slack_id="TACME", name="Acme", bot_user_id="UFIRE", now=now)
    async with transactions.in_workspace(made.id) as work:
        await People(work).save(Person(UserId("UANA"), "Ana", "Europe/London"))
    await database.close()
    return {"DATABASE_URL": migrated_database}


async def test_a_token_is_printed_once_listed_without_itself_and_revoked(told: dict[str, str]) -> None:
    status, token, said = await ran(
        "tokens", told, "new", "--name", "laptop", "--scopes", "read,answer", "--as", "UANA"
    )
    assert status == 0, said
    assert token.startswith("fb_")
    assert "not shown again" in said
    status, listed, _ = await ran("tokens", told, "list")
    assert token.strip() not in listed
    assert "1  laptop  UANA  answer,read  never used" in listed
    assert await ran("tokens", told, "revoke", "1") == (0, "Token 1 is revoked.\n", "")
    assert "revoked 20" in (await ran("tokens", told, "list"))[1]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (("--name", "x", "--scopes", "everything"), "There is no scope everything"),
        (("--name", " ", "--scopes", "read"), "Give the token a name"),
        (("--name", "x", "--scopes", "read", "--as", "UNOBODY"), "UNOBODY is nobody I know here"),
        (("--name", "x", "--scopes", "answer"), "add --as"),
        (("--name", "x", "--scopes", "read", "--workspace", "TNEXT"), "not in a workspace TNEXT"),
    ],
)
async def test_what_cannot_be_made_is_said_in_a_sentence(
    told: dict[str, str], options: tuple[str, ...], text: str
) -> None:
    status, out, said = await ran("tokens", told, "new", *options)
    assert (status, out) == (1, "")
    assert text in said
    assert "Traceback" not in said


async def test_nothing_can_be_made_before_there_is_a_workspace(migrated_sqlite: Path) -> None:
    status, _, said = await ran("tokens", {"DATABASE_URL": f"sqlite:///{migrated_sqlite}"}, "list")
    assert (status, "is in no workspace yet" in said) == (1, True)
