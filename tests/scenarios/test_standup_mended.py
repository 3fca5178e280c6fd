"""Stories of faults that were found, and must not come back."""

from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.schedule import Rules
from bot.standups.use_cases import change_questions, pause_standup, resume_standup
from tests.support.asking import a_morning, below
from tests.support.standups import DONE as WHAT_IS_DONE
from tests.support.standups import PLAN, a_standup, answers, at, dm, reports
from tests.support.teams import the_data_team
from tests.support.world import World

DONE = NewQuestion("What is done?", key="done")
FOUR = ("ana", "chitra", "dan", "elif")


async def test_an_anonymous_report_that_is_out_takes_no_skip_back(world: World) -> None:
    """One answer more, in a report that everybody has read, would be that person's."""
    await a_morning(world, DONE, members=(*FOUR, "farid"), rules=Rules(anonymous=True), follows_member=False)
    for name in FOUR:
        await answers(world.person(name), {"What is done?": f"A secret of {name}"})
    farid = world.person("farid")
    await farid.clicks("Skip today")
    await world.forward(seconds=5)
    (report,) = reports(world)
    assert "4 of 5 answered" in report
    skipped = dm(world, "farid", "You skipped Daily")
    assert "Undo" not in world.read(skipped)
    assert "Answer after all" not in world.read(skipped)
    assert "Say why" in world.read(skipped)
    await farid.types("/standup")
    assert farid.modal is None
    assert farid.sees("This one takes no answers any more: it is anonymous")
    ana = world.person("ana")
    await ana.types("/standup run Daily", channel="data-team")
    assert ana.sees("Daily is anonymous and today's report is out, so nobody more can be asked today.")
    await world.forward(hours=9)
    assert [each for each in reports(world) if "Mon 23 Nov" in each] == [report]


async def test_an_anonymous_report_that_is_out_takes_nobody_back_from_leave(world: World) -> None:
    await a_morning(world, DONE, members=(*FOUR, "farid"), rules=Rules(anonymous=True), follows_member=False)
    farid = world.person("farid")
    await farid.types("/standup away today", channel="data-team")
    for name in FOUR:
        await answers(world.person(name), {"What is done?": f"A secret of {name}"})
    await world.forward(seconds=5)
    (report,) = reports(world)
    await farid.types("/standup back", channel="data-team")
    await world.forward(seconds=5)
    assert "You are away on Mon 23 Nov" in world.read(farid.dm[0])
    assert "Answer" not in world.read(farid.dm[0])
    assert reports(world) == [report]


async def test_a_skip_is_taken_back_while_an_anonymous_report_waits(world: World) -> None:
    await a_morning(world, DONE, members=FOUR, rules=Rules(anonymous=True), follows_member=False)
    dan = world.person("dan")
    await dan.clicks("Skip today")
    await world.forward(seconds=5)
    await dan.clicks("Undo")
    await answers(dan, {"What is done?": "A secret"})
    await world.forward(seconds=5)
    assert dm(world, "dan", "Thanks!")


async def test_what_was_written_ahead_survives_a_pause_and_stands_in_the_next_run(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    standup = await a_standup(world, team, reminders=())
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await answers(dan, {WHAT_IS_DONE: "Loads"})
    await world.forward_to(at(18))
    await dan.types("/standup ahead", channel="data-team")
    await dan.fills({WHAT_IS_DONE: "Written ahead", PLAN: "A plan ahead"})
    await dan.clicks("Save draft")
    await dan.closes()
    async with world.work() as work:
        await pause_standup(work, standup.id, team.leads[0].user_id, None)
    await world.forward_to(at(12, 0, day=24))
    async with world.work() as work:
        asks = NewQuestion("What came about?", Kind.SHORT, key="done")
        plan = NewQuestion(PLAN, Kind.PLAN, key="plan", required=False)
        await change_questions(work, standup.id, team.leads[0].user_id, (asks, plan))
        await resume_standup(work, standup.id, team.leads[0].user_id)
    await world.forward_to(at(9, 31, day=25))
    await dan.clicks("Answer")
    shown = str(dan.modal)
    assert "Written ahead" in shown, "an answer follows its question, whatever that is called now"
    assert "A plan ahead" in shown
    assert (await dan.submits()).closed
    await world.forward(seconds=5)
    assert "Written ahead" in below(world)[0]
    await world.forward_to(at(9, 31, day=26))
    await dan.clicks("Answer")
    assert "Written ahead" not in str(dan.modal), "it is given back once"


async def test_a_typed_answer_calls_somebody_by_their_name_whom_nobody_knew(world: World) -> None:
    await a_morning(world, DONE)
    await world.person("dan").says("Paired with @farid")
    await world.forward(seconds=5)
    (said,) = below(world)
    assert "Paired with @Farid" in said
