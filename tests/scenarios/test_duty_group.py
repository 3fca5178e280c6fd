"""Stories of a user group that follows who is on duty, and of workspaces that do not let it."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.state import UserGroup
from tests.support.teams import the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
GROUP = "User group"
LACKS = "does not follow who is on duty for Data"


@pytest.fixture(autouse=True)
def _judges_know_no_update(world: World) -> Iterator[None]:
    """What the judges of the wire log know of Slack leaves usergroups.users.update out; Slack's reference has it."""
    with world.sandbox.allow("unknown-method"):
        yield


async def a_group(world: World) -> UserGroup:
    await the_data_team(world)
    await world.forward_to(MORNING)
    return world.sandbox.control.make_group("UIRIS", "data-duty", "UFARID")


async def types(world: World, name: str, line: str) -> None:
    await world.person(name).types(line, channel="data-team")
    await world.forward(seconds=15)
    await tells(world)


async def tells(world: World) -> None:
    """A minute's beat."""
    await world.bot.worker.groups.tell_due()
    await world.forward(seconds=5)


async def chooses(world: World, handle: str = "@data-duty", more: Mapping[str, Any] | None = None) -> str:
    """What Ana reads then; empty while the form stays open."""
    ana = world.person("ana")
    await ana.types("/triage rotate settings", channel="data-team")
    await ana.fills({GROUP: handle, **(more or {})})
    closed = (await ana.submits()).closed
    await world.forward(seconds=15)
    await tells(world)
    return world.read(ana.ephemerals[-1]) if closed else ""


def told(world: World, name: str = "ana") -> list[str]:
    return [text for each in world.person(name).dm if LACKS in (text := world.read(each))]


async def test_the_group_follows_at_each_changeover_with_the_backup_if_wanted(world: World) -> None:
    group = await a_group(world)
    await types(world, "ana", "/triage duty @ben 25 Nov to 29 Nov")
    await types(world, "ana", "/triage duty @dan 30 Nov to 6 Dec")
    await types(world, "ana", "/triage duty @elif backup 30 Nov to 6 Dec")
    assert "@data-duty follows who is on." in await chooses(world)
    assert group.users == ["UBEN"], "everybody else is taken out"
    await world.forward_to(datetime(2026, 11, 29, 23, 59, tzinfo=UTC))
    await tells(world)
    assert group.users == ["UBEN"]
    await world.forward_to(datetime(2026, 11, 30, 0, 1, tzinfo=UTC))
    await tells(world)
    assert group.users == ["UDAN"]
    await chooses(world, more={"In the user group": ["The backup, too"]})
    assert group.users == ["UDAN", "UELIF"]


async def test_cover_in_the_middle_of_a_shift_and_its_end_count_too(world: World) -> None:
    group = await a_group(world)
    await types(world, "ana", "/triage duty @ben 25 Nov to 29 Nov")
    await chooses(world)
    await types(world, "dan", "/triage duty today")
    assert group.users == ["UDAN"]
    await world.forward_to(datetime(2026, 11, 26, 0, 1, tzinfo=UTC))
    await tells(world)
    assert group.users == ["UBEN"]
    await world.forward_to(datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
    await tells(world)
    assert group.users == ["UBEN"], "nobody is on, and a group cannot be empty"


@pytest.mark.parametrize(
    ("lack", "says"),
    [
        ("plan", "this workspace's plan has none"),
        ("name", "There is no user group @data-duty that is in use."),
        ("scope", "without the scopes usergroups:read and usergroups:write"),
    ],
)
async def test_what_is_lacking_is_said_beside_the_field_and_nothing_is_saved(
    world: World, lack: str, says: str
) -> None:
    group = await a_group(world)
    if lack == "plan":
        world.sandbox.control.change_plan(has_groups=False)
    elif lack == "name":
        world.sandbox.control.disable_group("UIRIS", "data-duty")
    else:
        world.sandbox.control.lack_scopes("usergroups:read")
    await world.person("ana").types("/triage rotate settings", channel="data-team")
    await world.person("ana").fills({GROUP: "@data-duty"})
    with world.sandbox.deliberate() if lack == "scope" else nullcontext():
        assert not (await world.person("ana").submits()).closed
    assert says in world.person("ana").errors_by_label[GROUP]
    assert group.users == ["UFARID"]


@pytest.mark.parametrize("lack", ["plan", "admins", "gone"])
async def test_the_lead_who_chose_it_hears_once_what_is_lacking_and_duty_goes_on(world: World, lack: str) -> None:
    group = await a_group(world)
    control = world.sandbox.control
    await types(world, "ana", "/triage duty @ben 25 Nov to 29 Nov")
    await chooses(world)
    match lack:
        case "plan":
            control.change_plan(has_groups=False)
        case "admins":
            control.keep_groups_for_admins("UIRIS")
        case "gone":
            control.disable_group("UIRIS", "data-duty")
    await types(world, "dan", "/triage duty today")
    says = {
        "plan": "Slack has user groups on paid plans only",
        "admins": "Ask an admin of it to let everyone do that",
        "gone": "There is no user group @data-duty that is in use.",
    }
    assert says[lack] in told(world)[0]
    await types(world, "elif", "/triage duty tomorrow")
    await world.forward_to(datetime(2026, 11, 26, 0, 1, tzinfo=UTC))
    await tells(world)
    assert len(told(world)) == 1, "once, however often it is tried"
    assert group.users == ["UBEN"]
    world.sandbox.control.change_plan(has_groups=True)
    world.sandbox.control.keep_groups_for_admins("UIRIS", kept=False)
    world.sandbox.control.disable_group("UIRIS", "data-duty", disabled=False)
    await world.forward_to(datetime(2026, 11, 27, 0, 1, tzinfo=UTC))
    await tells(world)
    assert group.users == ["UBEN"], "his again once Elif's day is over"
    await types(world, "dan", "/triage duty today")
    assert group.users == ["UDAN"]
    assert len(told(world)) == 1


@pytest.mark.parametrize("trouble", ["429", "500_before", "drop_after", "500_after"])
async def test_a_call_that_was_lost_or_came_too_soon_is_made_again(world: World, trouble: str) -> None:
    group = await a_group(world)
    await types(world, "ana", "/triage duty @ben 25 Nov to 29 Nov")
    world.sandbox.faults.add(Fault("usergroups.users.update", trouble, times=1))  # type: ignore[arg-type]
    await chooses(world)
    await world.forward(minutes=1)
    await tells(world)
    assert group.users == ["UBEN"]
    assert told(world) == []


async def test_a_bot_that_was_killed_before_it_told_slack_does_so_when_it_is_back(world: World) -> None:
    group = await a_group(world)
    await types(world, "ana", "/triage duty @ben 25 Nov to 29 Nov")
    await chooses(world)
    await world.person("dan").types("/triage duty today", channel="data-team")
    await world.forward(seconds=15)
    await world.restart_bot()
    await tells(world)
    assert group.users == ["UDAN"]


async def test_a_team_that_takes_its_group_out_leaves_its_members(world: World) -> None:
    group = await a_group(world)
    await types(world, "ana", "/triage duty @ben 25 Nov to 29 Nov")
    await chooses(world)
    assert "follows" not in await chooses(world, "")
    await types(world, "dan", "/triage duty today")
    assert group.users == ["UBEN"]
