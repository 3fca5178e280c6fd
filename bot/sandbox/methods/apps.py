"""Methods about the app itself: who it is, where its socket is, and whether its blocks are right."""

from bot.sandbox.methods.method import Method, scope
from bot.sandbox.objects import bot_profile
from bot.sandbox.slack import Slack
from bot.sandbox.state import BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, TEAM_NAME, Json
from bot.sandbox.wire import Refusal
from bot.slack import limits


async def api_test(slack: Slack, arguments: Json) -> Json:
    if "error" in arguments:
        raise Refusal(str(arguments["error"]))
    return {}


async def auth_test(slack: Slack, arguments: Json) -> Json:
    return {
        "url": f"https://{TEAM_DOMAIN}.invalid/",
        "team": TEAM_NAME,
        "user": slack.workspace.users[BOT_USER].name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


async def open_connection(slack: Slack, arguments: Json) -> Json:
    address = slack.url().replace("http", "ws", 1)
    return {"url": f"{address}/link?ticket={slack.sockets.ticket()}"}


async def bots_info(slack: Slack, arguments: Json) -> Json:
    if arguments.get("bot", BOT_ID) != BOT_ID:
        raise Refusal("bot_not_found")
    profile = bot_profile()
    return {"bot": {name: value for name, value in profile.items() if name != "team_id"}}


async def team_info(slack: Slack, arguments: Json) -> Json:
    if arguments.get("team", TEAM_ID) != TEAM_ID:
        raise Refusal("team_not_found")
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "email_domain": ""}}


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
