"""What people wrote goes after as many days as a standup keeps it; what is counted stays."""

from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import text

from bot.core.work import Work
from bot.people.domain import Team
from bot.standups.domain import Kind, NewQuestion, Standup
from bot.standups.domain.schedule import Rules
from bot.standups.repository import Answers, Blockers, PlanItems, Prompts, Runs, Standups
from bot.standups.use_cases.reading import participation
from bot.standups.use_cases.trends import trends_of
from tests.support.standups import BLOCKED, DONE, MONDAY, PLAN, WORDS, a_standup, answers, at
from tests.support.teams import the_data_team
from tests.support.world import World

MOOD, CHOICE = "How was it?", "Where do you work?"
QUESTIONS = (
    NewQuestion(DONE, Kind.SHORT, key="done"),
    NewQuestion(PLAN, Kind.PLAN, key="plan", required=False),
    NewQuestion(BLOCKED, Kind.BLOCKER, key="blocked", required=False),
    NewQuestion(MOOD, Kind.MOOD, key="mood", required=False),
    NewQuestion(CHOICE, Kind.CHOICE, key="place", required=False, choices=("Home", "Office")),
)
SAID = {
    DONE: "Board numbers",
    PLAN: "Ledger\nArchive",
    BLOCKED: "Yes",
    WORDS: "No access",
    MOOD: "☀️ Great",
    CHOICE: "Home",
}
KEPT = Rules(keep_days=30)


async def a_monday(world: World, rules: Rules = KEPT, **more: Any) -> tuple[Team, Standup]:
    """Ana answers with everything there is. Nothing else is asked in weeks."""
    team = await the_data_team(world, ("ana", "dan"))
    standup = await a_standup(world, team, questions=QUESTIONS, rules=rules, reminders=(), every_weeks=12, **more)
    await world.forward_to(at(9, 31))
    await answers(world.person("ana"), SAID)
    await world.forward_to(at(20))
    return team, standup


async def later(world: World, days: int) -> None:
    """That many days after the run, at night."""
    await world.forward_to(at(23) + timedelta(days=days))
    await world.bot.worker.retention.clear_all()
    await world.settle()


async def stored(work: Work) -> str:
    rows = []
    for each in ("answers", "answer_revisions", "answer_files", "anonymous_answers", "deliveries", "prompts"):
        rows += [str(row) for row in await work.session.execute(text(f"SELECT * FROM {each}"))]
    return "\n".join(rows)


async def test_a_lead_says_how_long_words_are_kept_and_show_says_it(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    standup = await a_standup(world, team)
    ana = world.person("ana")
    await ana.types("/standup show Daily")
    assert ana.sees("What people write is kept until they delete it.")
    await ana.types("/standup edit Daily")
    await ana.clicks("All settings: report, privacy and more")
    await ana.fills({"Delete what people wrote after": "90 days"})
    await ana.submits()
    async with world.work() as work:
        assert (await Standups(work).get(standup.id)).rules.keep_days == 90
    await ana.types("/standup show Daily")
    assert ana.sees("What people write is deleted after 90 days. Numbers, moods and choices stay.")
    await ana.types("/standup edit Daily")
    await ana.clicks("All settings: report, privacy and more")
    await ana.fills({"Delete what people wrote after": "Never"})
    await ana.submits()
    async with world.work() as work:
        assert (await Standups(work).get(standup.id)).rules.keep_days is None


async def test_on_the_day_after_the_last_one_words_are_gone(world: World) -> None:
    await a_monday(world)
    await later(world, 30)
    async with world.work() as work:
        assert "Board numbers" in await stored(work), "the thirtieth day is one of them"
    await later(world, 31)
    async with world.work() as work:
        left = await stored(work)
    assert [each for each in ("Board numbers", "Ledger", "No access", "Archive") if each in left] == []


async def test_an_old_answer_says_since_when_it_is_cleared_and_what_is_counted_stays(world: World) -> None:
    team, standup = await a_monday(world)
    async with world.work() as work:
        before = await participation(work, team.id, MONDAY, MONDAY)
        trend = await trends_of(work, standup.id, world.person("ana").id, 1)
    await later(world, 31)
    ana = world.person("ana")
    await ana.types("/standup report Daily 23 Nov")
    shown = "\n".join(world.read(each) for each in ana.ephemerals[-1:])
    assert "Cleared on Thu 24 Dec 2026 by this standup's retention" in shown
    assert "Great" in shown
    assert "Home" in shown
    async with world.work() as work:
        assert await participation(work, team.id, MONDAY, MONDAY) == before
        after = await trends_of(work, standup.id, world.person("ana").id, 8)
        assert [each.means for each in trend.series] != []
        assert [sum(mean.count for mean in each.means) for each in after.series] == [1]


async def test_open_blockers_and_plans_stay_until_they_are_over(world: World) -> None:
    _, standup = await a_monday(world)
    ana = world.person("ana")
    await later(world, 31)
    async with world.work() as work:
        (blocker,) = await Blockers(work).open_of(ana.id)
        items = await PlanItems(work).open_of(ana.id)
        assert blocker.text == "No access"
        assert sorted(each.text for each in items) == ["Archive", "Ledger"]
        await PlanItems(work).change(items[0].id, state="done", settled_at=work.now)
        await Blockers(work).resolve(blocker.id, ana.id)
    await later(world, 32)
    async with world.work() as work:
        assert (await Blockers(work).get(blocker.id)).text == ""
        run = await Runs(work).on(standup.id, MONDAY)
        assert run is not None
        mine = next(each for each in await Prompts(work).of_run(run.id) if each.user_id == ana.id)
        assert [each.text for each in await PlanItems(work).made_in(mine.id)] == ["", "Archive"]


async def test_what_slack_shows_is_left_alone(world: World) -> None:
    await a_monday(world)
    said = world.channel("data-team").messages
    thread = world.channel("data-team").thread(said[-1])
    answer, number = world.read(thread[0]), len(said)
    assert "Board numbers" in answer
    await later(world, 31)
    report = world.channel("data-team").messages[number - 1]
    assert "1 of 2 answered" in world.read(report)
    assert world.read(world.channel("data-team").thread(report)[0]) == answer


async def test_without_a_limit_nothing_is_cleared(world: World) -> None:
    await a_monday(world, Rules())
    await later(world, 400)
    async with world.work() as work:
        assert "Board numbers" in await stored(work)


async def test_answers_without_names_are_cleared_too_and_still_counted(world: World) -> None:
    _, standup = await a_monday(world, Rules(keep_days=30, anonymous=True))
    await later(world, 31)
    async with world.work() as work:
        assert "Board numbers" not in await stored(work)
        run = await Runs(work).on(standup.id, MONDAY)
        assert run is not None
        assert run.cleared_on == date(2026, 12, 24)
        kept = [value for values in (await Answers(work).anonymous(run.id)).values() for value in values]
    assert 5.0 in kept


async def test_what_was_cleared_is_no_answer_to_give_again(world: World) -> None:
    await a_monday(world)
    await later(world, 31)
    async with world.work() as work:
        (standup,) = await Standups(work).all()
        assert standup.schedule.at == time(9, 30)
    ana = world.person("ana")
    await ana.types("/standup run Daily @ana")
    await world.forward(minutes=2)
    await ana.clicks("Same as last time")
    shown = world.read(ana.modal)
    assert "Cleared" not in shown
    assert (await ana.submits()).closed is False, "what was answered in words has to be written anew"
