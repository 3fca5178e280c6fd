"""Stories of files given with an answer."""

from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.schedule import Rules
from bot.standups.repository import Answers
from tests.support.asking import a_morning, below
from tests.support.world import World

DONE = NewQuestion("What is done?", key="done")
NEXT = NewQuestion("What is next?", Kind.SHORT, key="next")
FILES = "Files, up to 5"


async def names_of_files(world: World) -> list[str]:
    async with world.work() as work:
        found = await Answers(work).files(range(1, 9))
        return [each.name for files in found.values() for each in files]


async def test_c13_files_in_the_form_are_kept_as_references_and_shown_in_the_report(world: World) -> None:
    await a_morning(world, DONE)
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({"What is done?": "The chart", FILES: [("chart.png", b"png"), ("numbers.csv", b"1,2")]})
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    assert await names_of_files(world) == ["chart.png", "numbers.csv"]
    (dans,) = below(world)
    assert "chart.png" in dans
    assert "numbers.csv" in dans
    await dan.clicks("Edit")
    assert "With your answers already: chart.png, numbers.csv" in world.read(dan.modal)
    assert (await dan.submits()).closed
    assert await names_of_files(world) == ["chart.png", "numbers.csv"]


async def test_c13_a_file_sent_while_typing_goes_with_the_answers(world: World) -> None:
    await a_morning(world, DONE, NEXT)
    dan = world.person("dan")
    await dan.uploads("chart.png", b"png", "The chart is there")
    await world.forward(seconds=5)
    assert "What is next?" in world.read(dan.dm[-1])
    await dan.uploads("numbers.csv", b"1,2")
    await world.forward(seconds=5)
    assert "Got the file" in world.read(dan.dm[-1])
    assert "What is next?" in world.read(dan.dm[-1])
    assert await names_of_files(world) == [], "not before the end"
    await dan.says("The next chart")
    await world.forward(seconds=5)
    assert await names_of_files(world) == ["chart.png", "numbers.csv"]
    assert "chart.png" in below(world)[0]


async def test_an_anonymous_standup_takes_no_files(world: World) -> None:
    await a_morning(world, DONE, NEXT, rules=Rules(anonymous=True))
    dan = world.person("dan")
    await dan.clicks("Answer")
    assert FILES not in world.read(dan.modal)
    await dan.closes()
    await dan.uploads("chart.png", b"png")
    await world.forward(seconds=5)
    assert "a file would show who gave it" in world.read(dan.dm[-1])
    await dan.says("A secret")
    await dan.says("Another")
    await world.forward(seconds=5)
    assert await names_of_files(world) == []
