"""`firebreak standups`: looking at standups, and what leads do to them."""

from typing import Annotated

import typer

from bot.commands.orders import AsJson, By, DryRun, InWorkspace, OfTeam, Order, carry_out

cli = typer.Typer(help="Look at standups; run, pause or skip them.", no_args_is_help=True)
Which = Annotated[str, typer.Argument(metavar="STANDUP", help="Its name, the beginning of it, or its number.")]
OnDay = Annotated[str | None, typer.Option("--on", help="A date: 2026-12-24, `24 Dec` or `tomorrow`.")]


@cli.command("list")
def show_list(
    context: typer.Context, *, team: OfTeam = None, workspace: InWorkspace = None, as_json: AsJson = False
) -> None:
    """All standups, and when they run."""
    from bot.commands import standup_views as views

    carry_out(context, Order(as_json, workspace), lambda: views.all_of(team))


@cli.command()
def show(
    context: typer.Context, *, name: Which, team: OfTeam = None, workspace: InWorkspace = None, as_json: AsJson = False
) -> None:
    """One standup with its questions."""
    from bot.commands import standup_views as views

    carry_out(context, Order(as_json, workspace), lambda: views.one(name, team))


@cli.command("next")
def show_next(
    context: typer.Context, *, name: Which, team: OfTeam = None, workspace: InWorkspace = None, as_json: AsJson = False
) -> None:
    """When each member is asked next, on their clock and in UTC."""
    from bot.commands import standup_views as views

    carry_out(context, Order(as_json, workspace), lambda: views.coming(name, team))


@cli.command()
def answers(
    context: typer.Context,
    *,
    name: Which,
    on: OnDay = None,
    team: OfTeam = None,
    by: By = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    """What was said in the newest run, or in that of a date, as far as --by may read it."""
    from bot.commands import standup_views as views

    carry_out(context, Order(as_json, workspace, by), lambda: views.said(name, team, on))


@cli.command()
def participation(
    context: typer.Context,
    *,
    name: Which,
    weeks: Annotated[int, typer.Option(min=1, max=20, help="How many weeks, this one included.")] = 8,
    team: OfTeam = None,
    by: By = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    """How many answered of those expected, week by week."""
    from bot.commands import standup_views as views

    carry_out(context, Order(as_json, workspace, by), lambda: views.participation(name, team, weeks))


@cli.command()
def run(
    context: typer.Context,
    *,
    name: Which,
    person: Annotated[str | None, typer.Option("--person", help="Ask only this person.")] = None,
    team: OfTeam = None,
    by: By = None,
    workspace: InWorkspace = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Ask now whoever was not asked today."""
    from bot.commands import standup_changes as acts

    order = Order(as_json, workspace, by, dry_run)
    carry_out(context, order, lambda: acts.run(name, team, person), changes=True)


@cli.command()
def pause(
    context: typer.Context,
    *,
    name: Which,
    until: Annotated[str | None, typer.Option(help="The date on which it runs again by itself.")] = None,
    team: OfTeam = None,
    by: By = None,
    workspace: InWorkspace = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Stop it, until a date or until somebody resumes it."""
    from bot.commands import standup_changes as acts

    order = Order(as_json, workspace, by, dry_run)
    carry_out(context, order, lambda: acts.pause(name, team, until), changes=True)


@cli.command()
def resume(
    context: typer.Context,
    *,
    name: Which,
    team: OfTeam = None,
    by: By = None,
    workspace: InWorkspace = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Let a paused standup run again."""
    from bot.commands import standup_changes as acts

    order = Order(as_json, workspace, by, dry_run)
    carry_out(context, order, lambda: acts.resume(name, team), changes=True)


@cli.command()
def skip(
    context: typer.Context,
    *,
    name: Which,
    on: OnDay = None,
    team: OfTeam = None,
    by: By = None,
    workspace: InWorkspace = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Leave out the next run, or that of a date; it counts for nobody."""
    from bot.commands import standup_changes as acts

    order = Order(as_json, workspace, by, dry_run)
    carry_out(context, order, lambda: acts.skip(name, team, on), changes=True)
