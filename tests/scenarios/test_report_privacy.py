"""Stories of who reads what: anonymous answers have no author anywhere, and private ones never reach a channel."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.core.errors import BotError
from bot.people.domain import Person, Role, UserId
from bot.people.repository import People, Teams
from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.schedule import Part, Readers, Reporting, Rules
from bot.standups.repository import Standups
from bot.standups.repository.participants import Participants
from bot.standups.tables import AnonymousAnswerRow, AnswerRow, PromptRow
from bot.standups.use_cases import change_standup
from tests.support.standups import BLOCKED, DONE, WORDS, a_standup, answers, at, dm, reports
from tests.support.teams import the_data_team
from tests.support.world import World

MOOD, WHY = "How was the week?", "Why?"
ANONYMOUS = (NewQuestion(MOOD, Kind.MOOD, key="mood"), NewQuestion(WHY, Kind.SHORT, key="why", required=False))
FOUR = ("ana", "dan", "elif", "ben")
WEEKS = {"ana": "☀️ Great", "dan": "🌤️ Good", "elif": "🌤️ Good", "ben": "🌧️ Rough"}


def everything(world: World, channel: str = "data-team") -> str:
    """All that stands in a channel, threads included."""
    place = world.channel(channel)
    return "\n".join(world.read(each) for top in place.messages for each in (top, *place.thread(top)))


async def an_anonymous_week(world: World, members: tuple[str, ...]) -> None:
    team = await the_data_team(world, FOUR)
    await a_standup(world, team, name="Mood", questions=ANONYMOUS, rules=Rules(anonymous=True))
    await world.forward_to(at(14, 31))
    for name in members:
        await answers(world.person(name), {MOOD: WEEKS[name], WHY: f"reason of number {FOUR.index(name)}"})
    await world.forward(seconds=20)


async def test_g1_anonymous_answers_are_shown_at_the_end_by_question_without_names(world: World) -> None:
    await an_anonymous_week(world, FOUR[:3])
    assert reports(world, "Mood") == [], "not before everybody's time is over"
    await answers(world.person("ben"), {MOOD: WEEKS["ben"], WHY: "reason of number 3"})
    await world.forward(seconds=20)
    (shown,) = reports(world, "Mood")
    assert "4 of 4 answered" in shown
    said = everything(world)
    for count in ("Great: 1", "Good: 2", "Rough: 1", "Okay: 0"):
        assert count in said
    for number in range(4):
        assert f"reason of number {number}" in said
    for name in FOUR:
        assert name.capitalize() not in said


async def test_g1_the_order_is_that_of_the_lot(world: World) -> None:
    await an_anonymous_week(world, FOUR)
    said = everything(world)
    async with world.work() as work:
        rows = list(await work.session.scalars(select(AnonymousAnswerRow).order_by(AnonymousAnswerRow.id)))
        named = list(await work.session.scalars(select(AnswerRow)))
        prompts = list(await work.session.scalars(select(PromptRow)))
    reasons = [row.value for row in rows if isinstance(row.value, str)]
    places = [said.index(each) for each in reasons]
    assert places == sorted(places)
    assert named == [], "nothing is stored by name"
    assert {each.draft for each in prompts} == {None}
    columns = set(AnonymousAnswerRow.__table__.columns.keys())
    assert columns == {"id", "workspace_id", "run_id", "question_id", "value", "folded"}


async def test_g1_under_four_answers_nothing_is_shown_and_the_reason_is_said(world: World) -> None:
    await an_anonymous_week(world, FOUR[:3])
    await world.forward_to(at(23, 30))
    (shown,) = reports(world, "Mood")
    assert "3 of 4 answered" in shown
    assert "Fewer than 4 people answered" in shown
    said = everything(world)
    assert "Good" not in said
    assert "reason of" not in said
    assert "Ben" not in said, "nobody is named, not as missing either"
    ana = world.person("ana")
    await ana.types("/standup report Mood")
    assert "reason of" not in "".join(world.read(each) for each in ana.ephemerals)


WHO = {"ana": "lead and owner", "dan": "lead", "elif": "member", "ben": "member without a part", "grace": "observer"}
READS = {
    Readers.TEAM: {"ana", "dan", "elif", "ben", "grace", "iris"},
    Readers.MEMBERS: {"ana", "dan", "elif", "grace"},
    Readers.LEADS: {"ana", "dan"},
    Readers.OWNER: {"ana"},
}
PEOPLE = (*WHO, "iris", "hugo")


@pytest.mark.parametrize("readers", list(Readers))
async def test_g2_g3_every_surface_asks_the_same_question(world: World, readers: Readers) -> None:
    """The channel, direct messages, the report command and the buttons of a blocker."""
    await the_team_with_all_parts(world, readers)
    await world.forward_to(at(9, 31))
    elif_ = world.person("elif")
    await elif_.clicks("Answer")
    await elif_.fills({DONE: "Metrics", BLOCKED: "Yes"})
    await elif_.fills({WORDS: "No access to billing"})
    await elif_.submits()
    await world.forward(minutes=2)
    assert ("Metrics" in everything(world)) is (readers == Readers.TEAM), "only what the team reads stands in a channel"
    assert ("billing" in everything(world)) is (readers == Readers.TEAM)
    for name in PEOPLE:
        reads = name in READS[readers]
        gets_it = any("Daily · Mon 23 Nov" in world.read(each) for each in world.person(name).dm)
        assert gets_it is (reads and readers != Readers.TEAM), f"{name}, {WHO.get(name)}: by direct message"
        person = world.person(name)
        await person.joins("data-team")
        await person.types("/standup report Daily", channel="data-team")
        shown = "".join(world.read(each) for each in person.ephemerals)
        assert ("Metrics" in shown) is reads, f"{name}, {WHO.get(name)}: {shown}"
    if readers == Readers.TEAM:
        return
    for name in sorted(READS[readers] - {"elif", "iris"}):
        there = dm(world, name, "Daily · Mon 23 Nov")
        under = [each for each in world.person(name).dm if each.thread_ts == there.ts]
        assert any("Metrics" in world.read(each) for each in under), f"{name} gets the answers too"
        assert "No access to billing" in world.read(there)


async def the_team_with_all_parts(world: World, readers: Readers) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif", "ben"))
    async with world.work() as work:
        await Teams(work).add_member(team.id, UserId(world.person("dan").id), Role.LEAD)
        for name, admin in (("grace", False), ("hugo", False), ("iris", True)):
            await People(work).save(Person(UserId(world.person(name).id), name.capitalize(), "Europe/London", admin))
    standup = await a_standup(world, team, rules=Rules(readers=readers), reporting=Reporting())
    async with world.work() as work:
        parts = {UserId(world.person("ben").id): Part.OUT, UserId(world.person("grace").id): Part.OBSERVER}
        await Participants(work).give_parts(standup.id, parts)


async def test_g2_only_who_reads_may_open_it_to_others(world: World) -> None:
    await the_team_with_all_parts(world, Readers.OWNER)
    async with world.work() as work:
        (standup,) = await Standups(work).all()
        opened = replace(standup.settings, rules=Rules(readers=Readers.TEAM))
        with pytest.raises(BotError, match="Only those who read it now"):
            await change_standup(work, standup.id, world.person("dan").id, opened)
        assert (await change_standup(work, standup.id, world.person("ana").id, opened)).rules.readers == Readers.TEAM
