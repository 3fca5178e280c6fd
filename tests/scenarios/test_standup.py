"""Stories of standups: asked at everybody's own hour, answered, late, edited, left out."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.people.domain import Team, UserId
from bot.people.use_cases import set_absence
from bot.sandbox.gestures import Person
from bot.sandbox.state import Message
from bot.standups.domain import TEMPLATES, Schedule, StandupSettings
from bot.standups.use_cases import create_standup
from tests.support.teams import is_away, the_data_team, works_on
from tests.support.world import World

DONE, PLANNED, BLOCKED = (each.text for each in TEMPLATES[0].questions)
WORDS = "What is blocking you?"
MONDAY = date(2026, 11, 23)
HALF_PAST_NINE = time(9, 30)


async def a_daily_standup(world: World, team: Team, anchor_on: date = MONDAY) -> None:
    """At 09:30 of each member, with eight hours to answer, a reminder after 90 minutes, reported in #data-team."""
    schedule = Schedule(at=HALF_PAST_NINE, days=frozenset(range(5)), anchor_on=anchor_on)
    settings = StandupSettings("Daily standup", schedule, team.channel_id)
    async with world.work() as work:
        await create_standup(work, team.id, world.person("ana").id, settings, TEMPLATES[0].questions)


def prompts(world: World, name: str) -> list[Message]:
    return [each for each in world.person(name).dm if "Or just type your first answer" in world.read(each)]


def asked_at(world: World, name: str, zone: str) -> list[datetime]:
    """When somebody was asked, on their wall clock."""
    mine = [each for each in world.person(name).dm if each.user == "UFIRE" and "Daily standup" in world.read(each)]
    return [datetime.fromtimestamp(float(each.ts), UTC).astimezone(ZoneInfo(zone)) for each in mine]


def reports(world: World) -> list[str]:
    return [text for text in world.texts("data-team") if text.startswith("Daily standup")]


def below(world: World, number: int = -1) -> list[str]:
    """The members' messages under a report."""
    channel = world.channel("data-team")
    anchors = [each for each in channel.messages if world.read(each).startswith("Daily standup")]
    return [world.read(each) for each in channel.thread(anchors[number])]


async def answers(
    person: Person, done: str, planned: str = "More of it", blocked: str = "No", *, button: str = "Answer"
) -> None:
    await person.clicks(button)
    await person.fills({DONE: done, PLANNED: planned, BLOCKED: blocked})
    assert (await person.submits()).closed


async def test_from_schedule_to_report_across_three_zones_with_a_late_answer_and_an_edit(world: World) -> None:
    team = await the_data_team(world, ("ana", "ben", "chitra"))
    await a_daily_standup(world, team)

    await world.forward_to(datetime(2026, 11, 23, 4, 1, tzinfo=UTC))
    assert (len(prompts(world, "chitra")), len(prompts(world, "ana"))) == (1, 0), "it is half past nine in Kolkata only"
    await world.forward_to(datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
    assert (len(prompts(world, "ana")), len(prompts(world, "ben"))) == (1, 0)
    await answers(world.person("ana"), "Board numbers")
    await world.forward_to(datetime(2026, 11, 23, 14, 31, tzinfo=UTC))
    assert len(prompts(world, "ben")) == 1
    for name, zone in (("ana", "Europe/London"), ("ben", "America/New_York"), ("chitra", "Asia/Kolkata")):
        assert asked_at(world, name, zone)[0].time().replace(second=0, microsecond=0) == HALF_PAST_NINE
    await answers(world.person("ben"), "Metrics")
    await world.forward(minutes=1)
    (report,) = reports(world)
    assert "2 of 3 answered" in report
    assert "Missing: Chitra" in report, "her eight hours are over"
    assert len(below(world)) == 2

    await world.forward_to(datetime(2026, 11, 23, 23, 0, tzinfo=UTC))
    await answers(world.person("chitra"), "Refunds", button="Answer late")
    await world.forward(minutes=1)
    (report,) = reports(world)
    assert "3 of 3 answered" in report
    assert "Missing" not in report
    (chitras,) = [each for each in below(world) if each.startswith("Chitra")]
    assert "late" in chitras

    await world.person("ana").clicks("Edit")
    await world.person("ana").fills({DONE: "Board numbers, twice"})
    await world.person("ana").submits()
    await world.forward(minutes=1)
    (anas,) = [each for each in below(world) if each.startswith("Ana")]
    assert "Board numbers, twice" in anas
    assert "edited" in anas
    assert len(below(world)) == 3, "one message for each member, whatever the number of edits"


async def test_a_member_types_instead_of_using_the_form(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_daily_standup(world, team)
    await world.forward_to(datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
    dan = world.person("dan")
    for words, then in (
        ("Moved the loads", PLANNED),
        ("skip", "This one is needed"),
        ("Watch *them*", BLOCKED),
        ("no blockers but slow CI maybe", "Please type no, or yes"),
        ("yes", WORDS),
        ("Access to billing", "Thanks!"),
    ):
        await dan.says(words)
        await world.forward(seconds=3)
        assert then in world.read(dan.dm[-1])
    (report,) = reports(world)
    assert "Dan is blocked: Access to billing" in report
    (dans,) = below(world)
    assert "Moved the loads" in dans
    await dan.says("and one more thing")
    await world.settle()
    assert "There is no standup to answer" in world.read(dan.dm[-1]), "never silence"


async def test_cancel_ends_the_typed_conversation_and_keeps_what_was_typed(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_daily_standup(world, team)
    await world.forward_to(datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
    dan = world.person("dan")
    await dan.says("Moved the loads")
    await dan.says("cancel")
    await world.forward(seconds=5)
    assert reports(world) == []
    await dan.clicks("Open the form")
    assert "Moved the loads" in str(dan.modal)


async def test_a_week_with_leave_a_part_timer_and_a_clock_change(world: World) -> None:
    """The clocks go forward in London on 28 March 2027, two weeks after New York's."""
    world.clock.move_to(datetime(2027, 3, 24, 2, 0, tzinfo=UTC))
    team = await the_data_team(world, ("ana", "ben", "dan", "elif"))
    await works_on(world, "dan", 0, 1, 2)
    async with world.work() as work:
        await is_away(work, world.person("elif").id, date(2027, 3, 25), date(2027, 3, 29))
    await a_daily_standup(world, team, date(2027, 3, 24))
    await world.forward_to(datetime(2027, 3, 31, 23, 59, tzinfo=UTC))

    def dates(name: str, zone: str) -> list[int]:
        times = asked_at(world, name, zone)
        first = [each for each in times if each.time().replace(second=0, microsecond=0) == HALF_PAST_NINE]
        return [each.day for each in first]

    assert dates("ana", "Europe/London") == [24, 25, 26, 29, 30, 31], "half past nine on both sides of the change"
    assert dates("ben", "America/New_York") == [24, 25, 26, 29, 30, 31]
    assert dates("dan", "Europe/London") == [24, 29, 30, 31]
    assert dates("elif", "Europe/London") == [24, 30, 31]


async def test_text_that_could_do_harm_arrives_whole_and_pings_nobody(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_daily_standup(world, team)
    await world.forward_to(datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
    nasty = "<!channel> & <!here> \"quoted\" 'so' 🎉 <@UANA> *bold* " + "x&<" * 960
    assert 2900 < len(nasty) <= 3000
    await answers(world.person("dan"), nasty)
    await world.forward(minutes=1)
    (dans,) = below(world)
    shown_as = nasty.replace("*bold*", "bold").replace("<@UANA>", "@Ana")
    for everybody in ("channel", "here"):
        shown_as = shown_as.replace(f"<!{everybody}>", f"@{everybody}")
    assert shown_as in dans.replace("\n", ""), "all of it, in order"
    shown = [str(each.blocks) for each in world.channel("data-team").messages]
    shown += [str(each.blocks) for each in world.channel("data-team").thread(world.channel("data-team").messages[0])]
    assert not [text for text in shown if "<!channel>" in text or "<!here>" in text]


async def test_leave_set_while_a_run_is_open_stops_the_reminders(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_daily_standup(world, team)
    await world.forward_to(datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
    await answers(world.person("ana"), "Board numbers")
    dan = world.person("dan")
    await dan.clicks("Away today")
    await world.forward(hours=3)
    assert "You are away on Mon 23 Nov" in world.read(dan.dm[-1])
    assert not [each for each in dan.dm if "A reminder" in world.read(each)]
    (report,) = reports(world)
    assert "1 of 1 answered · 1 away" in report
    assert "Away: Dan" in report


async def test_a_skipped_standup_is_not_missing_and_can_be_taken_back(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_daily_standup(world, team)
    await world.forward_to(datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
    await answers(world.person("ana"), "Board numbers")
    dan = world.person("dan")
    await dan.clicks("Skip today")
    await world.forward(seconds=5)
    assert "Skipped: Dan" in reports(world)[0]
    await dan.clicks("Undo")
    await world.forward(seconds=5)
    assert "Still to come: Dan" in reports(world)[0]


async def test_a_reminder_comes_once_and_not_after_an_answer(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_daily_standup(world, team)
    await world.forward_to(datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
    await answers(world.person("ana"), "Board numbers")
    await world.forward(hours=4)
    for name, count in (("dan", 1), ("ana", 0)):
        assert len([each for each in world.person(name).dm if "A reminder" in world.read(each)]) == count


@pytest.mark.parametrize(("hours", "asked"), [(1, 1), (3, 0)])
async def test_after_downtime_a_prompt_comes_late_or_not_at_all(world: World, hours: int, asked: int) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_daily_standup(world, team)
    await world.bot.worker.tick()
    await world.stop_bot()
    world.clock.move_to(datetime(2026, 11, 23, 9, 30, tzinfo=UTC) + timedelta(hours=hours))
    await world.start_bot()
    await world.settle()
    assert len(prompts(world, "dan")) == asked
    await world.forward(hours=12)
    missing = [text for text in reports(world) if "Missing" in text]
    assert len(missing) == asked, "who was not asked is not missing"


async def test_running_twice_asks_nobody_twice(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_daily_standup(world, team)
    ana = world.person("ana")
    await ana.types("/standup run", channel="data-team")
    await world.forward(seconds=5)
    await ana.types("/standup run", channel="data-team")
    await world.forward(hours=12)
    assert "Everybody was asked today already." in world.read(ana.ephemerals[-1])
    assert len(asked_at(world, "dan", "Europe/London")) == 2, "the prompt and its reminder"


async def test_a_blocker_becomes_a_fire_and_help_is_offered(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_daily_standup(world, team)
    await world.forward_to(datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
    dan, ana = world.person("dan"), world.person("ana")
    await dan.clicks("Answer")
    await dan.fills({DONE: "Loads", PLANNED: "More", BLOCKED: "Yes"})
    await dan.fills({WORDS: "No access to billing"})
    await dan.submits()
    await world.forward(seconds=5)
    await ana.clicks("I can help")
    await ana.clicks("Make it a fire")
    await world.forward(seconds=5)
    assert dan.sees("@ana can help with what blocks you: No access to billing")
    assert any("F-1" in text and "No access to billing" in text for text in world.texts("data-team"))


async def test_leave_set_by_a_lead_is_taken_in_too(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_daily_standup(world, team)
    await world.forward_to(datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
    async with world.work() as work:
        dan = UserId(world.person("dan").id)
        await set_absence(work, by=world.person("ana").id, user_id=dan, first_on=MONDAY, last_on=MONDAY)
    await world.forward(minutes=1)
    assert "You are away on Mon 23 Nov" in world.read(world.person("dan").dm[-1])


async def test_a_member_who_moves_is_asked_once_on_their_new_clock(world: World) -> None:
    team = await the_data_team(world, ("ana", "ben"))
    await a_daily_standup(world, team)
    await world.forward_to(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    await world.person("ben").moves_to("Europe/London")
    await world.forward_to(datetime(2026, 11, 23, 23, 0, tzinfo=UTC))
    times = [each.strftime("%H:%M") for each in asked_at(world, "ben", "Europe/London")]
    assert times == ["09:30", "11:00"], "the prompt, and its reminder"
