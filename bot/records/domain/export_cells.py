"""What stands in a cell of an export: typed values, as JSON and as CSV that no spreadsheet takes for a formula."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from bot.standups.domain.rich import Rich

# What spreadsheets take for the beginning of a formula, also in its wide forms.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


class Type(StrEnum):
    """What a column holds, in both formats; an empty cell is null."""

    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"
    TIME = "time"
    INSTANT = "instant"
    JSON = "json"


@dataclass(frozen=True)
class Column:
    name: str
    type: Type
    meaning: str


def to_json(column: Column, value: Any) -> Any:
    """As JSONL has it: dates and times in ISO 8601, instants in UTC."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("seconds")
    return value


def from_json(column: Column, stored: Any) -> Any:
    """The value that `to_json` wrote."""
    if stored is None:
        return None
    match column.type:
        case Type.INSTANT:
            return datetime.fromisoformat(stored)
        case Type.DATE:
            return date.fromisoformat(stored)
        case Type.TIME:
            return time.fromisoformat(stored)
    return stored


def to_csv(column: Column, value: Any) -> str:
    """One cell of CSV. Numbers stay numbers; a text that would be a formula begins with one more apostrophe."""
    if value is None:
        return ""
    match column.type:
        case Type.TEXT:
            return _harmless(str(value))
        case Type.JSON:
            return json.dumps(value, ensure_ascii=False)
        case Type.BOOL:
            return "true" if value else "false"
        case Type.NUMBER:
            return f"{value:.15g}" if isinstance(value, float) else str(value)
    return str(to_json(column, value))


def from_csv_text(cell: str) -> str:
    """The text that stands in a cell of CSV."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _harmless(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text


def typed(stored: Any) -> Mapping[str, Any]:
    """An answer, as it is stored, in the columns of its type: `text`, `number`, `bool`, `date`, `choices`.

    What blocks somebody is a yes with its words; of rich text `text` has the words alone; a plan is a list of lines.
    """
    cells: dict[str, Any] = dict.fromkeys(("text", "number", "bool", "date", "choices"))
    match stored:
        case bool():
            cells["bool"] = stored
        case int() | float():
            cells["number"] = stored
        case str():
            cells["text"] = stored
        case list():
            cells["choices"] = stored
        case {"blocked": by}:
            cells |= {"bool": True, "text": by}
        case {"rich": list(elements)}:
            cells["text"] = Rich(tuple(elements)).words
        case {"plan": list(lines)}:
            cells["choices"] = [each.get("text") for each in lines]
        case {"date": str(on)}:
            cells["date"] = date.fromisoformat(on)
    return cells
