"""The `firebreak` command line; what it does is elsewhere."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import absences, exporting, forgetting, load, plan, standups
from bot.commands.telling import USAGE_ERROR, Refusal, Trouble, refuse, wants_json
from bot.core.errors import BotError
from bot.settings import (
    Settings,
    SettingsError,
    read_database_settings,
    read_key_settings,
    read_sandbox_settings,
    read_settings,
)

cli = typer.Typer(
    help="Standups, one front door for fires, and an honest look at who carries them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

keys = typer.Typer(help="The keys with which tokens of installations are stored.", no_args_is_help=True)
cli.add_typer(keys, name="keys")

tokens = typer.Typer(help="Who may use the interface for programs: docs/api.md.", no_args_is_help=True)
cli.add_typer(tokens, name="tokens")

Workspace = Annotated[str | None, typer.Option(help="Slack's id (T…), where Firebreak is in several workspaces.")]
cli.add_typer(standups.cli, name="standups")
cli.add_typer(absences.cli, name="absences")
cli.add_typer(absences.people, name="people")
cli.command()(exporting.export)
cli.command()(forgetting.forget)
cli.command()(load.load)
cli.command()(plan.plan)


@cli.command()
def sandbox(
    port: Annotated[int, typer.Option(help="Where the local Slack listens; 0 takes a free port.")] = 8765,
    fresh: Annotated[bool, typer.Option(help="Throw away what is there and start over.")] = False,
    folder: Annotated[Path, typer.Option(help="Where the sandbox keeps its data.")] = Path("var/sandbox"),
    ack_seconds: Annotated[float | None, typer.Option(help="How long Slack waits for answers, if not 3 s.")] = None,
) -> None:
    """Try everything in a browser: a local Slack, a team of six, and the real bot. Needs no Slack account."""
    from bot.demo.run import run_sandbox

    asyncio.run(run_sandbox(folder, read_sandbox_settings(), port=port, fresh=fresh, ack_seconds=ack_seconds))


@cli.command()
def run() -> None:
    """Everything in one process: Socket Mode when SLACK_APP_TOKEN is set, else HTTP on PORT."""
    from bot.serve import serve

    asyncio.run(serve(_settings(), receives=True, beats=True))


@cli.command()
def web() -> None:
    """Receive from Slack over HTTP on PORT; a worker must run beside it."""
    from bot.serve import serve

    asyncio.run(serve(_settings().model_copy(update={"slack_app_token": None}), receives=True, beats=False))


@cli.command()
def worker() -> None:
    """Beat: let due moments come and send what was promised."""
    from bot.serve import serve

    asyncio.run(serve(_settings(), receives=False, beats=True))


@cli.command()
def migrate() -> None:
    """Bring the database to the newest tables."""
    from bot.migrate import upgrade

    settings = read_database_settings()
    upgrade(settings.database_url)
    if settings.engine == "procrastinate":
        from bot.distributed import prepare

        asyncio.run(prepare(settings.database_url))
    typer.echo("The database is up to date.")


@cli.command()
def manifest(
    address: Annotated[str, typer.Argument(help="Where people and Slack reach it: https://YOUR-HOST")],
) -> None:
    """Print the app's manifest for requests over HTTP and installs by OAuth."""
    from bot.oauth import manifest_for

    typer.echo(manifest_for(address.rstrip("/")))


@keys.command("new")
def new_key() -> None:
    """Print a fresh key for TOKEN_KEYS."""
    from bot.core.keyring import Keyring

    typer.echo(Keyring.new_key())


@keys.command("rotate")
def rotate_keys() -> None:
    """Bring every stored token under the newest key of TOKEN_KEYS; after that, older keys may go."""
    from bot.rekey import relock

    typer.echo(f"{asyncio.run(relock(read_key_settings()))} installations are locked with the newest key.")


@tokens.command("new")
def new_token(
    name: Annotated[str, typer.Option(help="What it is for, such as metabase.")],
    scopes: Annotated[list[str], typer.Option(help="Some of read, answer, absences, webhooks; with commas between.")],
    user: Annotated[str | None, typer.Option("--as", help="Acts for that person (U…); else it is a service's.")] = None,
    workspace: Workspace = None,
) -> None:
    """Make a token and print it, once: it is kept nowhere."""
    from bot import tokens

    typer.echo(asyncio.run(tokens.new(read_database_settings(), name, scopes, user, workspace)))
    typer.echo("Keep it safe: it is not shown again.", err=True)


@tokens.command("list")
def list_tokens(workspace: Workspace = None) -> None:
    """Show every token, without what makes it work."""
    from bot import tokens

    for line in asyncio.run(tokens.every(read_database_settings(), workspace)):
        typer.echo(line)


@tokens.command("revoke")
def revoke_token(
    number: Annotated[int, typer.Argument(help="Its number in `firebreak tokens list`.")], workspace: Workspace = None
) -> None:
    """Let a token work no more, at once, nor its webhooks."""
    from bot import tokens

    asyncio.run(tokens.revoke(read_database_settings(), number, workspace))
    typer.echo(f"Token {number} is revoked.")


@cli.command()
def doctor() -> None:
    """Check token, scopes, database, migrations and clock, and say what to do."""
    from bot.doctor import examine

    findings = asyncio.run(examine(_settings()))
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.well else 'FIX '} {finding.text}")
    raise typer.Exit(0 if all(finding.well for finding in findings) else 1)


def _settings() -> Settings:
    from bot.core import logs

    settings = read_settings()
    logs.set_up(settings.log_level, as_json=settings.log_format == "json")
    return settings


def main() -> None:
    """Runs a command; a setting that cannot work is said in a sentence, not in a traceback."""
    try:
        if wants_json():
            _for_a_program()
        cli()
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None
    except BotError as error:
        typer.echo(error.text, err=True)
        raise SystemExit(1) from None


def _for_a_program() -> None:
    """Arguments that cannot be read are told in an envelope, too."""
    try:
        raise SystemExit(cli(standalone_mode=False))
    except USAGE_ERROR as error:
        raise SystemExit(refuse(Refusal(Trouble.USAGE, error.format_message()), as_json=True).exit_code) from None


if __name__ == "__main__":
    main()
