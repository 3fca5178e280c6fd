"""Stories of the weekly digest: one good message a week, whatever happens to the bot."""

from datetime import UTC, datetime, timedelta

from bot.digest.use_cases import ensure_timers
from bot.sandbox.faults import Fault
from bot.sandbox.state import Message
from tests.support.teams import the_data_team
from tests.support.world import World

FRIDAY = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


async def a_week_begins(world: World) -> None:
    """Three fires on Monday, of which Ben puts one out and has one."""
    await the_data_team(world)
    await world.forward(hours=7)
    for number in (1, 2, 3):
        await world.person("grace").types(f"/triage new Zeros in report {number}", channel="general")
    ben = world.person("ben")
    await ben.types("/triage claim F-1")
    await ben.types("/triage claim F-2")
    await ben.types("/triage resolve F-1 fixed")
    await world.forward(minutes=1)


def digests(world: World) -> list[Message]:
    return [each for each in world.channel("data-team").messages if "the week to" in world.read(each)]


async def just_after(world: World, moment: datetime) -> None:
    await world.forward_to(moment)
    await world.forward(seconds=20)


async def test_the_digest_comes_on_friday_at_three_with_a_picture_and_without_names(world: World) -> None:
    await a_week_begins(world)
    await world.forward_to(FRIDAY - timedelta(minutes=1))
    assert digests(world) == []
    await just_after(world, FRIDAY)
    [digest] = digests(world)
    said = world.read(digest)
    assert "Data: the week to Fri 27 Nov" in said
    assert "3 in\n1 out\n2 still open, 1 not taken yet" in said
    assert "data_visualization" in [block["type"] for block in digest.blocks]
    assert not [name for name in ("Ben", "Ana", "Grace") if name in said]


async def test_it_comes_once_though_the_bot_beats_twice_and_is_restarted(world: World) -> None:
    await a_week_begins(world)
    await just_after(world, FRIDAY)
    async with world.work() as work:
        await ensure_timers(work)
    await world.bot.worker.tick()
    await world.restart_bot()
    await world.bot.worker.tick()
    await world.forward(hours=3)
    assert len(digests(world)) == 1
    await just_after(world, FRIDAY + timedelta(weeks=1))
    assert len(digests(world)) == 2


async def test_a_bot_that_dies_while_sending_it_does_not_send_it_again(world: World) -> None:
    await a_week_begins(world)
    dropped = world.sandbox.faults.add(Fault("chat.postMessage", "drop_after", times=1))
    await world.forward_to(FRIDAY)
    await world.restart_bot()
    await world.forward(minutes=10)
    assert dropped.struck == 1, "the line must have died"
    assert len(digests(world)) == 1


async def test_a_bot_that_was_down_for_hours_still_tells_it_and_for_a_day_says_so_next_time(world: World) -> None:
    await a_week_begins(world)
    await world.stop_bot()
    world.clock.move_to(FRIDAY + timedelta(hours=5))
    await world.start_bot()
    await world.forward(seconds=20)
    assert len(digests(world)) == 1

    await world.stop_bot()
    world.clock.move_to(FRIDAY + timedelta(weeks=1, hours=20))
    await world.start_bot()
    await world.forward(seconds=20)
    assert len(digests(world)) == 1
    await just_after(world, FRIDAY + timedelta(weeks=2))
    assert len(digests(world)) == 2
    assert "Last week's digest did not appear" in world.read(digests(world)[-1])


async def test_a_quiet_week_is_one_friendly_sentence(world: World) -> None:
    await the_data_team(world)
    await just_after(world, FRIDAY)
    last = world.channel("data-team").last_message
    assert world.read(last).strip() == "☀️ A quiet week in Data: no fire came in, and none is open."


async def test_a_lead_previews_it_alone(world: World) -> None:
    await a_week_begins(world)
    ana = world.person("ana")
    before = len(world.channel("data-team").messages)
    await ana.types("/triage digest", channel="data-team")
    assert "the week to Mon 23 Nov" in world.read(ana.ephemerals[-1])
    await world.person("ben").types("/triage digest", channel="data-team")
    assert "Only leads of Data" in world.read(world.person("ben").ephemerals[-1])
    assert len(world.channel("data-team").messages) == before
