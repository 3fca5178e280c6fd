"""Stories of short answers that are asked about once more."""

from bot.standups.domain import Kind, NewQuestion, Rich
from bot.standups.domain.questions import FollowUp
from bot.standups.domain.schedule import Rules
from bot.standups.repository import Answers
from bot.standups.use_cases.questions import read_questions_of
from tests.support.asking import a_morning, below
from tests.support.standups import a_standup, answers, at, dm
from tests.support.teams import the_data_team
from tests.support.world import World

MORE = "What would make this more useful for the others?"
DONE = NewQuestion("What is done?", key="done", follow_up=FollowUp())
NEXT = NewQuestion("What is next?", Kind.SHORT, key="next", required=False, follow_up=FollowUp(3, "Which one?"))


async def test_d7_it_is_off_until_a_lead_turns_it_on_for_a_question(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    standup = await a_standup(world, team, questions=[NewQuestion("What is done?", key="done")], reminders=())
    ana = world.person("ana")
    await ana.types("/standup questions Daily", channel="data-team")
    await ana.clicks("Edit")
    shown = world.read(ana.modal)
    assert "Ask once more when the answer is short" in shown
    assert MORE in str(ana.modal)
    await ana.fills({"Short answers": ["Ask once more when the answer is short"], "Short is fewer words than": "6"})
    await ana.fills({"Then ask": "Which table?"})
    await ana.submits()
    assert "asks once more under 6 words" in world.read(ana.modal)
    await ana.submits()
    async with world.work() as work:
        (question,) = (await read_questions_of(work, standup.id, ana.id)).questions
    assert question.follow_up == FollowUp(6, "Which table?")
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.says("The loads are done now")
    await world.forward(seconds=5)
    assert dan.sees("Which table?")


async def test_d7_typing_it_is_one_more_question_whose_answer_goes_on_with_the_first(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await dan.says("Loads")
    await world.forward(seconds=5)
    asked = world.read(dan.dm[-1])
    assert MORE in asked
    assert "skip leaves your answer as it is" in asked.replace("`", "")
    await dan.says("They run at four")
    await world.forward(seconds=5)
    assert "What is next?" in world.read(dan.dm[-1])
    await dan.says("Board")
    await world.forward(seconds=5)
    assert not dan.sees("Which one?"), "once for each person and run"
    (said,) = below(world)
    assert "Loads\nThey run at four" in said


async def test_d7_skip_leaves_a_short_answer_as_it_is(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await dan.says("Loads")
    await world.forward(seconds=5)
    await dan.says("skip")
    await world.forward(seconds=5)
    await dan.says("skip")
    await world.forward(seconds=5)
    (said,) = below(world)
    assert "Loads" in said
    assert "skip" not in said


async def test_d7_a_long_answer_and_one_that_was_left_out_are_not_asked_about(world: World) -> None:
    await a_morning(world, NEXT, DONE)
    dan = world.person("dan")
    await dan.says("skip")
    await world.forward(seconds=5)
    await dan.says("All of the loads")
    await world.forward(seconds=5)
    assert dm(world, "dan", "Thanks!")
    assert not dan.sees(MORE)


async def test_d7_editing_either_message_changes_only_its_part(world: World) -> None:
    await a_morning(world, DONE)
    dan = world.person("dan")
    first = await dan.says("Loads")
    await world.forward(seconds=5)
    second = await dan.says("They run at four")
    await world.forward(seconds=5)
    await dan.edits(first, "All loads")
    await world.forward(seconds=5)
    assert "All loads\nThey run at four" in below(world)[0]
    await dan.edits(second, "They run at five")
    await world.forward(seconds=5)
    assert "All loads\nThey run at five" in below(world)[0]


async def test_d7_after_the_form_a_message_asks_and_nobody_waits_for_it(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await answers(dan, {"What is done?": "Loads", "What is next?": "Board"})
    await world.forward(seconds=5)
    asks = dm(world, "dan", MORE)
    assert "About “What is done?”" in world.read(asks)
    assert "Loads" in below(world)[0], "the report does not wait"
    await dan.clicks("Add a sentence")
    await dan.fills({MORE: "They run at four"})
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    (said,) = below(world)
    assert "Loads\nThey run at four" in said
    assert not dan.sees(MORE)
    assert dan.sees("Thanks! It stands behind your answer to “What is done?” now.")
    await answers(dan, {"What is next?": "Sums"}, button="Edit")
    await world.forward(seconds=5)
    assert not dan.sees("Which one?"), "an edit asks nothing"
    assert "They run at four" in below(world)[0]


async def test_d7_who_deletes_their_answer_has_nothing_to_add_to(world: World) -> None:
    await a_morning(world, NEXT)
    dan = world.person("dan")
    await answers(dan, {"What is next?": "Board"})
    await world.forward(seconds=5)
    await dan.clicks("Add a sentence")
    await dan.fills({"Which one?": "The one of sales"})
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    assert "Board – The one of sales" in below(world)[0]
    await dan.clicks("Delete my answer")
    await world.forward(seconds=5)
    async with world.work() as work:
        assert await Answers(work).of(range(1, 9)) == {}
        assert await Answers(work).added(1) == await Answers(work).added(2) == {}
    assert dan.sees("Your answer to “What is next?” is deleted, so there is nothing to add to.")


async def test_d7_an_anonymous_answer_is_asked_about_while_typing_only(world: World) -> None:
    await a_morning(world, DONE, rules=Rules(anonymous=True))
    ana, dan = world.person("ana"), world.person("dan")
    await answers(ana, {"What is done?": "Loads"})
    await world.forward(seconds=5)
    assert not ana.sees(MORE), "nobody could find her answer to add to it"
    await dan.says("Loads")
    await world.forward(seconds=5)
    await dan.says("They run at four")
    await world.forward(seconds=5)
    async with world.work() as work:
        (said,) = (await Answers(work).anonymous(1)).values()
    assert {each.words for each in said if isinstance(each, Rich)} == {"Loads", "Loads\nThey run at four"}
