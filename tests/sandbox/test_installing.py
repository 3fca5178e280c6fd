"""People let the app into their workspace or org, and the app gets tokens for it, as with Slack's OAuth."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.circumstances import Impossible
from bot.sandbox.server import Sandbox
from tests.sandbox.calling import call
from tests.sandbox.orgs import CALLBACK, SCOPES, a_few, asking, exchange, manifest_with, read
from tests.sandbox.places import MANIFEST

# slack_sdk sends the client id in a way that aiohttp no longer likes.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth:DeprecationWarning")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def rotating(clock: HandClock) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(manifest=MANIFEST, people_clock=clock, protocol_clock=clock, token_rotation=True)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()
    assert not sandbox.complaints


async def access(sandbox: Sandbox, **arguments: str) -> dict[str, Any]:
    client = {"client_id": sandbox.client_id, "client_secret": sandbox.client_secret}
    return dict(await call(sandbox, "oauth.v2.access", "", data=client | arguments))


async def test_a_code_becomes_a_token_of_the_workspace_that_allowed_it(
    sandbox: Sandbox, session: aiohttp.ClientSession
) -> None:
    acme = sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    assert acme.bot_token == ""
    given = await exchange(sandbox, session, workspace="T0ACME", by="noah")
    assert given["access_token"] == acme.bot_token
    assert {name: given[name] for name in given if name != "access_token"} == {
        "ok": True,
        "token_type": "bot",
        "scope": ",".join(sorted(SCOPES.split(","))),
        "bot_user_id": "UAFIRE",
        "app_id": "A0FIREBREAK",
        "team": {"id": "T0ACME", "name": "Acme"},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": "UANOAH"},
    }
    who = await AsyncWebClient(acme.bot_token, base_url=sandbox.api_url, session=session).auth_test()
    assert (who["team_id"], who["team"], who["user_id"]) == ("T0ACME", "Acme", "UAFIRE")


async def test_the_page_names_what_is_asked_and_sends_the_browser_back(
    sandbox: Sandbox, session: aiohttp.ClientSession
) -> None:
    sandbox.add_workspace("T0ACME", "Acme", a_few("A"))
    async with session.get(asking(sandbox, team="T0ACME")) as page:
        text = await page.text()
    assert "Firebreak" in text
    assert "chat:write" in text
    assert 'data-testid="workspace-T0ACME" checked' in text
    form = {"place": "T0ACME", "decision": "allow"}
    async with session.post(asking(sandbox), data=form, allow_redirects=False) as answer:
        assert answer.status == 302
        back = answer.headers["Location"]
    assert back.startswith(f"{CALLBACK}?code=")
    assert read(back)["state"] == "s1"
    async with session.post(asking(sandbox), data=form | {"decision": "cancel"}, allow_redirects=False) as answer:
        assert read(answer.headers["Location"]) == {"error": "access_denied", "state": "s1"}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_id": "1.1"}, "invalid_client_id"),
        ({"redirect_uri": "https://evil.example/"}, "bad_redirect_uri"),
        ({"redirect_uri": f"{CALLBACK}#here"}, "bad_redirect_uri"),
        ({"scope": ""}, "invalid_scope"),
    ],
)
async def test_a_wrong_question_is_not_put_to_people(
    sandbox: Sandbox, session: aiohttp.ClientSession, wrong: dict[str, str], error: str
) -> None:
    async with session.get(asking(sandbox, **wrong)) as page:
        assert page.status == 400
        assert error in await page.text()
    with pytest.raises(Impossible, match=error):
        await sandbox.consent(asking(sandbox, **wrong))


async def test_who_does_not_allow_it_is_taken_at_their_word(sandbox: Sandbox) -> None:
    assert read(await sandbox.consent(asking(sandbox), allow=False)) == {"error": "access_denied", "state": "s1"}


async def test_a_code_is_good_once_soon_and_for_the_app_that_asked(sandbox: Sandbox, clock: HandClock) -> None:
    code = read(await sandbox.consent(asking(sandbox)))["code"]
    assert (await access(sandbox, code=code, client_id="1.1"))["error"] == "invalid_client_id"
    assert (await access(sandbox, code=code, client_secret="guess"))["error"] == "bad_client_secret"
    assert (await access(sandbox, code=code))["error"] == "bad_redirect_uri"
    assert (await access(sandbox, code="guess", redirect_uri=CALLBACK))["error"] == "invalid_code"
    assert (await access(sandbox, code=code, redirect_uri=CALLBACK))["ok"]
    with sandbox.allow("error-name"):  # Slack says it, though its reference does not list it
        assert (await access(sandbox, code=code, redirect_uri=CALLBACK))["error"] == "code_already_used"
    late = read(await sandbox.consent(asking(sandbox)))["code"]
    clock.move_to(clock.now() + timedelta(minutes=11))
    assert (await access(sandbox, code=late, redirect_uri=CALLBACK))["error"] == "invalid_code"


async def test_installed_again_the_app_keeps_its_token_and_its_scopes(
    sandbox: Sandbox, session: aiohttp.ClientSession
) -> None:
    given = await exchange(sandbox, session)
    assert given["access_token"] == sandbox.bot_token
    assert "groups:read" in given["scope"], "it was granted before"


async def test_tokens_that_rotate_grow_old_and_are_renewed_once_each(
    rotating: Sandbox, session: aiohttp.ClientSession, clock: HandClock
) -> None:
    acme = rotating.add_workspace("T0ACME", "Acme", a_few("A"))
    first = await exchange(rotating, session, workspace="T0ACME")
    assert first["access_token"].startswith("xoxe.xoxb-")
    assert first["expires_in"] == 43_200
    again = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = await access(rotating, **again)
    assert acme.bot_token == second["access_token"] != first["access_token"]
    assert (await access(rotating, **again))["error"] == "invalid_refresh_token"
    assert (await call(rotating, "auth.test", first["access_token"]))["ok"], "two may live"
    third = await access(rotating, grant_type="refresh_token", refresh_token=second["refresh_token"])
    assert (await call(rotating, "auth.test", first["access_token"]))["error"] == "token_revoked"
    clock.move_to(clock.now() + timedelta(hours=12))
    assert (await call(rotating, "auth.test", third["access_token"]))["error"] == "token_expired"


async def test_an_app_can_give_its_token_back(sandbox: Sandbox) -> None:
    assert (await call(sandbox, "auth.revoke", data={"test": "true"}))["revoked"] is False
    with sandbox.allow("ack"):
        assert (await call(sandbox, "auth.revoke"))["revoked"] is True
        await sandbox.idle()
    assert (await call(sandbox, "auth.test"))["error"] == "token_revoked"


async def test_an_app_can_leave(sandbox: Sandbox) -> None:
    client = {"client_id": sandbox.client_id, "client_secret": sandbox.client_secret}
    with sandbox.allow("ack"):
        assert (await call(sandbox, "apps.uninstall", data=client))["ok"]
        await sandbox.idle()
    assert (await call(sandbox, "auth.test"))["error"] == "account_inactive"


async def test_an_org_is_offered_only_to_apps_that_say_they_are_ready(tmp_path: Path, clock: HandClock) -> None:
    for ready in (False, True):
        manifest = manifest_with(tmp_path, org_deploy_enabled=ready)
        sandbox = Sandbox(manifest=manifest, people_clock=clock, protocol_clock=clock)
        sandbox.add_workspace("T0ACME", "Acme", a_few("A"), enterprise="E0GROUP")
        if ready:
            assert "code" in read(await sandbox.consent(asking(sandbox), enterprise="E0GROUP"))
        else:
            with pytest.raises(Impossible, match="E0GROUP"):
                await sandbox.consent(asking(sandbox), enterprise="E0GROUP")
