"""`firebreak export`: everything into files."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.orders import AsJson, InWorkspace, OfTeam, Order, carry_out


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    BOTH = "both"


def export(
    context: typer.Context,
    *,
    out: Annotated[Path, typer.Option(help="A new folder, or an empty one.")],
    team: OfTeam = None,
    person: Annotated[
        str | None, typer.Option(help="Only what one person wrote and what is about them: Slack's id, U…, or a name.")
    ] = None,
    format: Annotated[Format, typer.Option(help="JSONL to read again, CSV for spreadsheets.")] = Format.BOTH,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    """Write everything into files: JSONL, CSV and a description of both."""
    from bot.commands import export_acts as acts

    formats = frozenset({"jsonl", "csv"} if format == Format.BOTH else {str(format)})
    carry_out(context, Order(as_json, workspace), lambda: acts.export(out, formats, team, person))
