"""`firebreak absences` and `firebreak people`: who is here, and who is not."""

from typing import Annotated

import typer

from bot.commands.orders import AsJson, By, DryRun, InWorkspace, OfTeam, Order, carry_out

cli = typer.Typer(help="Who is away when.", no_args_is_help=True)
people = typer.Typer(help="Whom the teams have to do with.", no_args_is_help=True)
OfPerson = Annotated[str | None, typer.Option("--person", help="Slack's id, U…, or a name.")]


@cli.command("list")
def show_list(
    context: typer.Context,
    *,
    person: OfPerson = None,
    team: OfTeam = None,
    since: Annotated[str | None, typer.Option(help="From that date on; today unless given.")] = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    """Absences that are going on or to come."""
    from bot.commands import absence_acts as acts

    carry_out(context, Order(as_json, workspace), lambda: acts.all_of(person, team, since))


@cli.command("set")
def set_away(
    context: typer.Context,
    *,
    person: Annotated[str, typer.Argument(help="Slack's id, U…, or a name.")],
    days: Annotated[str, typer.Argument(help="`24 Dec to 1 Jan`, `tomorrow 13:00-17:00`, `until further notice`.")],
    reason: Annotated[str | None, typer.Option(help="Shown to that person only.")] = None,
    by: By = None,
    workspace: InWorkspace = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Set somebody away; they are told, and can undo it."""
    from bot.commands import absence_acts as acts

    order = Order(as_json, workspace, by, dry_run)
    carry_out(context, order, lambda: acts.set_away(person, days, reason), changes=True)


@cli.command("end")
def end(
    context: typer.Context,
    *,
    number: Annotated[int, typer.Argument(help="The number of the absence, as `absences list` shows it.")],
    by: By = None,
    workspace: InWorkspace = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Call an absence off, as if it had not been; one's own that is going on ends with yesterday."""
    from bot.commands import absence_acts as acts

    order = Order(as_json, workspace, by, dry_run)
    carry_out(context, order, lambda: acts.end(number), changes=True)


@people.command("list")
def show_people(
    context: typer.Context, *, team: OfTeam = None, workspace: InWorkspace = None, as_json: AsJson = False
) -> None:
    """Everybody known, with their teams and roles."""
    from bot.commands import absence_acts as acts

    carry_out(context, Order(as_json, workspace), lambda: acts.people(team))
