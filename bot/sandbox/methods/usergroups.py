"""Methods about user groups, which not every plan has."""

from bot.sandbox.methods.method import Method, scope
from bot.sandbox.slack import Slack
from bot.sandbox.state import Json, UserGroup
from bot.sandbox.wire import Refusal


async def everything(slack: Slack, arguments: Json) -> Json:
    _must_have_plan(slack)
    shown = [each for each in slack.workspace.groups.values() if not each.disabled or arguments.get("include_disabled")]
    with_users = bool(arguments.get("include_users"))
    return {"usergroups": [group_object(slack, each, with_users=with_users) for each in shown]}


async def members(slack: Slack, arguments: Json) -> Json:
    _must_have_plan(slack)
    return {"users": list(_group(slack, arguments["usergroup"]).users)}


async def replace_members(slack: Slack, arguments: Json) -> Json:
    """Everybody who is not named goes. Apps may only where everyone may; nobody can empty a group."""
    _must_have_plan(slack)
    if slack.workspace.groups_for_admins:
        raise Refusal("permission_denied")
    group = _group(slack, arguments["usergroup"])
    wanted = [each for each in arguments["users"].replace(" ", "").split(",") if each]
    if not wanted:
        raise Refusal("no_users_provided")
    for each in wanted:
        user = slack.workspace.users.get(each)
        if user is None or user.deleted or user.is_guest or not user.is_person:
            raise Refusal("invalid_users")
    group.users = list(dict.fromkeys(wanted))
    slack.workspace.changed()
    return {"usergroup": group_object(slack, group, with_users=True)}


def group_object(slack: Slack, group: UserGroup, *, with_users: bool) -> Json:
    found: Json = {
        "id": group.id,
        "team_id": slack.team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.created,
        "date_delete": group.created if group.disabled else 0,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": group.created_by,
        "updated_by": group.created_by,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.users),
    }
    return found | ({"users": list(group.users)} if with_users else {})


def _must_have_plan(slack: Slack) -> None:
    if not slack.workspace.plan_has_groups:
        raise Refusal("plan_upgrade_required")


def _group(slack: Slack, group_id: str) -> UserGroup:
    group = slack.workspace.groups.get(group_id)
    if group is None or group.disabled:
        raise Refusal("no_such_subteam")
    return group


METHODS = [
    Method(
        "usergroups.list",
        everything,
        {"include_count": "flag", "include_disabled": "flag", "include_users": "flag", "team_id": "text"},
        needs_team=True,
        scopes=scope("usergroups:read"),
    ),
    Method(
        "usergroups.users.list",
        members,
        {"usergroup": "text", "include_disabled": "flag", "team_id": "text"},
        ("usergroup",),
        needs_team=True,
        scopes=scope("usergroups:read"),
    ),
    Method(
        "usergroups.users.update",
        replace_members,
        {"usergroup": "text", "users": "text", "include_count": "flag", "team_id": "text"},
        ("usergroup",),
        needs_team=True,
        scopes=scope("usergroups:write"),
    ),
]
