"""A user group of Slack whose members are who is on duty, and what Slack may have against it. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from bot.people.domain import Team, TeamId, UserId

GroupId = NewType("GroupId", int)

# While the app is out of the workspace, or its token is refused.
REST = timedelta(minutes=15)

NO_PLAN = frozenset({"plan_upgrade_required", "paid_teams_only", "paid_only", "team_not_eligible"})
NO_SCOPE = frozenset({"missing_scope", "not_allowed_token_type"})
FOR_ADMINS = frozenset(
    {"permission_denied", "no_permission", "restricted_action", "access_denied", "user_is_restricted"}
)
GONE = frozenset({"no_such_subteam", "subteam_not_found", "subteam_disabled", "is_external", "not_found"})
FULL = frozenset({"subteam_max_users_exceeded", "too_many_users"})
NOT_THEM = frozenset(
    {"invalid_user", "invalid_users", "failed_for_some_users", "users_not_found", "user_not_found", "user_is_bot"}
    | {"single_channel_guests_cannot_be_added", "no_users_provided", "user_disabled"}
)


@dataclass(frozen=True)
class FoundGroup:
    """As Slack names it; `place` is Slack's id of the workspace it is in."""

    group_id: str
    handle: str
    place: str


@dataclass(frozen=True)
class DutyGroup:
    """Of one team. `has_backup`: the backup is in it, too. `told` is who Slack was told last."""

    id: GroupId
    team_id: TeamId
    group_id: str
    place: str
    handle: str
    has_backup: bool
    set_by: UserId
    set_at: datetime
    told: tuple[UserId, ...] = ()
    due_at: datetime | None = None
    attempt: int = 0
    trouble: str | None = None

    def wanted(self, on_duty: list[UserId]) -> tuple[UserId, ...]:
        """`on_duty` has the primary first. Where the primary is away, who is called instead is in it."""
        return tuple(on_duty if self.has_backup else on_duty[:1])


@dataclass(frozen=True)
class GroupTrouble:
    """Slack refused, for the first time since the group was set or last followed."""

    team: Team
    group: DutyGroup
    reason: str


def what_to_do(reason: str, handle: str) -> str:
    """What is lacking and what helps, for the lead who chose the group; `reason` is Slack's word. Not escaped."""
    if reason in NO_PLAN:
        return (
            "Slack has user groups on paid plans only, and this workspace's plan has none. Take the group out of the "
            "settings; everything else about duty works without it."
        )
    if reason in NO_SCOPE:
        return (
            "Firebreak was installed here without the scopes usergroups:read and usergroups:write. Ask whoever runs it "
            "to update the Slack app from the manifest and to install it once more; then save the settings again."
        )
    if reason in FOR_ADMINS:
        return (
            "This workspace lets only some people change user groups. Ask an admin of it to let everyone do that, "
            "under Workspace settings, Permissions, User groups: apps may only then."
        )
    if reason in GONE:
        return f"There is no user group @{handle} that is in use. Look how it is called, or choose another one."
    if reason in FULL:
        return f"@{handle} holds as many people as Slack allows. Choose a group of its own for who is on duty."
    if reason in NOT_THEM:
        return (
            "Slack does not take who is on duty into a user group: guests, apps, and people whose accounts are closed "
            "or in another workspace cannot be in one."
        )
    return f"Slack said `{reason}`. Save the settings again later, or choose another group."
