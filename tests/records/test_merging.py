"""Somebody comes back with another account: an admin says so, and their history goes with them."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.errors import BotError
from bot.people.domain import Role, Team, UserId
from bot.people.repository import Absences, People, Teams
from bot.records.use_cases.merging import merge_people
from bot.sandbox.gestures import Person
from bot.standups.domain import PromptState, Standup
from bot.standups.repository import Answers, Blockers, PlanItems, Prompts, Runs
from bot.standups.use_cases.reading import participation
from bot.triage.use_cases import fires_asked_by, open_fires_of
from tests.support.standups import BLOCKED, DONE, MONDAY, PLAN, WORDS, a_standup, answers, at, dm
from tests.support.teams import is_away, the_data_team
from tests.support.world import World

TUESDAY = date(2026, 11, 24)
OFFER = "(new) looks like Dan who left on 23 Nov. Are they the same person?"


async def dan_left(world: World) -> tuple[Team, Standup]:
    """Dan, a lead, answers on Monday with everything there is, takes a fire, and is gone in the evening. Iris, the
    workspace's admin, has looked at the app once.
    """
    team = await the_data_team(world, ("ana", "dan"))
    async with world.work() as work:
        await Teams(work).add_member(team.id, world.person("dan").id, Role.LEAD)
        await is_away(work, world.person("dan").id, date(2026, 12, 1), date(2026, 12, 2))
    await world.person("iris").opens_home()
    standup = await a_standup(world, team, reminders=())
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await answers(dan, {DONE: "Loads", PLAN: "Archive", BLOCKED: "Yes", WORDS: "No access"})
    await dan.types("/triage new Where is the ledger?", channel="data-team")
    await dan.types("/triage claim F-1", channel="data-team")
    await world.forward_to(at(19))
    await dan.is_deactivated()
    await world.forward(minutes=2)
    return team, standup


async def comes_back(world: World) -> Person:
    """With a new account of the same name, and looks at the app."""
    old = world.sandbox.workspace.users[world.person("dan").id]
    new = replace(old, id="UDANTWO", name="dantwo", deleted=False)
    world.sandbox.workspace.users[new.id] = new
    world.sandbox.workspace.channels["C0DATATEAM"].members.append(new.id)
    person = world.person("dantwo")
    await person.opens_home()
    await world.forward(minutes=2)
    return person


async def test_an_admin_is_asked_once_and_yes_carries_everything_over(world: World) -> None:
    team, standup = await dan_left(world)
    old_id = world.person("dan").id
    async with world.work() as work:
        before = await participation(work, team.id, MONDAY, MONDAY)
    dan = await comes_back(world)
    iris = world.person("iris")
    assert OFFER in world.read(dm(world, "iris", "Are they the same person?"))
    assert not world.person("ana").sees("Are they the same person?"), "that is for admins"
    await iris.clicks("Yes, carry their history over")
    await world.forward(minutes=2)
    assert "carried the history of Dan over" in world.read(dm(world, "iris", "carried the history"))
    async with world.work() as work:
        (there,) = await Teams(work).of_person(dan.id)
        assert there.is_lead(dan.id)
        assert await Teams(work).of_person(old_id) == []
        run = await Runs(work).on(standup.id, MONDAY)
        assert run is not None
        prompts = {each.user_id: each for each in await Prompts(work).of_run(run.id)}
        assert prompts[UserId(dan.id)].state == PromptState.ANSWERED
        assert old_id not in prompts
        assert [each.text for each in await Blockers(work).open_of(dan.id)] == ["No access"]
        assert [each.text for each in await PlanItems(work).open_of(dan.id)] == ["Archive"]
        assert "Where is the ledger?" in [each.title for each in await fires_asked_by(work, dan.id)]
        assert [each.number for each in await open_fires_of(work, dan.id)] == [1]
        assert len(await Absences(work).between([dan.id], date(2026, 12, 1), date(2026, 12, 31))) == 1
        assert await participation(work, team.id, MONDAY, MONDAY) == before
    await world.forward_to(at(9, 32, day=24))
    assert [each for each in dan.dm if "Archive" in world.read(each)], "their plan comes back"


async def test_no_leaves_both_as_they_are_and_nobody_is_asked_again(world: World) -> None:
    await dan_left(world)
    dan = await comes_back(world)
    iris = world.person("iris")
    await iris.clicks("No")
    await world.forward(minutes=1)
    assert "are two people" in world.read(dm(world, "iris", "two people"))
    asked = len(iris.dm)
    await dan.moves_to("Europe/Paris")
    await world.forward(minutes=2)
    assert len(iris.dm) == asked
    async with world.work() as work:
        assert await Teams(work).of_person(dan.id) == []


async def test_of_a_run_that_both_have_the_answered_one_counts_and_nothing_is_lost(world: World) -> None:
    team, standup = await dan_left(world)
    old_id = world.person("dan").id
    dan = await comes_back(world)
    async with world.work() as work:
        run = await Runs(work).on(standup.id, MONDAY)
        assert run is not None
        await Prompts(work).add(run.id, dan.id, "Europe/London", at(9, 30), at(17, 30), state=PromptState.ASKED)
        before = await participation(work, team.id, MONDAY, MONDAY)
    iris = world.person("iris")
    await iris.types("/standup merge @dan @dantwo")
    assert (await iris.submits()).closed
    await world.settle()
    assert iris.sees("Done: the history of Dan is with")
    async with world.work() as work:
        prompts = {each.user_id: each for each in await Prompts(work).of_run(run.id)}
        assert prompts[UserId(dan.id)].state == PromptState.ANSWERED
        assert prompts[UserId(old_id)].state == PromptState.ASKED
        said = await Answers(work).of([prompts[UserId(dan.id)].id])
        assert "Loads" in said[prompts[UserId(dan.id)].id].values()
        assert await participation(work, team.id, MONDAY, MONDAY) == before


async def test_it_is_refused_with_a_sentence(world: World) -> None:
    _, standup = await dan_left(world)
    old_id = world.person("dan").id
    dan = await comes_back(world)
    ana, iris = world.person("ana"), world.person("iris")
    await ana.types("/standup merge @dan @dantwo")
    assert ana.sees("Only workspace admins can say that two accounts are one person's.")
    await iris.types("/standup merge @ana @dantwo")
    assert iris.sees("is not deactivated in Slack")
    async with world.work() as work:
        admin = await People(work).get(iris.id)
        assert admin is not None
        with pytest.raises(BotError, match="The old account of Ana is still active in Slack"):
            await merge_people(work, ana.id, dan.id, admin)
        with pytest.raises(BotError, match="These are the same account"):
            await merge_people(work, dan.id, dan.id, admin)
        with pytest.raises(BotError, match="left this workspace"):
            await merge_people(work, ana.id, old_id, admin)
        run = await Runs(work).on(standup.id, MONDAY)
        assert run is not None
        await Runs(work).change(run.id, state="open")
        theirs = await Prompts(work).add(run.id, dan.id, "Europe/London", at(9, 30), at(23), state=PromptState.ASKED)
        await Prompts(work).change(theirs, state=PromptState.ANSWERED, answered_at=work.now)
        with pytest.raises(BotError, match="Both accounts answered Daily of Mon 23 Nov, which is still open"):
            await merge_people(work, old_id, dan.id, admin)


async def test_two_admins_at_once_carry_it_over_once(world: World) -> None:
    await dan_left(world)
    await comes_back(world)
    iris = world.person("iris")
    message = dm(world, "iris", "Are they the same person?")
    await iris.clicks("Yes, carry their history over", message)
    await iris.types("/standup merge @dan @dantwo")
    assert iris.modal is not None
    assert not (await iris.submits()).closed
    assert "is with that account already" in str(iris.errors_by_label)
