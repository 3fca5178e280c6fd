"""Workspaces beside Northwind, and the app installed in them as people install it."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.people import Population
from bot.sandbox.server import Sandbox
from bot.sandbox.state import Channel, User
from tests.sandbox.places import MANIFEST

CALLBACK = "http://127.0.0.1:8799/slack/oauth_redirect"
SCOPES = "chat:write,channels:read,commands,im:history,im:write,users:read,channels:history"


def a_few(mark: str) -> Population:
    """Two people, the app and one channel; `mark` keeps their ids apart from others'."""
    users = [User(f"U{mark}{name.upper()}", name, f"{name.title()} {mark}") for name in ("mia", "noah")]
    bot = User(f"U{mark}FIRE", "firebreak", "Firebreak", is_bot=True)
    channel = Channel(f"C{mark}DESK", "desk", "public", [*(each.id for each in users), bot.id])
    return Population([*users, bot], [channel])


def manifest_with(folder: Path, **settings: Any) -> Path:
    """The manifest with other settings and subscribed to partings."""
    whole = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    home = settings.pop("app_home", {})
    whole["features"]["app_home"] |= home
    whole["settings"] |= settings
    events = whole["settings"]["event_subscriptions"]["bot_events"]
    whole["settings"]["event_subscriptions"]["bot_events"] = sorted({*events, "app_uninstalled", "tokens_revoked"})
    file = folder / "manifest.yml"
    file.write_text(yaml.safe_dump(whole), encoding="utf-8")
    return file


def asking(sandbox: Sandbox, **more: str) -> str:
    """The address of the consent page."""
    asked = {"client_id": sandbox.client_id, "scope": SCOPES, "state": "s1", "redirect_uri": CALLBACK}
    return f"{sandbox.authorize_url}?{urlencode(asked | more)}"


def read(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


async def exchange(
    sandbox: Sandbox,
    session: aiohttp.ClientSession,
    workspace: str | None = None,
    enterprise: str | None = None,
    by: str = "ana",
) -> dict[str, Any]:
    """Consent and what the app gets for it."""
    code = read(await sandbox.consent(asking(sandbox), workspace, enterprise, by))["code"]
    answer = await AsyncWebClient(base_url=sandbox.api_url, session=session).oauth_v2_access(
        client_id=sandbox.client_id, client_secret=sandbox.client_secret, code=code, redirect_uri=CALLBACK
    )
    assert isinstance(answer.data, dict)
    return answer.data
