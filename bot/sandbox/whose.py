"""Which workspace a call is about: the one of its token, or with an org's token the one of what it names."""

from collections.abc import Callable
from dataclasses import replace

from bot.sandbox.methods.method import Method
from bot.sandbox.slack import APP_TOKEN, Slack
from bot.sandbox.state import Json
from bot.sandbox.wire import Refusal

Knows = Callable[[Slack, str], bool]
# In the order in which they decide.
NAMES: dict[str, Knows] = {
    "trigger_id": lambda slack, value: slack.triggers.knows(value),
    "view_id": lambda slack, value: slack.workspace.view(value) is not None,
    "channel": lambda slack, value: value in slack.workspace.channels or value in slack.workspace.users,
    "user": lambda slack, value: value in slack.workspace.users,
    "user_id": lambda slack, value: value in slack.workspace.users,
    "users": lambda slack, value: value.split(",")[0] in slack.workspace.users,
    "team": lambda slack, value: value == slack.team.id,
}


def serving(slack: Slack, method: Method, value: str, arguments: Json) -> Slack:
    """The workspace that answers, with the caller's token in its hand; raises Refusal."""
    if method.bearer == "none":
        return slack
    if not value:
        raise Refusal("not_authed", loud=True)
    token = None if value == APP_TOKEN else slack.installs.token(value)
    if method.bearer not in ("any", "bot" if token else "app"):
        raise Refusal("not_allowed_token_type", loud=True)
    if token is None:
        return slack
    found = _served([replace(each, caller=token) for each in slack.everywhere], token.install.place)
    return found[0] if not token.install.is_org_wide else _in_org(found, method, arguments)


def _served(slacks: list[Slack], place: str) -> list[Slack]:
    return [each for each in slacks if place in (each.team.id, each.team.enterprise_id)]


def _in_org(slacks: list[Slack], method: Method, arguments: Json) -> Slack:
    wanted = arguments.get("team_id")
    if wanted is not None:
        for each in slacks:
            if wanted == each.team.id:
                return each
        raise Refusal("team_access_not_granted")
    if method.needs_team:
        raise Refusal("missing_argument", "missing required field: team_id", loud=True)
    for name, knows in NAMES.items():
        if name in arguments:
            for each in slacks:
                if knows(each, str(arguments[name])):
                    return each
    return slacks[0]
