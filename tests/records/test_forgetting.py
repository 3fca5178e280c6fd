"""Somebody is forgotten: their words and name go, and every number stays what it was."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.core.marks import FORMER_ID
from bot.core.work import Work
from bot.load.domain import CountedWeek, Tally
from bot.load.repository import LoadWeeks
from bot.people.domain import Team, UserId
from bot.people.repository import People, Teams
from bot.people.use_cases import set_absence
from bot.records.tables import ForgettingRow
from bot.records.use_cases.forgetting import forget, what_is_stored
from bot.standups.domain import Kind, NewQuestion, Standup
from bot.standups.use_cases.reading import participation
from bot.standups.use_cases.trends import trends_of
from bot.triage.use_cases import cases_handled, week_counts
from tests.house.neighbours import ANA, HERE, move_in, opened
from tests.support.standups import BLOCKED, DONE, PLAN, WORDS, a_standup, answers, at, dm, reports
from tests.support.teams import the_data_team
from tests.support.world import World

MOOD = "How was it?"
QUESTIONS = (
    NewQuestion(DONE, Kind.SHORT, key="done"),
    NewQuestion(PLAN, Kind.PLAN, key="plan", required=False),
    NewQuestion(BLOCKED, Kind.BLOCKER, key="blocked", required=False),
    NewQuestion(MOOD, Kind.MOOD, key="mood", required=False),
)
FOUR = ("ana", "dan", "elif", "chitra")
LAST_MONDAY = date(2026, 11, 9)
SECRETS = ("Wrote to the auditors", "Read their reply", "The auditors", "Where is the ledger?", "Dentist")


async def an_eventful_monday(world: World) -> tuple[Team, Standup]:
    """Dan answers with everything there is, files a fire, and asks for a day off; others answer, too."""
    team = await the_data_team(world, FOUR)
    standup = await a_standup(world, team, questions=QUESTIONS, reminders=())
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    said = {
        DONE: "Wrote to the auditors",
        PLAN: "Read their reply",
        BLOCKED: "Yes",
        WORDS: "The auditors",
        MOOD: "☀️ Great",
    }
    await answers(dan, said)
    for name in ("ana", "elif", "chitra"):
        await answers(world.person(name), {DONE: f"{name} did things", MOOD: "⛅ Okay"})
    await dan.types("/triage new Where is the ledger?", channel="data-team")
    await world.person("ana").types("/triage claim F-1", channel="data-team")
    async with world.work() as work:
        away_on = date(2026, 11, 26)
        await set_absence(work, by=dan.id, user_id=dan.id, first_on=away_on, last_on=away_on, reason="Dentist")
    await world.forward_to(at(20))
    async with world.work() as work:
        week = CountedWeek(LAST_MONDAY, (Tally(UserId(world.person("dan").id), 2400, 7),))
        assert await LoadWeeks(work).add(team.id, week, None)
    return team, standup


async def numbers(world: World, team: Team, standup: Standup) -> dict[str, object]:
    """Everything that is counted."""
    first, last = at(0, day=20), at(0, day=30)
    async with world.work() as work:
        cases = await cases_handled(work, team.id, first, last)
        weeks = await LoadWeeks(work).between(team.id, LAST_MONDAY, LAST_MONDAY)
        return {
            "participation": await participation(work, team.id, date(2026, 11, 1), date(2026, 11, 23)),
            "trends": await trends_of(work, standup.id, world.person("ana").id, 4),
            "fires": await week_counts(work, team.id, first, last),
            "cases": [each.taken_at for each in cases],
            "load": {monday: [(each.minutes, each.cases) for each in week.tallies] for monday, week in weeks.items()},
        }


async def whole_database(work: Work) -> str:
    tables = ("answers", "answer_revisions", "plan_items", "blockers", "fires", "fire_events", "absences", "deliveries")
    rows = []
    for each in (*tables, "people", "prompts", "timers"):
        rows += [str(row) for row in await work.session.execute(text(f"SELECT * FROM {each}"))]
    return "\n".join(rows)


async def is_forgotten_in_slack(world: World, name: str, line: str) -> None:
    person = world.person(name)
    await person.types(line)
    await person.fills({"Are you sure?": ["for_good"]})
    assert (await person.submits()).closed
    await world.forward(minutes=5)


async def test_words_go_everywhere_and_no_number_changes(world: World) -> None:
    team, standup = await an_eventful_monday(world)
    before = await numbers(world, team, standup)
    async with world.work() as work:
        stored = await whole_database(work)
    missing = [each for each in SECRETS if each not in stored]
    assert missing == [], "all of it was there"
    user_id = world.person("dan").id
    await is_forgotten_in_slack(world, "dan", "/standup forget")
    assert await numbers(world, team, standup) == before
    async with world.work() as work:
        stored = await whole_database(work)
    assert [each for each in (*SECRETS, user_id, "Dan") if each in stored] == []
    (report,) = reports(world)
    assert "4 of 4 answered" in report
    shown = "\n".join([report, *(world.read(each) for each in world.channel("data-team").thread(root(world)))])
    assert "auditors" not in shown, "their posts are deleted, and the blocker says nothing"
    assert "ana did things" in shown
    assert dm(world, "dan", "you are forgotten")


def root(world: World) -> str:
    return next(each.ts for each in world.channel("data-team").messages if world.read(each).startswith("Daily"))


async def test_the_form_says_what_goes_and_needs_a_tick(world: World) -> None:
    await an_eventful_monday(world)
    dan = world.person("dan")
    await dan.types("/standup forget")
    shown = world.read(dan.modal)
    assert "What goes" in shown
    assert "What stays" in shown
    assert "for good" in shown
    assert not (await dan.submits()).closed
    async with world.work() as work:
        assert await what_is_stored(work, dan.id)


async def test_a_card_says_a_former_member_and_nobody_is_mentioned_by_a_made_up_id(world: World) -> None:
    await an_eventful_monday(world)
    card = next(each for each in world.channel("data-team").messages if "F-1" in world.read(each))
    await is_forgotten_in_slack(world, "ana", "/standup forget")
    shown = world.read(world.channel("data-team").messages[world.channel("data-team").messages.index(card)])
    assert "a former member" in shown
    assert not FORMER_ID.search(shown)


async def test_only_a_workspace_admin_has_somebody_else_forgotten(world: World) -> None:
    await an_eventful_monday(world)
    ana, dan = world.person("ana"), world.person("dan")
    await ana.types("/standup forget @dan")
    assert ana.sees("Only workspace admins can have somebody else forgotten.")
    assert ana.modal is None
    await is_forgotten_in_slack(world, "iris", "/standup forget @dan")
    async with world.work() as work:
        assert await People(work).get(dan.id) is None
        row = await work.session.scalar(select(ForgettingRow))
        assert row is not None
        assert row.asked_by == world.person("iris").id


async def test_who_is_forgotten_is_asked_no_more_and_begins_as_somebody_new(world: World) -> None:
    await an_eventful_monday(world)
    await is_forgotten_in_slack(world, "dan", "/standup forget")
    told = len(world.person("dan").dm)
    await world.forward_to(at(20, day=25))
    assert len(world.person("dan").dm) == told, "nobody asks or reminds them"
    async with world.work() as work:
        assert await Teams(work).of_person(world.person("dan").id) == []
    dan = world.person("dan")
    await dan.types("/standup forget")
    assert dan.sees("Nothing is stored about you.")
    await dan.types("/triage new A new question", channel="data-team")
    assert dan.sees("F-2")


async def test_it_is_all_or_nothing_and_twice_is_harmless(world: World) -> None:
    await an_eventful_monday(world)
    user_id = world.person("dan").id
    async with world.work() as work:
        before = await what_is_stored(work, user_id)
    with pytest.raises(RuntimeError, match="the machine stops"):
        async with world.work() as work:
            await forget(work, user_id, None)
            assert await what_is_stored(work, user_id) == {}
            raise RuntimeError("the machine stops")
    async with world.work() as work:
        assert await what_is_stored(work, user_id) == before
        await forget(work, user_id, None)
    await world.forward(minutes=5)
    async with world.work() as work:
        assert await what_is_stored(work, user_id) == {}
        assert len((await work.session.scalars(select(ForgettingRow))).all()) == 1


async def test_messages_that_were_still_to_come_never_arrive(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, reminders=(timedelta(minutes=90),))
    await world.forward_to(at(9, 31))
    await is_forgotten_in_slack(world, "dan", "/standup forget")
    told = len(world.person("dan").dm)
    await world.forward_to(at(18))
    assert len(world.person("dan").dm) == told
    assert "Missing: Ana" in world.read(world.channel("data-team").messages[-1])
    assert "Dan" not in world.read(world.channel("data-team").messages[-1])


def test_an_operator_forgets_somebody_from_the_command_line(
    migrated_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def there() -> dict[str, int]:
        async with opened(migrated_database) as transactions, transactions.in_workspace(HERE) as work:
            return dict(await what_is_stored(work, ANA))

    async def furnish() -> None:
        async with opened(migrated_database) as transactions:
            await move_in(transactions, HERE)

    asyncio.run(furnish())
    before = asyncio.run(there())
    monkeypatch.setenv("DATABASE_URL", migrated_database)
    typed = ["forget", ANA, "--workspace", f"T{HERE}"]
    looked = CliRunner().invoke(cli, [*typed, "--dry-run"])
    assert looked.exit_code == 0, looked.output
    assert "Nothing was changed. This would happen:" in looked.output
    assert "prompts" in looked.output
    refused = CliRunner().invoke(cli, typed, input="n\n")
    assert refused.exit_code == 1
    assert asyncio.run(there()) == before
    done = CliRunner().invoke(cli, [*typed, "--yes"])
    assert done.exit_code == 0, done.output
    assert asyncio.run(there()) == {}
    again = CliRunner().invoke(cli, [*typed, "--yes"])
    assert again.exit_code == 3
    assert "Nobody here is called" in again.output
