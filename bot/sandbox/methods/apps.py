"""Methods about the app itself: who it is, where its socket is, and whether its blocks are right."""

from bot.sandbox.methods.method import Method, scope
from bot.sandbox.objects import bot_profile
from bot.sandbox.slack import Slack
from bot.sandbox.state import Json
from bot.sandbox.wire import Refusal
from bot.slack import limits


async def api_test(slack: Slack, arguments: Json) -> Json:
    if "error" in arguments:
        raise Refusal(str(arguments["error"]))
    return {}


async def auth_test(slack: Slack, arguments: Json) -> Json:
    team = slack.team
    found: Json = {
        "url": f"https://{team.domain}.invalid/",
        "team": team.name,
        "user": slack.workspace.users[team.bot_user].name,
        "team_id": team.id,
        "user_id": team.bot_user,
        "bot_id": team.bot_id,
        "is_enterprise_install": slack.is_org_wide,
    }
    if team.enterprise is None:
        return found
    if slack.is_org_wide:
        name = team.enterprise.name
        found |= {"url": f"https://{team.enterprise.id.lower()}.enterprise.invalid/", "team": name}
        found["team_id"] = team.enterprise.id
    return found | {"enterprise_id": team.enterprise.id}


async def open_connection(slack: Slack, arguments: Json) -> Json:
    address = slack.url().replace("http", "ws", 1)
    return {"url": f"{address}/link?ticket={slack.sockets.ticket()}"}


async def bots_info(slack: Slack, arguments: Json) -> Json:
    if arguments.get("bot", slack.team.bot_id) != slack.team.bot_id:
        raise Refusal("bot_not_found")
    profile = bot_profile(slack.team)
    return {"bot": {name: value for name, value in profile.items() if name != "team_id"}}


async def team_info(slack: Slack, arguments: Json) -> Json:
    team = slack.team
    if arguments.get("team", team.id) != team.id:
        raise Refusal("team_not_found")
    found = {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": ""}
    if team.enterprise is not None:
        found |= {"enterprise_id": team.enterprise.id, "enterprise_name": team.enterprise.name}
    return {"team": found}


async def validate_blocks(slack: Slack, arguments: Json) -> Json:
    """Says what is wrong with blocks, a message or a view without sending them."""
    found: list[limits.Problem] = []
    if "view" in arguments:
        found += limits.view_problems(arguments["view"])
    if "message" in arguments:
        found += limits.message_problems({"text": "", **arguments["message"]})
    if "blocks" in arguments:
        found += limits.problems(arguments["blocks"], "message")
    if not arguments:
        raise Refusal("invalid_arguments", "nothing to validate", loud=True)
    if found:
        errors = [{"pointer": each.path, "code": each.code, "message": each.text} for each in found]
        kind = "view" if "view" in arguments else "message" if "message" in arguments else "blocks"
        raise Refusal(f"invalid_{kind}", errors=errors)
    return {}


METHODS = [
    Method("api.test", api_test, {"error": "text"}, bearer="none"),
    Method("auth.test", auth_test, bearer="any"),
    Method("apps.connections.open", open_connection, bearer="app"),
    Method("bots.info", bots_info, {"bot": "text", "team_id": "text"}, scopes=scope("users:read")),
    Method("team.info", team_info, {"team": "text", "domain": "text"}, scopes=scope("team:read")),
    Method(
        "blocks.validate",
        validate_blocks,
        {"blocks": "list", "message": "thing", "view": "thing"},
        bearer="none",
    ),
]
