"""What people do about user groups: they make them, turn them off, and their plan and settings allow them or not."""

from bot.sandbox.channels import Channels
from bot.sandbox.circumstances import Impossible
from bot.sandbox.state import UserGroup, fresh_id


class Groups(Channels):
    """`handle` is what is mentioned, without its @."""

    def make_group(self, user_id: str, handle: str, *members: str) -> UserGroup:
        if not self._workspace.plan_has_groups:
            raise Impossible("This workspace's plan has no user groups.")
        handle = handle.strip().removeprefix("@").casefold()
        if not handle or any(each.handle == handle for each in self._workspace.groups.values()):
            raise Impossible("That handle is taken, or it is none.")
        created = int(self._slack.people_clock.now().timestamp())
        group = UserGroup(fresh_id("S"), handle, handle, created, self._person(user_id).id, users=list(members))
        self._workspace.groups[group.id] = group
        self._workspace.changed()
        return group

    def disable_group(self, user_id: str, handle: str, *, disabled: bool = True) -> None:
        self._person(user_id)
        for each in self._workspace.groups.values():
            if each.handle == handle:
                each.disabled = disabled
        self._workspace.changed()

    def change_plan(self, *, has_groups: bool) -> None:
        """Free plans have no user groups."""
        self._workspace.plan_has_groups = has_groups
        self._workspace.changed()

    def keep_groups_for_admins(self, user_id: str, *, kept: bool = True) -> None:
        """Admins of a workspace say who may change its user groups; apps may only where everyone may."""
        if not self._person(user_id).is_admin:
            raise Impossible("Only admins of the workspace change its settings.")
        self._workspace.groups_for_admins = kept
        self._workspace.changed()
