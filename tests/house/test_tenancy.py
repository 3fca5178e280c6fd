"""Every method of every repository, called from the neighbour's side with the names of what is ours."""

import asyncio
import importlib
import inspect
import json
import pkgutil
import re
import shutil
import textwrap
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, true
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.ext.asyncio import AsyncSession

import bot
from bot.core.errors import BotError
from bot.core.work import Transactions, Work, WorkspaceId
from bot.outbox.repository import Timers
from bot.people.repository import Teams
from bot.tables import metadata
from bot.triage.repository import Fires
from tests.house.neighbours import HERE, NEXT_DOOR, Samples, move_in, opened, words

REFUSALS = (BotError, LookupError, NoResultFound, IntegrityError, AssertionError)
CONDITION = re.compile(r"\w+\.workspace_id == self\._work\.workspace_id")
# Columns with an id that the database itself does not check; None where it is no row's.
UNCHECKED = {("standups", "team_id"): "teams", ("prompts", "asking"): "questions", ("fires", "case_id"): None}
# All rows of all tables by table and key.
Stored = Mapping[tuple[Any, ...], Mapping[str, Any]]


@dataclass(frozen=True)
class Case:
    """One method to visit."""

    repository: type[Any]
    method: str

    def __str__(self) -> str:
        return f"{self.repository.__name__}.{self.method}"

    @property
    def parameters(self) -> list[str]:
        return list(inspect.signature(getattr(self.repository, self.method)).parameters)[1:]


@dataclass(frozen=True)
class Heard:
    """What came back; of a refusal only that it was one."""

    value: Any = None
    refused: bool = False


@dataclass(frozen=True, repr=False)
class House:
    """A database in which both live, what is in it, what names our things, and what they hear where we are not."""

    file: Path
    stored: Stored
    samples: Samples
    alone: Mapping[Case, Heard]


def repositories() -> list[type[Any]]:
    """Every class in a module or package named `repository` that is made with a unit of work."""
    found = {}
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if re.fullmatch(r"bot\.\w+\.repository(\.\w+)?", module.name):
            for each in vars(importlib.import_module(module.name)).values():
                if inspect.isclass(each) and "work" in inspect.signature(each.__init__).parameters:
                    found[f"{each.__module__}.{each.__qualname__}"] = each
    return [found[name] for name in sorted(found)]


CASES = [
    Case(repository, name)
    for repository in repositories()
    for name, _ in inspect.getmembers(repository, inspect.isfunction)
    if not name.startswith("_")
]


def sample_for(case: Case, parameter: str, samples: Samples) -> str:
    """The narrowest name under which there is one."""
    for name in (f"{case}.{parameter}", f"{case.repository.__name__}.{parameter}", parameter):
        if name in samples:
            return name
    pytest.fail(
        f"{case} takes `{parameter}`, for which there is no sample: let tests/house/neighbours.py make such a thing "
        f"in the workspace and return it as {parameter!r}, or as '{case}.{parameter}' if only this method takes it."
    )


def arguments(case: Case, samples: Samples) -> OrderedDict[str, Any]:
    return OrderedDict((each, samples[sample_for(case, each, samples)]) for each in case.parameters)


async def call(case: Case, work: Work, samples: Samples) -> Heard:
    """What a refused call had done is undone."""
    method = getattr(case.repository(work), case.method)
    given = inspect.BoundArguments(inspect.signature(method), arguments(case, samples))
    try:
        return Heard(await method(*given.args, **given.kwargs))
    except REFUSALS:
        await work.session.rollback()
        return Heard(refused=True)


async def stored(transactions: Transactions) -> Stored:
    async with transactions.across_workspaces() as (session, _):
        return await everything(session)


async def everything(session: AsyncSession) -> Stored:
    """In one question, because it is asked after every visit."""
    await session.flush()
    build = "json_object" if session.get_bind().dialect.name == "sqlite" else "json_build_object"
    asked = []
    for name, table in metadata.tables.items():
        columns = ", ".join(f"'{each.name}', \"{each.name}\"" for each in table.columns)
        asked.append(f"SELECT '{name}', CAST({build}({columns}) AS text) FROM {name}")
    rows = [(name, json.loads(row)) for name, row in await session.execute(text(" UNION ALL ".join(asked)))]
    return {(name, *(row[each.name] for each in metadata.tables[name].primary_key)): row for name, row in rows}


def changes(before: Stored, after: Stored) -> list[tuple[Any, ...]]:
    return [key for key in {**before, **after} if before.get(key) != after.get(key)]


def references(row: Mapping[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a row of that table refers to: a table, and the values to be found there."""
    for each in metadata.tables[name].foreign_key_constraints:
        wanted = {part.column.name: row[part.parent.name] for part in each.elements}
        if None not in wanted.values():
            yield each.referred_table.name, wanted
    for (table, column), referred in UNCHECKED.items():
        if table == name and referred and row[column] is not None:
            yield referred, {"id": row[column]}


def attached(key: tuple[Any, ...], after: Stored) -> Iterator[str]:
    """Where a row of theirs hangs on one of ours."""
    for table, wanted in references(after[key], key[0]):
        for other, row in after.items():
            if other[0] == table and wanted.items() <= row.items() and row.get("workspace_id") != NEXT_DOOR:
                yield f"a row of {key[0]} next door belongs to {other} of ours"


def leaks(
    case: Case, samples: Samples, before: Stored, after: Stored, *, heard: Heard, alone: Heard | None = None
) -> list[str]:
    """Everything wrong with one visit; `alone` is what they hear where we are not."""
    changed = changes(before, after)
    theirs = [key for key in changed if (before.get(key) or after[key]).get("workspace_id") == NEXT_DOOR]
    found = [f"{key} of ours was changed" for key in changed if key not in theirs]
    found += [leak for key in theirs if key in after for leak in attached(key, after)]
    own = [row for row in before.values() if row.get("workspace_id") == NEXT_DOOR]
    found += [f"they hear {word}" for word in sorted(words(heard) - words(arguments(case, samples), own))]
    if alone is not None and (heard.refused != alone.refused or (not theirs and heard != alone)):
        found.append(f"they hear {heard}, and where we are not, {alone}")
    return found


async def visit(transactions: Transactions, case: Case, samples: Samples) -> tuple[Heard, Stored]:
    """From next door, for good."""
    async with transactions.in_workspace(NEXT_DOOR) as work:
        heard = await call(case, work, samples)
    return heard, await stored(transactions)


async def rehearse(
    transactions: Transactions, workspace: WorkspaceId, samples: Samples
) -> AsyncIterator[tuple[Case, Heard, Stored]]:
    """Every method as if it had never been called, with what would be stored."""
    for case in CASES:
        async with transactions.in_workspace(workspace) as work:
            # What lacks a sample says so in its own test.
            with suppress(pytest.fail.Exception):
                yield case, await call(case, work, samples), await everything(work.session)
            await work.session.rollback()


async def leaks_of(case: Case, houses: Mapping[str, House], folder: Path) -> list[str]:
    """Through every door, in copies."""
    found = []
    for door, house in houses.items():
        async with opened(f"sqlite:///{shutil.copy(house.file, folder)}") as transactions:
            heard, after = await visit(transactions, case, house.samples)
        leaking = leaks(case, house.samples, house.stored, after, heard=heard, alone=house.alone.get(case))
        found += [f"{door}: {leak}" for leak in leaking]
    return found


async def a_house(template: Path, folder: Path, *neighbours: WorkspaceId, own: bool = False) -> House:
    """The neighbour comes first, so that its rows have the same ids whether or not we are there."""
    file, without_us = (Path(shutil.copy(template, folder / name)) for name in ("ours.db", "without_us.db"))
    async with opened(f"sqlite:///{file}") as transactions:
        ours = await move_in(transactions, *neighbours, HERE)
        there = await stored(transactions)
    async with opened(f"sqlite:///{without_us}") as transactions:
        theirs = await move_in(transactions, *neighbours)
        samples = theirs if own else ours
        alone = {case: heard async for case, heard, _ in rehearse(transactions, NEXT_DOOR, samples)}
    return House(file, there, samples, alone)


@pytest.fixture(scope="session")
def houses(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, House]:
    """Next door is empty, or a twin with the same people, channels and keys, or a twin that names its own things."""
    empty, twin, own = (tmp_path_factory.mktemp(name) for name in ("empty", "twin", "own"))
    return {
        "empty": asyncio.run(a_house(migrated_sqlite, empty)),
        "twin": asyncio.run(a_house(migrated_sqlite, twin, NEXT_DOOR)),
        "own": asyncio.run(a_house(migrated_sqlite, own, NEXT_DOOR, own=True)),
    }


def without_condition(method: Any) -> Any:
    """A copy that asks for no workspace."""
    source, taken = CONDITION.subn("true()", textwrap.dedent(inspect.getsource(method)))
    assert taken
    names: dict[str, Any] = {}
    exec(source, {**method.__globals__, "true": true}, names)
    return names[method.__name__]


def test_there_are_methods_to_visit_and_every_sample_is_for_one(houses: dict[str, House]) -> None:
    assert len({str(case) for case in CASES}) == len(CASES) > 60, "a wrong path would make the visits empty"
    assert all(inspect.iscoroutinefunction(getattr(case.repository, case.method)) for case in CASES)
    samples = houses["empty"].samples
    used = {sample_for(case, each, samples) for case in CASES for each in case.parameters}
    assert samples.keys() - used == set(), "these samples are for no parameter any more: take them out"


def test_every_id_is_followed_to_its_row() -> None:
    """An id column without a foreign key is named above, as one that is followed or as one that is none."""
    ids = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("_id") and column.name != "workspace_id" and not column.foreign_keys
        if column.type.python_type is int
    }
    assert ids <= UNCHECKED.keys()


async def test_the_samples_name_things_that_are_there(houses: dict[str, House]) -> None:
    """From inside, every call does something, or hears something else than strangers where nobody lives."""
    house = houses["empty"]
    async with opened(f"sqlite:///{house.file}") as transactions:
        idle = [
            str(case)
            async for case, heard, after in rehearse(transactions, HERE, house.samples)
            if heard == house.alone[case] and not changes(house.stored, after)
        ]
    assert idle == []


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_nothing_of_ours_is_seen_changed_or_used_next_door(
    case: Case, houses: dict[str, House], tmp_path: Path
) -> None:
    found = await leaks_of(case, houses, tmp_path)
    assert not found, "\n".join([f"{case} leaks to the neighbour:", *found])


@pytest.mark.parametrize(
    ("case", "helper"),
    [(Case(Teams, "of_channel"), "_teams"), (Case(Timers, "move"), "_change"), (Case(Fires, "counts"), "_ours")],
    ids=str,
)
async def test_a_method_that_forgot_its_workspace_is_caught(
    case: Case, helper: str, houses: dict[str, House], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await leaks_of(case, houses, tmp_path) == []
    monkeypatch.setattr(case.repository, helper, without_condition(getattr(case.repository, helper)))
    assert await leaks_of(case, houses, tmp_path) != []


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
async def test_on_postgres_it_is_the_same(backend: str, migrated_database: str) -> None:
    """All methods one after another, at the twin's."""
    found = []
    async with opened(migrated_database) as transactions:
        samples = await move_in(transactions, NEXT_DOOR, HERE)
        before = await stored(transactions)
        for case in CASES:
            heard, after = await visit(transactions, case, samples)
            found += [f"{case}: {leak}" for leak in leaks(case, samples, before, after, heard=heard)]
            before = after
    assert not found, "\n".join(found)
