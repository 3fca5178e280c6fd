"""Methods about people."""

from bot.sandbox.methods.method import FAMILIES, Method, Scopes, page, scope
from bot.sandbox.objects import channel_object, user_object
from bot.sandbox.slack import Slack
from bot.sandbox.state import Json
from bot.sandbox.wire import Refusal

TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


async def info(slack: Slack, arguments: Json) -> Json:
    user = slack.workspace.users.get(arguments["user"])
    if user is None:
        raise Refusal("user_not_found")
    return {
        "user": user_object(slack.team, user, slack.people_clock.now(), locale=arguments.get("include_locale", False))
    }


async def everybody(slack: Slack, arguments: Json) -> Json:
    now = slack.people_clock.now()
    members = [user_object(slack.team, each, now) for each in slack.workspace.users.values()]
    shown, metadata = page(members, arguments, default=len(members) or 1)
    return {"members": shown, "cache_ts": int(now.timestamp()), **metadata}


async def conversations(slack: Slack, arguments: Json) -> Json:
    """Of somebody else, only those the app shares with them or everybody may see."""
    user_id = arguments.get("user", slack.team.bot_user)
    if user_id not in slack.workspace.users:
        raise Refusal("invalid_arguments", "no such user")
    kinds = wanted_kinds(arguments)
    found = [
        channel_object(each)
        for each in slack.workspace.channels_of(user_id)
        if each.kind in kinds
        and (each.kind == "public" or slack.team.bot_user in each.members)
        and not (each.archived and arguments.get("exclude_archived"))
    ]
    shown, metadata = page(found, arguments, default=100)
    return {"channels": shown, **metadata}


def wanted_kinds(arguments: Json) -> set[str]:
    names = str(arguments.get("types") or "public_channel").replace(" ", "").split(",")
    if not set(names) <= TYPES.keys():
        raise Refusal("invalid_types")
    return {TYPES[each] for each in names}


def listing_scopes(slack: Slack, arguments: Json) -> list[Scopes]:
    names = str(arguments.get("types") or "public_channel").replace(" ", "").split(",")
    families = {**FAMILIES, "mpim": "mpim"}
    return [frozenset({f"{families[TYPES[each]]}:read"}) for each in names if each in TYPES]


METHODS = [
    Method("users.info", info, {"user": "text", "include_locale": "flag"}, ("user",), scopes=scope("users:read")),
    Method(
        "users.list",
        everybody,
        {"cursor": "text", "limit": "whole", "include_locale": "flag", "team_id": "text"},
        needs_team=True,
        scopes=scope("users:read"),
    ),
    Method(
        "users.conversations",
        conversations,
        {
            "cursor": "text",
            "exclude_archived": "flag",
            "limit": "whole",
            "team_id": "text",
            "types": "text",
            "user": "text",
        },
        needs_team=True,
        scopes=listing_scopes,
    ),
]
