"""Taking everything along: what is written, who is in it, and what comes back from it."""

import csv
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.core.errors import AlreadySo
from bot.core.work import Work
from bot.people.domain import UserId
from bot.records.domain.export_cells import Column, Type, from_csv_text, to_csv
from bot.records.domain.export_files import FILES, as_markdown
from bot.records.domain.export_rights import Extent, shown
from bot.records.repository import exporting as repository
from bot.records.use_cases.exporting import rows_of
from bot.standups.domain import PromptState, from_json
from bot.standups.repository import Answers, Prompts
from tests.records.offices import FORMULA, FOUR, OF_DAN, a_week, exported, of_monday
from tests.support.world import World

DOCS = Path(__file__).parents[2] / "docs" / "export.md"
TEXT = Column("text", Type.TEXT, "")


async def test_reading_jsonl_again_gives_the_values_that_were_stored(world: World, tmp_path: Path) -> None:
    week = await a_week(world)
    rows = await exported(world, tmp_path / "out")
    async with world.work() as work:
        for file in FILES:
            stored = [row async for row in rows_of(work, Extent(), file)]
            names = [each.name for each in file.columns]
            assert rows[file.name] == [{name: row.get(name) for name in names} for row in stored], file.name
        signed = [each for each in rows["answers"] if each["withheld"] is None and each["prompt_id"] is not None]
        said = await Answers(work).of({each["prompt_id"] for each in signed})
    assert len(signed) == len(OF_DAN) + 2
    for each in signed:
        assert from_json(each["value"]) == said[each["prompt_id"]][each["question_id"]]
    of_dan = {
        each["question_key"]: each for each in of_monday(rows["answers"], week["daily"]) if each["user_id"] == "UDAN"
    }
    cells = {
        key: {name for name in ("text", "number", "bool", "date", "choices") if row[name] is not None}
        for key, row in of_dan.items()
    }
    assert cells == {
        "done": {"text"},
        "short": {"text"},
        "where": {"text"},
        "tools": {"choices"},
        "degrees": {"number"},
        "rested": {"bool"},
        "mood": {"number"},
        "blocked": {"text", "bool"},
        "plan": {"choices"},
        "with": {"choices"},
        "until": {"date"},
    }
    assert (of_dan["degrees"]["number"], of_dan["rested"]["bool"], of_dan["until"]["date"]) == (
        -5.5,
        False,
        date(2026, 12, 24),
    )
    assert of_dan["done"]["text"] == "words-of-dan,\n\"quoted\" and 'more' é 漢"
    assert of_dan["plan"]["choices"] == ["words-of-dan one", "words-of-dan two"]
    assert (of_dan["done"]["question"], of_dan["done"]["question_version"]) == ("Done?", 1)
    assert [each["text"] for each in rows["answer_revisions"]] == ["words-of-dan first"]
    assert of_dan["done"]["said_at"] == datetime(2026, 11, 23, 14, 32, tzinfo=UTC)


async def test_every_file_has_rows_and_is_described(world: World, tmp_path: Path) -> None:
    await a_week(world)
    rows = await exported(world, tmp_path / "out")
    assert [name for name, found in rows.items() if not found] == ["answer_files"], "nobody gave a file"
    about = json.loads((tmp_path / "out" / "export.json").read_text())
    assert (about["schema_version"], about["made_at"]) == (1, "2026-11-23T23:30:00Z")
    assert {name: each["rows"] for name, each in about["files"].items()} == {
        name: len(each) for name, each in rows.items()
    }
    for file in FILES:
        with (tmp_path / "out" / f"{file.name}.csv").open(newline="") as table:
            titles, *lines = csv.reader(table)
        assert titles == [each["name"] for each in about["files"][file.name]["columns"]]
        assert len(lines) == len(rows[file.name])
    assert {each.name for each in (tmp_path / "out").iterdir()} == {
        "export.json",
        *(f"{file.name}.{ending}" for file in FILES for ending in ("csv", "jsonl")),
    }
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith(".part")] == []


async def test_no_cell_of_csv_is_a_formula_and_numbers_stay_numbers(world: World, tmp_path: Path) -> None:
    await a_week(world)
    rows = await exported(world, tmp_path / "out")
    with (tmp_path / "out" / "answers.csv").open(newline="") as table:
        lines = list(csv.DictReader(table))
    assert [each["text"] for each in lines if "HYPERLINK" in each["text"]] == [f"'{FORMULA}"]
    assert "'@words-of-dan" in [each["text"] for each in lines]
    assert "'-words-of-elif" in [each["text"] for each in lines]
    assert [each["number"] for each in lines if each["question_key"] == "degrees"] == ["-5.5"]
    assert [from_csv_text(each["text"]) for each in lines] == [each["text"] or "" for each in rows["answers"]]
    for file in FILES:
        with (tmp_path / "out" / f"{file.name}.csv").open(newline="") as table:
            cells = [cell for line in csv.reader(table) for cell in line]
        assert [each for each in cells if re.match(r"[=+@\t\r]|-(?![\d.]+$)", each)] == [], file.name


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tis fine", "'tis fine"),
        ("1-1", "1-1"),
        ("", ""),
    ],
)
def test_a_text_of_csv_can_be_read_back(text: str, cell: str) -> None:
    assert to_csv(TEXT, text) == cell
    assert from_csv_text(cell) == text


async def test_anonymous_answers_say_nothing_of_who_wrote_them(world: World, tmp_path: Path) -> None:
    week = await a_week(world)
    rows = await exported(world, tmp_path / "out")
    answers = of_monday(rows["answers"], week["mood"])
    assert [each["text"] for each in answers] == ["nameless mood"] * 4, "three reasons would show who wrote them"
    for each in answers:
        assert (each["user_id"], each["prompt_id"], each["said_at"]) == (None, None, None)
    prompts = of_monday(rows["prompts"], week["mood"])
    assert [each["state"] for each in prompts] == ["answered"] * 4, "that they took part is no secret"
    moments = ("prompt_at", "close_at", "answered_at", "edited_at", "deleted_at", "late")
    assert {each[name] for each in prompts for name in moments} == {None}
    for name in FOUR:
        own = await exported(world, tmp_path / name, user_id=UserId(world.person(name).id), reads_own=True)
        assert of_monday(own["answers"], week["mood"]) == []
        assert "nameless" not in everything_in(tmp_path / name)


async def test_answers_without_names_wait_for_the_end_of_their_run(world: World, tmp_path: Path) -> None:
    week = await a_week(world)
    async with world.work() as work:
        from bot.standups.repository import Runs

        run = await Runs(work).latest(week["mood"].id, date(2026, 11, 23))
        assert run is not None
        await Runs(work).change(run.id, state="open")
    assert "nameless" not in str(await exported(world, tmp_path / "out"))


async def test_what_only_the_owner_reads_is_in_the_exports_of_the_owner_and_of_the_author(
    world: World, tmp_path: Path
) -> None:
    week = await a_week(world)
    rows = await exported(world, tmp_path / "all")
    private = of_monday(rows["answers"], week["private"])
    assert [each["withheld"] for each in private] == ["not exported: only the owner of this standup reads this"] * 2
    assert "in private" not in everything_in(tmp_path / "all")
    seen = {}
    for name in FOUR:
        own = await exported(world, tmp_path / name, user_id=UserId(world.person(name).id), reads_own=True)
        seen[name] = sorted(each["text"] for each in of_monday(own["answers"], week["private"]))
    of_ana, of_dan = "words-of-ana in private", "words-of-dan in private"
    assert seen == {"ana": [of_ana, of_dan], "ben": [], "dan": [of_dan], "elif": []}


async def test_a_persons_export_is_everything_about_them_and_nothing_others_wrote(world: World, tmp_path: Path) -> None:
    await a_week(world)
    everybody = await exported(world, tmp_path / "all")
    for name in ("ben", "dan", "elif"):
        own_id = UserId(world.person(name).id)
        own = await exported(world, tmp_path / name, user_id=own_id, reads_own=True)
        written = everything_in(tmp_path / name)
        assert f"words-of-{name}" in written
        assert [each for each in FOUR if each != name and f"words-of-{each}" in written] == []
        assert [each["user_id"] for each in own["people"]] == [own_id]
        for file in ("absences", "prompts", "plan_items", "blockers", "answer_revisions"):
            assert len(own[file]) == sum(each["user_id"] == own_id for each in everybody[file]), (name, file)
    (fire,) = (await exported(world, tmp_path / "again", user_id=UserId("UDAN")))["fires"]
    assert (fire["requester_id"], fire["title"]) == ("UDAN", None), "Dan asks, and Elif wrote it down"
    (away,) = (await exported(world, tmp_path / "elif again", user_id=UserId("UELIF")))["absences"]
    assert away["reason"] == "words-of-elif about leave"
    assert everybody["absences"][0]["reason"] is None, "the reason is theirs alone, in Slack too"


async def test_a_teams_export_is_that_teams(world: World, tmp_path: Path) -> None:
    week = await a_week(world)
    data = await exported(world, tmp_path / "data", team_id=week["daily"].team_id)
    others = await exported(world, tmp_path / "others", team_id=2)
    assert [each["name"] for each in data["teams"]] == ["Data"]
    assert {each["user_id"] for each in data["people"]} == {world.person(name).id for name in FOUR}
    assert (len(data["standups"]), len(data["fires"])) == (3, 0)
    assert {each["user_id"] for each in others["people"]} == {"UBEN", "UELIF"}
    assert (len(others["standups"]), len(others["answers"]), len(others["fires"])) == (0, 0, 2)


async def test_pages_meet_without_a_gap(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await a_week(world)
    whole = await exported(world, tmp_path / "whole")
    monkeypatch.setattr(repository, "PAGE", 2)
    assert await exported(world, tmp_path / "pages") == whole


async def test_an_export_sees_one_state_of_the_database(world: World) -> None:
    await a_week(world)
    async with world.work() as work:
        first = await Prompts(work).get(1)
    async with world.bot.database.snapshot() as session:
        before = Work(session, world.bot.workspace.id, world.clock.now())
        await Prompts(before).change(first, state=PromptState.LEFT)
    async with world.work() as work:
        assert await Prompts(work).get(1) == first, "what is written while looking is not kept"


async def test_a_folder_with_something_in_it_is_left_alone(world: World, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    await exported(world, tmp_path / "out")
    before = everything_in(tmp_path / "out")
    with pytest.raises(AlreadySo, match="is there already and not empty"):
        await exported(world, tmp_path / "out")
    assert everything_in(tmp_path / "out") == before


@pytest.mark.parametrize("file", ["answers", "answer_revisions"])
def test_what_retention_cleared_says_so(file: str) -> None:
    row = {"user_id": "UDAN", "value": {"cleared": "2026-12-24"}, "_readers": "team", "_owner_id": "UANA"}
    assert shown(file, row, Extent())["withheld"] == "cleared on 2026-12-24 by this standup's retention"


def test_the_manual_has_every_column_of_every_file() -> None:
    _, _, rest = DOCS.read_text(encoding="utf-8").partition("<!-- files -->\n")
    described, _, _ = rest.partition("<!-- end of files -->")
    assert described.strip() == as_markdown().strip()


def everything_in(folder: Path) -> str:
    return "\n".join(each.read_text(encoding="utf-8") for each in sorted(folder.iterdir()))
