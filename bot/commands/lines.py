"""Commands that speak with programs line by line: JSON in on standard input, JSON out, each answer at once."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated

import typer

from bot.commands.telling import EXITS, Refusal

Answering = Callable[[Iterable[str]], Iterator[str]]


JSON = "json"


def _known(name: str) -> str:
    if name != JSON:
        raise typer.BadParameter(f"there is no format {name}, use {JSON}")
    return name


Format = Annotated[str, typer.Option(callback=_known, help="json: one message a line in, one answer a line out.")]


def converse(answers: Answering) -> None:
    """Until standard input ends, or a line cannot be followed: that ends it with one sentence and an exit code."""
    try:
        for line in answers(sys.stdin):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except Refusal as refusal:
        typer.echo(refusal.text, err=True)
        raise typer.Exit(EXITS[refusal.trouble]) from None
