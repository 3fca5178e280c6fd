"""Methods with which an app gets tokens, gives them back, and learns what they are good for."""

from bot.sandbox import events
from bot.sandbox.grants import Grant
from bot.sandbox.installs import TOKEN_LIFE, Token
from bot.sandbox.methods.method import Method, page
from bot.sandbox.objects import enterprise_reference
from bot.sandbox.slack import CLIENT_ID, CLIENT_SECRET, Slack
from bot.sandbox.state import APP_ID, Json
from bot.sandbox.wire import Refusal


async def access(slack: Slack, arguments: Json) -> Json:
    """A token for a code, or a new one for a refresh token."""
    _check_client(arguments)
    match arguments.get("grant_type", "authorization_code"):
        case "refresh_token":
            return _shown(slack, slack.installs.refresh(str(arguments.get("refresh_token", ""))))
        case "authorization_code":
            grant = slack.grants.spend(str(arguments.get("code", "")), str(arguments.get("redirect_uri", "")))
            return _shown(slack, _installed(slack, grant)) | {"authed_user": {"id": grant.by}}
    raise Refusal("invalid_grant_type", loud=True)


async def revoke(slack: Slack, arguments: Json) -> Json:
    if arguments.get("test"):
        return {"revoked": False}
    assert slack.caller is not None, "without a token nobody comes here"
    slack.installs.end(slack.caller)
    slack.in_hand.start(events.tell_tokens_revoked(slack, slack.installed_in))
    return {"revoked": True}


async def uninstall(slack: Slack, arguments: Json) -> Json:
    _check_client(arguments)
    slack.in_hand.start(events.tell_uninstalled(slack, slack.installed_in))
    slack.installs.uninstall(slack.installed_in)
    return {}


async def teams(slack: Slack, arguments: Json) -> Json:
    """The workspaces in which this token serves."""
    served = [each.team for each in slack.everywhere if slack.installed_in in (each.team.id, each.team.enterprise_id)]
    shown, metadata = page([{"id": each.id, "name": each.name} for each in served], arguments, default=100)
    return {"teams": shown, **metadata}


def _check_client(arguments: Json) -> None:
    if arguments.get("client_id") != CLIENT_ID:
        raise Refusal("invalid_client_id")
    if arguments.get("client_secret") != CLIENT_SECRET:
        raise Refusal("bad_client_secret")


def _installed(slack: Slack, grant: Grant) -> Token:
    org_of_place = [each.team.enterprise_id for each in slack.everywhere if each.team.id == grant.place]
    if any(each and slack.installs.at(each) for each in org_of_place):
        raise Refusal("cannot_install_an_org_installed_app")
    return slack.installs.install(grant.place, grant.scopes, is_org_wide=grant.is_org_wide)


def _shown(slack: Slack, token: Token) -> Json:
    install = token.install
    team = next(each.team for each in slack.everywhere if install.place in (each.team.id, each.team.enterprise_id))
    found: Json = {
        "access_token": token.value,
        "token_type": "bot",
        "scope": ",".join(sorted(install.scopes)),
        "bot_user_id": team.bot_user,
        "app_id": APP_ID,
        "team": None if install.is_org_wide else {"id": team.id, "name": team.name},
        "enterprise": enterprise_reference(team),
        "is_enterprise_install": install.is_org_wide,
    }
    if token.ends_at is None:
        return found
    return found | {"refresh_token": install.refresh_token, "expires_in": int(TOKEN_LIFE.total_seconds())}


METHODS = [
    Method(
        "oauth.v2.access",
        access,
        dict.fromkeys(
            ("client_id", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri", "refresh_token"),
            "text",
        ),
        bearer="none",
    ),
    Method("auth.revoke", revoke, {"test": "flag"}),
    Method("apps.uninstall", uninstall, {"client_id": "text", "client_secret": "text"}),
    Method("auth.teams.list", teams, {"cursor": "text", "include_icon": "flag", "limit": "whole"}),
]
