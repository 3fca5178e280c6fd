"""Stories of what comes after a fire: how it went, what keeps coming back, what is still owned."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.triage.domain import Effort, Note, Recurrence
from bot.triage.repository import FireEvents, Fires
from bot.triage.tables import FireRatingRow
from bot.triage.use_cases import Closing, resolve_fire
from tests.scenarios.test_fire_requester import a_fire, soon, types
from tests.support.teams import the_data_team
from tests.support.world import World


async def closes(world: World, recurrence: Recurrence, number: int = 1, **said: Any) -> None:
    """Ben does, as the form would have it."""
    async with world.work() as work:
        await resolve_fire(work, number, world.person("ben").id, Closing("Fixed", recurrence=recurrence, **said))


async def ratings(world: World) -> list[bool]:
    async with world.work() as work:
        rows = await work.session.scalars(select(FireRatingRow).where(FireRatingRow.workspace_id == work.workspace_id))
        return [row.good for row in rows]


async def test_how_it_went_is_one_tap_can_be_changed_and_is_never_shown_to_who_did_it(world: World) -> None:
    await a_fire(world)
    ben, grace = world.person("ben"), world.person("grace")
    await types(world, "ben", "resolve F-1 Fixed the join")
    before = [world.read(each) for each in [*ben.dm, *ben.ephemerals]]
    card = world.texts("data-team")
    await grace.clicks("It went well")
    await soon(world)
    assert await ratings(world) == [True]
    assert "You said that it went well." in world.read(grace.dm[-1])
    await grace.clicks("Not quite")
    await soon(world)
    assert await ratings(world) == [False]
    assert "You said not quite." in world.read(grace.dm[-1])
    assert [world.read(each) for each in [*ben.dm, *ben.ephemerals]] == before
    assert world.texts("data-team") == card
    await types(world, "ben", "show F-1")
    assert "went" not in world.read(ben.ephemerals[-1])
    await grace.clicks("Reopen", grace.dm[-1])
    await soon(world)
    assert "Taken by @ben" in world.texts("data-team")[0]
    await grace.clicks("It went well", next(each for each in grace.dm if "You said not quite." in world.read(each)))
    assert "You can say how it went once it is done." in world.read(grace.ephemerals[-1])
    assert await ratings(world) == [False]


async def test_what_keeps_coming_back_is_listed_for_the_team(world: World) -> None:
    await the_data_team(world)
    await world.forward_to(datetime(2026, 11, 23, 10, 0, tzinfo=UTC))
    grace, ben = world.person("grace"), world.person("ben")
    titles = ("Revenue dashboard shows zeros", "Revenue dashboard empty again", "Dashboard of revenue is wrong")
    await types(world, "ben", "recurring")
    assert "Nothing keeps coming back to Data." in world.read(ben.ephemerals[-1])
    for number, title in enumerate(titles, start=1):
        await grace.types(f"/triage new {title}", channel="general")
        await closes(world, Recurrence.LIKELY_AGAIN, number, topic="Revenue", effort=Effort.SMALL)
    await types(world, "ben", "recurring")
    shown = world.read(ben.ephemerals[-1])
    assert "One thing keeps coming back to Data, from the last 90 days. Could it be automated?" in shown
    assert "revenue: dashboard revenue  3 times (3 × S)" in shown
    assert "F-2 Revenue dashboard empty again" in shown
    await grace.joins("data-team")
    await grace.types("/triage recurring", channel="data-team")
    assert "Only members and leads of Data" in world.read(grace.ephemerals[-1])
    await world.forward(days=91)
    await types(world, "ben", "recurring")
    assert "Nothing keeps coming back to Data." in world.read(ben.ephemerals[-1])


async def test_what_the_team_owns_is_asked_about_until_the_answer_is_no(world: World) -> None:
    await a_fire(world)
    ben = world.person("ben")
    await closes(world, Recurrence.OURS_NOW)
    await world.forward(days=31)
    question = ben.dm[-1]
    assert "30 days ago F-1" in world.read(question)
    assert "Is it still wanted, and still yours?" in world.read(question)
    await ben.clicks("Yes, both", question)
    await soon(world)
    assert "@ben says it is still wanted, and still ours. I ask again later." in world.read(ben.dm[-1])
    await world.forward(days=61)
    assert "90 days ago F-1" in world.read(ben.dm[-1])
    await ben.clicks("Not wanted any more", ben.dm[-1])
    await soon(world)
    count = len(ben.dm)
    await world.forward(days=100)
    assert not any("180 days ago" in world.read(each) for each in ben.dm)
    assert len(ben.dm) == count
    async with world.work() as work:
        fire = await Fires(work).get(1)
        assert fire is not None
        said = [each.after for each in await FireEvents(work).of(fire.id) if each.kind == Note.OWNED]
    assert said == ["still", "unwanted"]


@pytest.mark.parametrize("recurrence", [Recurrence.ONE_OFF, Recurrence.LIKELY_AGAIN])
async def test_what_nobody_owns_is_not_asked_about(world: World, recurrence: Recurrence) -> None:
    await a_fire(world)
    await closes(world, recurrence)
    count = len(world.person("ben").dm)
    await world.forward_to(world.clock.now() + timedelta(days=35))
    assert len(world.person("ben").dm) == count


async def test_what_was_opened_again_is_not_asked_about(world: World) -> None:
    await a_fire(world)
    await closes(world, Recurrence.OURS_NOW)
    await types(world, "ben", "reopen F-1")
    await world.forward(days=31)
    assert not world.person("ben").sees("30 days ago")
