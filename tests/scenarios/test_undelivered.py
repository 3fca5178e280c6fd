"""What Slack does not take: recorded, told to whoever can act, and said after all once that is mended."""

from datetime import UTC, date, datetime, time

from bot.sandbox.faults import Fault
from bot.standups.domain import TEMPLATES, Schedule, StandupSettings
from bot.standups.use_cases import create_standup
from tests.support.teams import the_data_team
from tests.support.world import World

FIRE = "Revenue dashboard shows zeros"
BOT = "UFIRE"


def notices(world: World, name: str) -> list[str]:
    return [text for each in world.person(name).dm if "Slack says" in (text := world.read(each))]


def cards(world: World) -> list[str]:
    return [text for text in world.texts("data-team") if FIRE in text]


async def file_a_fire(world: World) -> None:
    await world.person("grace").types(f"/triage new {FIRE} p2", channel="general")
    await world.forward(minutes=1)


async def test_the_lead_hears_once_that_the_bot_was_thrown_out_and_what_it_had_to_say_follows(world: World) -> None:
    await the_data_team(world)
    channel = world.channel("data-team").id
    await world.sandbox.control.leave(BOT, channel)
    await file_a_fire(world)
    await file_a_fire(world)
    (told,) = notices(world, "ana")
    assert "I am not in #data-team any more. Type /invite @Firebreak there." in told.replace("`", "")
    assert "follows once I am in it" in told
    assert notices(world, "ben") == []
    assert cards(world) == []

    await world.sandbox.control.join(BOT, channel)
    await world.forward(minutes=1)
    assert len(cards(world)) == 2


async def test_a_message_nobody_can_have_is_given_up_and_does_not_hold_up_the_others(world: World) -> None:
    await the_data_team(world)
    world.sandbox.faults.add(Fault("chat.postMessage", "500_before", times=100, matches=lambda sent: FIRE in str(sent)))
    await file_a_fire(world)
    await world.person("grace").types("/triage new Numbers differ p3", channel="general")
    await world.forward(minutes=1)
    assert any("Numbers differ" in text for text in world.texts("data-team"))
    await world.forward(hours=2)
    (told,) = notices(world, "ana")
    assert "HTTP 500" in told


async def test_a_prompt_slack_took_too_late_is_not_sent_and_the_report_does_not_call_it_missing(world: World) -> None:
    team = await the_data_team(world, ("ana", "ben"))
    schedule = Schedule(at=time(9, 30), days=frozenset(range(5)), anchor_on=date(2026, 11, 23))
    async with world.work() as work:
        settings = StandupSettings("Daily standup", schedule, team.channel_id)
        await create_standup(work, team.id, world.person("ana").id, settings, TEMPLATES[0].questions)
    at_ana = world.person("ana").id
    away = Fault("chat.postMessage", "503_before", times=500, matches=lambda sent: sent.get("channel") == at_ana)
    world.sandbox.faults.add(away)
    await world.forward_to(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    world.sandbox.faults.clear()
    await world.forward_to(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    assert not [each for each in world.person("ana").dm if "Daily standup" in world.read(each)]
    (report,) = [text for text in world.texts("data-team") if text.startswith("Daily standup")]
    assert "Not asked: Ana" in report
    assert "Missing: Ben" in report
