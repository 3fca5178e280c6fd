"""Many workspaces, one deployment: they install the app themselves, leave, come back, and never meet."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
import yaml
from sqlalchemy import select

from bot.core.clock import HandClock
from bot.oauth import manifest_for
from bot.sandbox.server import Sandbox
from bot.sandbox.tenancy import SandboxWorkspace
from bot.workspaces.tables import InstallationRow
from tests.sandbox.orgs import a_few
from tests.support.world import MONDAY, PUBLIC_URL, World

# slack_sdk sends the client id in a way that aiohttp no longer likes.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth:DeprecationWarning")


@pytest.fixture
async def world(migrated_database: str, wire_log: Path | None, tmp_path: Path) -> AsyncIterator[World]:
    """A deployment at a public address, into which nobody has installed it yet."""
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(manifest_for(PUBLIC_URL))
    assert yaml.safe_load(manifest.read_text())["settings"]["token_rotation_enabled"]
    clock = HandClock(MONDAY)
    sandbox = Sandbox(manifest=manifest, people_clock=clock, protocol_clock=clock, wire_log=wire_log)
    await sandbox.start()
    world = World(clock, sandbox, migrated_database, "http", installs=True)
    sandbox.on_clock_move = world.forward_to
    await world.start_bot()
    yield world
    await world.settle()
    await world.stop_bot()
    await sandbox.stop()
    assert not sandbox.complaints, sandbox.complaints


class Browser:
    """Somebody's browser on the deployment's own pages."""

    def __init__(self, world: World) -> None:
        assert world.sandbox.deliver_to is not None
        self._address = world.sandbox.deliver_to.removesuffix("/slack/events")
        self.cookie = ""

    async def get(self, path: str) -> tuple[int, str, str]:
        """Status, text, and where it is sent on to."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        async with (
            aiohttp.ClientSession() as session,
            session.get(self._address + path, headers=headers, allow_redirects=False) as answer,
        ):
            self.cookie = answer.headers.get("Set-Cookie", "").partition(";")[0] or self.cookie
            return answer.status, await answer.text(), answer.headers.get("Location", "")


async def install(world: World, where: str | None = None, *, by: str = "ana", enterprise: str | None = None) -> str:
    """Somebody installs the app from their browser; what the last page says."""
    browser = Browser(world)
    _, _, consent = await browser.get("/slack/install")
    back = await world.sandbox.consent(consent, workspace=where, enterprise=enterprise, by=by)
    assert back.startswith(f"{PUBLIC_URL}/slack/oauth_redirect")
    status, said, _ = await browser.get(back.removeprefix(PUBLIC_URL))
    assert status == 200, said
    return said


def heard(world: World, place: SandboxWorkspace, name: str) -> list[str]:
    return [world.read(each) for each in place.person(name).dm]


async def test_a_workspace_installs_it_and_whoever_did_is_greeted(world: World) -> None:
    acme = world.sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    page = await install(world, "T0ACME", by="mia")
    await world.forward(minutes=1)
    assert "It is ready in Acme" in page
    assert any("Firebreak is installed" in text for text in heard(world, acme, "mia"))
    await acme.person("mia").types("/triage help", channel="desk")
    assert acme.person("mia").sees("What /triage can do")


async def test_two_workspaces_never_hear_of_each_other(world: World) -> None:
    acme = world.sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    bolt = world.sandbox.add_workspace("T0BOLT", "Bolt & Co", a_few("B"))
    await install(world, "T0ACME", by="mia")
    await install(world, "T0BOLT", by="mia")
    for place in (acme, bolt):
        await place.person("mia").types("/standup hours", channel="desk")
    await world.forward(minutes=1)
    said = [each for each in world.sandbox.calls if each.method == "chat.postMessage"]
    assert len(said) == 2
    assert {each.args["channel"][:2] for each in said} == {"UA", "UB"}


@pytest.mark.parametrize("trick", ["another browser", "twice", "too late", "made up"])
async def test_the_way_back_from_slack_is_only_believed_once_soon_and_in_the_same_browser(
    world: World, trick: str
) -> None:
    world.sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    browser = Browser(world)
    _, _, consent = await browser.get("/slack/install")
    back = (await world.sandbox.consent(consent, workspace="T0ACME", by="mia")).removeprefix(PUBLIC_URL)
    if trick == "another browser":
        browser.cookie = "slack-app-oauth-state=somebody-elses"
    elif trick == "too late":
        world.clock.move_to(world.clock.now() + timedelta(minutes=11))
    elif trick == "made up":
        back = f"{urlsplit(back).path}?code=1.2.3&state=guessed"
    else:
        await browser.get(back)
    status, said, _ = await browser.get(back)
    assert status == 400
    assert "Install it again" in said


async def test_who_says_no_is_told_that_nothing_happened(world: World) -> None:
    browser = Browser(world)
    _, _, consent = await browser.get("/slack/install")
    back = await world.sandbox.consent(consent, allow=False)
    _, said, _ = await browser.get(back.removeprefix(PUBLIC_URL))
    assert "nothing was changed" in said


async def test_tokens_are_locked_in_the_database(world: World) -> None:
    acme = world.sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    await install(world, "T0ACME", by="mia")
    async with world.bot.transactions.across_workspaces() as (session, _):
        row = await session.scalar(select(InstallationRow))
    assert row is not None
    assert row.refresh_token is not None
    for stored in (row.bot_token, row.refresh_token):
        assert "xox" not in stored
    assert acme.bot_token.startswith("xoxe.xoxb-")


@pytest.mark.parametrize("first", ["app_uninstalled", "tokens_revoked"])
async def test_a_workspace_that_leaves_falls_silent_and_goes_on_where_it_was_when_it_comes_back(
    world: World, first: str
) -> None:
    acme = world.sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    await install(world, "T0ACME", by="mia")
    await world.forward(minutes=1)
    await world.sandbox.uninstall("T0ACME", first=first)  # type: ignore[arg-type]
    before = len(world.sandbox.calls)
    await world.forward(days=2)
    assert len(world.sandbox.calls) == before, "nobody speaks to a workspace that left"

    await install(world, "T0ACME", by="mia")
    await world.forward(minutes=1)
    assert len([text for text in heard(world, acme, "mia") if "is installed" in text]) == 2
    await acme.person("mia").types("/triage help", channel="desk")
    assert acme.person("mia").sees("What /triage can do")


async def test_word_of_leaving_that_comes_after_the_return_ends_nothing(world: World) -> None:
    acme = world.sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    await install(world, "T0ACME", by="mia")
    await world.forward(minutes=1)
    await world.sandbox.uninstall("T0ACME")
    (gone,) = [
        each for each in world.sandbox.deliveries if each.payload.get("event", {}).get("type") == "app_uninstalled"
    ]
    await world.forward(minutes=1)
    await install(world, "T0ACME", by="mia")
    await world.sandbox.control.redeliver(gone)
    await acme.person("mia").types("/triage help", channel="desk")
    assert acme.person("mia").sees("What /triage can do")


async def test_tokens_are_renewed_hours_before_they_end(world: World) -> None:
    acme = world.sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    await install(world, "T0ACME", by="mia")
    first = acme.bot_token
    for _ in range(4):
        await world.forward(hours=9)
        await world.bot.worker.renewal.renew_due()  # type: ignore[union-attr]
        await acme.person("mia").types("/triage help", channel="desk")
        assert acme.person("mia").sees("What /triage can do")
    assert acme.bot_token != first


async def test_an_org_installs_it_once_for_all_of_its_workspaces(world: World) -> None:
    east = world.sandbox.add_workspace("T0EAST", "East", a_few("E"), enterprise="E0CORP")
    west = world.sandbox.add_workspace("T0WEST", "West", a_few("W"), enterprise="E0CORP")
    # The judge's list of methods is older than auth.teams.list.
    with world.sandbox.allow("unknown-method"):
        page = await install(world, enterprise="E0CORP", by="mia")
    assert "East, West" in page
    for place in (east, west):
        await place.person("mia").types("/triage help", channel="desk")
        assert place.person("mia").sees("What /triage can do")
    late = world.sandbox.add_workspace("T0LATE", "Late", a_few("L"), enterprise="E0CORP")
    await late.person("mia").types("/triage help", channel="desk")
    assert late.person("mia").sees("What /triage can do")
