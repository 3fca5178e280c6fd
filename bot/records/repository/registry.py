"""Which columns of all tables hold people and what they wrote: read from the marks they are declared with."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, or_, select

from bot.core.database import Table as Declared
from bot.core.marks import FORMER, Holds

Col = Column[Any]
# In these an id of somebody may stand among other things.
WITH_IDS = (Holds.PEOPLE, Holds.WORDS, Holds.ANSWER, Holds.SHOWN, Holds.TEAM)


def of_workspaces() -> list[Table]:
    """Tables whose rows belong to a workspace; those a row refers to come before it."""
    return [each for each in Declared.metadata.sorted_tables if "workspace_id" in each.columns and "id" in each.columns]


def marked(*holds: Holds) -> Iterator[Col]:
    """Columns that hold one of these."""
    return (each for table in of_workspaces() for each in table.columns if each.info.get("holds") in holds)


def written_by(column: Col, workspace_id: int, user_id: str) -> ColumnElement[bool]:
    """Rows in which that column holds words of this person."""
    table, unless = column.table, column.info["unless"]
    by = or_(*(_is_by(table.c[each], workspace_id, user_id) for each in column.info["of"]))
    mine = (table.c.workspace_id == workspace_id) & by
    return mine if unless is None else mine & table.c[unless].is_(None)


def _is_by(author: Any, workspace_id: int, user_id: str) -> ColumnElement[bool]:
    """The author stands there, or is the person of the row that is referred to."""
    if author.info.get("holds") == Holds.PERSON:
        same: ColumnElement[bool] = author == user_id
        return same
    (other,) = {each.column.table for each in author.foreign_keys}
    rows = select(other.c.id).where(other.c.workspace_id == workspace_id, other.c.user_id == user_id)
    within: ColumnElement[bool] = author.in_(rows)
    return within


def without(value: Any, user_id: str, now: str) -> Any:
    """JSON or text with another id for that person; where they are mentioned, they are only spoken of."""
    match value:
        case {"type": "user", "user_id": str(named)} if named == user_id:
            return {"type": "text", "text": f"@{FORMER}"}
        case Mapping():
            return {_in_text(each, user_id, now): without(inner, user_id, now) for each, inner in value.items()}
        case list():
            return [without(each, user_id, now) for each in value]
        case str():
            return _in_text(value, user_id, now)
    return value


def _in_text(text: str, user_id: str, now: str) -> str:
    spoken = re.sub(rf"<@{re.escape(user_id)}(\|[^>]*)?>", FORMER, text)
    return re.sub(rf"(?<![A-Za-z0-9]){re.escape(user_id)}(?![A-Za-z0-9])", now, spoken)
