"""Whatever is stored of one person, in all tables: counted, emptied of their words, and kept under another id."""

from typing import Any

from sqlalchemy import ColumnElement, Text, cast, delete, func, null, or_, select, true, update

from bot.core.marks import Holds
from bot.core.work import Work
from bot.records.repository.registry import WITH_IDS, Col, marked, of_workspaces, without, written_by

PERSON_LEFT = "A former member"
# What somebody set for themselves.
OWN = ("participants", "exemptions")


class Traces:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def count(self, user_id: str) -> dict[str, int]:
        """Rows that name them, by table; without those that have none."""
        found: dict[str, int] = {}
        for table in of_workspaces():
            columns = [each for each in marked(Holds.PERSON) if each.table is table]
            if columns:
                found[table.name] = await self._count(table, or_(*(each == user_id for each in columns)))
        return {name: number for name, number in found.items() if number}

    async def written(self, user_id: str) -> dict[str, list[int]]:
        """Ids of rows with words of theirs, by table."""
        found: dict[str, list[int]] = {}
        for column in marked(Holds.WORDS):
            table = column.table
            ids = await self._work.session.scalars(
                select(table.c.id).where(
                    table.c.workspace_id == self._work.workspace_id,
                    written_by(column, self._work.workspace_id, user_id),
                )
            )
            found[table.name] = sorted({*found.get(table.name, ()), *ids})
        return {name: ids for name, ids in found.items() if ids}

    async def named_in(self, table_name: str, user_id: str) -> list[int]:
        """Ids of rows of that table that name them, as whatever."""
        columns = [each for each in marked(Holds.PERSON) if each.table.name == table_name]
        table = columns[0].table
        found = await self._work.session.scalars(
            select(table.c.id).where(
                table.c.workspace_id == self._work.workspace_id, or_(*(each == user_id for each in columns))
            )
        )
        return list(found)

    async def clear_words(self, user_id: str) -> None:
        """What they wrote goes; what they answered is for its own room to tell from what is counted."""
        for column in marked(Holds.WORDS):
            table, info = column.table, column.info
            which = (
                table.c.workspace_id == self._work.workspace_id,
                written_by(column, self._work.workspace_id, user_id),
            )
            if info["row"]:
                await self._work.session.execute(delete(table).where(*which))
                continue
            value = null() if column.nullable else info["instead"]
            await self._work.session.execute(update(table).where(*which).values({column: value}))

    async def drop_own(self, user_id: str) -> None:
        """What they set for themselves in standups, and what we knew of them besides their name."""
        for table in of_workspaces():
            if table.name in OWN:
                mine = (table.c.workspace_id == self._work.workspace_id, table.c.user_id == user_id)
                await self._work.session.execute(delete(table).where(*mine))
            if table.name == "api_tokens":
                # Nobody acts in their name any more.
                await self._work.session.execute(
                    update(table)
                    .where(
                        table.c.workspace_id == self._work.workspace_id,
                        table.c.user_id == user_id,
                        table.c.revoked_at.is_(None),
                    )
                    .values(revoked_at=self._work.now)
                )
            if table.name == "people":
                nothing = {each: _nothing(each) for each in table.columns if not each.primary_key and not _lasts(each)}
                values: dict[Any, Any] = {**nothing, table.c.name: PERSON_LEFT, table.c.deleted: true()}
                await self._work.session.execute(
                    update(table)
                    .where(table.c.workspace_id == self._work.workspace_id, table.c.user_id == user_id)
                    .values(values)
                )

    async def rename(self, user_id: str, former_id: str) -> None:
        """From now on everything that names them names somebody nobody knows."""
        await self._work.session.flush()
        for column in marked(Holds.PERSON):
            await self._work.session.execute(
                update(column.table)
                .where(column.table.c.workspace_id == self._work.workspace_id, column == user_id)
                .values({column: former_id})
            )
        for column in marked(*WITH_IDS):
            await self._rename_within(column, user_id, former_id)
        # Rows that were read before would go on naming them.
        self._work.session.expunge_all()

    async def _rename_within(self, column: Col, user_id: str, former_id: str) -> None:
        table = column.table
        rows = await self._work.session.execute(
            select(table.c.id, column).where(
                table.c.workspace_id == self._work.workspace_id,
                cast(column, Text).contains(user_id, autoescape=True),
            )
        )
        for row_id, value in rows.all():
            await self._work.session.execute(
                update(table)
                .where(table.c.workspace_id == self._work.workspace_id, table.c.id == row_id)
                .values({column: without(value, user_id, former_id)})
            )

    async def _count(self, table: Any, *which: ColumnElement[bool]) -> int:
        counted = await self._work.session.scalar(
            select(func.count()).select_from(table).where(table.c.workspace_id == self._work.workspace_id, *which)
        )
        return int(counted or 0)


def _lasts(column: Col) -> bool:
    return column.name in ("workspace_id", "user_id", "name", "deleted")


def _nothing(column: Col) -> Any:
    """The value that says nothing."""
    if column.nullable:
        return null()
    kind = column.type.python_type
    return kind()
