"""Each method may be called as often as its tier says, in each workspace, and no oftener."""

import json
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.methods import METHODS
from bot.sandbox.server import Sandbox
from bot.sandbox.tiers import TIERS
from tests.sandbox.calling import call
from tests.sandbox.orgs import a_few
from tests.sandbox.places import MANIFEST

REFERENCE = Path(__file__).parents[3] / "shared" / "slack" / "schemas" / "methods.json"


async def test_a_minutes_worth_may_come_at_once_and_then_the_caller_waits(
    sandbox: Sandbox, client: AsyncWebClient, clock: HandClock
) -> None:
    for _ in range(20):
        await client.users_list()
    with pytest.raises(SlackApiError, match="ratelimited") as refused:
        await client.users_list()
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "3"
    await client.users_info(user="UANA")
    clock.move_to(clock.now() + timedelta(seconds=3))
    await client.users_list()
    acme = sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    assert (await call(sandbox, "users.list", acme.install()))["ok"], "another workspace has its own allowance"


async def test_the_tiers_can_be_turned_off(clock: HandClock) -> None:
    sandbox = Sandbox(manifest=MANIFEST, people_clock=clock, protocol_clock=clock, tiers=False)
    await sandbox.start()
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)
        for _ in range(25):
            await client.users_list()
    await sandbox.stop()


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference is not part of the project")
def test_the_tiers_are_those_of_the_published_reference() -> None:
    published = json.loads(REFERENCE.read_text(encoding="utf-8"))["methods"]
    tiers = {name: published[name]["tier"] for name in METHODS if name in published}
    # What the list leaves out is paced as its neighbours are.
    listed = {name: tier for name, tier in TIERS.items() if name in published}
    assert {name: int(tier) for name, tier in tiers.items() if tier != "special"} == listed
    assert set(TIERS) - set(listed) == {"usergroups.users.update"}
