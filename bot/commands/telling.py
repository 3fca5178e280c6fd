"""What a command says: a table for people or an envelope for programs, and an exit code for both."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import typer


class Trouble(StrEnum):
    """Why a command could not do what it was told."""

    REFUSED = "refused"
    USAGE = "usage"
    SETTING = "setting"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    CONFLICT = "conflict"
    DATABASE = "database"
    BUG = "bug"


# Typer has click in it or beside it, and does not name this error itself.
USAGE_ERROR: Any = typer.BadParameter.__mro__[1]

# Scripts are written against these: they stay.
EXITS = {
    Trouble.REFUSED: 1,
    Trouble.BUG: 1,
    Trouble.USAGE: 2,
    Trouble.SETTING: 2,
    Trouble.NOT_FOUND: 3,
    Trouble.NOT_ALLOWED: 4,
    Trouble.CONFLICT: 5,
    Trouble.DATABASE: 6,
}
SUGGESTIONS = {
    Trouble.REFUSED: "Change what you asked for as the message says.",
    Trouble.BUG: "Run it again without --json to see where it stopped, and report it.",
    Trouble.USAGE: "Add --help to the command to see what it takes.",
    Trouble.SETTING: "Set the variable in the environment or in .env, then run it again.",
    Trouble.NOT_FOUND: "`firebreak standups list`, `absences list` and `people list` show what there is.",
    Trouble.NOT_ALLOWED: "Name somebody who may with --by: a lead of the team or a workspace admin.",
    Trouble.CONFLICT: "Nothing has to be done, or it is too late for it.",
    Trouble.DATABASE: "Check DATABASE_URL and run `firebreak migrate`, then try again.",
}


class Refusal(Exception):
    """A command that ends without doing anything."""

    def __init__(self, trouble: Trouble, text: str, suggestion: str | None = None) -> None:
        super().__init__(text)
        self.trouble = trouble
        self.text = text
        self.suggestion = suggestion or SUGGESTIONS[trouble]


@dataclass(frozen=True)
class Told:
    """What a command has to say: `data` for programs, `text` for people."""

    data: Any
    text: str


@dataclass(frozen=True)
class _Error:
    code: str
    message: str
    retryable: bool
    suggestion: str


def tell(told: Told, *, as_json: bool, dry_run: bool = False) -> None:
    if as_json:
        data = {**told.data, "dry_run": True} if dry_run else told.data
        typer.echo(json.dumps({"ok": True, "data": data}, indent=2, ensure_ascii=False))
    else:
        typer.echo(f"Nothing was changed. This would happen:\n{told.text}" if dry_run else told.text)


def refuse(refusal: Refusal, *, as_json: bool) -> typer.Exit:
    """Says why not; gives what to raise."""
    trouble = refusal.trouble
    if as_json:
        error = _Error(str(trouble), refusal.text, trouble == Trouble.DATABASE, refusal.suggestion)
        typer.echo(json.dumps({"ok": False, "error": asdict(error)}, indent=2, ensure_ascii=False))
    else:
        typer.echo(refusal.text, err=True)
        typer.echo(refusal.suggestion, err=True)
    return typer.Exit(EXITS[trouble])


def wants_json() -> bool:
    """Whether this process was asked for an envelope, also where its arguments could not be read."""
    return "--json" in sys.argv[1:]


def table(titles: Sequence[str], rows: Sequence[Sequence[object]], empty: str) -> str:
    """Columns as wide as what stands in them; `empty` where there is no row."""
    if not rows:
        return empty
    lines = [list(titles), *([plain(each) for each in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def plain(value: object) -> str:
    """On one line, and nothing in it moves the cursor."""
    if value is None:
        return ""
    return "".join(letter if letter.isprintable() else " " for letter in str(value))
