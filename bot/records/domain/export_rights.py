"""What of a row an export may show: whose words they are, and who may read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.people.domain import UserId
from bot.standups.domain.schedule import Readers

Row = Mapping[str, Any]

WITHHELD = "not exported: only {role} reads this"
CLEARED = "cleared on {on} by this standup's retention"
OWNER = "the owner of this standup"
# Columns that say when somebody of an anonymous standup did something.
MOMENTS = ("prompt_at", "close_at", "answered_at", "edited_at", "deleted_at", "late")
ANSWERED = ("text", "number", "bool", "date", "choices", "value")
# What people wrote in a standup, by file.
WORDS = {
    "answers": ANSWERED,
    "answer_revisions": ANSWERED,
    "answer_files": ("name", "permalink"),
    "plan_items": ("text",),
    "blockers": ("text",),
}
# Whose words these columns are, by file.
WRITERS = {
    "absences": {"reason": "set_by"},
    "fires": {
        **dict.fromkeys(("title", "description", "permalink", "fields", "decision", "readiness"), "filer_id"),
        "outcome": "closed_by",
    },
    "fire_events": {"text": "actor_id"},
}
# Reasons for not taking part that are the bot's words; any other is the member's own.
OUR_REASONS = frozenset({"away", "holiday", "unasked", "left"})


@dataclass(frozen=True)
class Extent:
    """What is exported: everything of the workspace, or of one team, or of one person, or of both.

    `reads_own`: the person is still here, so that what others answered to the standups that only they read is theirs.
    """

    team_id: int | None = None
    user_id: UserId | None = None
    reads_own: bool = False


def shown(file: str, row: Row, extent: Extent) -> Row:
    """The row as that export has it. Names that begin with `_` are for deciding this, and are not shown."""
    cells = dict(row)
    if file in WORDS and row["_readers"] == Readers.OWNER and not _may_see_words(row, extent):
        cells |= dict.fromkeys(WORDS[file])
        cells["withheld"] = WITHHELD.format(role=OWNER)
    match row.get("value"):
        case {"cleared": str(on)}:
            cells["withheld"] = CLEARED.format(on=on)
    if file == "prompts":
        cells |= _prompt(row, extent)
    if file == "absences" and extent.user_id is None:
        cells["reason"] = None
    if extent.user_id is not None:
        cells |= {column: None for column, by in WRITERS.get(file, {}).items() if row[by] != extent.user_id}
    return {name: value for name, value in cells.items() if not name.startswith("_")}


def _may_see_words(row: Row, extent: Extent) -> bool:
    """The author, and the owner."""
    if extent.user_id is None:
        return False
    return row["user_id"] == extent.user_id or (extent.reads_own and row["_owner_id"] == extent.user_id)


def _prompt(row: Row, extent: Extent) -> Row:
    cells: dict[str, Any] = {}
    if extent.user_id is None and row["state"] not in OUR_REASONS:
        cells["reason"] = None
    if row["_anonymous"]:
        cells |= dict.fromkeys(MOMENTS)
    return cells
