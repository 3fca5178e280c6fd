"""Stories of own answers: watched because somebody asked for it, told to them alone, shared by their click only."""

from datetime import UTC, datetime, time
from pathlib import Path

from bot.core.calendar import WEEK
from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.answers import MOOD_SIGNS, MOODS
from tests.records.offices import exported
from tests.support.standups import MONDAY, a_standup, dm
from tests.support.teams import the_data_team
from tests.support.world import World

HOW = "How was the week?"
ELEVEN = (4, 4, 5, 4, 4, 4, 5, 4, 2, 2, 1)
NUMBERS = "were 1.7 of 5 on average"


async def ben_answers_for_eleven_weeks(world: World) -> None:
    """Each Monday at his half past nine, in New York; Ana and Ben are asked."""
    team = await the_data_team(world, ("ana", "ben"))
    await a_standup(
        world,
        team,
        "Weekly",
        questions=(NewQuestion(HOW, Kind.MOOD, key="mood"),),
        days=frozenset({0}),
        at=time(9, 30),
        reminders=(),
    )
    ben = world.person("ben")
    for number, value in enumerate(ELEVEN):
        on = MONDAY + number * WEEK
        await world.forward_to(datetime(on.year, on.month, on.day, 15, tzinfo=UTC))
        await ben.clicks("Answer")
        await ben.fills({HOW: f"{MOOD_SIGNS[value]} {MOODS[value]}"})
        assert (await ben.submits()).closed
        if number == 0:
            await ben.types("/triage load me", channel="data-team")
            await ben.clicks("Watch my own answers", ben.ephemerals[-1])
            assert "I watch the numbers you give" in world.read(ben.ephemerals[-1])


async def test_the_person_alone_hears_it_shares_it_by_a_click_and_stops_it_by_another(
    world: World, tmp_path: Path
) -> None:
    await ben_answers_for_eleven_weeks(world)
    ana, ben = world.person("ana"), world.person("ben")
    judged = MONDAY + len(ELEVEN) * WEEK
    # Judged at eight in London; Ben begins to work at nine in New York.
    await world.forward_to(datetime(judged.year, judged.month, judged.day, 13, 59, tzinfo=UTC))
    assert not ben.sees(NUMBERS)
    await world.forward_to(datetime(judged.year, judged.month, judged.day, 14, 1, tzinfo=UTC))
    notice = world.read(dm(world, "ben", NUMBERS))
    assert "Nobody else is told of this, now or later, unless you click" in notice

    await world.forward(days=4)
    await ana.types("/triage load", channel="data-team")
    await ana.opens_home()
    assert not ana.sees(NUMBERS)
    assert not ana.sees("of 5 on average")
    assert "own answers" not in world.read(ana.ephemerals[-1])
    await exported(world, tmp_path / "out")
    written = "".join(each.read_text(encoding="utf-8") for each in (tmp_path / "out").iterdir())
    assert "1.7 of 5" not in written
    assert "watched" not in written

    await ben.clicks("Share with my lead")
    await world.settle()
    card = world.read(dm(world, "ana", NUMBERS))
    assert card.startswith("Ben shares with you how their own answers went.")
    assert "You shared this with Ana." in world.read(dm(world, "ben", NUMBERS))

    await ben.clicks("Don't watch this")
    await world.settle()
    assert not ben.sees(NUMBERS)
    assert "kept nothing of what I found" in world.read(dm(world, "ben", "I do not watch"))
    await ben.opens_home()
    assert "Watch my own answers" in world.read(ben.home)
