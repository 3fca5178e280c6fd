"""Every column that can hold people or their words says so, and forgetting somebody leaves none of it behind."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import JSON, Column, String, Table, Text, select

from bot.core.marks import FORMER_ID, Holds
from bot.core.work import Work
from bot.people.repository import People
from bot.records.repository.registry import marked, of_workspaces, without
from bot.records.use_cases.forgetting import forget
from bot.tables import metadata
from tests.house.neighbours import ANA, BEN, HERE, NEXT_DOOR, WORDS, move_in, opened

# Of Slack's workspaces and who installed the app: no people's data, but the deployment's own.
OF_NO_WORKSPACE = {"workspaces", "installations", "oauth_states"}
OF_AN_ID, LONG = 40, 60


def needs_a_mark(column: Column[Any]) -> bool:
    """Texts and JSON, and strings that are long or named like somebody's id."""
    if column.foreign_keys or column.table.name in OF_NO_WORKSPACE:
        return False
    if isinstance(column.type, JSON | Text):
        return True
    named = column.name.endswith(("_id", "_by")) or column.name == "channel"
    if not isinstance(column.type, String):
        return False
    length = column.type.length or LONG
    return length >= (OF_AN_ID if named else LONG)


def unmarked(*tables: Table) -> list[str]:
    return [
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if needs_a_mark(column) and not isinstance(column.info.get("holds"), Holds)
    ]


def test_every_column_with_people_or_words_is_marked() -> None:
    assert unmarked(*metadata.sorted_tables) == [], "say with a mark of bot/core/marks.py what these hold"


@pytest.mark.parametrize(
    "column", [Column("user_id", String(40)), Column("note", Text), Column("seen_by", String(40)), Column("more", JSON)]
)
def test_a_column_that_was_forgotten_is_caught(column: Column[Any]) -> None:
    table = metadata.tables["fires"].to_metadata(metadata.__class__(), name="another")
    table.append_column(column._copy())
    assert unmarked(table) == [f"another.{column.name}"]


def test_words_belong_to_somebody() -> None:
    for column in marked(Holds.WORDS):
        assert column.info["of"], column
        for author in column.info["of"]:
            other = column.table.columns[author]
            assert other.info.get("holds") == Holds.PERSON or other.foreign_keys, f"{column} is of nobody"
        assert column.nullable or column.info["row"] or isinstance(column.type, String), f"{column} cannot be emptied"


def test_every_table_of_people_is_of_a_workspace() -> None:
    beside = {each.name for each in metadata.sorted_tables} - {each.name for each in of_workspaces()}
    assert beside == OF_NO_WORKSPACE | {"lanes"}


@pytest.mark.parametrize(
    ("value", "then"),
    [
        ("ask <@UBEN> or <@UBEN|ben>", "ask a former member or a former member"),
        ("back:UBEN:2026-11-23", "back:X1:2026-11-23"),
        ("UBENJAMIN", "UBENJAMIN"),
        (["UBEN", {"to": "UBEN"}], ["X1", {"to": "X1"}]),
        (
            {"elements": [{"type": "user", "user_id": "UBEN"}]},
            {"elements": [{"type": "text", "text": "@a former member"}]},
        ),
    ],
)
def test_an_id_is_replaced_wherever_it_stands(value: Any, then: Any) -> None:
    assert without(value, "UBEN", "X1") == then


def words_in(stored: str) -> set[str]:
    return set(re.findall(rf"{WORDS[HERE]}-[\w.-]+", stored))


async def everything(work: Work) -> str:
    rows = []
    for table in metadata.sorted_tables:
        if "workspace_id" in table.columns:
            found = await work.session.execute(select(table).where(table.c.workspace_id == work.workspace_id))
            rows += [json.dumps([table.name, *map(str, row)]) for row in found]
    return "\n".join(rows)


async def test_nothing_that_is_stored_names_whoever_was_forgotten(migrated_database: str) -> None:
    """In a workspace with one thing of everything."""
    async with opened(migrated_database) as transactions:
        await move_in(transactions, NEXT_DOOR, HERE)
        async with transactions.in_workspace(HERE) as work:
            before = await everything(work)
            assert before.count(ANA) > 20, "she is in everything"
            assert f"{WORDS[HERE]}-answer" in before
        async with transactions.in_workspace(NEXT_DOOR) as work:
            next_door = await everything(work)
        async with transactions.in_workspace(HERE) as work:
            forgotten = await forget(work, ANA, BEN)
        async with transactions.in_workspace(HERE) as work:
            after = await everything(work)
            known = await People(work).of(forgotten.former_ids)
        assert ANA not in after
        assert all(FORMER_ID.fullmatch(each) for each in forgotten.former_ids)
        assert [each.name for each in known.values()] == ["A former member"] * 2, "with the account she had before"
        hers = (
            "Ana",
            "first-answer",
            "answer",
            "log.txt",
            "reason",
            "blocker",
            "item",
            "draft",
            "title",
            "description",
        )
        gone = {f"{WORDS[HERE]}-{each}" for each in (*hers, "remark", "address", "event", "Cat")}
        assert gone <= words_in(before), "she wrote all that"
        assert gone & words_in(after) == set()
        assert BEN in after
        async with transactions.in_workspace(NEXT_DOOR) as work:
            assert await everything(work) == next_door, "neighbours keep theirs"
