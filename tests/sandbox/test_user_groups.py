"""User groups: read and changed as Slack lets apps, and refused where a plan or a setting does not."""

from collections.abc import Iterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.circumstances import Impossible
from bot.sandbox.server import Sandbox
from tests.sandbox.calling import error_of

UPDATE = "usergroups.users.update"


@pytest.fixture(autouse=True)
def _judges_know_no_update(sandbox: Sandbox) -> Iterator[None]:
    """What the judges of the wire log know of Slack leaves this method out; Slack's reference has it."""
    with sandbox.allow("unknown-method"):
        yield


async def test_members_are_replaced_as_a_whole(sandbox: Sandbox, client: AsyncWebClient) -> None:
    group = sandbox.control.make_group("UANA", "@Data-Duty", "UBEN", "UDAN")
    (listed,) = (await client.usergroups_list(include_users=True))["usergroups"]
    assert (listed["id"], listed["handle"], listed["users"]) == (group.id, "data-duty", ["UBEN", "UDAN"])
    changed = await client.usergroups_users_update(usergroup=group.id, users=["UELIF", "UBEN"])
    assert changed["usergroup"]["users"] == ["UELIF", "UBEN"]
    assert (await client.usergroups_users_list(usergroup=group.id))["users"] == ["UELIF", "UBEN"]


@pytest.mark.parametrize(
    ("users", "error"),
    [("", "no_users_provided"), ("UJO", "invalid_users"), ("UFIRE", "invalid_users"), ("UNOBODY", "invalid_users")],
)
async def test_nobody_empties_a_group_or_puts_guests_and_apps_in(
    sandbox: Sandbox, client: AsyncWebClient, users: str, error: str
) -> None:
    group = sandbox.control.make_group("UANA", "data-duty", "UBEN")
    assert await error_of(client, UPDATE, usergroup=group.id, users=users) == error
    assert group.users == ["UBEN"]


async def test_a_group_that_is_off_and_one_that_never_was_are_the_same_to_apps(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    group = sandbox.control.make_group("UANA", "data-duty", "UBEN")
    sandbox.control.disable_group("UANA", "data-duty")
    for each in (group.id, "S0NEVER"):
        assert await error_of(client, UPDATE, usergroup=each, users="UDAN") == "no_such_subteam"
    assert (await client.usergroups_list())["usergroups"] == []


async def test_a_plan_without_user_groups_refuses_every_method(sandbox: Sandbox, client: AsyncWebClient) -> None:
    group = sandbox.control.make_group("UANA", "data-duty", "UBEN")
    sandbox.control.change_plan(has_groups=False)
    assert await error_of(client, "usergroups.list") == "plan_upgrade_required"
    assert await error_of(client, UPDATE, usergroup=group.id, users="UDAN") == "plan_upgrade_required"
    with pytest.raises(Impossible):
        sandbox.control.make_group("UANA", "another")


async def test_where_only_admins_change_groups_apps_may_not(sandbox: Sandbox, client: AsyncWebClient) -> None:
    group = sandbox.control.make_group("UANA", "data-duty", "UBEN")
    with pytest.raises(Impossible):
        sandbox.control.keep_groups_for_admins("UANA")
    sandbox.control.keep_groups_for_admins("UIRIS")
    assert await error_of(client, UPDATE, usergroup=group.id, users="UDAN") == "permission_denied"
