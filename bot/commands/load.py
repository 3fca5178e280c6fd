"""`firebreak load`: histories of teams in, what the detector makes of them out; no database and no Slack."""

import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

import typer

from bot.commands.telling import EXITS, Trouble


class Format(StrEnum):
    JSON = "json"


def load(
    format: Annotated[Format, typer.Option(help="How flags are written: json, one team a line.")] = Format.JSON,
) -> None:
    """Judge histories (load-history/1, one JSON a line on standard input) and print their flags, in the same order."""
    try:
        for line in judged(sys.stdin):
            print(line, flush=True)  # noqa: T201
    except UnreadableError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(EXITS[Trouble.USAGE]) from None


class UnreadableError(Exception):
    """A line that is no history; the text says which and why."""


def judged(lines: Iterable[str]) -> Iterator[str]:
    """One line of flags for each history; blank lines are passed over."""
    # Only here, since it brings numpy.
    from bot.load.detector.detect import detect
    from bot.load.detector.reading import read_history, write_findings

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            history = read_history(line)
        except json.JSONDecodeError:
            raise UnreadableError(
                f"Line {number} is not JSON: each line must be one history (load-history/1)."
            ) from None
        except (ValueError, OSError) as error:
            raise UnreadableError(f"Line {number} is no history of load-history/1: {error}.") from None
        yield write_findings(history.team, detect(history))
