"""Stories of questions that are only for who is on duty: asked of them that day, and of nobody else."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.duty.domain import Role
from bot.duty.repository import Shifts
from bot.duty.use_cases import is_primary_on
from bot.people.domain import UserId
from bot.people.repository import Teams
from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.question_list import unsound
from tests.support.asking import a_morning, below
from tests.support.standups import answers, at, dm
from tests.support.teams import the_data_team
from tests.support.world import World

NEXT = NewQuestion("What is next?", Kind.SHORT, key="next")
CALM = NewQuestion("How calm was it on duty?", Kind.MOOD, key="calm", on_duty=True)
TODAY = datetime(2026, 11, 23, tzinfo=UTC).date()


async def puts(world: World, line: str) -> None:
    await world.person("ana").types(line, channel="data-team")
    await world.forward(seconds=15)


async def test_only_who_is_on_duty_is_asked_and_the_report_shows_it_as_any_answer(world: World) -> None:
    await a_morning(world, NEXT, CALM, members=("ana", "dan", "elif"))
    dan, elif_ = world.person("dan"), world.person("elif")
    await puts(world, "/triage duty @dan today")
    await puts(world, "/triage duty @elif backup today")
    await elif_.clicks("Answer", dm(world, "elif", "Daily"))
    assert "How calm was it on duty?" not in world.read(elif_.modal), "a backup is called only later"
    await elif_.fills({"What is next?": "the memo"})
    await elif_.submits()
    await answers(dan, {"What is next?": "the queue", "How calm was it on duty?": "4"})
    await world.forward(hours=9)
    said = below(world)
    assert "How calm was it on duty?" in next(each for each in said if "the queue" in each)
    assert "How calm was it on duty?" not in next(each for each in said if "the memo" in each)


async def test_who_is_on_on_another_day_is_asked_on_that_one(world: World) -> None:
    await a_morning(world, NEXT, CALM)
    await puts(world, "/triage duty @dan tomorrow")
    dan = world.person("dan")
    await dan.clicks("Answer", dm(world, "dan", "Daily"))
    assert "How calm" not in world.read(dan.modal)
    await dan.closes()
    await world.forward_to(at(9, 31, day=24))
    newest = next(each for each in reversed(dan.dm) if "24 Nov" in world.read(each))
    await dan.clicks("Answer", newest)
    assert "How calm was it on duty?" in world.read(dan.modal)


async def test_a_lead_says_for_whom_a_question_is_and_reads_it_in_the_list(world: World) -> None:
    await a_morning(world, NEXT)
    ana = world.person("ana")
    await ana.types("/standup questions Daily")
    await ana.clicks("Add a question")
    await ana.fills({"Question": "What burned?", "Answered with": "Text, one line"})
    await ana.fills({"Who is asked?": ["Only who is on duty for the team's fires that day"]})
    await ana.submits()
    assert "only for who is on duty" in world.read(ana.modal)
    await ana.submits()
    assert "asks this from its next run on" in world.read(ana.modal)


def test_a_standup_asks_everybody_something() -> None:
    assert "At least one question has to be for everybody" in (unsound([CALM]) or "")
    assert unsound([NEXT, CALM]) is None


@pytest.mark.parametrize(
    ("name", "from_hour", "until_hour", "is_on"),
    [
        # Dan works from 9 to 17 in London, Chitra from 9 to 17 in Kolkata: 3:30 to 11:30 UTC.
        ("dan", 0, 9, False),
        ("dan", 0, 10, True),
        ("dan", 16, 20, True),
        ("dan", 17, 20, False),
        ("chitra", 0, 3, False),
        ("chitra", 3, 4, True),
        ("chitra", 12, 24, False),
    ],
)
async def test_a_day_on_duty_is_one_with_duty_in_ones_own_hours(
    world: World, name: str, from_hour: int, until_hour: int, is_on: bool
) -> None:
    team = await the_data_team(world)
    person = UserId(world.person(name).id)
    midnight = datetime.combine(TODAY, time(), UTC)
    async with world.work() as work:
        team = await Teams(work).get(team.id)
        starts, ends = (midnight + timedelta(hours=each) for each in (from_hour, until_hour))
        await Shifts(work).add(team.id, person, Role.PRIMARY, starts=starts, ends=ends, put_by=person)
        assert await is_primary_on(work, team, person, TODAY) is is_on
        assert not await is_primary_on(work, team, "USTRANGER", TODAY)
