"""`firebreak forget`: somebody's words and name go for good."""

from typing import Annotated

import typer

from bot.commands.orders import AsJson, DryRun, InWorkspace, Order, carry_out


def forget(
    context: typer.Context,
    user: Annotated[str, typer.Argument(help="Slack's id, U…, or a name.")],
    *,
    workspace: InWorkspace = None,
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete what one person wrote, and their name. Numbers stay. It cannot be undone."""
    from bot.commands import forget_acts as acts

    if not (yes or dry_run):
        typer.confirm(f"Forget {user}? This cannot be undone; --dry-run shows what is stored.", abort=True, err=True)
    order = Order(as_json, workspace, dry_run=dry_run)
    carry_out(context, order, lambda: acts.forget_person(user), changes=True)
