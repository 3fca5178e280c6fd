"""What every command takes, and how it is carried out. Light: what does the work is loaded only when it is needed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.telling import Refusal, Trouble, refuse, tell

if TYPE_CHECKING:
    from bot.commands.office import Act

AsJson = Annotated[bool, typer.Option("--json", help="Print an envelope for programs.")]
InWorkspace = Annotated[
    str | None, typer.Option("--workspace", help="Slack's id of the workspace, T…; needed where there are several.")
]
By = Annotated[
    str | None, typer.Option("--by", help="Who acts: Slack's id, U…, or a name. Their rights are those they have.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")]
OfTeam = Annotated[str | None, typer.Option("--team", help="The team, by name.")]


@dataclass(frozen=True)
class Order:
    """How a command was given."""

    as_json: bool = False
    workspace: str | None = None
    by: str | None = None
    dry_run: bool = False


def carry_out(context: typer.Context, order: Order, choose: "Callable[[], Act]", *, changes: bool = False) -> None:
    """Does it and says so; raises typer.Exit with the code that docs/command-line.md gives for what went wrong.

    The context's object is the clock, where a story has one of its own.
    """
    try:
        from bot.commands.office import do
        from bot.core.clock import SystemClock

        clock: Any = context.find_root().obj or SystemClock()
        told = asyncio.run(do(order, clock, choose(), changes=changes))
    except Refusal as refusal:
        raise refuse(refusal, as_json=order.as_json) from None
    except Exception as error:
        if not order.as_json:
            raise
        said = f"Something went wrong that should not: {type(error).__name__}."
        raise refuse(Refusal(Trouble.BUG, said), as_json=True) from error
    tell(told, as_json=order.as_json, dry_run=order.dry_run)
