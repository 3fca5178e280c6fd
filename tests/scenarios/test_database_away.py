"""A database that is away, slow or full: people hear it in time, keep their words, and go on where they were."""

from datetime import UTC, date, datetime, time

import psycopg
import pytest
from sqlalchemy import text

from bot.standups.domain import TEMPLATES, Schedule, StandupSettings
from bot.standups.use_cases import create_standup
from tests.support.postgres import EmbeddedPostgres
from tests.support.teams import the_data_team
from tests.support.world import World

FIRE = "Revenue dashboard shows zeros"
ACK_MS = 3_000


def cards(world: World) -> list[str]:
    return [each for each in world.texts("data-team") if FIRE in each]


def told(world: World, name: str) -> str:
    """What only they can see."""
    return "\n".join(world.read(each) for each in world.person(name).ephemerals)


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_who_types_a_command_while_postgres_is_away_keeps_the_words_and_types_again_later(
    world: World, migrated_postgres: EmbeddedPostgres
) -> None:
    if not migrated_postgres.is_ours:
        pytest.skip("the server of TEST_DATABASE_URL is not ours to end")
    await the_data_team(world)
    world.hurry()
    with migrated_postgres.away():
        ack = await world.person("grace").types(f"/triage new {FIRE} p2", channel="general")
    assert ack.ok
    assert ack.ms < ACK_MS
    said = told(world, "grace")
    assert "Firebreak's database does not answer, so nothing was saved." in said
    assert f"You typed: /triage new {FIRE} p2" in said
    assert "reference" in said

    await world.person("grace").types(f"/triage new {FIRE} p2", channel="general")
    await world.forward(minutes=1)
    assert len(cards(world)) == 1


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_an_answer_typed_while_postgres_is_away_is_taken_when_slack_brings_it_again(
    world: World, migrated_postgres: EmbeddedPostgres
) -> None:
    if not migrated_postgres.is_ours:
        pytest.skip("the server of TEST_DATABASE_URL is not ours to end")
    team = await the_data_team(world, ("ana", "ben"))
    schedule = Schedule(at=time(9, 30), days=frozenset(range(5)), anchor_on=date(2026, 11, 23))
    async with world.work() as work:
        settings = StandupSettings("Daily standup", schedule, team.channel_id)
        await create_standup(work, team.id, world.person("ana").id, settings, TEMPLATES[0].questions)
    await world.forward_to(datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
    ana = world.person("ana")
    before = len(ana.dm)
    world.hurry()
    # Not acknowledging is what makes Slack bring it again.
    with world.sandbox.allow("ack", "ack-late"):
        with migrated_postgres.away():
            await ana.says("Shipped the metric layer")
        await world.settle()
    assert len(ana.dm) == before + 1, "only her own words so far"
    await world.forward(minutes=2)
    assert TEMPLATES[0].questions[1].text in world.read(ana.dm[-1]), "the next question"


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_a_form_sent_to_a_slow_database_stays_open_with_its_words_and_counts_once(world: World) -> None:
    await the_data_team(world)
    grace = world.person("grace")
    await grace.types("/triage new", channel="general")
    await grace.fills({"What is wanted?": FIRE, "How urgent is it?": "P2"})
    world.hurry()
    async with await psycopg.AsyncConnection.connect(libpq(world.database_url)) as slow:
        await slow.execute("LOCK TABLE receipts IN ACCESS EXCLUSIVE MODE")
        sent = await grace.submits()
        assert not sent.closed
        assert "nothing you typed is lost" in " ".join(sent.errors.values())
    await world.settle()
    assert (await grace.submits()).closed
    await world.forward(minutes=1)
    assert len(cards(world)) == 1


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_a_command_to_a_slow_database_is_acknowledged_in_time_and_answered_later(world: World) -> None:
    await the_data_team(world)
    world.hurry()
    async with await psycopg.AsyncConnection.connect(libpq(world.database_url)) as slow:
        await slow.execute("LOCK TABLE receipts IN ACCESS EXCLUSIVE MODE")
        ack = await world.person("grace").types(f"/triage new {FIRE} p2", channel="general")
        assert ack.ok
        assert ack.ms < ACK_MS
        assert cards(world) == []
    await world.forward(minutes=1)
    assert len(cards(world)) == 1
    assert "F-1" in told(world, "grace")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_full_disk_is_said_and_once_there_is_room_everything_goes_on(world: World) -> None:
    await the_data_team(world)
    await fill_the_disk(world)
    for number in range(100):
        await world.person("grace").types(f"/triage new Question {number} {'about much ' * 10} p3", channel="general")
        if "database does not answer, so nothing was saved" in told(world, "grace"):
            break
    else:
        raise AssertionError("the disk was never full")
    assert f"You typed: /triage new Question {number}" in told(world, "grace")
    await make_room(world)
    await world.person("grace").types(f"/triage new {FIRE} p2", channel="general")
    await world.forward(minutes=1)
    assert len(cards(world)) == 1


async def fill_the_disk(world: World) -> None:
    """SQLite is allowed not one page more, and answers as it does when the disk is full."""
    async with world.bot.database.transaction() as session:
        pages = await session.scalar(text("PRAGMA page_count"))
        await session.execute(text(f"PRAGMA max_page_count = {pages}"))


async def make_room(world: World) -> None:
    async with world.bot.database.transaction() as session:
        await session.execute(text("PRAGMA max_page_count = 1000000"))


def libpq(url: str) -> str:
    return url.replace("+psycopg", "")
