"""Stories of one member's day: put off, skipped, answered late or ahead, and taken back."""

from bot.standups.domain.schedule import Rules
from tests.support.standups import BLOCKED, DONE, PLAN, WORDS, a_standup, answers, at, dm, reports
from tests.support.teams import the_data_team
from tests.support.world import World


async def test_c6_a_skip_takes_one_click_then_a_reason_and_can_be_undone_until_it_closes(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("Skip today")
    await world.forward(seconds=5)
    assert "You skipped Daily for Mon 23 Nov." in world.read(dan.dm[-1])
    await dan.clicks("Say why")
    await dan.fills({"Why do you skip it?": "In a workshop"})
    await dan.submits()
    await world.forward(seconds=5)
    assert "Your reason: In a workshop" in world.read(dan.dm[-1])
    await world.forward(hours=3)
    assert len(dan.dm) == 1, "nobody reminds who skipped"
    await dan.clicks("Undo")
    await world.forward(seconds=5)
    assert PLAN in world.read(dan.dm[0]), "it is asked again"
    await dan.clicks("Skip today")
    await world.forward_to(at(18))
    assert "Undo" not in str(dan.dm[0].blocks), "its time is over"
    assert "Missing: Ana Skipped: Dan" in reports(world)[0]


async def test_c7_what_was_put_off_comes_back_once_even_after_a_restart_and_no_reminder_before(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("In 2 hours")
    await world.forward(seconds=5)
    assert "Daily comes back at" in world.read(dan.dm[0])
    await world.forward_to(at(11, 15))
    assert len(dan.dm) == 1, "the reminder of eleven o'clock pauses"
    await world.restart_bot()
    await world.forward_to(at(11, 35))
    assert "Here is Daily again." in world.read(dan.dm[-1])
    assert len(dan.dm) == 2
    assert PLAN in world.read(dan.dm[0]), "both messages are true"
    await answers(dan, {DONE: "Loads"})
    await world.forward(hours=3)
    assert len(dan.dm) == 2
    assert "You answered Daily. Thanks!" in world.read(dan.dm[-1])


async def test_c7_a_picked_time_lies_before_the_close_and_an_answer_cancels_it(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("At a time…")
    await dan.fills({"Ask me again at": "18:00"})
    await dan.submits()
    assert dan.errors_by_label == {"Ask me again at": "Choose a time from now until it closes at 17:30."}
    await dan.fills({"Ask me again at": "14:00"})
    assert (await dan.submits()).closed
    await world.forward(minutes=1)
    await answers(dan, {DONE: "Loads"}, button="Answer now")
    await world.forward_to(at(17))
    assert len(dan.dm) == 1


async def test_c7_shortly_before_the_close_it_comes_back_in_time(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(16))
    dan = world.person("dan")
    before = len(dan.dm)
    await dan.clicks("In 2 hours")
    await world.forward_to(at(17, 16))
    assert len(dan.dm) == before + 1, "a quarter of an hour before it closes"
    await dan.clicks("In 30 minutes")
    assert "closes in a few minutes" in world.read(dan.ephemerals[-1])


async def test_c4_a_reminder_says_how_long_is_left(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(11, 1))
    assert "6 hours are left to be in time." in world.read(world.person("dan").dm[-1])


async def test_e3_after_the_close_the_message_says_what_happened_and_a_late_answer_counts_as_late(
    world: World,
) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(17, 31))
    dan = world.person("dan")
    assert "closed without your answer" in world.read(dan.dm[0])
    assert "Missing: Ana, Dan" in reports(world)[0]
    await answers(dan, {DONE: "Loads"}, button="Answer late")
    await world.forward(minutes=1)
    assert "marked as late" in world.read(dan.dm[0])
    assert "Missing: Ana" in reports(world)[0]
    assert "Dan" not in reports(world)[0]


async def test_e4_a_deleted_answer_is_gone_with_what_came_of_it_and_can_be_given_anew(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({DONE: "Secret loads", PLAN: "Secret plan", BLOCKED: "Yes"})
    await dan.fills({WORDS: "Secret access"})
    await dan.submits()
    await world.forward(minutes=1)
    assert "Secret access" in reports(world)[0]
    await dan.clicks("Delete my answer")
    await world.forward(minutes=1)
    assert "Your answer to Daily for Mon 23 Nov is deleted." in world.read(dan.dm[0])
    assert "Secret" not in str(world.channel("data-team").messages)
    await dan.clicks("Answer")
    assert "Secret" not in str(dan.modal)
    await dan.fills({DONE: "Other loads"})
    await dan.submits()
    await world.forward(minutes=1)
    assert "1 of 2 answered" in reports(world)[0]


async def test_e4_who_deletes_after_the_close_is_never_named_missing(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, rules=Rules())
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await answers(dan, {DONE: "Loads"})
    await world.forward_to(at(18))
    await dan.clicks("Delete my answer")
    await world.forward(minutes=1)
    assert "0 of 2 answered" in reports(world)[0]
    assert "Missing: Ana" in reports(world)[0]
    assert "Dan" not in reports(world)[0]
    assert "You can still give another: it counts as late." in world.read(dan.dm[0])


async def test_c11_a_day_that_is_over_is_answered_late_as_far_back_as_the_standup_lets(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, rules=Rules(backfill_days=3))
    await world.forward_to(at(12, day=25))
    dan = world.person("dan")
    await dan.types("/standup for Mon")
    assert "For Mon 23 Nov" in str(dan.modal)
    await dan.fills({DONE: "Loads of Monday"})
    assert (await dan.submits()).closed
    await world.forward(minutes=1)
    assert "1 of 2 answered" in reports(world)[0]
    assert "marked as late" in world.read(dm(world, "dan", "Thanks! Your Daily for Mon 23 Nov"))
    await world.forward_to(at(12, day=27))
    await dan.types("/standup for 2026-11-23")
    refusal = "Daily can be answered until 3 days later, so Mon 23 Nov is closed for good."
    assert refusal in world.read(dan.ephemerals[-1])
    await dan.types("/standup for 22 Nov")
    assert "further" in world.read(dan.ephemerals[-1]) or "closed for good" in world.read(dan.ephemerals[-1])
    await dan.types("/standup for whenever")
    assert "Which day?" in world.read(dan.ephemerals[-1])


async def test_c11_an_answer_ahead_is_kept_for_its_day_and_nobody_asks_again(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(12))
    dan = world.person("dan")
    asked = len(dan.dm)
    await dan.types("/standup ahead")
    assert "For Tue 24 Nov" in str(dan.modal)
    await dan.fills({DONE: "Loads of Tuesday"})
    assert (await dan.submits()).closed
    await world.forward(minutes=1)
    assert "It will be in" in world.read(dan.dm[-1])
    assert not [text for text in reports(world) if "Tue 24 Nov" in text]
    await world.forward_to(at(12, day=24))
    assert len(dan.dm) == asked + 1, "nobody asks, nobody reminds"
    (report,) = [text for text in reports(world) if "Tue 24 Nov" in text]
    assert "1 of 2 answered" in report


async def test_c11_ahead_has_a_limit_too(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, rules=Rules(ahead_days=0))
    await world.forward_to(at(12))
    dan = world.person("dan")
    await dan.types("/standup ahead")
    assert "Daily cannot be answered ahead." in world.read(dan.ephemerals[-1])
    await dan.types("/standup for tomorrow")
    assert "can be answered from its own day on, and Tue 24 Nov is further away" in world.read(dan.ephemerals[-1])


async def test_b4_an_answer_during_leave_is_extra_and_leaves_the_rate_as_it_is(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    await answers(world.person("ana"), {DONE: "Board"})
    dan = world.person("dan")
    await dan.clicks("Away today")
    await world.forward(minutes=1)
    assert "You are away on Mon 23 Nov" in world.read(dan.dm[0])
    await answers(dan, {DONE: "Loads, from the train"}, button="Answer anyway")
    await world.forward(minutes=1)
    (report,) = reports(world)
    assert "1 of 1 answered" in report
    assert "Away: Dan" not in report


async def test_off_until_a_day_is_one_standup_only(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("Off until…")
    await dan.fills({"The last day off": "2026-11-25"})
    assert (await dan.submits()).closed
    await world.forward_to(at(9, 31, day=25))
    assert not [each for each in dan.dm if "Tue 24 Nov" in world.read(each)]
    await world.forward_to(at(9, 31, day=26))
    assert dm(world, "dan", "Daily for Thu 26 Nov")
