"""`firebreak doctor`: is everything in place, and if not, what to do."""

from dataclasses import dataclass
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import yaml
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import clients
from bot.core.clock import SystemClock
from bot.core.database import Database, database_url
from bot.core.keyring import NoKeyFits
from bot.migrate import current
from bot.outbox.jobs import backlog
from bot.revisions import ROOT, is_enough
from bot.serve import PORT
from bot.settings import SLACK_APPS, Settings
from bot.workspaces.repository import Installations

# Slack refuses signatures older than five minutes, and reminders would be off by as much as the clock.
MOST_SKEW = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `text` says what to do when it is not well."""

    well: bool
    text: str


async def examine(settings: Settings) -> list[Finding]:
    """Looks at Slack, the way requests come in, the database and what waits in it, and the clock."""
    async with aiohttp.ClientSession() as session:
        make_client = clients(settings, session)
        token = settings.slack_bot_token
        slack = await _slack(make_client(token.get_secret_value())) if token else [await _reachable(make_client(""))]
        app_token = await _app_token(settings, make_client(""))
    database = await _database(settings)
    return [*slack, app_token, *database]


async def _reachable(client: AsyncWebClient) -> Finding:
    """Without a token of our own any answer at all is a good one."""
    try:
        await client.auth_test()
    except SlackApiError:
        pass
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return _unreachable(error)
    return Finding(True, "Slack: answers")


def _unreachable(error: Exception) -> Finding:
    return Finding(False, f"Slack cannot be reached ({type(error).__name__}): check the network and SLACK_API_URL")


async def _slack(client: AsyncWebClient) -> list[Finding]:
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        reason = error.response.get("error")
        return [
            Finding(False, f"SLACK_BOT_TOKEN: Slack says {reason}. Reinstall the app at {SLACK_APPS} and copy it anew")
        ]
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return [_unreachable(error)]
    return [
        Finding(True, f"token: {answer['user']} in {answer['team']}"),
        _scopes(answer),
        _clock(answer),
    ]


def _scopes(answer: AsyncSlackResponse) -> Finding:
    """Optional ones may be left out where the app is installed: what needs them says so when it is asked for."""
    wanted = yaml.safe_load((ROOT / "manifest.yml").read_text())["oauth_config"]["scopes"]
    granted = {each.strip() for each in answer.headers.get("x-oauth-scopes", "").split(",")} - {""}
    lacking, optional = set(wanted["bot"]) - granted, set(wanted["bot_optional"])
    if lacking - optional:
        missing = ", ".join(sorted(lacking - optional))
        return Finding(False, f"scopes: {missing} not granted. Update the app from manifest.yml and reinstall it")
    if lacking:
        return Finding(
            True, f"scopes: all that are needed are granted, without the optional {', '.join(sorted(lacking))}"
        )
    return Finding(True, f"scopes: all {len(wanted['bot'])} of manifest.yml are granted")


def _clock(answer: AsyncSlackResponse) -> Finding:
    shown = answer.headers.get("Date")
    if shown is None:
        return Finding(True, "clock: Slack did not say what time it is")
    skew = abs(SystemClock().now() - parsedate_to_datetime(shown).replace(tzinfo=UTC))
    if skew > MOST_SKEW:
        return Finding(
            False, f"clock: {skew.total_seconds():.0f} s away from Slack's. Turn on time synchronisation (NTP)"
        )
    return Finding(True, "clock: agrees with Slack's")


async def _app_token(settings: Settings, client: AsyncWebClient) -> Finding:
    token = settings.slack_app_token
    if token is None and settings.slack_signing_secret is None:
        return Finding(False, "requests: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)")
    if token is None:
        return Finding(True, f"requests: over HTTP on port {settings.port or PORT}, at /slack/events")
    try:
        await client.apps_connections_open(app_token=token.get_secret_value())
    except SlackApiError as error:
        reason = error.response.get("error")
        return Finding(False, f"SLACK_APP_TOKEN: Slack says {reason}. Make one with connections:write at {SLACK_APPS}")
    return Finding(True, "requests: over Socket Mode")


async def _database(settings: Settings) -> list[Finding]:
    try:
        at = await current(settings.database_url)
    except (SQLAlchemyError, OSError) as error:
        return [Finding(False, f"DATABASE_URL: the database does not answer ({type(error).__name__})")]
    if not is_enough(at):
        return [
            Finding(True, "database: answers"),
            Finding(False, "migrations: not up to date. Run `firebreak migrate`"),
        ]
    database = Database(database_url(settings.database_url))
    try:
        async with database.transaction() as session:
            inside = [await _outbox(session), *await _installations(session, settings)]
    finally:
        await database.close()
    return [Finding(True, "database: answers"), Finding(True, f"migrations: up to date ({at})"), *inside]


async def _outbox(session: AsyncSession) -> Finding:
    due = await backlog(session, SystemClock().now())
    if due.oldest > LONGEST_WAIT:
        minutes = int(due.oldest.total_seconds() // 60)
        return Finding(
            False,
            f"outbox: {due.depth} messages wait, the oldest for {minutes} minutes. Is `firebreak worker` (or `run`) "
            "running, and what does its log say?",
        )
    return Finding(True, f"outbox: {due.depth} messages are on their way")


async def _installations(session: AsyncSession, settings: Settings) -> list[Finding]:
    if settings.slack_client_id is None:
        return []
    try:
        places = await Installations(session, settings.keyring).all()
    except NoKeyFits:
        return [Finding(False, "TOKEN_KEYS: a stored token was locked with a key that is missing: add it behind")]
    ended = [each.name for each in places if each.expires_at is not None and each.refresh_token is None]
    found = [Finding(True, f"installations: {len(places)}, all readable with TOKEN_KEYS")]
    return found + [Finding(False, f"installation: {name} must be installed again at /slack/install") for name in ended]
