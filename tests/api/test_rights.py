"""What each kind of token sees at each reading level: the same as its person sees in Slack, and a service the least."""

from typing import Any

import pytest

from bot.outbox.domain import Event
from bot.people.domain import Person, UserId
from bot.people.repository import People
from bot.standups.domain import Kind, NewQuestion, Standup
from bot.standups.domain.schedule import Part, Readers, Rules
from bot.standups.use_cases import audience_of, change_audience
from bot.standups.use_cases.taking_part import Audience
from tests.support.programs import Program, Programs, Receiver
from tests.support.standups import BLOCKED, DONE, WORDS, a_standup, answers, at
from tests.support.teams import the_data_team
from tests.support.world import World

SECRET = "Only for some eyes"
# Dan leads nothing and owns the standup, Ana leads, Ben takes part, Elif is of the team and left out, Farid is an
# admin of the workspace, Chitra knows the workspace and no team in it.
READS = {
    Readers.TEAM: {"ana", "ben", "dan", "elif", "farid", "service"},
    Readers.MEMBERS: {"ana", "ben", "dan"},
    Readers.LEADS: {"ana", "dan"},
    Readers.OWNER: {"dan"},
}
KNOWS = {"ana", "ben", "dan", "elif", "farid", "service"}
KINDS = ("ana", "ben", "dan", "elif", "farid", "chitra", "service")


async def a_guarded_standup(world: World, readers: Readers) -> Standup:
    """Its owner answered it, and named a blocker."""
    team = await the_data_team(world, ("ana", "ben", "dan", "elif"))
    async with world.work() as work:
        await People(work).save(Person(UserId("UFARID"), "Farid", "Europe/London", is_admin=True))
        await People(work).save(Person(UserId("UCHITRA"), "Chitra", "Europe/London"))
    standup = await a_standup(world, team, rules=Rules(readers=readers))
    async with world.work() as work:
        _, _, audience = await audience_of(work, standup.id, "UANA")
        await change_audience(work, standup.id, "UANA", Audience(audience.picked, {UserId("UELIF"): Part.OUT}))
        await _give(work, standup)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({DONE: SECRET, BLOCKED: "Yes"})
    await dan.fills({WORDS: SECRET})
    await dan.submits()
    await world.settle()
    return standup


async def _give(work: Any, standup: Standup) -> None:
    from bot.standups.repository import Standups

    await Standups(work).give_to(standup.id, UserId("UDAN"))


async def program_of(programs: Programs, kind: str) -> Program:
    return await programs.service() if kind == "service" else await programs.of(kind)


@pytest.mark.parametrize("readers", list(Readers))
async def test_g3_every_route_shows_answers_to_those_who_read_them_in_slack(
    world: World, programs: Programs, readers: Readers
) -> None:
    standup = await a_guarded_standup(world, readers)
    async with world.work() as work:
        run_id = await _first_run(work, standup)
    for kind in KINDS:
        program, reads, knows = await program_of(programs, kind), kind in READS[readers], kind in KNOWS
        shown = await program.get(f"/standups/{standup.id}")
        assert shown.status == (200 if knows else 404), kind
        assert [each["id"] for each in (await program.get("/standups")).data] == ([standup.id] if knows else []), kind
        for path in ("next", "runs", "participation"):
            found = await program.get(f"/standups/{standup.id}/{path}")
            assert found.status == (200 if knows else 404), (kind, path)
            assert SECRET not in str(found.body)
        said = await program.get(f"/runs/{run_id}/answers")
        blockers = (await program.get("/blockers", state="all")).data
        assert (SECRET in str(said.body)) == reads, (kind, said.body)
        assert (SECRET in str(blockers)) == reads, kind
        if knows and not reads:
            assert (said.status, said.body.get("data")) == ((403, None) if kind == "service" else (200, [])), kind
        if not knows:
            assert said.code == "not_found"


async def test_g3_a_service_reads_no_questions_that_it_may_read_no_answers_to(world: World, programs: Programs) -> None:
    standup = await a_guarded_standup(world, Readers.LEADS)
    assert (await (await programs.service()).get(f"/standups/{standup.id}")).body["questions"] is None
    assert (await (await programs.of("ben")).get(f"/standups/{standup.id}")).body["questions"], "he is asked them"


async def test_one_reads_ones_own_answers_whoever_else_may(world: World, programs: Programs) -> None:
    standup = await a_guarded_standup(world, Readers.OWNER)
    await world.forward_to(at(14, 31))
    await answers(world.person("ben"), {DONE: "Mine alone"})
    async with world.work() as work:
        run_id = await _first_run(work, standup)
    said = (await (await programs.of("ben")).get(f"/runs/{run_id}/answers")).data
    assert [each["person"]["id"] for each in said] == ["UBEN"]
    assert "Mine alone" in str(said)


@pytest.mark.parametrize("readers", list(Readers))
async def test_g3_a_webhook_is_told_nothing_of_answers_its_token_may_not_read(
    world: World, programs: Programs, receiver: Receiver, readers: Readers
) -> None:
    program = await programs.service()
    events = [Event.RUN_OPENED, Event.ANSWER_GIVEN, Event.BLOCKER_OPENED]
    assert (await program.post("/webhooks", {"url": receiver.address, "events": events})).status == 201
    await a_guarded_standup(world, readers)
    await world.bot.worker.webhooks.send_due()
    told = set(receiver.events)
    assert "run.opened" in told
    assert ("answer.given" in told) == ("blocker.opened" in told) == ("service" in READS[readers])


MOOD, WHY = "How was the week?", "Why?"
FOUR = ("ana", "dan", "elif", "ben")


@pytest.mark.parametrize("count", [3, 4])
async def test_g1_answers_without_names_come_without_author_or_moment_and_only_from_four_on(
    world: World, programs: Programs, receiver: Receiver, count: int
) -> None:
    team = await the_data_team(world, FOUR)
    questions = (NewQuestion(MOOD, Kind.MOOD, key="mood"), NewQuestion(WHY, Kind.SHORT, key="why"))
    standup = await a_standup(world, team, questions=questions, rules=Rules(anonymous=True))
    program = await programs.of("ana")
    await program.post("/webhooks", {"url": receiver.address, "events": list(Event)})
    await world.forward_to(at(14, 31))
    for name in FOUR[:count]:
        await answers(world.person(name), {MOOD: "🌤️ Good", WHY: f"because of {name[::-1]}"})
    async with world.work() as work:
        run_id = await _first_run(work, standup)
    early = await program.get(f"/runs/{run_id}/answers")
    assert early.status == 200
    if count == 3:
        assert early.data == [], "not before everybody's time is over"
    await world.forward_to(at(23, 45))
    mood, why = (await program.get(f"/runs/{run_id}/answers")).data
    assert mood.keys() == {"question", "key", "asked", "kind", "withheld", "values"}
    assert (mood["withheld"], mood["values"]) == ((True, None) if count == 3 else (False, [4, 4, 4, 4]))
    assert (why["values"] is None) == (count == 3)
    await world.bot.worker.webhooks.send_due()
    assert {each.split(".")[0] for each in receiver.events} == {"run"}, "the moment of an answer tells whose it is"


async def _first_run(work: Any, standup: Standup) -> int:
    from bot.standups.repository import Runs

    return (await Runs(work).since(standup.id, at(0).date()))[0].id
