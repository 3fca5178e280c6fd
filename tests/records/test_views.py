"""The views for dashboards: what they say is what the bot says, on both databases."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.core.calendar import iso_week
from bot.core.holidays import Place
from bot.people.domain import UserId
from bot.people.repository import Teams
from bot.people.use_cases import set_absence, set_own_place
from bot.standups.domain import Blocked, Rich
from bot.standups.domain.schedule import Readers, Rules
from bot.standups.repository import Blockers, Runs
from bot.standups.use_cases import skip_run
from bot.standups.use_cases.trends import trends_of
from bot.triage.domain import Source
from bot.triage.use_cases.filing import FireRequest, file_fire
from tests.records.offices import EVERY_KIND, FOUR, HOW, OF_DAN, says
from tests.support.standups import a_standup
from tests.support.teams import the_data_team
from tests.support.world import World, a_world

DOCS = Path(__file__).parents[2] / "docs" / "export.md"
# The views go by the clock of the database, so these weeks have to be over: the week of a bank holiday on 5 May.
MONDAY = datetime(2025, 4, 28, 3, tzinfo=UTC)
OWNER = Rules(readers=Readers.OWNER)


@pytest.fixture
async def past(migrated_database: str, wire_log: Path | None) -> AsyncIterator[World]:
    async with a_world(migrated_database, "http", wire_log, MONDAY) as world:
        yield world


def queries() -> list[str]:
    return re.findall(r"```sql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)


async def rows(world: World, query: str) -> list[dict[str, Any]]:
    async with world.work() as work:
        return [dict(each) for each in (await work.session.execute(text(query))).mappings()]


async def lived(world: World) -> int:
    """Two weeks: somebody is away, has a holiday, is late, leaves; a run is left out, and one is to come."""
    team = await the_data_team(world, FOUR)
    standup = await a_standup(
        world, team, questions=EVERY_KIND, anchor_on=MONDAY.date(), days=frozenset({0, 2, 4}), reminders=()
    )
    ids = {name: UserId(world.person(name).id) for name in FOUR}
    async with world.work() as work:
        await set_own_place(work, ids["dan"], Place("GB", "ENG"))
        await set_absence(
            work, by=ids["elif"], user_id=ids["elif"], first_on=date(2025, 4, 30), last_on=date(2025, 5, 1)
        )
        await skip_run(work, standup.id, ids["ana"], date(2025, 5, 2))
    await world.forward_to(datetime(2025, 4, 28, 14, tzinfo=UTC))
    await says(world, standup, "dan", **OF_DAN)
    await says(world, standup, "ana", done=Rich.of("first"), blocked=False)
    await world.forward_to(datetime(2025, 4, 28, 20, tzinfo=UTC))
    await says(world, standup, "elif", done=Rich.of("late"))
    await world.forward_to(datetime(2025, 4, 30, 14, tzinfo=UTC))
    await says(world, standup, "ana", done=Rich.of("second"))
    await world.forward_to(datetime(2025, 5, 5, 12, tzinfo=UTC))
    await says(world, standup, "ana", done=Rich.of("third"))
    async with world.work() as work:
        await Teams(work).remove_member(team.id, ids["ben"])
    await world.forward_to(datetime(2025, 5, 9, 20, tzinfo=UTC))
    return standup.id


async def test_participation_is_what_the_bot_says(past: World) -> None:
    standup_id = await lived(past)
    (query, _) = queries()
    async with past.work() as work:
        trends = await trends_of(work, standup_id, "UANA", 2)
    told = [
        {
            "week": iso_week(each.monday),
            "answered": each.counts.answered,
            "expected": each.counts.expected,
            "away": each.counts.away,
            "holiday": each.counts.holiday,
            "left": each.counts.left,
            "late": each.late,
        }
        for each in trends.weeks
    ]
    assert await rows(past, query) == told
    for name in ("away", "holiday", "left", "late"):
        assert [each for each in told if each[name]], f"{name} has to happen for the two to be compared"
    whole = await rows(past, "SELECT monday, runs FROM v_participation ORDER BY monday")
    assert [(str(each["monday"]), each["runs"]) for each in whole] == [("2025-04-28", 2), ("2025-05-05", 3)]


async def test_weeks_are_those_of_iso_8601(past: World) -> None:
    await lived(past)
    for day in (date(2024, 12, 29), date(2024, 12, 30), date(2026, 12, 31), date(2027, 1, 3), date(2027, 1, 4)):
        async with past.work() as work:
            await Runs(work).change(1, on=day)
        found = await rows(past, "SELECT week, monday FROM v_participation WHERE runs = 1")
        monday = date.fromisocalendar(*day.isocalendar()[:2], 1)
        assert (iso_week(day), str(monday)) in [(each["week"], str(each["monday"])) for each in found], day


async def test_runs_have_the_counts_of_their_report(past: World) -> None:
    await lived(past)
    found = await rows(past, 'SELECT run_on, state, answered, expected, away, "left", late FROM v_runs ORDER BY run_on')
    assert [(str(each["run_on"]), each["state"], each["answered"], each["expected"]) for each in found][:3] == [
        ("2025-04-28", "closed", 3, 4),
        ("2025-04-30", "closed", 1, 3),
        ("2025-05-02", "skipped", 0, 0),
    ]


async def test_answers_can_be_read(past: World) -> None:
    await lived(past)
    found = await rows(past, "SELECT * FROM v_answers WHERE run_id = 1 AND person = 'Dan'")
    read = {
        each["question_key"]: (each["text"], each["number"], each["yes_no"], each["day"], each["choices"])
        for each in found
    }
    assert read["done"][0] == "words-of-dan,\n\"quoted\" and 'more' é 漢"
    assert read["short"][0] == OF_DAN["short"]
    assert read["degrees"][1] == -5.5
    assert (read["rested"][2], read["mood"][1], read["until"][3]) == (False, 4.0, "2026-12-24")
    assert (read["blocked"][0], bool(read["blocked"][2])) == ("@words-of-dan", True)
    assert read["plan"][0] == "words-of-dan one\nwords-of-dan two"
    assert (read["tools"][4] or "").replace(" ", "") == '["SQL","dbt"]'
    assert read["where"] == ("Office", None, None, None, None)
    assert len(read) == len(OF_DAN)


async def test_answers_are_those_the_team_may_read(past: World) -> None:
    team = await the_data_team(past, FOUR)
    settings: dict[str, Any] = {"questions": (HOW,), "anchor_on": MONDAY.date(), "reminders": ()}
    private = await a_standup(past, team, "Private", rules=OWNER, **settings)
    mood = await a_standup(past, team, "Mood", rules=Rules(anonymous=True), **settings)
    few = await a_standup(past, team, "Few", rules=Rules(anonymous=True), **settings)
    await past.forward_to(datetime(2025, 4, 28, 14, tzinfo=UTC))
    await says(past, private, "dan", how="private")
    for name in FOUR:
        await says(past, mood, name, how="nameless")
    for name in FOUR[:3]:
        await says(past, few, name, how="too few")
    assert await rows(past, "SELECT * FROM v_answers") == [], "nothing without a name before the run is closed"
    await past.forward(hours=12)
    found = await rows(past, "SELECT standup, text, user_id, person, said_at FROM v_answers")
    assert [tuple(each.values()) for each in found] == [("Mood", "nameless", None, None, None)] * 4


async def test_blockers_have_an_age_and_words_only_for_the_team(past: World) -> None:
    standup_id = await lived(past)
    team = await rows(past, "SELECT id FROM teams")
    async with past.work() as work:
        private = await a_private_one(past, team[0]["id"])
    await past.forward_to(datetime(2025, 5, 12, 14, tzinfo=UTC))
    await says(past, private, "dan", blocked=Blocked("a secret"), done=Rich.of("x"))
    (_, query) = queries()
    days = (datetime.now(UTC).date() - date(2025, 4, 28)).days
    (oldest, newest) = await rows(past, query)
    assert (oldest["standup"], oldest["person"], oldest["text"]) == ("Daily", "Dan", "@words-of-dan")
    assert oldest["age_days"] in (days, days + 1), "midnight may have passed meanwhile"
    assert (newest["standup"], newest["text"]) == ("Private", None)
    async with past.work() as work:
        (found,) = await Blockers(work).open_in([standup_id])
        await Blockers(work).change(found.id, resolved_at=datetime(2025, 5, 1, 9, tzinfo=UTC))
    (solved,) = await rows(past, "SELECT age_days FROM v_blockers WHERE NOT is_open")
    assert solved["age_days"] == 3


async def a_private_one(world: World, team_id: int) -> Any:
    async with world.work() as work:
        team = await Teams(work).get(team_id)
    return await a_standup(world, team, "Private", questions=EVERY_KIND, rules=OWNER, anchor_on=date(2025, 5, 12))


async def test_fires_have_their_times(past: World) -> None:
    team = await the_data_team(past, FOUR)
    async with past.work() as work:
        filed = await file_fire(work, FireRequest(team.id, "Help", UserId("UDAN"), UserId("UDAN"), Source.COMMAND))
        assert filed.fire.number == 1
        await work.session.execute(
            text("UPDATE fires SET owner_id = 'UBEN', claimed_at = :at"),
            {
                "at": "2025-04-28 04:30:00.000000"
                if "sqlite" in past.database_url
                else datetime(2025, 4, 28, 4, 30, tzinfo=UTC)
            },
        )
    (fire,) = await rows(past, "SELECT * FROM v_fires")
    assert (fire["fire"], fire["team"], fire["title"], fire["requester"], fire["owner"]) == (
        *("F-1", "Data", "Help", "Dan", "Ben"),
    )
    assert fire["hours_to_claim"] == pytest.approx(1.5, abs=0.001)
    assert fire["hours_to_close"] is None
