"""Many at once: everybody is asked as fast as Slack allows, and Slack hardly ever has to say no."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.outbox.announcements import announce
from bot.outbox.domain import Pace, Rank, round_takes
from bot.people.domain import Person, Role, TeamSettings, UserId
from bot.people.repository import People, Teams
from bot.sandbox.faults import Fault
from bot.sandbox.people import northwind
from bot.sandbox.state import User
from bot.slack.message import Message
from bot.standups.domain import TEMPLATES, Schedule, StandupSettings
from bot.standups.use_cases import create_standup
from tests.support.teams import the_data_team
from tests.support.world import MONDAY, World, a_world

CROWD = 500
HALF_PAST_NINE = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_five_hundred_people_asked_at_one_minute_have_it_in_the_time_slack_allows_and_a_tenth(
    migrated_database: str, wire_log: Path | None
) -> None:
    people = northwind()
    crowd = [User(f"UC{number:03}", f"crowd{number}", f"Crowd {number}") for number in range(CROWD)]
    people.users.extend(crowd)
    async with a_world(migrated_database, "http", wire_log, MONDAY, people) as world:
        await a_crowd_with_a_standup(world, [each.id for each in crowd])
        await world.forward_to(HALF_PAST_NINE + timedelta(minutes=5))
        asked = [float(world.sandbox.workspace.dm(each.id).messages[0].ts) for each in crowd]
        calls = [each for each in world.sandbox.calls if each.method == "chat.postMessage"]
    allowed = round_takes(CROWD, Pace())
    assert max(asked) - HALF_PAST_NINE.timestamp() <= 1.1 * allowed.total_seconds()
    assert [each for each in calls if each.status == 429] == []


async def a_crowd_with_a_standup(world: World, user_ids: list[str]) -> None:
    channel = world.channel("data-team").id
    schedule = Schedule(at=time(9, 30), days=frozenset(range(5)), anchor_on=date(2026, 11, 23))
    async with world.work() as work:
        for user_id in user_ids:
            await People(work).save(Person(UserId(user_id), user_id, "Europe/London"))
        roles = {UserId(each): Role.MEMBER for each in user_ids} | {UserId(user_ids[0]): Role.LEAD}
        team = await Teams(work).create(TeamSettings("Crowd", channel, zone="Europe/London"), roles)
        settings = StandupSettings("Daily standup", schedule, channel)
        await create_standup(work, team.id, user_ids[0], settings, TEMPLATES[0].questions)


async def test_people_who_wait_for_a_question_come_before_a_digest_and_before_edits(world: World) -> None:
    await the_data_team(world)
    world.sandbox.faults.add(Fault("chat.postMessage", "429", times=1, retry_after=30))
    async with world.work() as work:
        for number, rank in enumerate((Rank.DIGEST, Rank.CLOSING, Rank.NOTICE, Rank.PROMPT)):
            user_id = world.person(("ana", "ben", "chitra", "dan")[number]).id
            # The first two are held up by Slack with the last two.
            await announce(work, key=f"k{number}", channel=user_id, message=Message(f"{rank.name}"), rank=rank)
    await world.forward(minutes=2)
    said = [each.args["text"] for each in world.sandbox.calls if each.method == "chat.postMessage"]
    order = ["PROMPT", "NOTICE", "CLOSING", "DIGEST"]
    assert [text for text in said if text in order][:4] == order


async def test_a_limit_on_one_method_holds_up_that_method_only(world: World) -> None:
    await the_data_team(world)
    await world.person("grace").types("/triage new Numbers differ p3", channel="general")
    await world.forward(minutes=1)
    world.sandbox.faults.add(Fault("chat.update", "429", times=1, retry_after=60))
    await world.person("ben").types("/triage claim F-1")
    await world.settle()
    before = len(world.person("ana").dm)
    async with world.work() as work:
        await announce(work, key="now", channel=world.person("ana").id, message=Message("Still here"))
    await world.settle()
    assert len(world.person("ana").dm) == before + 1, "posts go on while edits wait"
    assert not any("@ben" in text for text in world.texts("data-team"))
    await world.forward(seconds=61)
    assert any("@ben" in text for text in world.texts("data-team"))
