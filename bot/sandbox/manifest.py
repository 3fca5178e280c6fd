"""The manifest as Slack reads it: which app this is, and what it may do and hear."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Command:
    name: str
    description: str
    usage_hint: str
    escapes: bool


@dataclass(frozen=True)
class Shortcut:
    callback_id: str
    name: str
    kind: str
    description: str


@dataclass(frozen=True)
class AppManifest:
    """`events` are named as in the manifest, such as message.im."""

    name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: dict[str, Command]
    shortcuts: dict[str, Shortcut]
    has_home: bool
    takes_messages: bool
    is_interactive: bool
    has_messages: bool = True
    redirect_urls: tuple[str, ...] = ()
    is_for_orgs: bool = False
    rotates_tokens: bool = False


def read_manifest(path: Path) -> AppManifest:
    """Raises KeyError when something is missing without which there is no app."""
    whole: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    features, settings = whole["features"], whole.get("settings", {})
    home, oauth = features.get("app_home", {}), whole["oauth_config"]
    return AppManifest(
        name=features["bot_user"]["display_name"],
        scopes=frozenset(oauth["scopes"]["bot"]),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands={each["command"]: _command(each) for each in features.get("slash_commands", ())},
        shortcuts={each["callback_id"]: _shortcut(each) for each in features.get("shortcuts", ())},
        has_home=home.get("home_tab_enabled", False),
        takes_messages=home.get("messages_tab_enabled", False)
        and not home.get("messages_tab_read_only_enabled", False),
        is_interactive=settings.get("interactivity", {}).get("is_enabled", False),
        has_messages=home.get("messages_tab_enabled", False),
        redirect_urls=tuple(oauth.get("redirect_urls", ())),
        is_for_orgs=settings.get("org_deploy_enabled", False),
        rotates_tokens=settings.get("token_rotation_enabled", False),
    )


def _command(declared: dict[str, Any]) -> Command:
    return Command(
        name=declared["command"],
        description=declared["description"],
        usage_hint=declared.get("usage_hint", ""),
        escapes=declared.get("should_escape", False),
    )


def _shortcut(declared: dict[str, Any]) -> Shortcut:
    return Shortcut(
        callback_id=declared["callback_id"],
        name=declared["name"],
        kind=declared["type"],
        description=declared["description"],
    )
