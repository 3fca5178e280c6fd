"""`firebreak plan`: suggestions for histories from elsewhere, line by line; nothing is read from a database or kept."""

import sys
from typing import Annotated

import typer


def plan(
    format: Annotated[str, typer.Option(help="json: one message a line in, one answer a line out.")] = "json",
) -> None:
    """Suggest who takes tickets and duty, for team histories given as JSON lines: docs/rotation.md."""
    from bot.commands.plan_acts import answer_lines
    from bot.commands.telling import EXITS, Refusal

    if format != "json":
        raise typer.BadParameter(f"there is no format {format}, use json")
    try:
        for line in answer_lines(sys.stdin):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except Refusal as refusal:
        typer.echo(refusal.text, err=True)
        raise typer.Exit(EXITS[refusal.trouble]) from None
