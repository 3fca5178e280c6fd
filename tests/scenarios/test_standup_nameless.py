"""Stories of anonymous standups: nothing that is stored says who wrote what."""

from sqlalchemy import text

from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.schedule import Rules
from bot.standups.repository import Answers
from tests.support.asking import a_morning
from tests.support.world import World

DONE = NewQuestion("What is done?", key="done")
NEXT = NewQuestion("What is next?", Kind.SHORT, key="next")


async def test_an_anonymous_answer_is_given_once_and_has_no_author(world: World) -> None:
    await a_morning(world, DONE, NEXT, rules=Rules(anonymous=True))
    dan = world.person("dan")
    await dan.clicks("Answer")
    assert "stored without your name" in world.read(dan.modal)
    await dan.fills({"What is done?": "A secret", "What is next?": "Another"})
    await dan.clicks("Save draft")
    assert (await dan.submits()).closed
    async with world.work() as work:
        stored = [list(values) for values in (await Answers(work).anonymous(1)).values()]
        assert len(stored) == 2
        assert await Answers(work).of(range(1, 9)) == {}
    assert not [text for text in world.texts("data-team") if "A secret" in text]
    await dan.types("/standup")
    assert dan.modal is None
    assert "nobody can find it to change it" in world.read(dan.ephemerals[-1])


async def test_a_late_anonymous_answer_is_refused_with_the_reason(world: World) -> None:
    await a_morning(world, DONE, rules=Rules(anonymous=True))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What is done?": "A secret"})
    await world.forward(hours=9)
    assert not (await dan.submits()).closed
    assert "after the report they would show who wrote them" in str(dan.errors_by_label)
    async with world.work() as work:
        assert await Answers(work).anonymous(1) == {}


async def test_what_was_typed_without_a_name_is_erased_when_it_is_sent(world: World) -> None:
    await a_morning(world, DONE, NEXT, rules=Rules(anonymous=True))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What is done?": "from the form", "What is next?": "More"})
    await dan.says("A secret")
    await world.forward(seconds=5)
    assert "A secret" in await stored_prompts(world)
    await dan.says("Another")
    await world.forward(seconds=5)
    assert "A secret" not in await stored_prompts(world)
    assert not (await dan.submits()).closed
    assert "You answered this one already" in str(dan.errors_by_label), "the form that was still open says so"


async def test_what_was_not_sent_without_a_name_is_erased_at_the_end(world: World) -> None:
    await a_morning(world, DONE, rules=Rules(anonymous=True))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What is done?": "A secret"})
    await dan.clicks("Save draft")
    await dan.closes()
    assert "A secret" in await stored_prompts(world)
    await world.forward(hours=9)
    assert "A secret" not in await stored_prompts(world)


async def stored_prompts(world: World) -> str:
    async with world.work() as work:
        return str((await work.session.execute(text("SELECT * FROM prompts"))).all())
