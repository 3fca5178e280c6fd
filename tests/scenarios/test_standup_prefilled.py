"""Stories of forms that know what was said before, and what is asked today."""

from bot.standups.domain import Kind, NewQuestion
from tests.support.asking import a_morning, below
from tests.support.standups import at, reports
from tests.support.world import World

DONE = NewQuestion("What is done?", key="done")
NEXT = NewQuestion("What is next?", Kind.SHORT, key="next")


async def test_c8_done_begins_with_what_was_planned(world: World) -> None:
    plan = NewQuestion("What is the plan?", Kind.PLAN, key="plan")
    done = NewQuestion("What got done?", key="got", prefill="plan")
    await a_morning(world, done, plan)
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What got done?": "Nothing yet", "What is the plan?": "Fix loads\nCall Ben"})
    await dan.submits()
    await world.forward_to(at(9, 31, day=24))
    newest = next(each for each in reversed(dan.dm) if "24 Nov" in world.read(each))
    await dan.clicks("Answer", newest)
    form = world.read(dan.modal)
    assert "What got done?\n• Fix loads\n• Call Ben" in form
    assert "Nothing yet" not in form


async def test_pain_12_the_same_as_last_time_is_two_clicks(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What is done?": "Watched *the* loads", "What is next?": "Watching them"})
    await dan.submits()
    await world.forward_to(at(9, 31, day=24))
    await dan.clicks("Same as last time")
    await world.forward(minutes=1)
    assert len(reports(world)) == 1, "nothing is sent before Save"
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    (dans,) = below(world)
    assert "Watched the loads" in dans
    assert "Watching them" in dans


async def test_d6_the_question_names_the_day_before_over_leave(world: World) -> None:
    since = NewQuestion("What did you do since {last}?", Kind.SHORT, key="since")
    await a_morning(world, since)
    dan = world.person("dan")
    await dan.clicks("Answer")
    assert "What did you do since last time?" in world.read(dan.modal)
    await dan.fills({"What did you do since last time?": "Loads"})
    await dan.submits()
    await dan.types("/standup away 24 Nov to 25 Nov")
    await world.forward_to(at(9, 31, day=26))
    newest = next(each for each in reversed(dan.dm) if "26 Nov" in world.read(each))
    await dan.clicks("Answer", newest)
    assert "What did you do since Mon 23 Nov?" in world.read(dan.modal)


async def test_d4_a_question_comes_on_its_own_days_only(world: World) -> None:
    mood = NewQuestion("How was the week?", Kind.MOOD, key="mood", days=frozenset({4}))
    await a_morning(world, NEXT, mood)
    dan = world.person("dan")
    await dan.clicks("Answer")
    assert "How was the week?" not in world.read(dan.modal)
    await dan.closes()
    await world.forward_to(at(9, 31, day=27))
    await dan.types("/standup")
    await dan.closes()
    newest = next(each for each in reversed(dan.dm) if "27 Nov" in world.read(each))
    await dan.clicks("Answer", newest)
    assert "How was the week?" in world.read(dan.modal)
