"""The command line beside Slack: what people see, what programs get, and what is told to whom."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.commands.telling import EXITS, plain, table
from bot.people.domain import Person, UserId
from bot.people.repository import People
from bot.standups.domain import NewQuestion, Standup
from bot.standups.domain.schedule import Readers, Rules
from bot.standups.repository import Standups
from bot.standups.use_cases.trends import trends_of
from bot.workspaces.repository import install_workspace
from tests.records.offices import HOW, says
from tests.support.processes import ran
from tests.support.standups import a_standup, at
from tests.support.teams import the_data_team
from tests.support.world import World

DOCS = Path(__file__).parents[1] / "docs" / "command-line.md"
FOUR = ("ana", "ben", "dan", "elif")
# What a change must leave as it was when it is only tried.
KEPT = ("standups", "runs", "prompts", "absences", "timers", "deliveries")


async def firebreak(world: World, *words: str) -> Result:
    """At a terminal beside the running bot, at the time of the story."""
    return await asyncio.to_thread(
        CliRunner().invoke, cli, words, obj=world.clock, env={"DATABASE_URL": world.database_url}
    )


async def asked(world: World, *words: str) -> Any:
    """The data in the envelope of a command that goes well."""
    result = await firebreak(world, *words, "--json")
    assert result.exit_code == 0, result.output
    envelope = json.loads(result.stdout)
    assert envelope["ok"] is True
    return envelope["data"]


async def refused(world: World, *words: str) -> tuple[int, str, str]:
    """Exit code, code and message."""
    result = await firebreak(world, *words, "--json")
    envelope = json.loads(result.stdout)
    assert envelope["ok"] is False
    error = envelope["error"]
    assert error.keys() == {"code", "message", "retryable", "suggestion"}
    return result.exit_code, error["code"], error["message"]


async def a_daily(world: World, **settings: Any) -> Standup:
    team = await the_data_team(world, FOUR)
    async with world.work() as work:
        ana = await People(work).get("UANA")
        assert ana is not None
        await People(work).save(Person(UserId("UFARID"), "Farid", "America/New_York", is_admin=True))
    return await a_standup(world, team, reminders=(), **settings)


async def stored(world: World) -> list[object]:
    async with world.work() as work:
        found = [await work.session.execute(text(f"SELECT * FROM {each} ORDER BY id")) for each in KEPT]
        return [tuple(row) for rows in found for row in rows]


async def test_people_read_tables(world: World) -> None:
    await a_daily(world)
    result = await firebreak(world, "standups", "list")
    assert result.stdout.splitlines() == [
        "number  name   team  runs",
        "1       Daily  Data  Mon–Fri at 09:30, everybody's own time",
    ]
    shown = (await firebreak(world, "standups", "show", "dai")).stdout
    assert "Daily of Data: Mon–Fri at 09:30" in shown
    assert "1  What did you get done?" in shown
    coming = (await firebreak(world, "standups", "next", "Daily")).stdout.splitlines()
    assert coming[1].split("  ")[0] == "Ana"
    assert "Ben     Mon 23 Nov 2026 09:30  America/New_York  23 Nov 14:30 UTC" in coming
    people = (await firebreak(world, "people", "list", "--team", "data")).stdout
    assert re.search(r"UANA\s+Ana\s+Europe/London\s+Data \(lead\)", people)
    assert "Farid" not in people
    assert (await firebreak(world, "absences", "list")).stdout == "Nobody is away.\n"


async def test_programs_get_an_envelope(world: World) -> None:
    standup = await a_daily(world)
    (listed,) = (await asked(world, "standups", "list"))["standups"]
    assert (listed["standup_id"], listed["name"], listed["days"][0], listed["at"]) == (
        standup.id,
        "Daily",
        "Monday",
        "09:30",
    )
    one = await asked(world, "standups", "show", "1")
    assert [each["key"] for each in one["questions"]] == ["done", "plan", "blocked"]
    members = (await asked(world, "standups", "next", "Daily"))["members"]
    assert {each["user_id"]: each["next"][0] for each in members}["UBEN"] == "2026-11-23T14:30:00Z"
    people = (await asked(world, "people", "list"))["people"]
    assert {each["name"]: (each["is_admin"], each["teams"]) for each in people}["Farid"] == (True, {})


async def test_run_now_asks_through_the_running_bot(world: World) -> None:
    await a_daily(world)
    tried = await asked(world, "standups", "run", "Daily", "--by", "Ana", "--dry-run")
    assert (tried["dry_run"], tried["run_id"], len(tried["asked"])) == (True, None, 4)
    await world.forward(seconds=5)
    assert not world.person("dan").dm, "a dry run asks nobody"
    ran_now = await asked(world, "standups", "run", "Daily", "--by", "Ana")
    assert len(ran_now["asked"]) == 4
    await world.forward(seconds=5)
    assert "What did you get done?" in world.read(world.person("dan").dm[-1])
    assert await refused(world, "standups", "run", "Daily", "--by", "Ana") == (
        5,
        "conflict",
        "Everybody was asked today already.",
    )


CHANGES = (
    ("standups", "run", "Daily"),
    ("standups", "skip", "Daily", "--on", "2026-11-24"),
    ("standups", "pause", "Daily", "--until", "2027-01-04"),
    ("standups", "resume", "Daily"),
    ("absences", "set", "Dan", "24 Dec to 1 Jan", "--reason", "Skiing"),
    ("absences", "end", "NUMBER"),
)


async def test_a_dry_run_changes_nothing(world: World) -> None:
    await a_daily(world)
    for words in CHANGES:
        listed = (await asked(world, "absences", "list"))["absences"]
        # A number that was tried and not kept may be used up.
        change = [str(listed[0]["absence_id"]) if each == "NUMBER" else each for each in words]
        before = await stored(world)
        result = await firebreak(world, *change, "--by", "UANA", "--dry-run")
        assert result.exit_code == 0, result.output
        assert result.stdout.splitlines()[0] == "Nothing was changed. This would happen:"
        assert await stored(world) == before, change
        assert (await firebreak(world, *change, "--by", "UANA")).exit_code == 0
        assert await stored(world) != before, f"without --dry-run {change} does something"


async def test_pausing_resuming_and_skipping(world: World) -> None:
    standup = await a_daily(world)
    ana = ("--by", "UANA")
    paused = await asked(world, "standups", "pause", "Daily", "--until", "4 Jan", *ana)
    assert (paused["active"], paused["paused_until"]) == (False, "2027-01-04")
    assert (await refused(world, "standups", "pause", "Daily", "--until", "2027-01-04", *ana))[:2] == (5, "conflict")
    async with world.work() as work:
        assert not (await Standups(work).get(standup.id)).active
    assert (await asked(world, "standups", "resume", "Daily", *ana))["active"] is True
    assert (await refused(world, "standups", "resume", "Daily", *ana))[:2] == (5, "conflict")
    skipped = await asked(world, "standups", "skip", "Daily", "--on", "24 Nov", *ana)
    assert (skipped["on"], skipped["state"]) == ("2026-11-24", "skipped")
    assert (await refused(world, "standups", "skip", "Daily", "--on", "24 Nov", *ana))[:2] == (5, "conflict")
    assert (await refused(world, "standups", "skip", "Daily", "--on", "28 Nov", *ana))[:2] == (1, "refused")


async def test_setting_somebody_away_tells_them_and_calling_it_off_too(world: World) -> None:
    await a_daily(world)
    made = await asked(world, "absences", "set", "Dan", "24 Dec to 1 Jan", "--by", "Ana", "--reason", "Skiing")
    assert (made["user_id"], made["first_on"], made["last_on"], made["set_by"]) == (
        *("UDAN", "2026-12-24", "2027-01-01", "UANA"),
    )
    await world.forward(seconds=5)
    assert "Ana set you away" in world.read(world.person("dan").dm[-1])
    (listed,) = (await asked(world, "absences", "list", "--person", "Dan"))["absences"]
    assert listed == made
    assert "Skiing" not in (await firebreak(world, "absences", "list")).stdout, "the reason is Dan's"
    assert (await refused(world, "absences", "set", "Dan", "24 Dec to 1 Jan", "--by", "Ana"))[:2] == (5, "conflict")
    number = str(made["absence_id"])
    assert (await refused(world, "absences", "end", number, "--by", "Elif"))[:2] == (4, "not_allowed")
    assert (await asked(world, "absences", "end", number, "--by", "Dan"))["called_off"] is True
    assert (await refused(world, "absences", "end", number, "--by", "Dan"))[:2] == (3, "not_found")
    assert (await asked(world, "absences", "list"))["absences"] == []


async def test_ones_own_absence_that_is_going_on_ends_with_yesterday(world: World) -> None:
    await a_daily(world)
    made = await asked(world, "absences", "set", "Dan", "today until Friday", "--by", "Dan")
    await world.forward(days=2)
    ended = await asked(world, "absences", "end", str(made["absence_id"]), "--by", "Dan")
    assert ended["called_off"] is False
    (listed,) = (await asked(world, "absences", "list", "--since", "2026-11-23"))["absences"]
    assert (listed["first_on"], listed["last_on"]) == ("2026-11-23", "2026-11-24")


REFUSALS: list[tuple[tuple[str, ...], int, str, str]] = [
    (("standups", "show", "Dialy"), 3, "not_found", "Did you mean Daily?"),
    (("standups", "list", "--team", "Nobody"), 3, "not_found", "There is: Data."),
    (("standups", "list", "--workspace", "T0NONE"), 3, "not_found", "There is no workspace T0NONE."),
    (("standups", "pause", "Daily"), 2, "usage", "a workspace admin, such as Farid (UFARID)"),
    (("standups", "pause", "Daily", "--by", "Nemo"), 3, "not_found", "Nobody here is called Nemo"),
    (("standups", "pause", "Daily", "--by", "Dan"), 4, "not_allowed", "Only leads of Data and workspace admins"),
    (("standups", "run", "Daily", "--by", "Dan"), 4, "not_allowed", "Only leads of Data"),
    (("standups", "skip", "Daily", "--by", "Dan"), 4, "not_allowed", "Only leads of Data"),
    (("standups", "resume", "Daily", "--by", "Dan"), 4, "not_allowed", "Only leads of Data"),
    (("standups", "skip", "Daily", "--by", "Ana", "--on", "someday"), 2, "usage", "I cannot read someday as a day"),
    (("absences", "set", "Dan", "soonish", "--by", "Ana"), 2, "usage", "I cannot read soonish as days"),
    (("absences", "set", "Dan", "tomorrow", "--by", "Elif"), 4, "not_allowed", "Only leads of Dan's team"),
    (("absences", "end", "77", "--by", "Ana"), 3, "not_found", "There is no absence 77"),
    (("standups", "answers", "Daily"), 2, "usage", "Say who acts with --by"),
    (("standups", "answers", "Daily", "--by", "Ana", "--on", "2026-11-20"), 3, "not_found", "did not run"),
    (("standups", "participation", "Daily", "--by", "Gus"), 4, "not_allowed", "Only members of Data"),
]


async def test_every_refusal_has_its_exit_code(world: World) -> None:
    await a_daily(world)
    async with world.work() as work:
        await People(work).save(Person(UserId("UGUS"), "Gus", "Europe/London", is_guest=True))
    for words, status, code, message in REFUSALS:
        exited, said, why = await refused(world, *words)
        assert (exited, said, message in why) == (status, code, True), (words, why)
        people = await firebreak(world, *words)
        assert (people.exit_code, people.stdout) == (status, ""), "people read it on standard error"
        assert message in people.stderr, words
        assert "Traceback" not in people.stderr, words


async def test_answers_are_read_with_the_rights_of_who_asks(world: World) -> None:
    team = await the_data_team(world, FOUR)
    private = await a_standup(
        world, team, "Private", questions=(HOW,), rules=Rules(readers=Readers.OWNER), reminders=()
    )
    why = NewQuestion("Why?", key="why", required=False)
    mood = await a_standup(world, team, "Mood", questions=(HOW, why), rules=Rules(anonymous=True), reminders=())
    await world.forward_to(at(14, 31))
    await says(world, private, "dan", how="For Ana")
    for name in FOUR:
        await says(world, mood, name, how="Nameless", **({"why": "Because"} if name == "dan" else {}))
    said = await asked(world, "standups", "answers", "Private", "--by", "Ana")
    assert [(each["name"], each["said"], each["text"]) for each in said["answers"]] == [("Dan", "For Ana", "For Ana")]
    assert (said["answered"], said["expected"]) == (1, 4)
    for name in ("Ben", "Dan"):
        assert (await refused(world, "standups", "answers", "Private", "--by", name))[:2] == (4, "not_allowed")
    nameless = (await asked(world, "standups", "answers", "Mood", "--by", "Dan"))["answers"]
    assert [(each["user_id"], each["name"], each["said"]) for each in nameless] == [(None, None, "Nameless")] * 4


async def test_anonymous_answers_are_not_told_before_the_end(world: World) -> None:
    team = await the_data_team(world, FOUR)
    mood = await a_standup(world, team, "Mood", questions=(HOW,), rules=Rules(anonymous=True), reminders=())
    await world.forward_to(at(14, 31))
    for name in FOUR[:3]:
        await says(world, mood, name, how="Nameless")
    assert (await asked(world, "standups", "answers", "Mood", "--by", "Ana"))["answers"] == []


async def test_participation_is_what_slack_shows(world: World) -> None:
    standup = await a_daily(world)
    await world.forward_to(at(14, 31))
    await says(world, standup, "dan", done="Something")
    await world.forward_to(at(9, 31, day=24))
    weeks = (await asked(world, "standups", "participation", "Daily", "--weeks", "1"))["weeks"]
    async with world.work() as work:
        (week,) = (await trends_of(work, standup.id, "UANA", 1)).weeks
    assert weeks == [
        {
            "week": "2026-W48",
            "monday": "2026-11-23",
            "runs": 2,
            "answered": week.counts.answered,
            "expected": week.counts.expected,
            "away": 0,
            "holiday": 0,
            "left": 0,
            "late": week.late,
        }
    ]
    assert week.counts.answered == 1


async def test_everything_is_exported_into_a_folder_of_its_own(world: World, tmp_path: Path) -> None:
    await a_daily(world)
    out = tmp_path / "new" / "out"
    told = await asked(world, "export", "--out", str(out), "--format", "csv")
    assert told["rows"]["people"] == 5
    assert (out / "people.csv").exists()
    assert not (out / "people.jsonl").exists()
    assert out.stat().st_mode & 0o077 == 0, "nobody else reads it"
    status, code, message = await refused(world, "export", "--out", str(out))
    assert (status, code) == (5, "conflict")
    assert "is there already and not empty" in message
    (tmp_path / "file").write_text("")
    assert (await refused(world, "export", "--out", str(tmp_path / "file" / "out")))[:2] == (2, "usage")


async def test_several_workspaces_have_to_be_told_apart(world: World) -> None:
    await a_daily(world)
    async with world.bot.transactions.across_workspaces() as (session, now):
        await install_workspace(session, slack_id="T0OTHER", name="Other", bot_user_id="UBOT", now=now)
    assert (await refused(world, "standups", "list"))[:2] == (2, "usage")
    assert (await asked(world, "standups", "list", "--workspace", "T0OTHER"))["standups"] == []
    ours = world.bot.workspace.slack_id
    assert len((await asked(world, "standups", "list", "--workspace", ours))["standups"]) == 1


@pytest.mark.parametrize(
    ("url", "status", "code"),
    [
        ("nonsense", 2, "setting"),
        ("postgresql://nobody@127.0.0.1:9/nothing", 6, "database"),
        ("sqlite:////nowhere/at/all.db", 6, "database"),
    ],
)
async def test_a_database_that_cannot_be_used_is_told_to_programs(url: str, status: int, code: str) -> None:
    exited, said, _ = await ran("people", {"DATABASE_URL": url}, "list", "--json")
    error = json.loads(said)["error"]
    assert (exited, error["code"], error["retryable"]) == (status, code, code == "database")


async def test_arguments_that_cannot_be_read_are_told_to_programs() -> None:
    exited, said, complained = await ran(
        "standups", {"DATABASE_URL": "sqlite://"}, "pause", "--json", "--untill", "Friday"
    )
    assert (exited, json.loads(said)["error"]["code"], complained) == (2, "usage", "")


def test_the_manual_has_every_exit_code() -> None:
    described = {
        (int(status), code)
        for status, codes in re.findall(r"^\| (\d) \| ((?:`\w+`(?:, )?)+) \|", DOCS.read_text(), re.M)
        for code in re.findall(r"\w+", codes)
    }
    assert described == {(status, str(trouble)) for trouble, status in EXITS.items()}


def test_a_table_stays_a_table_whatever_people_wrote() -> None:
    assert plain("one\ntwo\x1b[2J\ttabs") == "one two [2J tabs"
    assert table(("a", "b"), [("one\ntwo", None), ("x", 3)], "-") == "a        b\none two\nx        3"
