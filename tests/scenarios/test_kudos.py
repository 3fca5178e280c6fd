"""Stories of thanks: given with an answer or by command, heard by whom they are for, and counted by nobody."""

from dataclasses import replace

import pytest

from bot.people.repository import People, Teams
from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.kudos import words_question
from bot.standups.domain.questions import Question
from bot.standups.domain.schedule import Readers, Rules
from bot.standups.repository import KudosGiven, Standups
from tests.support.standups import a_standup, answers, at, dm
from tests.support.teams import the_data_team
from tests.support.world import World

WHO, WHAT = "Who helped you?", "What did they do?"
HELP = (
    NewQuestion(WHO, Kind.PEOPLE, required=False, key="helped", kudos=True),
    NewQuestion(WHAT, Kind.SHORT, required=False, key="how"),
)
FOUR = ("ana", "dan", "elif", "ben")
OVER = at(23, 0)


async def a_day(world: World, rules: Rules | None = None, members: tuple[str, ...] = FOUR) -> int:
    team = await the_data_team(world, members)
    standup = await a_standup(world, team, questions=HELP, rules=rules, reminders=())
    await world.forward_to(at(14, 31))
    return standup.id


def kudos_of(world: World, name: str) -> list[str]:
    """What somebody was told of kudos, as it stands now."""
    return [text for each in world.person(name).dm if "got kudos" in (text := world.read(each))]


async def test_h7_all_kudos_of_a_run_come_in_one_message_after_the_report(world: World) -> None:
    await a_day(world)
    await answers(world.person("ana"), {WHO: ["ben", "elif"], WHAT: "Watched the loads <!channel>"})
    await answers(world.person("dan"), {WHO: ["ben"], WHAT: "Found the bug"})
    await world.forward(minutes=5)
    assert kudos_of(world, "ben") == [], "others still answer"
    await world.forward_to(OVER)
    (bens,) = kudos_of(world, "ben")
    assert "You got kudos in Daily for Mon 23 Nov." in bens
    assert "Ana: Watched the loads <!channel>" in bens
    assert "Dan: Found the bug" in bens
    (elifs,) = kudos_of(world, "elif")
    assert "Found the bug" not in elifs
    assert kudos_of(world, "dan") == kudos_of(world, "ana") == []
    assert not any(character.isdigit() for character in bens.replace("23 Nov", "")), "nothing is counted"


async def test_h7_one_press_thanks_everybody_once(world: World) -> None:
    await a_day(world)
    for name in ("ana", "dan"):
        await answers(world.person(name), {WHO: ["ben"], WHAT: "Helped"})
    await world.forward_to(OVER)
    ben = world.person("ben")
    message = dm(world, "ben", "got kudos")
    await ben.clicks("Say thanks", message)
    await world.forward(seconds=20)
    for name in ("ana", "dan"):
        assert "Ben says thanks for your kudos in Daily." in world.read(dm(world, name, "says thanks"))
    assert "You said thanks." in kudos_of(world, "ben")[0]
    assert "Say thanks" not in kudos_of(world, "ben")[0]


async def test_h7_an_edit_and_a_deletion_change_what_was_told(world: World) -> None:
    await a_day(world)
    dan = world.person("dan")
    await answers(dan, {WHO: ["ben", "elif"], WHAT: "Found the bug"})
    await world.forward_to(OVER)
    await dan.clicks("Edit")
    await dan.fills({WHO: ["ben"], WHAT: "Found both bugs"})
    await dan.submits()
    await world.forward(seconds=20)
    assert kudos_of(world, "elif") == [], "it was taken back"
    (bens,) = kudos_of(world, "ben")
    assert "Found both bugs" in bens
    assert "Found the bug" not in bens
    await dan.clicks("Edit")
    await dan.fills({WHO: ["ben", "elif"]})
    await dan.submits()
    await world.forward(seconds=20)
    assert len(kudos_of(world, "elif")) == 1, "and given again"
    await dan.clicks("Delete my answer")
    await world.forward(seconds=20)
    assert kudos_of(world, "ben") == kudos_of(world, "elif") == []
    async with world.work() as work:
        (team,) = await Teams(work).all()
        assert await KudosGiven(work).of_team(team.id, at(0).date(), at(0).date()) == []


async def test_h7_a_late_answer_is_heard_of_as_well(world: World) -> None:
    await a_day(world)
    await world.forward_to(OVER)
    await answers(world.person("dan"), {WHO: ["ben"], WHAT: "Helped late"}, "Answer late")
    await world.forward(seconds=20)
    assert "Helped late" in kudos_of(world, "ben")[0]


async def test_h7_the_form_says_that_they_hear_of_it_and_typing_does_too(world: World) -> None:
    await a_day(world)
    dan = world.person("dan")
    await dan.clicks("Answer")
    assert "Whoever you name gets a message" in world.read(dan.modal)
    await dan.closes()
    await dan.says("@ben")
    await world.forward(seconds=20)
    await dan.says("Found the bug")
    await world.forward_to(OVER)
    assert "Dan: Found the bug" in kudos_of(world, "ben")[0]


async def test_h7_nobody_thanks_themselves_and_apps_hear_nothing(world: World) -> None:
    await a_day(world)
    async with world.work() as work:
        elif_ = await People(work).get(world.person("elif").id)
        assert elif_ is not None
        await People(work).save(replace(elif_, is_stranger=True))
    await answers(world.person("dan"), {WHO: ["dan", "elif"], WHAT: "Myself"})
    await world.forward_to(OVER)
    assert kudos_of(world, "dan") == kudos_of(world, "elif") == []


@pytest.mark.parametrize(("count", "heard"), [(4, True), (3, False)])
async def test_h7_without_a_name_there_is_no_giver_and_under_four_there_are_no_kudos(
    world: World, count: int, heard: bool
) -> None:
    await a_day(world, Rules(anonymous=True), (*FOUR, "farid"))
    for name in ("ana", "dan", "elif", "farid")[:count]:
        await answers(world.person(name), {WHO: ["ben"], WHAT: "Helped quietly"})
    await world.forward_to(at(23, 50))
    assert bool(kudos_of(world, "ben")) is heard
    for said in kudos_of(world, "ben"):
        assert said.count("Somebody: Helped quietly") == 4
        assert "Say thanks" not in said
        assert "Dan" not in said
    async with world.work() as work:
        (team,) = await Teams(work).all()
        given = await KudosGiven(work).of_team(team.id, at(0).date(), at(0).date())
    assert {(each.giver_id, each.prompt_id) for each in given} == {(None, None)}


async def test_h7_a_lead_makes_a_question_about_people_one_of_kudos(world: World) -> None:
    team = await the_data_team(world)
    await a_standup(world, team, questions=(NewQuestion("Anything?", Kind.SHORT, key="any"),))
    ana = world.person("ana")
    await ana.types("/standup questions Daily")
    await ana.clicks("Add a question")
    await ana.fills({"Question": "Who helped you?", "Answered with": "People"})
    await ana.fills({"Kudos?": ["Whoever is named hears of it, as kudos"]})
    await ana.submits()
    assert "People · needed · kudos" in world.read(ana.modal)
    await ana.submits()
    async with world.work() as work:
        (standup,) = await Standups(work).all()
        asked = await Standups(work).questions(standup.id, standup.version)
    assert [each.kudos for each in asked] == [False, True]


async def test_h7_kudos_by_command_are_shown_first_and_then_posted(world: World) -> None:
    await the_data_team(world)
    ana = world.person("ana")
    # What stands in a plain input is shown as it is, and calls nobody.
    with world.sandbox.allow("broadcast"):
        await ana.types("/standup kudos @ben for the quick help *today* <!here>")
    shown = world.read(ana.modal)
    assert "Kudos from Ana to Ben" in shown
    assert "the quick help *today* <!here>" in shown
    assert not any("Kudos" in each for each in world.texts("data-team")), "nothing is posted yet"
    await ana.fills({"What for?": "the quick help with the churn model"})
    assert (await ana.submits()).closed
    await world.forward(seconds=20)
    (posted,) = [each for each in world.texts("data-team") if "Kudos" in each]
    assert "Kudos from Ana to @ben" in posted
    assert "the quick help with the churn model" in posted


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("kudos", "Whom do you want to thank"),
        ("kudos ben for help", "Whom do you want to thank"),
        ("kudos @ana for myself", "Kudos are for others"),
    ],
)
async def test_h7_a_command_that_thanks_nobody_says_how_it_is_meant(world: World, typed: str, refusal: str) -> None:
    await the_data_team(world)
    ana = world.person("ana")
    await ana.types(f"/standup {typed}")
    assert refusal in world.read(ana.ephemerals[-1])
    assert ana.modal is None


@pytest.mark.parametrize(("readers", "shown"), [(Readers.TEAM, True), (Readers.MEMBERS, False), (Readers.LEADS, False)])
async def test_h7_the_digest_has_kudos_which_the_whole_team_may_read_and_no_counts(
    world: World, readers: Readers, shown: bool
) -> None:
    await a_day(world, Rules(readers=readers))
    await answers(world.person("dan"), {WHO: ["ben"], WHAT: "Found the bug"})
    await world.forward_to(at(15, 1, day=27))
    digest = next(each for each in world.texts("data-team") if "week" in each and "Daily" not in each[:20])
    assert ("Dan → Ben: Found the bug" in digest) is shown


def test_the_words_are_those_of_the_next_question_if_it_asks_for_text() -> None:
    who = Question(1, 0, WHO, Kind.PEOPLE, False, kudos=True)
    mood, words = Question(2, 1, "Mood?", Kind.MOOD, False), Question(3, 1, WHAT, Kind.TEXT, False)
    assert words_question([who, words], who) == words
    assert words_question([who, mood, replace(words, position=2)], who) is None
    assert words_question([who], who) is None
