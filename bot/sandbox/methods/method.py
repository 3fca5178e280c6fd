"""What a method of the Web API is: its name, whose token it takes, its scopes, its arguments and what it does."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.slack import Slack
from bot.sandbox.state import Channel, Json
from bot.sandbox.wire import Kind, Refusal

Scopes = frozenset[str]
#: Every set is an alternative: one of its scopes must be granted.
ScopeRule = Callable[[Slack, Json], list[Scopes]]
Run = Callable[[Slack, Json], Awaitable[Json]]


@dataclass(frozen=True)
class Method:
    """`needs_team`: with an org's token the call must say which workspace it means."""

    name: str
    run: Run
    takes: Mapping[str, Kind] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    bearer: Literal["bot", "app", "any", "none"] = "bot"
    needs_team: bool = False
    scopes: ScopeRule = lambda _slack, _arguments: []


def scope(name: str) -> ScopeRule:
    """One scope, whatever the arguments."""
    return lambda _slack, _arguments: [frozenset({name})]


FAMILIES = {"public": "channels", "private": "groups", "im": "im"}


def of_channel(suffix: str) -> ScopeRule:
    """The scope depends on what kind of conversation is asked about; of an unknown one, any will do."""

    def needed(slack: Slack, arguments: Json) -> list[Scopes]:
        channel = slack.workspace.channels.get(str(arguments.get("channel")))
        families = [FAMILIES[channel.kind]] if channel else FAMILIES.values()
        return [frozenset(f"{each}:{suffix}" for each in families)]

    return needed


def channel_for_app(slack: Slack, channel_id: str) -> Channel:
    """A conversation the app may know of; raises channel_not_found."""
    channel = slack.workspace.channels.get(channel_id)
    if channel is None or (channel.kind != "public" and slack.team.bot_user not in channel.members):
        raise Refusal("channel_not_found")
    return channel


def page(items: list[Json], arguments: Json, default: int) -> tuple[list[Json], Json]:
    """One page of a list, and the metadata that names the next."""
    limit = min(arguments.get("limit") or default, 1_000)
    try:
        start = int(str(arguments.get("cursor") or "0").removeprefix("from-") or 0)
    except ValueError:
        raise Refusal("invalid_cursor") from None
    following = f"from-{start + limit}" if start + limit < len(items) else ""
    return items[start : start + limit], {"response_metadata": {"next_cursor": following}}
